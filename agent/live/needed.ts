/** A customer's turn with regard to people: passed on to whoever has the conversation, or in line for one. */
import { isOpen, nextOpening } from '../../cases/live/businessHours';
import type { Case } from '../../cases/case';
import { asideOf } from '../../cases/deciding/asides';
import { conditionView } from '../../cases/deciding/conditionView';
import type { Conversation, TurnEntry } from '../../cases/conversation/conversation';
import { channelKind } from '../../cases/deciding/decide';
import type { Words } from '../../cases/effects';
import { customerName, remindAt, waitingFor, type Offer, type WaitReason } from '../../cases/live/live';
import type { SaidElsewhere } from '../../cases/moves';
import { wantsPerson } from '../../cases/live/personWanted';
import { queueNamed, route, type Queue, type Routed } from '../../cases/live/routing';
import type { Settings } from '../../cases/settings';
import { texts, type Texts } from '../../cases/texts';
import { traced } from '../../cases/deciding/trace';
import type { FieldEntries, Person } from '../../cases/values';
import type { AgentContext } from '../context';
import { customerText, NOTHING_LIVE, partId, queueCard, type LivePart } from './part';
import { lineBefore, offerees, threadsOf } from './readers';

export interface LiveTurn {
  readonly conversation: Conversation;
  readonly case?: Case;
  /** The values as they stand after the turn. */
  readonly values: FieldEntries;
  readonly turns: readonly TurnEntry[];
  readonly settings: Settings;
  readonly language: string | undefined;
  readonly now: string;
}

export async function liveOnTurn(context: AgentContext, live: LiveTurn): Promise<LivePart> {
  const { conversation, turns } = live;
  if (conversation.channel === 'voice') return NOTHING_LIVE;
  if (conversation.takenBy && conversation.takenIn) return passedOn(live, conversation.takenIn);
  const asked = turns.some(({ from, text }) => from === 'customer' && wantsPerson(text));
  const { queue, needsPerson } = routeOf(live);
  if (conversation.waiting)
    return asked || turns.some(asksForNews) ? placeInLine(context, live, queue) : NOTHING_LIVE;
  if (!asked && !needsPerson) return NOTHING_LIVE;
  const reason = asked ? 'asked' : 'rule';
  // Whoever has the case is asked first; the reminder asks all.
  const first = { ...live, id: partId(conversation, turns), for: live.case?.owner };
  return enqueued(context, first, queue, reason);
}

/** Whoever waits and asks how long it takes is told their place. */
function asksForNews({ from, text }: TurnEntry): boolean {
  const aside = from === 'customer' ? asideOf(text) : undefined;
  return aside === 'wait' || aside === 'news';
}

export function routeOf({ conversation, case: theCase, values, settings, now }: LiveTurn): Routed {
  const view = conditionView({ conversation, case: theCase }, values, now);
  return route(settings.routing, channelKind(conversation.channel), view);
}

/** The queue that a conversation waits in or was taken from. */
export function queueOf(conversation: Conversation, settings: Settings, now: string): Queue {
  const named = queueNamed(settings.routing, conversation.waitingIn);
  const values = conversation.drafts;
  return named ?? routeOf({ conversation, values, turns: [], settings, language: undefined, now }).queue;
}

/** Each of the customer's turns goes to the representative, in order, once. */
function passedOn(live: LiveTurn, to: string): LivePart {
  const { conversation, turns, settings, now } = live;
  const name = customerName(conversation);
  const says = turns
    .filter(({ from, repeats }) => from === 'customer' && repeats === undefined)
    .map(({ seq, text, by, attachments }): SaidElsewhere => ({
      to,
      id: `${conversation._id}/relayed/${seq}`,
      words: { kind: 'text', text: text || '📎', by: { ...by, name }, attachments, asks: [] },
    }));
  const answerDueAt = conversation.answerDueAt ?? remindAt(queueOf(conversation, settings, now), now);
  return { ...NOTHING_LIVE, says, set: says.length > 0 ? { answerDueAt } : {} };
}

export interface Enqueuing extends Pick<
  LiveTurn,
  'conversation' | 'turns' | 'settings' | 'language' | 'now'
> {
  /** Names what this causes elsewhere. */
  readonly id: string;
  readonly for?: Person;
}

/** In line: those who serve the queue are shown the conversation, the customer hears the place or the hours. */
export async function enqueued(
  context: AgentContext,
  enqueuing: Enqueuing,
  queue: Queue,
  reason: WaitReason,
): Promise<LivePart> {
  const { conversation, now, id } = enqueuing;
  const shown = await offering(context, conversation, queue, { id, only: enqueuing.for?.id });
  return {
    replies: [await passing(context, enqueuing, queue)],
    says: shown.says,
    set: waitingFor(queue, reason, now, { for: enqueuing.for, offers: shown.offers }),
    trace: [traced('person-needed', undefined, { queue: queue.name, why: reason })],
  };
}

/** Cards that offer the conversation, to those who serve the queue; again in the threads of those that did before. */
export async function offering(
  context: AgentContext,
  conversation: Conversation,
  queue: Queue,
  { id, only }: { readonly id: string; readonly only?: string },
): Promise<{ says: SaidElsewhere[]; offers: Offer[] }> {
  const card = queueCard(conversation);
  const words: Words = { kind: 'card', card, fallback: `${customerName(conversation)} · ${queue.name}` };
  const places = await offerees(context, queue, only);
  const threads = await threadsOf(context, conversation.offers ?? []);
  const says = places.map((place, at) => ({
    to: threads.get(place) ?? place,
    id: `${id}/offered/${at}`,
    words,
    dispensable: true,
  }));
  return { says, offers: says.map(({ to, id: effectId }) => ({ conversationId: to, effectId })) };
}

async function placeInLine(context: AgentContext, live: LiveTurn, queue: Queue): Promise<LivePart> {
  return { ...NOTHING_LIVE, replies: [await passing(context, live, queue)] };
}

async function passing(
  context: AgentContext,
  { conversation, settings, language, turns, now }: Omit<Enqueuing, 'id'>,
  queue: Queue,
) {
  const words = texts(language ?? conversation.locale);
  const { timeZone } = settings.global;
  const { hours } = queue;
  const text =
    hours && !isOpen(hours, now, timeZone)
      ? afterHours(words, nextOpening(hours, now, timeZone))
      : words.customer.passing({ place: (await lineBefore(context, queue, conversation)) + 1 });
  return customerText(text, turns.at(-1)?.activityId);
}

function afterHours({ customer, language }: Texts, opening: ReturnType<typeof nextOpening>): string {
  if (!opening) return customer.afterHours({ opens: '' });
  // Any Sunday: only the name of the day is wanted.
  const sunday = Date.UTC(2026, 0, 4);
  const at = sunday + ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].indexOf(opening.day) * 86_400_000;
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(at);
  return customer.afterHours({ opens: `${day}, ${opening.from}` });
}
