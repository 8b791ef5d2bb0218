/** What representatives write about cases: whole commands, the case by its number. */
import type { Deed } from '../cases/access';
import type { Case } from '../cases/case';
import type { Words } from '../cases/effects';
import { reasonNamed } from '../cases/statusReasons';
import { acted, card, refusal, told, updateAnswer, type Answer, type Answering } from './answers';
import type { AgentContext } from './context';
import type { Person } from '../cases/values';
import { calledSo } from './colleagues';
import type { CommandName, SaidCommand } from './commandWords';
import { takenIn } from './live/readers';
import { mergeOf, splitOf } from './mergeSplit';
import { standingCase } from './standingCase';
import { unlockCommand } from './unlockCommand';
import { resolveFormAnswer } from './resolution/form';
import { caseWritten, type FoundByNumber } from './writtenNumber';

const NEWEST_CASES = 10;
const OWN_CASES_READ = 100; // closed ones among them
const NOTE_CHARS_MAX = 4_000;

interface CaseCommand {
  readonly deed: Deed;
  /** What follows the case's number: none, or the rest of the line. */
  readonly takes: 'number' | 'number-and-words';
  /** A slip in the number would do what no click undoes: all of it must be written. */
  readonly wholeNumber?: boolean;
  readonly answer: (
    found: Case,
    rest: string,
    answering: Answering,
    context: AgentContext,
  ) => Answer | Promise<Answer>;
}

const COMMANDS: Readonly<Partial<Record<CommandName, CaseCommand>>> = {
  case: { deed: 'work', takes: 'number', answer: (found) => ({ words: shown('summary', found) }) },
  why: { deed: 'work', takes: 'number', answer: (found) => ({ words: shown('why', found) }) },
  intent: { deed: 'work', takes: 'number', answer: (found) => ({ words: shown('intent', found) }) },
  update: {
    deed: 'update',
    takes: 'number',
    answer: (found, _rest, answering) => updateAnswer(found, answering),
  },
  resolve: {
    deed: 'work',
    takes: 'number',
    answer: (found, _rest, answering, context) => resolveFormAnswer(context, found, answering),
  },
  keep: {
    deed: 'close',
    takes: 'number-and-words', // "keep CAS-... open"
    answer: (found, _rest, answering) => acted(found, { kind: 'keep-open' }, answering),
  },
  reopen: {
    deed: 'work',
    takes: 'number',
    answer: (found, _rest, answering) => acted(found, { kind: 'reopen' }, answering),
  },
  take: {
    deed: 'work',
    takes: 'number',
    answer: (found, _rest, answering) => acted(found, { kind: 'take', owner: answering.asker.by }, answering),
  },
  cancel: { deed: 'work', takes: 'number-and-words', wholeNumber: true, answer: cancel },
  status: { deed: 'work', takes: 'number-and-words', answer: changeStatus },
  assign: { deed: 'work', takes: 'number-and-words', answer: assign },
  merge: { deed: 'work', takes: 'number-and-words', wholeNumber: true, answer: merge },
  split: { deed: 'work', takes: 'number-and-words', answer: split },
  unlock: { deed: 'work', takes: 'number-and-words', answer: unlockCommand },
  note: {
    deed: 'work',
    takes: 'number-and-words',
    answer: (found, rest, answering) =>
      rest === ''
        ? { words: told(answering.words.representative.needsWords({ command: 'note' })) }
        : acted(found, { kind: 'note', text: rest.slice(0, NOTE_CHARS_MAX) }, answering),
  },
};

/** Undefined where it is no command about cases: "please don't update" updates nothing. */
export async function answerCaseCommand(
  context: AgentContext,
  { name, number, rest }: SaidCommand,
  answering: Answering,
): Promise<Answer | undefined> {
  const command = COMMANDS[name];
  if (!command || (command.takes === 'number' && rest !== '')) return undefined;
  const refused = refusal(answering, command.deed);
  if (refused) return refused;
  if (number === '') return answerWithoutNumber(context, { name, command }, answering);
  const written = await caseWritten(context, number);
  const { found, whole } = written;
  if (!found) return noCase(number, written, answering);
  if (command.wholeNumber && !whole) {
    const params = { command: name, number: found.number, title: found.title };
    return { words: told(answering.words.representative.needsWholeNumber(params)) };
  }
  return command.answer(found, rest, answering, context);
}

/** While somebody talks with a customer they mean that one's case; else they are shown which they could mean. */
async function answerWithoutNumber(
  context: AgentContext,
  { name, command }: { readonly name: CommandName; readonly command: CaseCommand },
  answering: Answering,
): Promise<Answer> {
  const [live, ...others] = await takenIn(context, answering.asker.conversationId);
  const found = others.length > 0 ? undefined : await standingCase(context.store, live?.caseId);
  if (found && command.takes === 'number') return command.answer(found, '', answering, context);
  const words = told(answering.words.representative.needsNumber({ command: name }));
  const own = await ownOpenCases(context, answering);
  return own.length > 0 ? { words, more: [ownList(own, answering)] } : { words };
}

