/** What representatives call the things that they ask for, in each language of the texts. */

export const COMMAND_WORDS = {
  case: ['case', 'show', 'fall', 'zeige'],
  why: ['why', 'warum'],
  intent: ['intent', 'anliegen'],
  update: ['update', 'aktualisieren', 'aktualisiere'],
  take: ['take', 'übernehmen', 'übernehme'],
  resolve: ['resolve', 'close', 'abschließen', 'schließen', 'lösen'],
  keep: ['keep', 'offenhalten'],
  reopen: ['reopen', 'wiedereröffnen'],
  cancel: ['cancel', 'stornieren', 'abbrechen'],
  status: ['status'],
  assign: ['assign', 'zuweisen'],
  merge: ['merge', 'zusammenführen'],
  split: ['split', 'abtrennen'],
  unlock: ['unlock', 'entsperren'],
  note: ['note', 'notiz'],
  'my cases': ['my cases', 'mine', 'meine fälle'],
  cases: ['cases', 'fälle'],
  queue: ['queue', 'warteschlange'],
  open: ['open', 'eröffnen', 'neuer fall'],
  help: ['help', 'hilfe', '?'],
  representative: ['representative'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CommandName = keyof typeof COMMAND_WORDS;

const LISTED = Object.entries(COMMAND_WORDS).flatMap(([name, called]) =>
  called.map((word) => ({ name: name as CommandName, word })),
);

export interface SaidCommand {
  readonly name: CommandName;
  /** As it was written; empty where nothing follows the command. */
  readonly number: string;
  readonly rest: string;
}

const WRITTEN = /^(\S+)(?:\s+(\S+))?(?:\s+([\s\S]+))?$/;
const NUMBER_ALONE = /^#?CAS-\S+$/i;

/** Undefined where what was said does not begin with a command. A case's number alone asks for the case. */
export function commandSaid(said: string): SaidCommand | undefined {
  const whole = nameOf(said.replace(/\s+/g, ' '));
  if (whole) return { name: whole, number: '', rest: '' };
  if (NUMBER_ALONE.test(said)) return { name: 'case', number: said, rest: '' };
  const [, first = '', number = '', rest = ''] = WRITTEN.exec(said) ?? [];
  const name = nameOf(first);
  return name && { name, number, rest: rest.trim() };
}

function nameOf(word: string): CommandName | undefined {
  const folded = word.toLowerCase();
  return LISTED.find((one) => one.word === folded)?.name;
}

const SLIP_CHARS_MIN = 4; // "not" is no slip of "note"

/** The command that was likely meant by a word with one slip in it, as it is written in that language. */
export function commandMeant(word: string): string | undefined {
  const folded = word.toLowerCase();
  const exact = LISTED.find((one) => one.word === folded);
  if (exact || folded.length < SLIP_CHARS_MIN) return exact?.word;
  return LISTED.find((one) => oneSlip(one.word, folded))?.word;
}

/** Whether one letter is missing, too much, another one, or changed places with its neighbour. */
function oneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0])
  );
}
