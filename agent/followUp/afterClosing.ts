/** Words after a closing: thanks change nothing; anything else opens the case again, or begins one that is linked to it. */
import { isResolved, replyPolicy, reopenedByReply } from '../../cases/followUp/afterClosing';
import type { CommitFields, Reply } from '../../cases/conversation/committing';
import type { Conversation, TurnEntry } from '../../cases/conversation/conversation';
import type { ResolvedCase } from '../../cases/case';
import type { Move, MoveDraft } from '../../cases/moves';
import { toldOnce } from '../../cases/mail/trouble';
import { nextProblem } from '../../cases/conversation/problem';
import type { Settings } from '../../cases/settings';
import { texts } from '../../cases/texts';
import { traced, type TraceLine } from '../../cases/deciding/trace';
import { turnId } from '../../cases/conversation/turns';
import type { AgentContext } from '../context';
import type { Made } from '../inbox';
import { standingCase } from '../standingCase';
import { shownTo } from '../shownTo';

export type AfterClosing =
  | { readonly is: 'ordinary' }
  | { readonly is: 'thanks'; readonly made: Made }
  | { readonly is: 'reopens'; readonly reply: Reply; readonly move: MoveDraft; readonly trace: TraceLine }
  | {
      readonly is: 'begins';
      readonly conversation: Conversation;
      readonly set: Partial<CommitFields>;
      readonly trace: TraceLine;
    };

const ORDINARY: AfterClosing = { is: 'ordinary' };

export async function afterClosing(
  context: AgentContext,
  conversation: Conversation,
  turns: readonly TurnEntry[],
  settings: Settings,
): Promise<AfterClosing> {
  const spoken = turns.filter(({ from, action }) => from === 'customer' && !action);
  if (spoken.length === 0 || spoken.length < turns.length) return ORDINARY;
  const closed = await standingCase(context.store, conversation.caseId);
  if (!isResolved(closed)) return ORDINARY;
  const policy = replyPolicy(closed.closedAt, conversation.channel, settings.closure, context.clock());
  if (policy === 'leave') return ORDINARY;
  const words = texts(conversation.language ?? conversation.locale);
  const text = spoken.map((turn) => turn.text).join('\n');
  if ((await heard(context, text, words.language)) === 'thanks') return thanks(conversation);
  const { number, _id: caseId } = closed;
  if (policy === 'newCase') return begins(conversation, closed);
  const last = spoken.at(-1);
  const id = `${turnId(conversation._id, last?.seq ?? conversation.seq)}/reopen`;
  const openAgain = words.followUp.openAgain(number);
  return {
    is: 'reopens',
    reply: {
      words: { kind: 'text', text: openAgain, asks: [], about: { kind: 'notice' } },
      replyTo: last?.activityId,
    },
    move: { kind: 'reopen', caseId, id, by: conversation.person, text },
    trace: traced('reopened-by-reply', true, { number }),
  };
}

async function heard(context: AgentContext, text: string, language: string): Promise<'thanks' | 'again'> {
  const view = { language, missing: [], asked: {}, skipped: [], awaits: 'closing' } as const;
  const { outcomes } = await context.dialogs.step(null, { text }, view);
  const outcome = outcomes.find((one) => one.kind === 'closing');
  return outcome?.answer ?? 'again';
}

function thanks({ expects }: Conversation): AfterClosing {
  const set = { status: 'ended', expects } as const;
  return { is: 'thanks', made: { replies: [], moves: [], set, trace: [traced('thanks-after-closing')] } };
}

function begins(conversation: Conversation, { _id, number }: ResolvedCase): AfterClosing {
  const next = { ...nextProblem(conversation), relatedTo: _id };
  const { caseId, problem, asked, skipped, stack, expects, openingProposed } = next;
  // The words that begin it are its own.
  const problemSince = (conversation.inbox[0]?.seq ?? conversation.seq + 1) - 1;
  const fresh = { caseId, problem, problemSince, asked, skipped, stack, expects, relatedTo: _id };
  return {
    is: 'begins',
    conversation: { ...next, problemSince },
    set: { ...fresh, openingProposed: openingProposed ?? false },
    trace: traced('begun-after-closing', undefined, { number }),
  };
}

/** The decision about the words themselves, with what they do to the case. */
export function afterwards(made: Made, after: Extract<AfterClosing, { is: 'reopens' | 'begins' }>): Made {
  const trace = [after.trace, ...made.trace];
  if (after.is === 'begins') return { ...made, set: { ...after.set, ...made.set }, trace };
  return {
    ...made,
    replies: [after.reply, ...made.replies],
    moves: [after.move, ...made.moves],
    set: { ...made.set, expects: undefined },
    trace,
  };
}

const TEXT_CHARS_MAX = 300; // a few lines of a card

export async function reopenByReply(
  context: AgentContext,
  move: Extract<Move, { kind: 'reopen' }>,
): Promise<void> {
  const { settings } = await context.settings.current();
  const tell = await shownTo(context, move);
  const at = context.clock();
  await context.store.update('cases', move.caseId, (found) => {
    const reopened = reopenedByReply(found, move, { at, settings });
    if (reopened.is !== 'changed') return reopened;
    const { number } = found;
    const said = move.text.slice(0, TEXT_CHARS_MAX);
    const text = texts(undefined).followUp.cameBack(number, move.by.name, said);
    return toldOnce(reopened.doc, { id: `${move.id}/told`, tell, text, at });
  });
}
