/** A representative's words: whole commands, and buttons that came as messages. */
import type { Reply } from '../cases/committing';
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
import { card, plain, told, updateAnswer, type Answer, type Answering } from './answers';
import { turnEntries, type Made } from './inbox';

const NEWEST_CASES = 10;

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
    if (answer.words) replies.push({ words: answer.words, replyTo: turn.activityId });
    moves.push(...(answer.moves ?? []));
  }
  return { replies, moves, set: {}, trace: [] };
}

function answerTurn(
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
  if (turn.action) return answerAction(context, turn.action, { asker, id, settings, words });
  return answerCommand(context, turn.text, { asker, id, settings, words });
}

/** Commands are whole words, at the beginning: "please don't update" updates nothing. */
async function answerCommand(context: AgentContext, raw: string, answering: Answering): Promise<Answer> {
  const { words } = answering;
  const [command = '', number, ...rest] = raw.trim().replace(/^\//, '').split(/\s+/);
  if (rest.length > 0)
    return { words: told(words.representative.unknown({ text: raw.trim().slice(0, 80) })) };
  switch (command.toLowerCase()) {
    case 'help':
    case 'hilfe':
      return { words: told(words.representative.help()) }; // clients run the lines of a plain text together
    case 'cases':
      return { words: await newestCases(context, words) };
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
  const { items } = await context.store.list('cases', {
    index: 'opened',
    order: 'desc',
    limit: NEWEST_CASES,
  });
  if (items.length === 0) return told(words.representative.noCases());
  const title = words.representative.newestCases();
  return card(
    { kind: 'case-list', title, caseIds: items.map((one) => one._id) },
    items.map(heading).join('\n'),
  );
}

function heading(theCase: Case): string {
  return `${theCase.number}: ${theCase.title}`;
}
