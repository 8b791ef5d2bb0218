/** The words around what representatives ask for by writing, in each language. */

type Line<P extends string> = (params: Readonly<Record<P, string>>) => string;

export interface CommandTexts {
  readonly help: () => string;
  readonly liveHelp: () => string;
  /** `meant` is empty where nothing like it is known. */
  readonly unknown: Line<'text' | 'meant'>;
  /** `near` is empty where no case has a number like it. */
  readonly noCase: Line<'number' | 'near'>;
  readonly noCases: () => string;
  readonly noOwnCases: () => string;
  readonly newestCases: () => string;
  readonly ownCases: () => string;
  readonly needsNumber: Line<'command'>;
  readonly needsWholeNumber: Line<'command' | 'number' | 'title'>;
  readonly needsWords: Line<'command'>;
  readonly needsOtherCase: () => string;
  readonly needsName: Line<'names'>;
  readonly noColleague: Line<'name' | 'names'>;
  readonly severalColleagues: Line<'name' | 'names'>;
}

export const COMMANDS_EN: CommandTexts = {
  help: () =>
    [
      'my cases: those that you have taken; cases: the newest; queue: who is waiting',
      'case CAS-00042-K7F2: what is known of it. Its count is enough: case 42',
      'take, resolve, reopen, cancel, with a number: take 42',
      'assign 42 NAME; status 42 REASON; note 42 WORDS',
      'why 42: what the agent decided; intent 42: what is to be solved; update 42: read the conversation again',
      'keep 42: keep it open, where the agent is about to close it',
      'open: open a case by hand',
      'merge CAS-... CAS-...: the younger into the older; split 42 WHAT ELSE IT IS',
      'unlock 42 FIELD: WHY: the agent may change it again',
    ].join('\n'),
  liveHelp: () =>
    [
      'While you have a conversation, what you write goes to the customer; commands begin with /:',
      '/end: end the conversation; /release: back to the agent; /transfer QUEUE or NAME: pass it on',
      'serve or serve QUEUE, in a channel: show there who waits; stop serving',
    ].join('\n'),
  unknown: ({ text, meant }) =>
    meant === ''
      ? `I don't know "${text}". Write "help" to see what you can ask.`
      : `I don't know "${text}". Did you mean "${meant}"?`,
  noCase: ({ number, near }) =>
    near === '' ? `There is no case ${number}.` : `There is no case ${number}. Did you mean ${near}?`,
  noCases: () => 'There are no cases yet.',
  noOwnCases: () => 'You have no open cases. "cases" shows the newest of all.',
  newestCases: () => 'Newest cases',
  ownCases: () => 'Your open cases',
  needsNumber: ({ command }) => `Which case? Write "${command} CAS-..." with its number.`,
  needsWholeNumber: ({ command, number, title }) =>
    `Nothing was done: that takes the whole number. Write "${command} ${number}" if you mean "${title}".`,
  needsWords: ({ command }) => `Please write the words behind the number: ${command} CAS-... the words.`,
  needsOtherCase: () => 'Please write both numbers: merge CAS-... CAS-...',
  needsName: ({ names }) => `To whom? Write a name behind the number, or "me". There are: ${names}.`,
  noColleague: ({ name, names }) => `Nobody here is called "${name}". There are: ${names}.`,
  severalColleagues: ({ name, names }) => `Several here are called "${name}": ${names}.`,
};

export const COMMANDS_DE: CommandTexts = {
  help: () =>
    [
      'meine Fälle: die Sie übernommen haben; Fälle: die neuesten; Warteschlange: wer wartet',
      'Fall CAS-00042-K7F2: was über ihn bekannt ist. Seine Zählnummer genügt: Fall 42',
      'übernehmen, abschließen, wiedereröffnen, stornieren, mit einer Nummer: übernehmen 42',
      'zuweisen 42 NAME; Status 42 GRUND; Notiz 42 WORTE',
      'warum 42: was der Agent entschieden hat; Anliegen 42: was zu lösen ist; aktualisieren 42: das Gespräch neu lesen',
      'offenhalten 42: offen halten, was der Agent gleich schließt',
      'eröffnen: einen Fall von Hand eröffnen',
      'zusammenführen CAS-... CAS-...: der jüngere in den älteren; abtrennen 42 WAS ES NOCH IST',
      'entsperren 42 FELD: WARUM: der Agent darf es wieder ändern',
      'Die englischen Wörter gehen auch: my cases, cases, queue, case, take, resolve, ...',
    ].join('\n'),
  liveHelp: () =>
    [
      'Solange Sie ein Gespräch haben, geht alles, was Sie schreiben, an den Kunden; Befehle beginnen mit /:',
      '/beenden: das Gespräch beenden; /zurück: zurück an den Agenten; /weitergeben WARTESCHLANGE oder NAME',
      'serve oder serve WARTESCHLANGE, in einem Kanal: dort zeigen, wer wartet; stop serving',
    ].join('\n'),
  unknown: ({ text, meant }) =>
    meant === ''
      ? `„${text}“ kenne ich nicht. Schreiben Sie „Hilfe“, um zu sehen, was Sie fragen können.`
      : `„${text}“ kenne ich nicht. Meinten Sie „${meant}“?`,
  noCase: ({ number, near }) =>
    near === '' ? `Es gibt keinen Fall ${number}.` : `Es gibt keinen Fall ${number}. Meinten Sie ${near}?`,
  noCases: () => 'Es gibt noch keine Fälle.',
  noOwnCases: () => 'Sie haben keine offenen Fälle. „Fälle“ zeigt die neuesten von allen.',
  newestCases: () => 'Neueste Fälle',
  ownCases: () => 'Ihre offenen Fälle',
  needsNumber: ({ command }) => `Welcher Fall? Schreiben Sie „${command} CAS-...“ mit seiner Nummer.`,
  needsWholeNumber: ({ command, number, title }) =>
    `Es wurde nichts getan: dafür braucht es die ganze Nummer. Schreiben Sie „${command} ${number}“, wenn Sie „${title}“ meinen.`,
  needsWords: ({ command }) =>
    `Bitte schreiben Sie die Worte hinter die Nummer: ${command} CAS-... die Worte.`,
  needsOtherCase: () => 'Bitte schreiben Sie beide Nummern: zusammenführen CAS-... CAS-...',
  needsName: ({ names }) =>
    `An wen? Schreiben Sie einen Namen hinter die Nummer, oder „mir“. Es gibt: ${names}.`,
  noColleague: ({ name, names }) => `Niemand hier heißt „${name}“. Es gibt: ${names}.`,
  severalColleagues: ({ name, names }) => `„${name}“ heißen hier mehrere: ${names}.`,
};
