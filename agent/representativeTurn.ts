/** A representative's words: whole commands, and buttons that came as messages. */
import { caseOfMoves, caseOfWords } from '../cases/aboutCase';
import type { Reply } from '../cases/conversation/committing';
import { isRepresentative } from '../cases/access';
import type { Conversation, InboxEntry, TurnEntry } from '../cases/conversation/conversation';
import type { MoveDraft } from '../cases/moves';
import type { Settings } from '../cases/settings';
import { texts } from '../cases/texts';
import { turnId } from '../cases/conversation/turns';
import { answerCaseCommand, newestCases, ownCases } from './caseCommands';
import { commandMeant, commandSaid, type CommandName } from './commandWords';
import { answerAction } from './clicks/answerAction';
import type { AgentContext } from './context';
import { answerLive, showQueue } from './live/commands';
import { answerPlaceCommand } from './live/places';
import { card, plain, refusal, told, type Answer, type Answering } from './answers';
import { noteRefused } from './clicks/refused';
import { turnEntries, type Made } from './inbox';

export async function decideForRepresentative(
  context: AgentContext,
  conversation: Conversation,
  entries: readonly InboxEntry[],
  settings: Settings,
): Promise<Made> {
  const replies: Reply[] = [];
  const moves: MoveDraft[] = [];
  const about = new Map<number, string>();
  for (const turn of turnEntries(entries)) {
    if (turn.repeats !== undefined) continue;
    const answer = await answerTurn(context, conversation, turn, settings);
    const notice = answer.notice === undefined ? undefined : told(answer.notice);
    for (const words of [notice, answer.words, ...(answer.more ?? [])])
      if (words) replies.push({ words, replyTo: turn.activityId });
    moves.push(...(answer.moves ?? []));
    const caseId = caseOfMoves(answer.moves ?? []) ?? (answer.words && caseOfWords(answer.words));
    if (caseId !== undefined) about.set(turn.seq, caseId);
  }
  return { replies, moves, set: {}, trace: [], about };
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
  if (!isRepresentative(access)) {
    if (turn.action) noteRefused(context, conversation._id, turn.action, 'not-a-representative');
    return { words: plain(words.representative.notARepresentative()) };
  }
  const answering = { asker, id, settings, words, access };
  if (turn.action) return answerAction(context, turn.action, answering);
  const live = await answerLive(context, conversation, turn, answering);
  if (live) return live;
  // It was heard for the sake of a conversation that has ended meanwhile.
  if (turn.shared && !turn.shared.addressed) return { words: told(words.representative.nobodyLive()) };
  return (
    answerPlaceCommand(withoutSlash(turn.text), turn, answering) ??
    answerCommand(context, turn.text, answering)
  );
}

function withoutSlash(text: string): string {
  return text.trim().replace(/^\//, '');
}

/** Commands are whole words, at the beginning: "please don't update" updates nothing. */
async function answerCommand(context: AgentContext, raw: string, answering: Answering): Promise<Answer> {
  const said = withoutSlash(raw);
  const command = commandSaid(said);
  const alone = command?.number === '' ? await answerAlone(context, command.name, answering) : undefined;
  return (
    alone ??
    (command && (await answerCaseCommand(context, command, answering))) ?? {
      words: told(unknownWords(said, raw, answering)),
    }
  );
}

/** Commands that are about no case. */
async function answerAlone(
  context: AgentContext,
  name: CommandName,
  answering: Answering,
): Promise<Answer | undefined> {
  const { asker, words } = answering;
  const { help, liveHelp, registered } = words.representative;
  switch (name) {
    case 'help':
      return { words: told(`${help()}\n${liveHelp()}`) }; // clients run the lines of a plain text together
    case 'queue':
      return refusal(answering, 'converse') ?? showQueue(context, answering);
    case 'my cases':
      return refusal(answering, 'work') ?? { words: await ownCases(context, answering) };
    case 'cases':
      return refusal(answering, 'work') ?? { words: await newestCases(context, answering) };
    case 'open':
      return refusal(answering, 'work') ?? { words: card({ kind: 'open-form', form: answering.id }, 'open') };
    case 'representative':
      return { words: plain(registered({ name: asker.by.name })) };
    default:
      return undefined;
  }
}

const NUMBERED = /^(\S+)\s+(#?CAS-\S+|\d+)/i;

/** With what was likely meant: "resolv CAS-..." is near "resolve CAS-...". */
function unknownWords(said: string, raw: string, { words }: Answering): string {
  const [, first = said.split(/\s/, 1)[0] ?? '', number] = NUMBERED.exec(said) ?? [];
  const command = commandMeant(first);
  const meant = command === undefined || number === undefined ? (command ?? '') : `${command} ${number}`;
  return words.representative.unknown({ text: raw.trim().slice(0, 80), meant });
}
