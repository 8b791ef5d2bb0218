/** Support chats for the shipped settings, a maker of coffee machines: ten that bring a case, ten that don't. */

export interface SupportChat {
  /** The promise kept. */
  readonly name: string;
  /** What the customer says, turn by turn. */
  readonly says: readonly string[];
  /** By turn: what the customer hears then. */
  readonly hears?: Readonly<Record<number, RegExp>>;
  /** What the customer is never asked. */
  readonly neverHears?: RegExp;
}

export interface CaseChat extends SupportChat {
  /** The turn that opens the case, counted from 0. */
  readonly opensAt: number;
  /** The values of the case in the end, as people read them. */
  readonly fields: Readonly<Record<string, string | RegExp>>;
  /** Fields that nobody spoke of. */
  readonly empty?: readonly string[];
}

const ASKS_NAME = /your name|Ihr Name/i;
const ASKS_REACH = /email address or phone|E-Mail-Adresse oder Telefonnummer/i;
const ASKS_MODEL = /which model|welches Modell/i;
const ASKS_SERIAL = /serial number|Seriennummer/i;
const ASKS_TROUBLE = /what can we help you with|wobei können wir/i;

export const OPENING: readonly CaseChat[] = [
  {
    name: 'everything in one message opens at once, and nothing is asked',
    says: [
      'Hello, my name is Laura Stein, laura.stein@example.com. My Aroma Duo leaks from the steam wand since yesterday, serial number CM-2481-09371.',
    ],
    opensAt: 0,
    fields: {
      issueDescription: /leaks from the steam wand/,
      contact: /Laura Stein, laura\.stein@example\.com/,
      category: 'Product defect',
      product: 'Aroma Duo',
      productFamily: 'Espresso machines',
      serialNumber: 'CM-2481-09371',
    },
    empty: ['priority'],
    neverHears: /\?/,
  },
  {
    name: 'in bits: each question is for what is still missing',
    says: [
      'hi',
      'my coffee machine is broken',
      'Tom Becker',
      'tom.becker@example.org',
      "It's the Barista 300",
      'CM-1107-55120',
    ],
    opensAt: 3,
    hears: { 0: ASKS_TROUBLE, 1: ASKS_NAME, 2: ASKS_REACH, 3: ASKS_MODEL, 4: ASKS_SERIAL },
    fields: {
      issueDescription: 'my coffee machine is broken',
      contact: 'Tom Becker, tom.becker@example.org',
      category: 'Product defect',
      product: 'Barista 300',
      productFamily: 'Fully automatic machines',
      serialNumber: 'CM-1107-55120',
    },
  },
  {
    name: 'German, with a serial number that is not at hand',
    says: [
      'Guten Tag, meine Kaffeemühle mahlt nicht mehr.',
      'Sabine Krüger, sabine.krueger@example.de',
      'Grind S',
      'Die habe ich gerade nicht zur Hand',
    ],
    opensAt: 1,
    hears: { 0: /Ihr Name/, 1: /Fall CAS-.*eröffnet/, 2: /Seriennummer/, 3: /ohne weiter/ },
    neverHears: ASKS_TROUBLE,
    fields: {
      issueDescription: /mahlt nicht mehr/,
      contact: 'Sabine Krüger, sabine.krueger@example.de',
      category: 'Product defect',
      productFamily: 'Grinders',
      product: 'Grind S',
    },
    empty: ['serialNumber', 'priority'],
  },
  {
    name: 'spelling mistakes, and a name in lower case',
    says: [
      'hi, my barrista 500 dosnt work anymor, only cold cofee comes out',
      'im jenny wals and my emial is jenny.wals@example.com',
      'no idea sorry',
    ],
    opensAt: 1,
    hears: { 0: ASKS_NAME, 1: ASKS_SERIAL },
    neverHears: ASKS_MODEL,
    fields: {
      issueDescription: /dosnt work anymor/,
      contact: 'jenny wals, jenny.wals@example.com',
      category: 'Product defect',
      product: 'Barista 500',
    },
    empty: ['serialNumber'],
  },
  {
    name: 'a phone number instead of an email address, and a serial number put right',
    says: [
      'The grinder makes a horrible noise',
      'Paul Ito, you can call me at +49 151 23456789',
      'Grind XL',
      'GR-1107-55120',
      'sorry, the serial number is GR-1107-55121',
    ],
    opensAt: 1,
    hears: { 1: ASKS_MODEL, 2: ASKS_SERIAL },
    fields: {
      issueDescription: 'The grinder makes a horrible noise',
      contact: 'Paul Ito, +4915123456789',
      category: 'Product defect',
      product: 'Grind XL',
      serialNumber: 'GR-1107-55121',
    },
  },
  {
    name: 'small talk first, then the trouble, and not the Aroma One',
    says: [
      'hello',
      'how are you today?',
      "it's about my espresso machine, it won't turn on",
      'Ana Souza, ana@souza.example.com',
      'not the Aroma One, the Aroma Duo',
    ],
    opensAt: 3,
    hears: { 2: ASKS_NAME, 3: ASKS_MODEL, 4: ASKS_SERIAL },
    fields: {
      issueDescription: /won't turn on/,
      contact: 'Ana Souza, ana@souza.example.com',
      category: 'Product defect',
      product: 'Aroma Duo',
    },
  },
  {
    name: 'a billing matter: an order number is no phone number, and no model is asked for',
    says: [
      'I was charged twice for order 4711-88',
      'my customer number is 6505811305, by the way',
      'Maria Lopez',
      'maria.lopez@example.com',
    ],
    opensAt: 3,
    neverHears: new RegExp(`${ASKS_MODEL.source}|${ASKS_SERIAL.source}`, 'i'),
    fields: {
      issueDescription: /charged twice/,
      contact: 'Maria Lopez, maria.lopez@example.com',
      category: 'Billing',
    },
  },
  {
    name: 'a return, and an email address put right afterwards',
    says: [
      "I'd like to send back my Pour Kettle, it is too small for us",
      "Peter O'Neill, peter.oneil@example.com",
      'oops, the email is peter.oneill@example.com',
    ],
    opensAt: 1,
    neverHears: ASKS_SERIAL,
    fields: {
      issueDescription: /send back my Pour Kettle/,
      contact: "Peter O'Neill, peter.oneill@example.com",
      category: 'Return and exchange',
    },
  },
  {
    name: 'danger is urgent',
    says: [
      'There is smoke coming out of my Aroma One and it smells burnt!',
      'Dan Wu dan.wu@example.com',
      "I don't have it at hand",
    ],
    opensAt: 1,
    hears: { 1: ASKS_SERIAL, 2: /go on without it/ },
    neverHears: ASKS_MODEL,
    fields: {
      issueDescription: /smoke coming out/,
      contact: 'Dan Wu, dan.wu@example.com',
      category: 'Product defect',
      product: 'Aroma One',
      priority: 'Urgent',
    },
  },
  {
    name: 'a leak is no danger, and what is not at hand is left open',
    says: [
      'my espresso machine leaks from the bottom',
      'Dana Miller',
      'dana@example.com',
      "don't have it at hand",
      'no idea',
    ],
    opensAt: 2,
    hears: { 2: ASKS_MODEL, 3: ASKS_SERIAL },
    fields: {
      issueDescription: 'my espresso machine leaks from the bottom',
      contact: 'Dana Miller, dana@example.com',
      category: 'Product defect',
      productFamily: 'Espresso machines',
    },
    empty: ['priority', 'product', 'serialNumber'],
  },
];

