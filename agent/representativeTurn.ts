/** A representative's words: whole commands, and buttons that came as messages. */
import type { Reply } from '../cases/committing';
import { isRepresentative, type Deed } from '../cases/access';
import type { Conversation, InboxEntry, TurnEntry } from '../cases/conversation';
import type { Words } from '../cases/effects';
import type { MoveDraft } from '../cases/moves';
import type { Settings } from '../cases/settings';
import { texts, type Texts } from '../cases/texts';
import { turnId } from '../cases/turns';
import type { Case } from '../cases/case';
import { answerAction } from './answerAction';
import type { AgentContext } from './context';
import { caseByNumber } from './readers';
import { answerLive, showQueue } from './live/commands';
import { card, plain, refusal, told, updateAnswer, type Answer, type Answering } from './answers';
import { turnEntries, type Made } from './inbox';

const NEWEST_CASES = 10;
const OWN_CASES_READ = 100; // closed ones among them

export async function decideForRepresentative(
  context: AgentContext,
  conversation: Conversation,
  entries: readonly InboxEntry[],
  settings: Settings,
): Promise<Made> {
  const replies: Reply[] = [];
  const moves: MoveDraft[] = [];
  for (const turn of turnEntries(entries)) {
    if (turn.repeats !== undefined) continue;
    const answer = await answerTurn(context, conversation, turn, settings);
    for (const words of [answer.words, ...(answer.more ?? [])])
      if (words) replies.push({ words, replyTo: turn.activityId });
    moves.push(...(answer.moves ?? []));
  }
  return { replies, moves, set: {}, trace: [] };
}

async function answerTurn(
  context: AgentContext,
  conversation: Conversation,
  turn: TurnEntry,
  settings: Settings,
): Promise<Answer> {
  const words = texts(conversation.language ?? conversation.locale);
  const asker = {
    conversationId: conversation._id,
    by: turn.by,
    byKind: 'representative' as const,
    activityId: turn.activityId,
  };
  const id = turnId(conversation._id, turn.seq);
  const access = await context.access.of(turn.identityId);
  if (!isRepresentative(access)) return { words: plain(words.representative.notARepresentative()) };
  const answering = { asker, id, settings, words, access };
  if (turn.action) return answerAction(context, turn.action, answering);
  const live = await answerLive(context, conversation, turn, answering);
  return live ?? answerCommand(context, turn.text, answering);
}

const DEED_OF: ReadonlyMap<string, Deed> = new Map([
  ['cases', 'work'],
  ['case', 'work'],
  ['why', 'work'],
  ['open', 'work'],
  ['update', 'update'],
  ['queue', 'converse'],
]);

/** Commands are whole words, at the beginning: "please don't update" updates nothing. */
async function answerCommand(context: AgentContext, raw: string, answering: Answering): Promise<Answer> {
  const { words } = answering;
  const said = raw.trim().replace(/^\//, '');
  const mine = /^my\s+cases$/i.test(said);
  const deed = DEED_OF.get(mine ? 'cases' : (said.split(/\s+/)[0] ?? '').toLowerCase());
  const refused = deed && refusal(answering, deed);
  if (refused) return refused;
  if (mine) return { words: await ownCases(context, answering) };
  const [command = '', number, ...rest] = said.split(/\s+/);
  if (rest.length > 0)
    return { words: told(words.representative.unknown({ text: raw.trim().slice(0, 80) })) };
  switch (command.toLowerCase()) {
    case 'help':
    case 'hilfe':
      return { words: told(`${words.representative.help()}\n${words.representative.liveHelp()}`) }; // clients run the lines of a plain text together
    case 'cases':
      return { words: await newestCases(context, words) };
    case 'queue':
      return showQueue(context, answering);
    case 'open':
      return { words: card({ kind: 'open-form' }, 'open') };
    case 'representative':
      return { words: plain(words.representative.registered({ name: answering.asker.by.name })) };
    case 'case':
      return onCase(context, number, 'case', words, (found) => ({
        words: card({ kind: 'summary', caseId: found._id }, heading(found)),
      }));
    case 'why':
      return onCase(context, number, 'why', words, (found) => ({
        words: card({ kind: 'why', caseId: found._id }, heading(found)),
      }));
    case 'update':
      return onCase(context, number, 'update', words, (found) => updateAnswer(found, answering));
    default:
      return { words: told(words.representative.unknown({ text: raw.trim().slice(0, 80) })) };
  }
}

async function onCase(
  context: AgentContext,
  number: string | undefined,
  command: string,
  words: Texts,
  then: (found: Case) => Answer,
): Promise<Answer> {
  if (!number) return { words: told(words.representative.needsNumber({ command })) };
  const found = await caseByNumber(context, number);
  return found ? then(found) : { words: told(words.representative.noCase({ number: number.slice(0, 30) })) };
}

async function newestCases(context: AgentContext, words: Texts): Promise<Words> {
  const query = { index: 'opened', order: 'desc', limit: NEWEST_CASES } as const;
  const { items } = await context.store.list('cases', query);
  return caseList(items, words.representative.newestCases(), words);
}

/** The cases that the asker has taken and that are still open, newest first. */
async function ownCases(context: AgentContext, { asker, words }: Answering): Promise<Words> {
  const query = { index: 'owner', equals: [asker.by.id], order: 'desc', limit: OWN_CASES_READ } as const;
  const { items } = await context.store.list('cases', query);
  const open = items.filter(({ status }) => status === 'active').slice(0, NEWEST_CASES);
  return caseList(open, words.representative.ownCases(), words);
}

function caseList(items: readonly Case[], title: string, words: Texts): Words {
  if (items.length === 0) return told(words.representative.noCases());
  return card(
    { kind: 'case-list', title, caseIds: items.map((one) => one._id) },
    items.map(heading).join('\n'),
  );
}

function heading(theCase: Case): string {
  return `${theCase.number}: ${theCase.title}`;
}
