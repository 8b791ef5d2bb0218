/** The buttons of a draft: what is shown instead, or the act on the case. */
import type { Deed } from '../../cases/access';
import type { CardAction } from '../../cases/cardActions';
import type { Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import type { Draft, DraftAct, DraftEdit, DraftPlace } from '../../cases/drafts/draft';
import { draftById } from '../../cases/drafts/drafts';
import type { DraftForm, Refused } from '../../cases/effects';
import { findTemplate } from '../../cases/mail/templates';
import type { Settings } from '../../cases/settings';
import { reasonNamed } from '../../cases/statusReasons';
import type { Texts } from '../../cases/texts';
import { card, refusal, told, type Answer, type Answering } from '../answers';
import type { AgentContext } from '../context';

export type DraftAction = Extract<
  CardAction,
  { verb: 'send-draft' | 'edit-draft' | 'save-draft' | 'choose-template' | 'discard-draft' }
>;

/** Chosen where none is wanted: an empty value is what an untouched input sends. */
export const NO_TEMPLATE = '-';

const DRAFT_CHARS_MAX = 10_000;
const SUBJECT_CHARS_MAX = 200;

export async function answerDraftAction(
  context: AgentContext,
  action: DraftAction,
  found: Case,
  answering: Answering,
): Promise<Answer> {
  const draft = draftById(found, action.draftId);
  if (!draft) return { words: told(answering.words.representative.oldCard()) };
  const refused = refusal(answering, deedOf(draft));
  if (refused) return refused;
  switch (action.verb) {
    case 'edit-draft':
      return form(found, draft, 'edit');
    case 'choose-template':
      return form(found, draft, 'template');
    case 'save-draft':
      return save(context, action, found, draft, answering);
    case 'discard-draft':
      return act(found, { kind: 'discard-draft', draftId: draft.id }, answering);
    case 'send-draft': {
      const { draftId, revision, seen } = action;
      const place = await placeOf(context, draft);
      return act(found, { kind: 'send-draft', draftId, revision, seen, place }, answering);
    }
  }
}

/** What follows up or closes is for those who may. */
function deedOf({ kind }: Draft): Deed {
  return kind === 'follow-up' || kind === 'closing' ? 'close' : 'work';
}

/** What is known of the draft's conversation now. */
export async function placeOf(context: AgentContext, draft: Draft): Promise<DraftPlace> {
  const conversation = await context.store.get('conversations', draft.conversationId);
  return {
    heard: conversation?.lastCustomerSeq ?? draft.basedOn,
    customerName: conversation && customerNameOf(conversation),
  };
}

/** As the customer is greeted; an address is no name. */
export function customerNameOf(conversation: Conversation): string | undefined {
  const { contact, identity, drafts, person } = conversation;
  const name = contact?.name ?? identity?.name ?? drafts['contact.name']?.label ?? person.name;
  return name.includes('@') ? undefined : name;
}

function act(found: Case, what: DraftAct, { asker }: Answering): Answer {
  return { moves: [{ kind: 'act', caseId: found._id, act: what, by: asker.by, replyTo: asker }] };
}

/** Whoever comes late sees what became of it. */
function form(found: Case, draft: Draft, kind: DraftForm, refused?: Refused): Answer {
  const ids = { caseId: found._id, draftId: draft.id };
  const fallback = `${found.number}: ${found.title}`;
  if (draft.state !== 'open') return { words: card({ kind: 'draft', ...ids }, fallback) };
  return { words: card({ kind: 'draft-form', ...ids, form: kind, refused }, fallback) };
}

async function save(
  context: AgentContext,
  { typed, revision }: Extract<DraftAction, { verb: 'save-draft' }>,
  found: Case,
  draft: Draft,
  answering: Answering,
): Promise<Answer> {
  const problems = draftProblems(typed, answering.settings, answering.words);
  const isTemplate = Object.keys(typed).join() === 'template';
  if (Object.keys(problems).length > 0)
    return form(found, draft, isTemplate ? 'template' : 'edit', { typed, problems });
  const place = await placeOf(context, draft);
  const edit: DraftEdit = trimmed(typed);
  return act(found, { kind: 'edit-draft', draftId: draft.id, revision, edit, place }, answering);
}

/** A template's input that was not touched says nothing. */
function trimmed({ template, ...typed }: Readonly<Record<string, string>>): DraftEdit {
  const known = ['text', 'subject', 'statusReason', 'remarks'] as const;
  const words = known.flatMap((name) => (typed[name] === undefined ? [] : [[name, typed[name].trim()]]));
  const chosen = template ? { template: template === NO_TEMPLATE ? '' : template } : {};
  return { ...(Object.fromEntries(words) as DraftEdit), ...chosen };
}

/** What is wrong with what was typed, by input. */
export function draftProblems(
  typed: Readonly<Record<string, string>>,
  settings: Settings,
  { representative }: Texts,
): Record<string, string> {
  const { text, subject, template, statusReason, remarks } = typed;
  const tooLong = representative.draftTooLong();
  const problems: Record<string, string> = {};
  if (text?.trim() === '') problems['text'] = representative.draftNeedsWords();
  if ((text?.length ?? 0) > DRAFT_CHARS_MAX) problems['text'] = tooLong;
  if ((remarks?.length ?? 0) > DRAFT_CHARS_MAX) problems['remarks'] = tooLong;
  if ((subject?.length ?? 0) > SUBJECT_CHARS_MAX) problems['subject'] = tooLong;
  if (template && template !== NO_TEMPLATE && !findTemplate(settings.templates, template))
    problems['template'] = representative.resolveForm.choose;
  if (statusReason !== undefined && !reasonNamed(settings.statusReasons.resolved, statusReason))
    problems['statusReason'] = representative.resolveForm.choose;
  return problems;
}
