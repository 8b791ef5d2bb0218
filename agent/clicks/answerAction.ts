/** What a representative's button does: an act on a case, a request to a conversation, or another card. */
import type { CaseAct } from '../../cases/acts';
import type { CardAction, UnknownAction } from '../../cases/cardActions';
import type { Case } from '../../cases/case';
import { hasOptions } from '../../cases/fields';
import type { MoveDraft } from '../../cases/moves';
import { resolvedFields } from '../../cases/settings';
import type { FieldEntries, FieldEntry } from '../../cases/values';
import { lackingFor } from '../access';
import { answerDuplicate } from '../duplicates/answer';
import { switchField } from '../automation';
import type { AgentContext } from '../context';
import { answerDraftAction } from '../drafts/actions';
import { answerDraftWish } from '../drafts/requests';
import { openByHand } from '../openByHand';
import { answerLiveAction, visibleCard } from '../live/actions';
import { answerOpening } from './answerOpening';
import { card, told, updateAnswer, type Answer, type Answering } from '../answers';
import { noteRefused, nothingThere } from './refused';
import { resolveFormAnswer, resolveTyped } from '../resolution/form';
import { standingCase } from '../standingCase';
import { problemsOf, readTyped } from '../typed';

const REASON_CHARS_MAX = 500; // a line of the history

type CaseAction = Extract<CardAction, { readonly caseId: string }>;
type ActionOf<V extends CardAction['verb']> = Extract<CardAction, { verb: V }>;

export async function answerAction(
  context: AgentContext,
  action: CardAction | UnknownAction,
  answering: Answering,
): Promise<Answer> {
  const { representative } = answering.words;
  const lacking = lackingFor(action, answering.access);
  if (lacking) {
    noteRefused(context, answering.asker.conversationId, action, 'not-permitted');
    return { words: told(representative.notPermitted[lacking]) };
  }
  switch (action.verb) {
    case 'unknown':
      return nothingThere(context, action, answering);
    case 'refresh':
      return { words: card(await visibleCard(context, action.card, answering), representative.shownBelow()) };
    case 'open':
      return openByHand(context, action, answering);
    case 'accept-opening':
    case 'reject-opening':
      return answerOpening(context, action, answering);
    case 'settle-duplicate':
      return answerDuplicate(context, action, answering);
    case 'set-automation':
      return setAutomation(context, action, answering);
    case 'accept-conversation':
    case 'end-conversation':
    case 'release-conversation':
      return answerLiveAction(context, action, answering);
    default: {
      const found = await context.store.get('cases', action.caseId);
      if (!found) return nothingThere(context, action, answering);
      const standing = found.status === 'merged' ? await standingCase(context.store, found._id) : found;
      if (!standing || standing._id === found._id) return onCase(context, action, found, answering);
      return onMerged(context, action, { found, standing }, answering);
    }
  }
}

function onCase(
  context: AgentContext,
  action: CaseAction,
  found: Case,
  answering: Answering,
): Answer | Promise<Answer> {
  const caseId = found._id;
  const fallback = `${found.number}: ${found.title}`;
  const { asker } = answering;
  switch (action.verb) {
    case 'accept':
    case 'reject':
    case 'undo':
      return {
        moves: [
          actMove(caseId, { kind: action.verb, reviewId: action.reviewId, fields: action.fields }, answering),
        ],
      };
    case 'take':
      return { moves: [actMove(caseId, { kind: 'take', owner: asker.by }, answering)] };
    case 'keep-open':
      return { moves: [actMove(caseId, { kind: 'keep-open' }, answering)] };
    case 'resolve-form':
      return resolveFormAnswer(context, found, answering);
    case 'draft':
      return answerDraftWish(context, action, found, answering);
    case 'resolve':
      return resolveTyped(found, action, answering);
    case 'edit':
      return { words: card({ kind: 'edit-form', caseId, reviewId: action.reviewId }, fallback) };
    case 'save':
      return save(context, action, found, answering);
    case 'thumbs': {
      const { card: judged, target, up } = action;
      return { moves: [actMove(caseId, { kind: 'thumbs', card: judged, target, up }, answering)] };
    }
    case 'unlock-form': {
      const { field, reviewId } = action;
      return { words: card({ kind: 'unlock-form', caseId, field, reviewId }, fallback) };
    }
    case 'unlock': {
      const { field, reviewId, typed } = action;
      const reason = (typed['reason'] ?? '').trim().slice(0, REASON_CHARS_MAX);
      return { moves: [actMove(caseId, { kind: 'unlock', field, reason, reviewId }, answering)] };
    }
    case 'why':
      return { words: card({ kind: 'why', caseId }, fallback) };
    case 'show':
      return { words: card({ kind: 'summary', caseId }, fallback) };
    case 'update':
      return updateAnswer(found, answering);
    case 'send-draft':
    case 'edit-draft':
    case 'save-draft':
    case 'choose-template':
    case 'discard-draft':
      return answerDraftAction(context, action, found, answering);
  }
}

