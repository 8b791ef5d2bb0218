/** Channels and group chats of representatives: coming there, leaving, serving queues, hearing only what is meant for us. */
import { isManager, isRepresentative } from '../../cases/access';
import type { Conversation, TurnEntry } from '../../cases/conversation/conversation';
import { enterOut } from '../../cases/conversation/delivering';
import { namedQueues, newPlace, newThread, placeId, serving } from '../../cases/live/placeChanges';
import type { PlaceEvent, Thread } from '../../cases/live/places';
import type { Move } from '../../cases/moves';
import { changed, unchanged } from '../../cases/store';
import { texts } from '../../cases/texts';
import { told, type Answer, type Answering } from '../answers';
import { worker, type AgentContext } from '../context';
import { takenIn } from './readers';

/** Whether what people say there among themselves is heard: while a conversation with a customer is relayed there. */
export async function listensTo(context: AgentContext, conversationId: string): Promise<boolean> {
  return (await takenIn(context, conversationId)).length > 0;
}

/** The conversation to work on, where there is something to say. */
export async function placeChanged(context: AgentContext, event: PlaceEvent): Promise<string | undefined> {
  const id = placeId(event.place);
  if (event.kind === 'removed') return void (await leave(context, id));
  return event.shared ? arrive(context, event) : void (await isBack(context, id));
}

/** The other side takes nothing any more: it is offered nothing until somebody writes there. */
export async function leave(context: AgentContext, id: string): Promise<void> {
  const now = context.clock();
  await context.store.update('conversations', id, (found) =>
    found.goneSince === undefined ? changed({ ...found, goneSince: now }) : unchanged,
  );
  context.representatives.changed();
}

async function isBack(context: AgentContext, id: string): Promise<boolean> {
  const result = await context.store.update('conversations', id, (found) =>
    found.goneSince === undefined ? unchanged : changed({ ...found, goneSince: undefined }),
  );
  context.representatives.changed();
  return result.is === 'changed';
}

/** Two events tell of one installation: the first one that finds the place new is answered with how to go on. */
async function arrive(
  context: AgentContext,
  { place, identity, locale }: PlaceEvent,
): Promise<string | undefined> {
  const access = await context.access.of(identity?.id);
  if (!isRepresentative(access)) return undefined; // somebody wants help there, perhaps, and will say so
  const id = placeId(place);
  const now = context.clock();
  const isNew =
    (await context.store.insert('conversations', newPlace(place, 'thread', { now, locale }))) === 'inserted';
  if (!isNew && !(await isBack(context, id))) return undefined;
  const words = told(texts(locale).places.welcome);
  const effect = { id: `${id}/welcome/${now}`, kind: 'say', to: id, words } as const;
  await context.store.update('conversations', id, (found) => enterOut(found, effect, worker(context)));
  return id;
}

/** A message to a channel is the root of a thread: what is written there finds it by then. */
export async function openThread(context: AgentContext, posted: Conversation, thread: Thread): Promise<void> {
  await context.store.insert('conversations', newThread(posted, thread, context.clock()));
}

const SERVE = /^serve(?:\s+(.+))?$/i;
const STOP = /^stop\s+serving$/i;

/** "serve", "serve Billing, Support", "stop serving"; undefined where it is neither. */
export function answerPlaceCommand(
  said: string,
  { shared }: TurnEntry,
  answering: Answering,
): Answer | undefined {
  const serve = SERVE.exec(said);
  if (!serve && !STOP.test(said)) return undefined;
  const { places, representative } = answering.words;
  if (!shared) return { words: told(places.onlyShared) };
  if (!isManager(answering.access)) return { words: told(places.onlyManagers) };
  const place = shared.served;
  if (!serve) return { words: told(places.notServing), moves: [{ kind: 'serve', place, queues: 'none' }] };
  const { routing } = answering.settings;
  const { queues, unknown } = namedQueues(routing, serve[1] ?? '');
  const [name] = unknown;
  if (name !== undefined) {
    const all = routing.queues.map((queue) => queue.name).join(', ');
    return { words: told(representative.noQueue({ name, queues: all })) };
  }
  const words = told(places.serving({ queues: queues.join(', ') || places.allQueues }));
  return { words, moves: [{ kind: 'serve', place, queues }] };
}

/** Can be done again: the place says what it serves, and nothing is counted. */
export async function serve(
  context: AgentContext,
  conversation: Conversation,
  { place, queues }: Extract<Move, { kind: 'serve' }>,
): Promise<void> {
  const { locale } = conversation;
  await context.store.insert('conversations', newPlace(place, 'thread', { now: context.clock(), locale }));
  await context.store.update('conversations', placeId(place), (found) => serving(found, place, queues));
  context.representatives.changed();
}
