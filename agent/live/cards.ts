/** What the cards of live conversations show, read from the store when they are sent. */
import type { CardContent, LiveView, SaidView } from '../../cases/cardContent';
import type { Conversation } from '../../cases/conversation/conversation';
import { customerName } from '../../cases/live/live';
import { texts } from '../../cases/texts';
import type { Turn } from '../../cases/conversation/turns';
import type { CardViews } from '../cards/views';
import { failedContent } from '../cards/failed';
import type { AgentContext } from '../context';
import { transcriptOf } from '../readers';
import { standingCase } from '../standingCase';

const TURNS_SHOWN_MAX = 8;

export async function liveCardContent(
  context: AgentContext,
  ref: { readonly kind: 'queue' | 'live'; readonly conversationId: string; readonly problem: number },
  views: CardViews,
  language: string,
): Promise<CardContent> {
  const { conversationId, problem } = ref;
  const conversation = await context.store.get('conversations', conversationId);
  if (!conversation) return failedContent({ failure: 'gone' }, texts(language));
  const theCase = await standingCase(context.store, conversation.caseId);
  const turns = await newestTurns(context, conversation);
  const live: LiveView = {
    ...stateOf(conversation, problem),
    who: customerName(conversation),
    channel: conversation.channel,
    said: turns.findLast(({ from }) => from === 'customer')?.text,
    about: theCase && `${theCase.number}: ${theCase.title}`,
  };
  const known = theCase?.fields ?? conversation.drafts;
  const shown = Object.fromEntries(Object.entries(known).filter(([name]) => !name.startsWith('contact.')));
  const fields = await views.fields(shown);
  if (ref.kind === 'queue') return { kind: 'queue', conversationId, problem, live, fields };
  const missing = views.missingOf({ case: theCase, conversation });
  const transcript = turns.map((turn) => saidView(turn, conversation));
  return { kind: 'live', conversationId, problem, live, fields, missing, transcript };
}

/** A customer who was a guest at first is called by the name that they have given since. */
function saidView({ from, by, text }: Turn, conversation: Conversation): SaidView {
  const isCustomer = from === 'customer' && by.id === conversation.person.id;
  return { from, by: isCustomer ? customerName(conversation) : by.name, text };
}

function stateOf(conversation: Conversation, problem: number): Pick<LiveView, 'state'> & Partial<LiveView> {
  const { waiting, waitingIn, takenBy, status } = conversation;
  if (conversation.problem !== problem || status === 'ended') return { state: 'over' };
  if (takenBy) return { state: 'taken', by: takenBy.name };
  if (!waiting) return { state: 'over' };
  const { since, reason } = waiting;
  return { state: 'waiting', queue: waitingIn, since, reason, by: waiting.for?.name };
}

/** The last words of both sides, oldest first. */
async function newestTurns(context: AgentContext, conversation: Conversation): Promise<Turn[]> {
  const after = Math.max(conversation.problemSince ?? 0, conversation.seq - 3 * TURNS_SHOWN_MAX);
  const turns = await transcriptOf(context).after(conversation._id, after, 10 * TURNS_SHOWN_MAX);
  return turns.filter(({ text, repeats }) => text !== '' && repeats === undefined).slice(-TURNS_SHOWN_MAX);
}
