/** A transcript enters its conversation turn by turn, as if it were being said; then the conversation ends. */
import { setTimeout as wait } from 'node:timers/promises';
import { isEnding } from './conversations';
import type { Conversation } from '../../../cases/conversation/conversation';
import { CONTACT_PARTS } from '../../../cases/deciding/plan';
import type { Received } from '../../../cases/conversation/receiving';
import {
  conversationIdOf,
  type IncomingTurn,
  type ProvenIdentity,
  type Speaker,
} from '../../../cases/conversation/turns';
import type { Person } from '../../../cases/values';
import type { ApiDeps } from './deps';
import { ApiProblem, busy, conflict } from './problems';

export const VOICE = 'voice';

export interface Transcript {
  readonly id: string;
  readonly by: Person;
  readonly from?: { readonly name: string; readonly phone?: string; readonly email?: string };
  readonly locale?: string;
  readonly turns: readonly {
    readonly from: 'customer' | 'agent';
    readonly text: string;
    readonly at?: string;
  }[];
}

/** A turn that says who spoke: in a transcript both sides come in. */
interface SpokenTurn extends IncomingTurn {
  readonly speaker?: Speaker;
}

const CHUNK = 40; // below the inbox's bound; each chunk is one decision
const QUIET_MS_MAX = 5_000; // a chunk is decided in milliseconds, with a model in seconds
const BUSY_MS_MAX = 15_000; // then the caller is asked to come again
const BUSY_WAIT_MS = 150;
const RECENT_TURNS = 60; // the newest turns; among them is the last that came in
const AGENT: Person = { id: 'voice-agent', name: 'Agent' };

/** @throws ApiProblem 409, 422, 503: what came in until then stays, and the same transcript goes on there. */
export async function enterTranscript(deps: ApiDeps, transcript: Transcript): Promise<void> {
  const conversationId = conversationIdOf(VOICE, transcript.id);
  const found = await deps.context.store.get('conversations', conversationId);
  if (found && isEnding(found)) return;
  if (found && found.role !== 'customer')
    throw conflict('NotACustomer', 'That is a conversation of a representative.');
  const first = found ? (await lastIndex(deps, found, transcript.id)) + 1 : 0;
  const turns = await incomingTurns(deps, transcript);
  for (const [index, turn] of turns.entries()) {
    if (index < first) continue;
    await whenFree(() => deps.agent.receive(turn));
    if (turn.now)
      await Promise.race([deps.agent.quiet(conversationId), wait(QUIET_MS_MAX, undefined, { ref: false })]);
  }
  await whenFree(() => deps.agent.endConversation(conversationId, transcript.by, `${transcript.id}#end`));
}

/** The newest turn of the transcript that is stored already; -1 where none is. The conversation was read first. */
async function lastIndex({ context }: ApiDeps, found: Conversation, id: string): Promise<number> {
  const { items } = await context.store.list('turns', {
    index: 'conversation',
    equals: [found._id],
    order: 'desc',
    limit: RECENT_TURNS,
  });
  const ids = [...items, ...found.inbox.filter((entry) => entry.kind === 'turn')].map(
    (one) => one.activityId,
  );
  const indexes = ids.map((one) => (one?.startsWith(`${id}#`) ? Number(one.slice(id.length + 1)) : -1));
  return Math.max(-1, ...indexes);
}

async function incomingTurns(deps: ApiDeps, transcript: Transcript): Promise<SpokenTurn[]> {
  const { id, turns, locale } = transcript;
  const identity = await identityOf(deps, transcript);
  const customer: Person = { id: identity?.id ?? `${VOICE}:${id}`, name: transcript.from?.name ?? 'Caller' };
  let at = deps.context.clock();
  return turns.map((turn, index): SpokenTurn => {
    if (turn.at !== undefined) at = new Date(turn.at).toISOString(); // a turn without a time is said with the one before
    return {
      channel: VOICE,
      conversation: id,
      activityId: `${id}#${index}`,
      from: turn.from === 'customer' ? customer : AGENT,
      speaker: turn.from,
      text: turn.text,
      locale,
      at,
      reference: { kind: VOICE },
      identity,
      now: (index + 1) % CHUNK === 0 || index === turns.length - 1,
    };
  });
}

/**
 * The caller whom the telephone system names, where there is a way to reach them.
 * @throws ApiProblem 422 where the number is none.
 */
async function identityOf({ context }: ApiDeps, { from }: Transcript): Promise<ProvenIdentity | undefined> {
  if (!from || (from.phone === undefined && from.email === undefined)) return undefined;
  const email = from.email?.toLowerCase();
  if (from.phone === undefined) return { id: `email:${email}`, name: from.name, email };
  const { settings } = await context.settings.current();
  const field = CONTACT_PARTS.find(({ type }) => type === 'phone');
  const parsed = field && context.valueParser(settings).parse(field, from.phone, []);
  if (!parsed?.ok)
    throw new ApiProblem(422, 'InvalidFields', 'The phone number cannot be read.', [
      { path: 'from.phone', message: parsed?.problem ?? 'is not a phone number' },
    ]);
  const phone = String(parsed.value);
  return { id: `phone:${phone}`, name: from.name, email, phone };
}

/** A full inbox empties with the next decision: waits for it, a bounded time. */
async function whenFree(send: () => Promise<Received | undefined>): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += BUSY_WAIT_MS) {
    const received = await send();
    if (received?.kind !== 'busy') return;
    if (waitedMs >= BUSY_MS_MAX)
      throw busy(received.retryAfterSeconds, 'The transcript is stored in part. Post it again.');
    await wait(BUSY_WAIT_MS);
  }
}
