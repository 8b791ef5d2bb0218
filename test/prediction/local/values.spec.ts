import assert from 'node:assert/strict';
import type { FieldDefinition, FieldValue } from '../../../cases/fields';
import { aChoice, aField, CONTACT, valuesOf, type Setting } from '../../support/predictionBuilders';

interface Row {
  readonly name: string;
  readonly fields: readonly FieldDefinition[];
  readonly say: readonly string[];
  readonly get: Record<string, FieldValue>;
  readonly setting?: Setting;
}

const order = aField({ name: 'order', label: 'Order number' });
const account = aField({ name: 'account', label: 'Account number' });
const guests = aField({ name: 'guests', label: 'Number of guests', type: 'integer' });
const amount = aField({ name: 'amount', label: 'Amount', type: 'currency' });
const when = aField({ name: 'when', label: 'Date of purchase', type: 'date' });
const host = aField({ name: 'HostName', label: 'Host Name' });
const guest = aField({ name: 'GuestName', label: 'Guest Name' });

const rows: readonly Row[] = [
  {
    name: 'an email address is read in lower case',
    fields: [CONTACT.email],
    say: ['Write to Jane.Doe@Example.com please'],
    get: { 'contact.email': 'jane.doe@example.com' },
  },
  {
    name: 'a phone number becomes E.164',
    fields: [CONTACT.phone],
    say: ['call me at 650-581-1305'],
    get: { 'contact.phone': '+16505811305' },
  },
  {
    name: 'a German phone number takes the region',
    fields: [CONTACT.phone],
    say: ['> Wie ist Ihre Telefonnummer?', '030 1234567'],
    get: { 'contact.phone': '+49301234567' },
    setting: { region: 'DE' },
  },
  {
    name: 'an order number is not a phone number',
    fields: [CONTACT.phone, order],
    say: ['My order number is 6505811305'],
    get: { order: '6505811305' },
  },
  {
    name: 'an order number and a phone number go each to its own field',
    fields: [CONTACT.phone, order],
    say: ['my phone is 6505811305 and my order number is 3348917502'],
    get: { 'contact.phone': '+16505811305', order: '3348917502' },
  },
  {
    name: 'a username inside an email address is not a username',
    fields: [CONTACT.email, aField({ name: 'user', label: 'Username' })],
    say: ['jane77@example.com'],
    get: { 'contact.email': 'jane77@example.com' },
  },
  {
    name: 'a description that says how account numbers start changes the outcome',
    fields: [
      order,
      aField({ name: 'account', label: 'Account number', description: 'Account numbers start with ACC' }),
    ],
    say: ['> What are your order number and account number?', 'ACC10023 and 4711'],
    get: { account: 'ACC10023', order: '4711' },
  },
  {
    name: 'a spoken identifier is brought into the form of the examples',
    fields: [aField({ name: 'account', label: 'Account', examples: ['ACC-10023'] })],
    say: ['it is acc 10 023'],
    get: { account: 'ACC-10023' },
  },
  {
    name: 'a number in groups is one number',
    fields: [aField({ name: 'track', label: 'Tracking number' }), order, CONTACT.phone],
    say: ['> What is the tracking number?', '7Q 881 BB2 04 6120 9934'],
    get: { track: '7Q881BB20461209934' },
  },
  {
    name: 'a prefix that the description names holds for a spaced number',
    fields: [
      aField({ name: 'cust', label: 'Customer number', description: 'Customer numbers start with KD' }),
    ],
    say: ['my customer number is KD 55812'],
    get: { cust: 'KD55812' },
  },
  {
    name: 'an identifier in the middle of a sentence is brought into the form of the examples',
    fields: [aField({ name: 'order', label: 'Order number', examples: ['ORD-2024-1188'] })],
    say: ['order ord 2023 4471 arrived broken'],
    get: { order: 'ORD-2023-4471' },
  },
  {
    name: 'letters before spelled digits belong to them',
    fields: [
      aField({ name: 'cust', label: 'Customer number', description: 'Customer numbers start with KD' }),
    ],
    say: ['> What is your customer number?', 'kd five five eight one two'],
    get: { cust: 'KD55812' },
  },
  {
    name: 'a German number in one long word counts',
    fields: [aField({ name: 'stand', label: 'Zählerstand', type: 'decimal' })],
    say: ['> Wie hoch ist der Zählerstand?', 'viertausendfünfhundertzwölf'],
    get: { stand: 4512 },
  },
  {
    name: 'a written date is no phone number',
    fields: [CONTACT.phone],
    say: ['> Wie ist Ihre Telefonnummer?', 'ab dem 12.05.2026'],
    get: {},
    setting: { region: 'DE' },
  },
  {
    name: 'a question for one number asks for no other',
    fields: [order, aField({ name: 'sku', label: 'Article number' }), guests],
    say: ['> What is the article number?', '78331'],
    get: { sku: '78331' },
  },
  {
    name: 'the customer is reached where they say, not on the line that is dead',
    fields: [CONTACT.phone, aField({ name: 'line', label: 'Affected phone line', type: 'phone' })],
    say: ['The line 020 7946 0958 is dead. Call me on 07700 900123 please'],
    get: { line: '+442079460958', 'contact.phone': '+447700900123' },
    setting: { region: 'GB' },
  },
  {
    name: 'a quantity is of things',
    fields: [order, aField({ name: 'qty', label: 'Quantity', type: 'integer' })],
    say: ['My order number is 3348917502, I got only 3 of them'],
    get: { order: '3348917502', qty: 3 },
  },
  {
    name: 'zu dritt counts people',
    fields: [aField({ name: 'n', label: 'Anzahl Personen', type: 'integer' })],
    say: ['Wir sind zu dritt'],
    get: { n: 3 },
  },
  {
    name: 'a German correction in the same sentence wins, and what it corrects is nothing else',
    fields: [aField({ name: 'kd', label: 'Kundennummer' }), CONTACT.phone],
    say: ['> Ihre Kundennummer?', '10443928, nein, Entschuldigung, ich meinte 10443929'],
    get: { kd: '10443929' },
    setting: { region: 'DE' },
  },
  {
    name: 'a spelled number is read as digits',
    fields: [account],
    say: ['> What is your account number?', 'four seven double one'],
    get: { account: '4711' },
  },
  {
    name: 'an identifier outside the pattern is never filled',
    fields: [aField({ name: 'id', label: 'Customer number', pattern: 'C\\d{4}' })],
    say: ['my customer number is 12345'],
    get: {},
  },
  {
    name: 'the last question tells a bare number',
    fields: [account, guests],
    say: ['> Can you tell me your account number?', '68318931'],
    get: { account: '68318931' },
  },
  {
    name: 'what is counted tells a number',
    fields: [guests],
    say: ['At 11AM.  I will have 4 guests'],
    get: { guests: 4 },
  },
  {
    name: 'a number in words counts',
    fields: [guests],
    say: ['> How many guests will you bring?', 'I will bring three friends'],
    get: { guests: 3 },
  },
  {
    name: 'a German number in words counts',
    fields: [aField({ name: 'g', label: 'Anzahl der Gäste', type: 'integer' })],
    say: ['> Wie viele Gäste kommen?', 'fünfundzwanzig'],
    get: { g: 25 },
  },
  {
    name: 'money carries its currency',
    fields: [amount],
    say: ['I was charged $12.50 too much'],
    get: { amount: '12.50 USD' },
  },
  {
    name: 'German money has a comma',
    fields: [aField({ name: 'b', label: 'Betrag', type: 'currency' })],
    say: ['Der Betrag war 1.234,50 €'],
    get: { b: '1234.50 EUR' },
  },
  {
    name: 'a relative date is read against its turn',
    fields: [when],
    say: ['> When did you purchase it?', 'yesterday'],
    get: { when: '2026-01-04' },
  },
  {
    name: 'a German date is read',
    fields: [aField({ name: 'd', label: 'Kaufdatum', type: 'date' })],
    say: ['> Wann haben Sie es gekauft?', 'Ich habe das am 3. Januar 2026 gekauft'],
    get: { d: '2026-01-03' },
    setting: { region: 'DE' },
  },
  {
    name: 'a date keeps its clock time',
    fields: [aField({ name: 'cb', label: 'Call back date', type: 'date' })],
    say: ['> When shall we call?', 'tomorrow at 4pm'],
    get: { cb: '2026-01-06T16:00' },
  },
  {
    name: 'yes answers a boolean',
    fields: [aField({ name: 'p', label: 'Parking needed', type: 'boolean' })],
    say: ['> Do you need parking?', 'Yes, please.'],
    get: { p: true },
  },
  {
    name: 'a lower-case answer is a name',
    fields: [CONTACT.name],
    say: ['> May I have your name?', 'jane doe'],
    get: { 'contact.name': 'jane doe' },
  },
  {
    name: 'an introduction is a name',
    fields: [CONTACT.name],
    say: ['Hello, this is Jane and I need help'],
    get: { 'contact.name': 'Jane' },
  },
  {
    name: 'a German introduction is a name',
    fields: [CONTACT.name],
    say: ['Guten Tag, ich heiße Jürgen Müller'],
    get: { 'contact.name': 'Jürgen Müller' },
  },
  {
    name: '"I am sorry" is no name',
    fields: [CONTACT.name],
    say: ["I'm sorry, I am looking for help. It's urgent."],
    get: {},
  },
  {
    name: 'host and guest are told apart by whose party it is',
    fields: [host, guest],
    say: ["My name is Alexis and I'd like to RSVP to Ben's party."],
    get: { HostName: 'Ben', GuestName: 'Alexis' },
  },
  {
    name: 'the patient is whom the speaker looks after',
    fields: [CONTACT.name, aField({ name: 'patient', label: 'Patient name' })],
    say: ['My name is Petra Lang, I need an appointment for my daughter Mia'],
    get: { 'contact.name': 'Petra Lang', patient: 'Mia' },
  },
  {
    name: 'in German the patient is whom the speaker looks after, too',
    fields: [CONTACT.name, aField({ name: 'patient', label: 'Name des Patienten' })],
    say: ['Ich heiße Petra Lang und brauche einen Termin für meinen Sohn Jonas'],
    get: { 'contact.name': 'Petra Lang', patient: 'Jonas' },
  },
  {
    name: 'a lower-case name before "here" is a name',
    fields: [CONTACT.name],
    say: ['hi, nadia here, my parcel is lost'],
    get: { 'contact.name': 'nadia' },
  },
  {
    name: "a question for the patient's name asks for nobody else's",
    fields: [CONTACT.name, aField({ name: 'patient', label: 'Patient name' })],
    say: ['My name is Ruth Okafor', "> And the patient's name?", 'Amara Okafor'],
    get: { 'contact.name': 'Ruth Okafor', patient: 'Amara Okafor' },
  },
  {
    name: 'who would rather not say gives no name',
    fields: [CONTACT.name],
    say: ['> May I have your name?', "I'd rather not say"],
    get: {},
  },
  {
    name: 'a booking is under a name',
    fields: [CONTACT.name],
    say: ['Please reserve a table under Ferreira'],
    get: { 'contact.name': 'Ferreira' },
  },
  {
    name: 'a first and a last name may be written in both cases',
    fields: [CONTACT.name],
    say: ['> Could I get your full name?', 'Lena hoffmann my number is 4711'],
    get: { 'contact.name': 'Lena hoffmann' },
  },
  {
    name: 'a place is no name',
    fields: [CONTACT.name],
    say: ['> May I have your name?', 'Ines, actually I stay at the Metropol'],
    get: { 'contact.name': 'Ines' },
  },
  {
    name: 'what somebody is does not replace a name',
    fields: [CONTACT.name],
    say: ['I am Ines', '> Any wishes?', "I'm celiac"],
    get: { 'contact.name': 'Ines' },
  },
  {
    name: 'a question that was answered is not answered again',
    fields: [CONTACT.name],
    say: ['> May I have your name?', 'Ines', '> Booked', 'I love Swedish cars'],
    get: { 'contact.name': 'Ines' },
  },
  {
    name: 'the name of the host answers "it is"',
    fields: [host, guest],
    say: ['My name is Ines', "> What is the host's name?", "Yeah, it's Olu."],
    get: { GuestName: 'Ines', HostName: 'Olu' },
  },
  {
    name: 'places follow their prepositions',
    fields: [
      aField({ name: 'from', label: 'Departure Location' }),
      aField({ name: 'to', label: 'Arrival Location' }),
    ],
    say: ['I need a ride from Elm and Third to the Hospital.'],
    get: { from: 'Elm and Third', to: 'Hospital' },
  },
  {
    name: 'a correction wins',
    fields: [order],
    say: ['My order number is 4712, sorry I meant order 4711'],
    get: { order: '4711' },
  },
  {
    name: 'what a later turn takes back is replaced by what has its form',
    fields: [aField({ name: 'meter', label: 'Meter number' })],
    say: ['My meter number is 448210', '> Thanks, is there anything else?', 'Sorry, it is 448201'],
    get: { meter: '448201' },
  },
  {
    name: 'a German turn that takes something back replaces it too',
    fields: [aField({ name: 'zaehler', label: 'Zählernummer' })],
    say: ['Meine Zählernummer ist 448210', '> Danke. Noch etwas?', 'Moment, falsch: 448201'],
    get: { zaehler: '448201' },
  },
  {
    name: 'a number of something else takes nothing back',
    fields: [order, guests],
    say: [
      'My order number is 33489175, for 3 guests',
      '> Anything else?',
      'Actually I called 4 times, the invoice says 33489999, I want the blue one',
    ],
    get: { order: '33489175', guests: 3 },
  },
  {
    name: 'a new address takes the place of the old one',
    fields: [CONTACT.email],
    say: ['Write to olu@example.com', '> Thanks!', 'my new email is ob@example.com'],
    get: { 'contact.email': 'ob@example.com' },
  },
  {
    name: 'of two numbers the first is the one to try',
    fields: [aField({ name: 'pin', label: 'PIN' })],
    say: ['> What is your PIN?', 'it is either 4410 or 4401'],
    get: { pin: '4410' },
  },
  {
    name: 'a number is not that of the field that its sentence says is forgotten',
    fields: [account, aField({ name: 'pin', label: 'PIN' })],
    say: ['> And your PIN?', 'I forgot my PIN, but my account number is 7741002'],
    get: { account: '7741002' },
  },
  {
    name: 'an amount or a time is no identifier',
    fields: [aField({ name: 'pin', label: 'PIN' })],
    say: ['> What is your PIN?', 'they took $3000 at 10 pm'],
    get: {},
  },
  {
    name: 'a thing and its number give the only identifier of a form',
    fields: [aField({ name: 'id', label: 'id' })],
    say: ['Please cancel parcel 5610, I am in room 12'],
    get: { id: '5610' },
  },
  {
    name: 'people are counted without a word for them',
    fields: [aField({ name: 'n', label: 'Number of guests', type: 'integer' })],
    say: ['A table for 6 at 8 pm please'],
    get: { n: 6 },
  },
  {
    name: 'people are counted in German too',
    fields: [aField({ name: 'n', label: 'Anzahl Gäste', type: 'integer' })],
    say: ['Ich habe reserviert, wir sind zu 4'],
    get: { n: 4 },
  },
  {
    name: 'to be nearer a place is to start from it',
    fields: [
      aField({ name: 'from', label: 'Departure Location' }),
      aField({ name: 'to', label: 'Arrival Location' }),
    ],
    say: ["I'm closer to Baker Street, meet me at Kings Cross"],
    get: { from: 'Baker Street', to: 'Kings Cross' },
  },
  {
    name: 'a wish and an event are no places',
    fields: [aField({ name: 'to', label: 'Destination' })],
    say: ['I need to hurry, I have to get to my wedding'],
    get: {},
  },
  {
    name: 'the end of a way that is named is the one that changes',
    fields: [
      aField({ name: 'from', label: 'Departure Location' }),
      aField({ name: 'to', label: 'Arrival Location' }),
    ],
    say: ['From Elm to Third please', '> Anything else?', 'Please change my pick-up to Oak Lane'],
    get: { from: 'Oak Lane', to: 'Third' },
  },
  {
    name: 'a denied option is not chosen',
    fields: [aChoice('product', ['Router', 'Modem'])],
    say: ['It is not the router, it is the modem'],
    get: { product: 'Modem' },
  },
  {
    name: 'a misspelt option is found',
    fields: [aChoice('product', ['Dishwasher', 'Refrigerator'])],
    say: ['my refridgerator hums'],
    get: { product: 'Refrigerator' },
  },
  {
    name: 'an inflected German option is found',
    fields: [aChoice('produkt', ['Waschmaschine', 'Kühlschrank'])],
    say: ['unsere Waschmaschinen laufen aus'],
    get: { produkt: 'Waschmaschine' },
  },
  {
    name: 'a value that the customer confirms is taken from the other side',
    fields: [CONTACT.email],
    say: ['> Is your email address jane@example.com?', 'Yes'],
    get: { 'contact.email': 'jane@example.com' },
  },
  {
    name: 'a field that only representatives set is left alone',
    fields: [aChoice('priority', ['Urgent', 'Normal'], { setBy: ['representative'] })],
    say: ['please set priority to urgent'],
    get: {},
  },
];

describe('the local predictor reads values', () => {
  for (const { name, fields, say, get, setting } of rows)
    it(name, async () => assert.deepEqual(await valuesOf(fields, say, setting), get));
});