const FOLLOWS_MERGES: ReadonlySet<CardAction['verb']> = new Set(['show', 'why', 'update']);

/** What only shows is shown of the case that stands; what changes a case is not done to one that nobody looked at. */
function onMerged(
  context: AgentContext,
  action: CaseAction,
  { found, standing }: { readonly found: Case; readonly standing: Case },
  answering: Answering,
): Answer | Promise<Answer> {
  if (FOLLOWS_MERGES.has(action.verb)) return onCase(context, action, standing, answering);
  const { number } = standing;
  return {
    notice: answering.words.representative.mergedAway({ number: found.number, into: number }),
    words: card({ kind: 'summary', caseId: standing._id }, `${number}: ${standing.title}`),
  };
}

/** The card that was answered shows what stands now, whoever was first. */
async function setAutomation(
  context: AgentContext,
  { field, to, answers }: ActionOf<'set-automation'>,
  { asker, words }: Answering,
): Promise<Answer> {
  const switching = { to, by: asker.by, at: context.clock(), answers };
  const result = await switchField(context, field, switching);
  if (result.is === 'missing') return { words: told(words.representative.oldCard()) };
  return { words: card({ kind: 'automation', field, id: answers }, field) };
}

/** What was typed is judged against the review that it edits: an input left as it was is no edit. */
async function save(
  context: AgentContext,
  action: ActionOf<'save'>,
  found: Case,
  answering: Answering,
): Promise<Answer> {
  const { settings, asker, words } = answering;
  const typed = await readTyped(context, action.typed, { settings, by: asker.by, id: answering.id });
  const problems = problemsOf(typed, settings);
  if (problems !== undefined) {
    const refused = { typed: action.typed, problems: typed.problems };
    const form = { kind: 'edit-form', caseId: found._id, reviewId: action.reviewId, refused } as const;
    return { words: card(form, words.representative.problems({ problems })) };
  }
  const kept = unlikeStanding(typed.entries, found);
  // Nothing was typed over, or the same click came again: the card as it stands.
  if (Object.keys(kept).length === 0) {
    const review = { kind: 'review', caseId: found._id, reviewId: action.reviewId } as const;
    return { words: card(review, found.number) };
  }
  return {
    moves: [actMove(found._id, { kind: 'edit', entries: kept, reviewId: action.reviewId }, answering)],
  };
}

function unlikeStanding(entries: FieldEntries, found: Case): FieldEntries {
  const differs = (name: string, { value, label }: FieldEntry): boolean => {
    const standing = found.fields[name];
    return standing?.value !== value && standing?.label !== label;
  };
  return Object.fromEntries(Object.entries(entries).filter(([name, entry]) => differs(name, entry)));
}

function actMove(caseId: string, act: CaseAct, { asker }: Answering): MoveDraft {
  return { kind: 'act', caseId, act, by: asker.by, replyTo: asker };
}

/** Fields that a form can show: lists too long for a card are left out. */
export const FORM_OPTIONS_MAX = 100;

export function fitsForm(settings: Answering['settings'], name: string): boolean {
  const field = resolvedFields(settings).get(name);
  if (!field?.setBy.includes('representative')) return false;
  return !hasOptions(field) || (field.options?.length ?? 0) <= FORM_OPTIONS_MAX;
}