function noCase(number: string, { near }: FoundByNumber, { words }: Answering): Answer {
  const params = { number: number.slice(0, 30), near: near ? heading(near) : '' };
  return { words: told(words.representative.noCase(params)) };
}

function cancel(found: Case, rest: string, answering: Answering): Answer {
  const reasons = answering.settings.statusReasons.cancelled;
  const statusReason = rest === '' ? reasons[0] : reasonNamed(reasons, rest);
  return statusReason
    ? acted(found, { kind: 'cancel', statusReason }, answering)
    : unknownReason(reasons, answering);
}

function changeStatus(found: Case, rest: string, answering: Answering): Answer {
  const reasons = answering.settings.statusReasons.active;
  const statusReason = reasonNamed(reasons, rest);
  return statusReason
    ? acted(found, { kind: 'status', statusReason }, answering)
    : unknownReason(reasons, answering);
}

function unknownReason(reasons: readonly string[], { words }: Answering): Answer {
  return { words: told(words.representative.noReason({ reasons: reasons.join(', ') })) };
}

/** The younger into the older, whichever was named first. */
async function merge(
  found: Case,
  rest: string,
  answering: Answering,
  context: AgentContext,
): Promise<Answer> {
  const { representative } = answering.words;
  if (rest === '') return { words: told(representative.needsOtherCase()) };
  const written = await caseWritten(context, rest);
  const other = written.whole ? written.found : undefined;
  if (!other) return noCase(rest, { near: written.found ?? written.near, whole: false }, answering);
  if (other._id === found._id) return { words: told(representative.sameCase()) };
  const merge = mergeOf(found, other);
  return merge.closed
    ? { words: told(representative.closed({ number: merge.closed.number })) }
    : acted(merge.younger, merge.act, answering);
}

/** Another matter of the same customer gets a case of its own, and the conversation goes on there. */
async function split(
  found: Case,
  rest: string,
  answering: Answering,
  context: AgentContext,
): Promise<Answer> {
  const { settings, asker, words, id } = answering;
  if (rest === '') return { words: told(words.representative.needsWords({ command: 'split' })) };
  if (found.status !== 'active')
    return { words: told(words.representative.closed({ number: found.number })) };
  return acted(
    found,
    await splitOf(context, found, { matter: rest }, { settings, by: asker.by, id }),
    answering,
  );
}

/** To a colleague by name, or to oneself: "assign CAS-... me". */
async function assign(
  found: Case,
  rest: string,
  answering: Answering,
  context: AgentContext,
): Promise<Answer> {
  const { asker, words } = answering;
  const wanted = rest.toLowerCase();
  if (['me', 'myself', 'mir', 'mich'].includes(wanted))
    return acted(found, { kind: 'assign', owner: asker.by, tell: [] }, answering);
  const people = await context.representatives.people();
  const [owner, ...others] = calledSo(people, ({ name }) => name, rest);
  if (owner && others.length === 0) {
    const theirs = await context.representatives.conversations(owner.id);
    const tell = theirs.filter((one) => one !== asker.conversationId);
    return acted(found, { kind: 'assign', owner, tell }, answering);
  }
  const { needsName, noColleague, severalColleagues } = words.representative;
  const names = namesOf(owner ? [owner, ...others] : people);
  if (wanted === '') return { words: told(needsName({ names })) };
  return { words: told((owner ? severalColleagues : noColleague)({ name: rest, names })) };
}

function namesOf(people: readonly Person[]): string {
  return [...new Set(people.map(({ name }) => name))].join(', ');
}

function shown(kind: 'summary' | 'why' | 'intent', found: Case): Words {
  return card({ kind, caseId: found._id }, heading(found));
}

export async function newestCases(context: AgentContext, { words }: Answering): Promise<Words> {
  const query = { index: 'opened', order: 'desc', limit: NEWEST_CASES } as const;
  const { items } = await context.store.list('cases', query);
  const { newestCases: title, noCases } = words.representative;
  return items.length > 0 ? caseList(items, title()) : told(noCases());
}

export async function ownCases(context: AgentContext, answering: Answering): Promise<Words> {
  const own = await ownOpenCases(context, answering);
  return own.length > 0 ? ownList(own, answering) : told(answering.words.representative.noOwnCases());
}

/** The cases that the asker has and that are still open, newest first. */
async function ownOpenCases(context: AgentContext, { asker }: Answering): Promise<readonly Case[]> {
  const query = { index: 'owner', equals: [asker.by.id], order: 'desc', limit: OWN_CASES_READ } as const;
  const { items } = await context.store.list('cases', query);
  return items.filter(({ status }) => status === 'active').slice(0, NEWEST_CASES);
}

function ownList(own: readonly Case[], { words }: Answering): Words {
  return caseList(own, words.representative.ownCases());
}

function caseList(items: readonly Case[], title: string): Words {
  const caseIds = items.map((one) => one._id);
  return card({ kind: 'case-list', title, caseIds }, items.map(heading).join('\n'));
}

function heading(theCase: Case): string {
  return `${theCase.number}: ${theCase.title}`;
}
