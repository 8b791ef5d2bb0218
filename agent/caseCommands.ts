/** What representatives write about cases: whole commands, the case by its number. */
import type { Deed } from '../cases/access';
import type { Case } from '../cases/case';
import type { Words } from '../cases/effects';
import { reasonNamed } from '../cases/statusReasons';
import { acted, card, refusal, told, updateAnswer, type Answer, type Answering } from './answers';
import type { AgentContext } from './context';
import { mergeOf, splitOf } from './mergeSplit';
import { caseByNumber } from './readers';
import { unlockCommand } from './unlockCommand';
import { resolveFormAnswer } from './resolution/form';

const NEWEST_CASES = 10;
const OWN_CASES_READ = 100; // closed ones among them
const NOTE_CHARS_MAX = 4_000;

interface CaseCommand {
  readonly deed: Deed;
  /** What follows the case's number: none, or the rest of the line. */
  readonly takes: 'number' | 'number-and-words';
  readonly answer: (
    found: Case,
    rest: string,
    answering: Answering,
    context: AgentContext,
  ) => Answer | Promise<Answer>;
}

const COMMANDS: Readonly<Record<string, CaseCommand>> = {
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
  cancel: { deed: 'work', takes: 'number-and-words', answer: cancel },
  status: { deed: 'work', takes: 'number-and-words', answer: changeStatus },
  assign: { deed: 'work', takes: 'number-and-words', answer: assign },
  merge: { deed: 'work', takes: 'number-and-words', answer: merge },
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
  said: string,
  answering: Answering,
): Promise<Answer | undefined> {
  if (/^my\s+cases$/i.test(said))
    return refusal(answering, 'work') ?? { words: await ownCases(context, answering) };
  if (/^cases$/i.test(said))
    return refusal(answering, 'work') ?? { words: await newestCases(context, answering) };
  const [, name = '', number, rest = ''] = /^(\S+)(?:\s+(\S+))?(?:\s+([\s\S]+))?$/.exec(said) ?? [];
  const key = name.toLowerCase();
  const command = Object.hasOwn(COMMANDS, key) ? COMMANDS[key] : undefined;
  if (!command || (command.takes === 'number' && rest !== '')) return undefined;
  const refused = refusal(answering, command.deed);
  if (refused) return refused;
  const { representative } = answering.words;
  if (!number) return { words: told(representative.needsNumber({ command: key })) };
  const found = await caseByNumber(context, number);
  if (!found) return { words: told(representative.noCase({ number: number.slice(0, 30) })) };
  return command.answer(found, rest.trim(), answering, context);
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
  const other = await caseByNumber(context, rest);
  if (!other) return { words: told(representative.noCase({ number: rest.slice(0, 30) })) };
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
  if (wanted === 'me' || wanted === 'mir')
    return acted(found, { kind: 'assign', owner: asker.by, tell: [] }, answering);
  const people = await context.representatives.people();
  const owner = people.find(({ name }) => name.toLowerCase() === wanted);
  if (owner) {
    const theirs = await context.representatives.conversations(owner.id);
    const tell = theirs.filter((one) => one !== asker.conversationId);
    return acted(found, { kind: 'assign', owner, tell }, answering);
  }
  const names = [...new Set(people.map(({ name }) => name))].join(', ');
  return { words: told(words.representative.noColleague({ name: rest, names })) };
}

function shown(kind: 'summary' | 'why' | 'intent', found: Case): Words {
  return card({ kind, caseId: found._id }, heading(found));
}

async function newestCases(context: AgentContext, { words }: Answering): Promise<Words> {
  const query = { index: 'opened', order: 'desc', limit: NEWEST_CASES } as const;
  const { items } = await context.store.list('cases', query);
  return caseList(items, words.representative.newestCases(), words);
}

/** The cases that the asker has and that are still open, newest first. */
async function ownCases(context: AgentContext, { asker, words }: Answering): Promise<Words> {
  const query = { index: 'owner', equals: [asker.by.id], order: 'desc', limit: OWN_CASES_READ } as const;
  const { items } = await context.store.list('cases', query);
  const open = items.filter(({ status }) => status === 'active').slice(0, NEWEST_CASES);
  return caseList(open, words.representative.ownCases(), words);
}

function caseList(items: readonly Case[], title: string, words: Answering['words']): Words {
  if (items.length === 0) return told(words.representative.noCases());
  const caseIds = items.map((one) => one._id);
  return card({ kind: 'case-list', title, caseIds }, items.map(heading).join('\n'));
}

function heading(theCase: Case): string {
  return `${theCase.number}: ${theCase.title}`;
}
