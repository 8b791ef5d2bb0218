/** A click whose answer goes out in the response: one `update(case)`, no model; a look at a card: reads only. */
import { INBOX_FULL, withPerson } from '../../cases/conversation/accepting';
import { isRepresentative, type Access } from '../../cases/access';
import { act } from '../../cases/acting';
import type { ActOutcome } from '../../cases/acts';
import type { CardAction, UnknownAction } from '../../cases/cardActions';
import type { Clicked } from '../../cases/cardContent';
import type { Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import { enterOut } from '../../cases/conversation/delivering';
import type { CardRef, Words } from '../../cases/effects';
import type { MoveDraft } from '../../cases/moves';
import { newPlace } from '../../cases/live/placeChanges';
import type { Place } from '../../cases/live/places';
import { changed, unchanged } from '../../cases/store';
import { texts, type Texts } from '../../cases/texts';
import type { Person } from '../../cases/values';
import { lackedVerbs } from '../access';
import { answerAction } from './answerAction';
import type { Answer, Answering } from '../answers';
import { draft, LaneFull, outcomeWords, request, type LaneWork } from '../apply';
import { asMessage } from './asMessage';
import { cardContent } from '../cards/contents';
import { cardOfAction } from './cardOfAction';
import { saveContact } from '../contacts';
import { worker, type AgentContext } from '../context';
import { takesTime } from '../drafts/requests';
import { failedContent } from '../cards/failed';
import { noteRefused } from './refused';

/** A button pressed where its answer goes out in the response. */
export interface Click {
  readonly id: string;
  readonly by: Person;
  /** As the channel proved it. */
  readonly identityId?: string;
  /** The thread of a channel in which it was pressed. */
  readonly thread?: Place;
  /** Their id in the channel, where a card is shown to each on their own. */
  readonly viewerId?: string;
}

/** A card to show in place, and what was not done. */
interface Outcome {
  readonly card: CardRef;
  readonly notice?: string;
}

/** Answers with the card as it is now for whoever clicked; what goes wrong is a card, too. Never throws. */
export async function actNow(
  context: AgentContext,
  lanes: LaneWork,
  conversationId: string,
  action: CardAction | UnknownAction,
  click: Click,
): Promise<Clicked> {
  let conversation: Conversation | undefined;
  try {
    conversation = await whereClicked(context, conversationId, click);
    return await new Clicking(context, lanes, conversationId, conversation).answer(action, click);
  } catch (error) {
    const reference = context.newId().slice(0, 4).toUpperCase();
    context.log.error({ conversationId, verb: action.verb, reference, err: error }, 'a click failed');
    const failure = error instanceof Error && 'retry' in error && error.retry === true ? 'busy' : 'broken';
    const again = cardOfAction(action);
    const card = failedContent({ failure, reference, again }, wordsOf(conversation));
    return { card, without: [], viewers: conversation?.people ?? [] };
  }
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

const wordsOf = (found: Conversation | undefined): Texts => texts(found?.language ?? found?.locale);

const DECIDED_MS_MAX = 2_000; // Teams wants the answer within three seconds, and there is the way back

class Clicking {
  private readonly words: Texts;

  constructor(
    private readonly context: AgentContext,
    private readonly lanes: LaneWork,
    private readonly conversationId: string,
    private readonly conversation: Conversation | undefined,
  ) {
    this.words = wordsOf(conversation);
  }

  async answer(action: CardAction | UnknownAction, click: Click): Promise<Clicked> {
    const { context, conversationId, conversation, words } = this;
    const access = await context.access.of(click.identityId);
    if (!conversation || conversation.role === 'customer' || !isRepresentative(access)) {
      noteRefused(context, conversationId, action, 'not-a-representative');
      return this.shown({ card: this.told(words.representative.notARepresentative()) }, access);
    }
    const { settings } = await context.settings.current();
    const answering: Answering = {
      asker: { conversationId, by: click.by, byKind: 'representative' },
      inPlace: true,
      id: `${conversationId}/${click.id}`,
      settings,
      words,
      access,
    };
    if (action.verb !== 'refresh') await this.noteViewer(click);
    if (takesTime(context, action, settings)) {
      const received = await asMessage(context, conversation, action, click);
      if (received.kind === 'busy') throw new LaneFull(INBOX_FULL);
      this.lanes.kick(conversationId);
      const notice = words.representative.drafting();
      return this.shown({ card: cardOfAction(action) ?? this.told(''), notice }, access);
    }
    const answer = await answerAction(context, action, answering);
    return this.shown(await this.carriedOut(answer, action, answering), access);
  }

  /** Whoever clicks looks at cards here from now on. */
  private async noteViewer({ viewerId }: Click): Promise<void> {
    const { context, conversationId, conversation } = this;
    if (viewerId === undefined || conversation?.people?.includes(viewerId)) return;
    await context.store.update('conversations', conversationId, (found) => {
      const people = withPerson(found.people, viewerId);
      return people === found.people ? unchanged : changed({ ...found, people });
    });
  }

  private async shown({ card, notice }: Outcome, access: Access): Promise<Clicked> {
    return {
      card: await cardContent(this.context, card, this.words.language),
      notice,
      without: lackedVerbs(access),
      viewers: this.conversation?.people ?? [],
    };
  }

  private async carriedOut(
    answer: Answer,
    action: CardAction | UnknownAction,
    answering: Answering,
  ): Promise<Outcome> {
    const { words, notice, moves = [], shows } = answer;
    const asked = words?.kind === 'card' ? words.card : undefined;
    if (asked && notice === undefined && action.verb !== 'refresh' && isOfItsOwn(asked))
      return this.showBelow(answering, words);
    let outcome: Outcome = { card: asked ?? this.told(''), notice };
    for (const move of moves) outcome = (await this.carryOut(move, answering)) ?? outcome;
    return shows ? this.onceDecided(shows, moves) : outcome;
  }

  /** The card as it stands once the conversation has decided; a word where that takes too long. */
  private async onceDecided(card: CardRef, moves: readonly MoveDraft[]): Promise<Outcome> {
    const ids = moves.flatMap((move) => (move.kind === 'request' ? [move.conversationId] : []));
    const decided = Promise.all(ids.map((id) => this.lanes.quiet(id))).then(() => true);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), DECIDED_MS_MAX);
    });
    const inTime = await Promise.race([decided, late]);
    clearTimeout(timer);
    return { card: inTime ? card : this.told(this.words.representative.accepting()) };
  }

  private async showBelow({ asker, id }: Answering, said: Words | undefined): Promise<Outcome> {
    if (said) {
      const effect = { id, kind: 'say', to: asker.conversationId, words: said } as const;
      await this.context.store.update('conversations', asker.conversationId, (found) =>
        enterOut(found, effect, worker(this.context)),
      );
      this.lanes.kick(asker.conversationId);
    }
    return { card: this.told(this.words.representative.shownBelow()) };
  }

  /** The card that shows what came of it. */
  private async carryOut(move: MoveDraft, answering: Answering): Promise<Outcome | undefined> {
    switch (move.kind) {
      case 'act':
        return this.carryOutAct(move, answering);
      case 'open':
        if (move.contact) await saveContact(this.context, move.contact);
        await this.context.store.insert('cases', move.case);
        await this.lanes.drain(move.case._id);
        return { card: { kind: 'summary', caseId: move.case._id } };
      case 'request': {
        await request(this.context, move, this.lanes);
        return { card: this.told(this.words.representative.updating()) };
      }
      case 'draft':
        await draft(this.context, answering.id, move);
        await this.lanes.drain(move.caseId);
        return undefined;
      default:
        return undefined;
    }
  }

  private async carryOutAct(
    move: Extract<MoveDraft, { kind: 'act' }>,
    { settings, id }: Answering,
  ): Promise<Outcome> {
    const { context, words } = this;
    const at = context.clock();
    const acting = { actId: id, by: move.by, byKind: 'representative' as const, at, settings };
    const seen: { outcome: ActOutcome } = { outcome: { kind: 'outdated' } };
    const result = await context.store.update('cases', move.caseId, (found) => {
      const acted = act(found, move.act, acting);
      seen.outcome = acted.outcome;
      return acted.case === found ? unchanged : changed<Case>(acted.case);
    });
    if (result.is === 'missing') return { card: { kind: 'failed', failure: 'gone' } };
    this.lanes.drain(move.caseId).catch((error: unknown) => {
      context.log.error({ caseId: move.caseId, err: error }, 'draining a case failed');
    });
    if (move.act.kind === 'thumbs') return { card: this.told(words.representative.thanks()) };
    return { card: cardOfAct(move), notice: outcomeWords(seen.outcome, result.doc, words) };
  }

  private told(text: string): CardRef {
    return { kind: 'told', text };
  }
}

function cardOfAct({ act: what, caseId }: Extract<MoveDraft, { kind: 'act' }>): CardRef {
  if ('draftId' in what) return { kind: 'draft', caseId, draftId: what.draftId };
  if (what.kind === 'keep-open') return { kind: 'closure', caseId };
  const reviewId = 'reviewId' in what ? what.reviewId : undefined;
  return reviewId === undefined ? { kind: 'summary', caseId } : { kind: 'review', caseId, reviewId };
}

/** Cards that stand beside the one that was clicked rather than in its place. */
function isOfItsOwn(card: CardRef): boolean {
  return card.kind === 'why' || card.kind === 'summary';
}
