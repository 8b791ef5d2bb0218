/** A click whose answer goes out in the response: one `update(case)`, no model. */
import { isRepresentative } from '../cases/access';
import { act } from '../cases/acting';
import type { ActOutcome } from '../cases/acts';
import type { CardAction, UnknownAction } from '../cases/cardActions';
import type { CardContent } from '../cases/cardContent';
import type { Case } from '../cases/case';
import { enterOut } from '../cases/delivering';
import type { Conversation } from '../cases/conversation';
import type { CardRef, Words } from '../cases/effects';
import type { MoveDraft } from '../cases/moves';
import { newPlace } from '../cases/placeChanges';
import type { Place } from '../cases/places';
import { changed, unchanged } from '../cases/store';
import { texts } from '../cases/texts';
import type { Person } from '../cases/values';
import { answerAction } from './answerAction';
import { outcomeWords, type LaneWork } from './apply';
import { cardContent } from './cardContents';
import { saveContact } from './contacts';
import { worker, type AgentContext } from './context';
import { receiveRequest } from './receive';
import type { Answering } from './answers';

/** A button pressed where its answer goes out in the response. */
export interface Click {
  readonly id: string;
  readonly by: Person;
  /** As the channel proved it. */
  readonly identityId?: string;
  /** The thread of a channel in which it was pressed. */
  readonly thread?: Place;
}

export async function actNow(
  context: AgentContext,
  lanes: LaneWork,
  conversationId: string,
  action: CardAction | UnknownAction,
  click: Click,
): Promise<CardContent> {
  const conversation = await whereClicked(context, conversationId, click);
  const words = texts(conversation?.language ?? conversation?.locale);
  const access = await context.access.of(click.identityId);
  if (!conversation || conversation.role === 'customer' || !isRepresentative(access))
    return { kind: 'told', text: words.representative.notARepresentative() };
  const { settings } = await context.settings.current();
  const answering: Answering = {
    asker: { conversationId, by: click.by, byKind: 'representative' },
    inPlace: true,
    id: `${conversationId}/${click.id}`,
    settings,
    words,
    access,
  };
  const answer = await answerAction(context, action, answering);
  const asked: CardRef | undefined = answer.words?.kind === 'card' ? answer.words.card : undefined;
  if (asked && isOfItsOwn(asked)) return showBelow(context, lanes, answering, answer.words);
  let shown = asked;
  for (const move of answer.moves ?? []) shown = (await carryOut(context, lanes, move, answering)) ?? shown;
  if (answer.shows) shown = await onceDecided(lanes, answer.shows, answer.moves ?? [], answering);
  return cardContent(context, shown ?? { kind: 'told', text: '' }, words.language);
}

/** A card whose sending was cut off before its thread was noted may stand in the channel all the same. */
async function whereClicked(
  context: AgentContext,
  conversationId: string,
  { thread, identityId }: Click,
): Promise<Conversation | undefined> {
  const found = await context.store.get('conversations', conversationId);
  if (found || !thread || !isRepresentative(await context.access.of(identityId))) return found;
  await context.store.insert('conversations', newPlace(thread, 'thread', { now: context.clock() }));
  return context.store.get('conversations', conversationId);
}

const DECIDED_MS_MAX = 2_000; // Teams wants the answer within three seconds, and there is the way back

/** The card as it stands once the conversation has decided; a word where that takes too long. */
async function onceDecided(
  lanes: LaneWork,
  card: CardRef,
  moves: readonly MoveDraft[],
  { words }: Answering,
): Promise<CardRef> {
  const ids = moves.flatMap((move) => (move.kind === 'request' ? [move.conversationId] : []));
  const decided = Promise.all(ids.map((id) => lanes.quiet(id))).then(() => true);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), DECIDED_MS_MAX)));
  const inTime = await Promise.race([decided, late]);
  clearTimeout(timer);
  return inTime ? card : { kind: 'told', text: words.representative.accepting() };
}

/** Cards that stand beside the one that was clicked rather than in its place. */
function isOfItsOwn(card: CardRef): boolean {
  return card.kind === 'why' || card.kind === 'summary';
}

async function showBelow(
  context: AgentContext,
  lanes: LaneWork,
  { asker, id, words }: Answering,
  said: Words | undefined,
): Promise<CardContent> {
  if (said) {
    const effect = { id, kind: 'say', to: asker.conversationId, words: said } as const;
    await context.store.update('conversations', asker.conversationId, (found) =>
      enterOut(found, effect, worker(context)),
    );
    lanes.kick(asker.conversationId);
  }
  return { kind: 'told', text: words.representative.shownBelow() };
}

/** The card that shows what came of it. */
async function carryOut(
  context: AgentContext,
  lanes: LaneWork,
  move: MoveDraft,
  answering: Answering,
): Promise<CardRef | undefined> {
  switch (move.kind) {
    case 'act':
      return carryOutAct(context, lanes, move, answering);
    case 'open':
      if (move.contact) await saveContact(context, move.contact);
      await context.store.insert('cases', move.case);
      await lanes.drain(move.case._id);
      return { kind: 'summary', caseId: move.case._id };
    case 'request': {
      await receiveRequest(context, move.conversationId, move.entry);
      lanes.kick(move.conversationId);
      return { kind: 'told', text: answering.words.representative.updating() };
    }
    default:
      return undefined;
  }
}

async function carryOutAct(
  context: AgentContext,
  lanes: LaneWork,
  move: Extract<MoveDraft, { kind: 'act' }>,
  { settings, words, id }: Answering,
): Promise<CardRef | undefined> {
  const seen: { outcome: ActOutcome } = { outcome: { kind: 'outdated' } };
  const acting = { actId: id, by: move.by, byKind: 'representative' as const, at: context.clock(), settings };
  const result = await context.store.update('cases', move.caseId, (found) => {
    const acted = act(found, move.act, acting);
    seen.outcome = acted.outcome;
    return acted.case === found ? unchanged : changed<Case>(acted.case);
  });
  if (result.is === 'missing') return { kind: 'told', text: words.representative.oldCard() };
  lanes
    .drain(move.caseId)
    .catch((error: unknown) =>
      context.log.error({ caseId: move.caseId, err: error }, 'draining a case failed'),
    );
  if ('draftId' in move.act && seen.outcome.kind !== 'closed')
    return { kind: 'draft', caseId: move.caseId, draftId: move.act.draftId };
  const told = outcomeWords(seen.outcome, result.doc, words);
  const reviewed = 'reviewId' in move.act ? move.act.reviewId : undefined;
  const decidedElsewhere = seen.outcome.kind === 'already' && reviewed !== undefined;
  if (told !== undefined && !decidedElsewhere) return { kind: 'told', text: told };
  return reviewed
    ? { kind: 'review', caseId: move.caseId, reviewId: reviewed }
    : { kind: 'summary', caseId: move.caseId };
}