export const NOT_OPENING: readonly SupportChat[] = [
  { name: 'a greeting and thanks', says: ['hi', 'thanks a lot, bye'] },
  {
    name: 'a wish for a person, with a name and an address',
    says: ['can I talk to a human?', 'Tim Gray, tim.gray@example.com'],
  },
  { name: 'opening hours', says: ['what are your opening hours?', 'ok thanks'] },
  {
    name: 'a question that anybody could ask',
    says: ['do you ship to Norway?', "I'm Ola Nordmann, ola@example.no", 'thank you'],
    neverHears: ASKS_NAME,
  },
  { name: 'gibberish', says: ['asdf gh jkl', 'lol you are a potato', 'banana@fruit.example.com'] },
  {
    name: 'nothing but who the customer is',
    says: ["I'm Lucy Hale, lucy.hale@example.com, 650-581-1305"],
    hears: { 0: ASKS_TROUBLE },
    neverHears: ASKS_NAME,
  },
  {
    name: 'an application for a job',
    says: [
      'I would like to apply for a job as a barista trainer, my name is Sam Field, sam.field@example.com',
    ],
  },
  {
    name: 'a compliment',
    says: ['I love my Aroma One, best coffee ever! Greetings, Nina Bloom, nina@example.com'],
  },
  {
    name: 'German small talk',
    says: ['Hallo', 'Wie geht es Ihnen heute?', 'schönes Wetter heute', 'Tschüss'],
  },
  {
    name: 'trouble of somebody who does not say who they are',
    says: ['my kettle does not heat any more', 'I would rather not say', 'no'],
    hears: { 0: ASKS_NAME },
    neverHears: ASKS_TROUBLE,
  },
];
