/** What representatives write with regard to live conversations: words for the customer, and commands. */
import type { TurnEntry, Conversation } from '../../cases/conversation/conversation';
import type { MoveDraft, ReleasedTo } from '../../cases/moves';
import { queueNamed } from '../../cases/live/routing';
import type { Settings } from '../../cases/settings';
import { card, refusal, told, type Answer, type Answering } from '../answers';
import { calledSo } from '../colleagues';
import type { AgentContext } from '../context';
import { customerName } from '../../cases/live/live';
import { queueCard } from './part';
import { takenIn, waitingIn } from './readers';

const QUEUE_SHOWN_MAX = 10;

/**
 * While a representative has a conversation, what they write is for the customer; commands then begin with a slash.
 * Undefined where it is neither.
 */
export async function answerLive(
  context: AgentContext,
  conversation: Conversation,
  turn: TurnEntry,
  answering: Answering,
): Promise<Answer | undefined> {
  const { words } = answering;
  const command = liveCommand(turn.text);
  const live = await takenIn(context, conversation._id);
  const refused = live.length > 0 || command ? refusal(answering, 'converse') : undefined;
  if (refused) return refused;
  if (live.length === 0) return command ? { words: told(words.representative.nobodyLive()) } : undefined;
  const [only] = live;
  if (!only || live.length > 1) {
    const names = live.map(customerName).join(', ');
    return turn.text.startsWith('/') && !command
      ? undefined
      : { words: told(words.representative.whichOne({ names })) };
  }
  if (command) return carryOut(context, command, only, answering);
  if (turn.text.startsWith('/')) return undefined;
  const { text, attachments } = turn;
  const entry = { kind: 'relay', from: conversation._id, by: turn.by, text, attachments } as const;
  return { moves: [toCustomer(only, { ...entry, id: `${answering.id}/relay` })] };
}

interface LiveCommand {
  readonly kind: 'end' | 'release' | 'transfer';
  readonly to: string;
}

const KINDS: ReadonlyMap<string, LiveCommand['kind']> = new Map([
  ['end', 'end'],
  ['beenden', 'end'],
  ['release', 'release'],
  ['zurück', 'release'],
  ['transfer', 'transfer'],
  ['weitergeben', 'transfer'],
]);

function liveCommand(text: string): LiveCommand | undefined {
  const [, word = '', rest = ''] = /^\/(\S+)\s*(.*)$/s.exec(text.trim()) ?? [];
  const kind = KINDS.get(word.toLowerCase());
  if (!kind) return undefined;
  const to = rest.trim();
  return to === '' || kind === 'transfer' ? { kind, to } : undefined;
}

function toCustomer(
  { _id }: Conversation,
  entry: Extract<MoveDraft, { kind: 'request' }>['entry'],
): MoveDraft {
  return { kind: 'request', conversationId: _id, entry };
}

async function carryOut(
  context: AgentContext,
  { kind, to }: LiveCommand,
  live: Conversation,
  answering: Answering,
): Promise<Answer> {
  const { asker, id, settings } = answering;
  if (kind === 'end') return { moves: [toCustomer(live, { kind: 'end', id: `${id}/end`, by: asker.by })] };
  const target: ReleasedTo | undefined =
    kind === 'release' ? { kind: 'agent' } : await transferTarget(context, to, settings);
  if (!target) {
    const queues = settings.routing.queues.map((queue) => queue.name).join(', ');
    return { words: told(answering.words.representative.noQueue({ name: to, queues })) };
  }
  return { moves: [toCustomer(live, { kind: 'release', id: `${id}/release`, asker, to: target })] };
}

/** A queue by its name, else a colleague who is here by theirs. */
async function transferTarget(
  context: AgentContext,
  name: string,
  settings: Settings,
): Promise<ReleasedTo | undefined> {
  const queue = queueNamed(settings.routing, name);
  if (queue) return { kind: 'queue', queue: queue.name };
  const places = await context.representatives.places();
  const found = new Map(
    calledSo(places, ({ person }) => person.name, name).map(({ person }) => [person.id, person] as const),
  );
  const [person, ...others] = found.values();
  return person && others.length === 0 ? { kind: 'person', person } : undefined;
}

/** Who is waiting, in all queues, a card each. */
export async function showQueue(context: AgentContext, { settings, words }: Answering): Promise<Answer> {
  const lines = await Promise.all(
    settings.routing.queues.map(async ({ name }) => (await waitingIn(context, name)).items),
  );
  const waiting = lines
    .flat()
    .sort((a, b) => ((a.waiting?.since ?? '') < (b.waiting?.since ?? '') ? -1 : 1))
    .slice(0, QUEUE_SHOWN_MAX);
  if (waiting.length === 0) return { words: told(words.representative.queueEmpty()) };
  return { more: waiting.map((one) => card(queueCard(one), customerName(one))) };
}
