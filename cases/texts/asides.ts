/** What customers hear to what they ask beside their matter: nothing here promises what no rule backs. */
import type { Aside } from '../deciding/asides';

export interface AsideTexts {
  /** With a case, by its number. */
  readonly withCase: Readonly<Record<Aside, (number: string) => string>>;
  /** Before there is one. */
  readonly before: Readonly<Record<Aside, string>>;
  /** Nothing more is asked, and there is no case. */
  readonly offerPerson: string;
  /** To whatever is said after that. */
  readonly offeredPerson: string;
  /** Goodbye, and nothing was wrong. */
  readonly goodbye: string;
  /** Goodbye, but whom to get back to is not known. */
  readonly goodbyeOpen: string;
}

const PERSON_EN = 'If you would rather talk to a colleague, write "a person".';
const PURPOSE_EN = 'It is for the colleague who looks into this and gets back to you.';
const MACHINE_EN =
  'I am an automated assistant: I take down what it is about, and a colleague looks into it.';

export const ASIDES_EN: AsideTexts = {
  withCase: {
    machine: () => `${MACHINE_EN} ${PERSON_EN}`,
    purpose: () => PURPOSE_EN,
    wait: (number) =>
      `I can't say how long it will take; a colleague will look at case ${number}. If it can't wait, write "a person".`,
    news: (number) =>
      `Case ${number} is open, and there is nothing new that I could tell you. If it can't wait, write "a person".`,
    settled: (number) => `Thank you for telling us; my colleagues see it in case ${number}.`,
    question: (number) => `I can't answer that myself; a colleague will see your question in case ${number}.`,
  },
  before: {
    machine: `${MACHINE_EN} ${PERSON_EN}`,
    purpose: PURPOSE_EN,
    wait: "I can't say how long it will take; I need a little more before a colleague can look at it.",
    news: 'I am here.',
    settled: 'Thank you for telling us. I have opened no case; just write again when you need us.',
    question: 'I can\'t answer that myself. Write "a person", and I will pass you to a colleague who can.',
  },
  offerPerson:
    'I am sorry, I can\'t take this further by myself. Write "a person", and I will pass you to a colleague.',
  offeredPerson: 'Noted. I can pass it to a colleague: just write "a person".',
  goodbye: 'All right. Just write here when you need us.',
  goodbyeOpen:
    'All right. I have not opened a case yet: for that I need your name and an email address or phone number.',
};

const PERSON_DE = 'Wenn Sie lieber mit einem Menschen sprechen möchten, schreiben Sie „Mitarbeiter“.';
const PURPOSE_DE =
  'Das ist für die Kollegin oder den Kollegen, der sich darum kümmert und sich bei Ihnen meldet.';
const MACHINE_DE =
  'Ich bin ein automatischer Assistent: Ich nehme auf, worum es geht, und eine Kollegin oder ein Kollege sieht es sich an.';

export const ASIDES_DE: AsideTexts = {
  withCase: {
    machine: () => `${MACHINE_DE} ${PERSON_DE}`,
    purpose: () => PURPOSE_DE,
    wait: (number) =>
      `Wie lange es dauert, kann ich nicht sagen; eine Kollegin oder ein Kollege sieht sich den Fall ${number} an. Wenn es nicht warten kann, schreiben Sie „Mitarbeiter“.`,
    news: (number) =>
      `Der Fall ${number} ist offen, und es gibt nichts Neues, das ich Ihnen sagen könnte. Wenn es nicht warten kann, schreiben Sie „Mitarbeiter“.`,
    settled: (number) => `Danke, dass Sie Bescheid sagen; meine Kollegen sehen es im Fall ${number}.`,
    question: (number) =>
      `Das kann ich nicht selbst beantworten; eine Kollegin oder ein Kollege sieht Ihre Frage im Fall ${number}.`,
  },
  before: {
    machine: `${MACHINE_DE} ${PERSON_DE}`,
    purpose: PURPOSE_DE,
    wait: 'Wie lange es dauert, kann ich nicht sagen; ich brauche noch etwas, bevor eine Kollegin oder ein Kollege es sich ansehen kann.',
    news: 'Ich bin da.',
    settled:
      'Danke, dass Sie Bescheid sagen. Ich habe keinen Fall eröffnet; schreiben Sie einfach, wenn Sie uns brauchen.',
    question:
      'Das kann ich nicht selbst beantworten. Schreiben Sie „Mitarbeiter“, dann verbinde ich Sie mit jemandem, der es kann.',
  },
  offerPerson:
    'Es tut mir leid, allein komme ich hier nicht weiter. Schreiben Sie „Mitarbeiter“, dann verbinde ich Sie mit jemandem von uns.',
  offeredPerson:
    'Notiert. Wenn eine Kollegin oder ein Kollege übernehmen soll, schreiben Sie einfach „Mitarbeiter“.',
  goodbye: 'Alles klar. Schreiben Sie einfach hier, wenn Sie uns brauchen.',
  goodbyeOpen:
    'In Ordnung. Einen Fall habe ich noch nicht eröffnet: Dafür brauche ich Ihren Namen und eine E-Mail-Adresse oder Telefonnummer.',
};
