/** Steps 2 and 3, decide and commit: what lies in the inbox becomes values, words and moves, in one write. */
import { documentOf } from '../cases/store';
import { commit, GONE, STALE, type Commit, type Reply } from '../cases/conversation/committing';
import type { Conversation, InboxEntry } from '../cases/conversation/conversation';
import type { PublishedSettings } from './context';
import type { Words } from '../cases/effects';
import { traced } from '../cases/deciding/trace';
import { texts } from '../cases/texts';
import { cardOfAction } from './clicks/cardOfAction';
import { worker, type AgentContext } from './context';
import { lastActivity, turnOf, type Made } from './inbox';
import { decideForCustomer } from './customerTurn';
import { decideForRepresentative } from './representativeTurn';

/** The conversation as the commit left it; nothing where the decision did not hold. */
export async function decideInbox(
  context: AgentContext,
  conversation: Conversation,
): Promise<Conversation | undefined> {
  const published = await context.settings.current();
  const entries = nextEntries(conversation.inbox);
  const made = await makeDecision(context, conversation, entries, published);
  await insertTurns(context, conversation, entries, made, published.n);
  await context.afterStep?.('decide');
  const seqs = entries.map((entry) => entry.seq);
  return commitDecision(context, conversation, { seqs, ...made }, published);
}

/** A run of turns is one decision; a request is one of its own. */
function nextEntries(inbox: readonly InboxEntry[]): readonly InboxEntry[] {
  const end = inbox.findIndex((entry) => entry.kind === 'request');
  if (end === 0) return inbox.slice(0, 1);
  return end < 0 ? inbox : inbox.slice(0, end);
}

function makeDecision(
  context: AgentContext,
  conversation: Conversation,
  entries: readonly InboxEntry[],
  published: PublishedSettings,
): Promise<Made> {
  if (conversation.role === 'customer')
    return decideForCustomer(context, conversation, entries, published.settings);
  return decideForRepresentative(context, conversation, entries, published.settings);
}

async function insertTurns(
  context: AgentContext,
  conversation: Conversation,
  entries: readonly InboxEntry[],
  { trace, about }: Pick<Made, 'trace' | 'about'>,
  settings: number,
): Promise<void> {
  const decision = { seqs: entries.map((entry) => entry.seq), settings, at: context.clock(), trace };
  const turns = entries.map((entry, at) =>
    turnOf(conversation, entry, {
      ...(at === entries.length - 1 ? { decision } : {}),
      caseId: about?.get(entry.seq),
    }),
  );
  await Promise.all(turns.map((turn) => context.store.insert('turns', turn)));
}

/** Stale: the customer wrote on; everything is decided anew with it. Gone: somebody else decided it. */
async function commitDecision(
  context: AgentContext,
  conversation: Conversation,
  made: Commit,
  { settings }: PublishedSettings,
): Promise<Conversation | undefined> {
  const result = await context.store.update('conversations', conversation._id, (fresh) =>
    commit(fresh, made, { ...worker(context), turns: settings.turns }),
  );
  if (result.is === 'refused') {
    if (result.reason !== STALE && result.reason !== GONE)
      throw new Error(`a decision was refused: ${result.reason}`);
    context.log.info({ conversationId: conversation._id, reason: result.reason }, 'a decision was made anew');
    return undefined;
  }
  await context.afterStep?.('commit');
  if (made.set.role) context.representatives.changed();
  context.news.tell(conversation._id);
  return documentOf(result);
}

/** A decision that keeps failing: the turns are kept, the person is told, the lane goes on. */
export async function giveUp(context: AgentContext, id: string): Promise<boolean> {
  const conversation = await context.store.get('conversations', id);
  if (!conversation || conversation.inbox.length === 0) return false;
  const published = await context.settings.current();
  const entries = nextEntries(conversation.inbox);
  const reference = context.newId().slice(0, 4).toUpperCase();
  context.log.error({ conversationId: id, reference }, 'a decision was given up');
  await insertTurns(
    context,
    conversation,
    entries,
    { trace: [traced('predictor-failed', false)] },
    published.n,
  );
  const spoken = entries.some((entry) => entry.kind === 'turn');
  const replies: Reply[] = spoken
    ? [{ words: failureWords(conversation, entries, reference), replyTo: lastActivity(entries) }]
    : [];
  await commitDecision(
    context,
    conversation,
    { seqs: entries.map((entry) => entry.seq), replies, moves: [], set: { stack: null, memory: null } },
    published,
  );
  return true;
}

/** A customer reads a sentence; a representative a card with what to do. */
function failureWords(
  { role, language, locale }: Conversation,
  entries: readonly InboxEntry[],
  reference: string,
): Words {
  const { customer, representative } = texts(language ?? locale);
  if (role === 'customer')
    return { kind: 'text', text: customer.failed({ reference }), about: { kind: 'notice' } };
  const { happened, todo } = representative.failures.broken({ reference });
  const action = entries.findLast((entry) => entry.kind === 'turn')?.action;
  const again = action && cardOfAction(action);
  const card = { kind: 'failed', failure: 'broken', reference, again } as const;
  return { kind: 'card', card, fallback: `${happened} ${todo}` };
}
