/** A person sends, edits or discards a draft: once, seen as it is, and never over what the customer has said since. Pure. */
import type { ActContext, Acted } from '../acted';
import type { ActOutcome } from '../acts';
import { ACTS_MAX, type Case } from '../case';
import type { Draft, DraftAct, DraftEdit, DraftPlace, NewDraft } from './draft';
import { draftById, DraftBook, draftNote, isByAi } from './drafts';
import type { Words } from '../effects';
import { actOnLifecycle } from '../lifecycle';
import {
  findTemplate,
  namesMessage,
  renderTemplate,
  type MailTemplate,
  type RenderedTemplate,
} from '../mail/templates';
import type { Settings } from '../settings';
import { changed, unchanged, type Change } from '../store';
import type { WordsAbout } from '../conversation/turns';
import type { Person } from '../values';

export interface Signing {
  readonly settings: Settings;
  /** Who sends it. */
  readonly agentName: string;
}

const DRAFT_ACTS: ReadonlySet<string> = new Set<DraftAct['kind']>([
  'send-draft',
  'edit-draft',
  'discard-draft',
]);

export function isDraftAct(what: { readonly kind: string }): what is DraftAct {
  return DRAFT_ACTS.has(what.kind);
}

/** `case` is the same object where nothing changes. */
export function actOnDraft(theCase: Case, what: DraftAct, context: ActContext): Acted {
  const draft = draftById(theCase, what.draftId);
  if (!draft) return { case: theCase, outcome: { kind: 'outdated' } };
  if (draft.state !== 'open') return { case: theCase, outcome: decided(draft, draft.state) };
  if (theCase.status !== 'active' && !(theCase.status === 'resolved' && draft.kind === 'closing'))
    return { case: theCase, outcome: { kind: 'closed' } };
  if (what.kind === 'discard-draft') return discardDraft(theCase, draft, context);
  if (what.revision !== draft.revision) return { case: theCase, outcome: { kind: 'edited-since' } };
  if (what.kind === 'edit-draft') return editDraft(theCase, draft, what, context);
  return sendDraft(theCase, draft, what, context);
}

/**
 * The words enter the case's `pending`, for the conversation. Where the customer has spoken since the person saw the
 * draft they are not said: before (`spoken-since`), or when they would enter the lane (`draftReturned`).
 */
export function sendDraft(
  theCase: Case,
  draft: Draft,
  { seen, place }: Extract<DraftAct, { kind: 'send-draft' }>,
  context: ActContext,
): Acted {
  if (place.heard > Math.max(seen, draft.basedOn))
    return { case: theCase, outcome: { kind: 'spoken-since' } };
  const sent: Draft = { ...draft, state: 'sent', decidedBy: context.by, decidedAt: context.at };
  if (draft.kind === 'resolution') return resolveBy(theCase, sent, context);
  const base = { ...theCase, recent: recentWith(theCase, context) };
  const book = new DraftBook(base);
  const words = wordsOf(theCase, draft, place, context);
  const basedOn = Math.max(seen, draft.basedOn);
  const sentAs = book.say({ to: draft.conversationId, words, basedOn, draftId: draft.id });
  book.replace({ ...sent, sentAs });
  const written = book.written(base, [draftNote(context, draft, 'sent')], context.at);
  if (!draft.resolves || written.status !== 'active') return done(written);
  return actOnLifecycle(written, resolutionOf(sent, context), context);
}

/** A resolution is carried out, not said. */
function resolveBy(theCase: Case, sent: Draft, context: ActContext): Acted {
  const book = new DraftBook(theCase);
  book.replace(sent);
  const noted = book.written(theCase, [draftNote(context, sent, 'sent')], context.at);
  return actOnLifecycle(noted, resolutionOf(sent, context), context);
}

function resolutionOf({ text: resolution, remarks, statusReason: chosen }: Draft, { settings }: ActContext) {
  const statusReason = chosen ?? settings.statusReasons.resolved[0] ?? '';
  return { kind: 'resolve', statusReason, resolution, remarks } as const;
}

/** The draft stays open, with the person's words; the next one to look sees them. */
export function editDraft(
  theCase: Case,
  draft: Draft,
  { edit, place }: Extract<DraftAct, { kind: 'edit-draft' }>,
  context: ActContext,
): Acted {
  const next = edited(theCase, draft, edit, place, context);
  if (JSON.stringify(next) === JSON.stringify(draft)) return { case: theCase, outcome: { kind: 'none' } };
  const base = { ...theCase, recent: recentWith(theCase, context) };
  const book = new DraftBook(base);
  book.replace({ ...next, revision: draft.revision + 1, editedBy: context.by });
  return done(book.written(base, [draftNote(context, draft, 'edited')], context.at));
}

export function discardDraft(theCase: Case, draft: Draft, context: ActContext): Acted {
  const base = { ...theCase, recent: recentWith(theCase, context) };
  const book = new DraftBook(base);
  book.replace({ ...draft, state: 'discarded', decidedBy: context.by, decidedAt: context.at });
  return done(book.written(base, [draftNote(context, draft, 'discarded')], context.at));
}

/** The customer spoke just before the words would have reached the conversation: the draft is open again. */
export function draftReturned(
  theCase: Case,
  effectId: string,
  { agent, at }: { readonly agent: Person; readonly at: string },
): Change<Case> {
  const draft = theCase.drafts?.find((one) => one.sentAs === effectId && one.state === 'sent');
  if (!draft) return unchanged;
  const { decidedBy: _by, decidedAt: _at, sentAs: _as, ...rest } = draft;
  const book = new DraftBook(theCase);
  book.replace({ ...rest, state: 'open' });
  const note = draftNote({ by: agent, byKind: 'agent' }, draft, 'returned');
  return changed(book.written(theCase, [note], at));
}

function edited(theCase: Case, draft: Draft, edit: DraftEdit, place: DraftPlace, context: ActContext): Draft {
  const template = edit.template === undefined ? draft.template : edit.template || undefined;
  const subject = edit.subject === undefined ? draft.subject : edit.subject || undefined;
  const { statusReason = draft.statusReason, remarks = draft.remarks } = edit;
  const next = { ...draft, text: edit.text ?? draft.text, template, subject, statusReason, remarks };
  if (template === draft.template || template === undefined || edit.text !== undefined) return next;
  // A template that has no place for words brings its own.
  const found = findTemplate(context.settings.templates, template);
  if (!found || namesMessage(found)) return next;
  const { by, settings } = context;
  const { text } = inTemplate(found, theCase, next, place, { settings, agentName: by.name });
  return { ...next, text, writtenBy: { kind: 'template', name: template } };
}

/** As it would go out: in a mail within its template. */
export function draftInWords(
  theCase: Case,
  draft: NewDraft,
  place: DraftPlace,
  signing: Signing,
): { readonly text: string; readonly subject?: string; readonly html?: string } {
  const { text, subject, conversationId } = draft;
  if (!conversationId.startsWith('email:') || draft.kind === 'resolution') return { text };
  const made = rendered(theCase, draft, place, signing);
  return { text: made?.text ?? text, subject: subject ?? made?.subject, html: made?.html };
}

function wordsOf(theCase: Case, draft: Draft, place: DraftPlace, context: ActContext): Words {
  const { by, settings } = context;
  const { asks } = draft;
  const byAi = isByAi(draft);
  const { text, subject, html } = draftInWords(theCase, draft, place, { settings, agentName: by.name });
  const mail = { automatic: false, byAi, subject, html };
  const about = aboutOf(draft);
  const words = { kind: 'text', text, asks, by, byAi, ...(about && { about }) } as const;
  return { ...words, ...(draft.conversationId.startsWith('email:') && { mail }) };
}

function aboutOf({ kind, id, purpose }: Draft): WordsAbout | undefined {
  if (kind === 'follow-up') return { kind, id, n: purpose?.number ?? 1 };
  return kind === 'closing' ? { kind: 'notice' } : undefined;
}

/** The words as the chosen template has them; undefined where there is none, or its own words were edited. */
function rendered(
  theCase: Case,
  draft: NewDraft,
  place: DraftPlace,
  signing: Signing,
): RenderedTemplate | undefined {
  const { template: name, text } = draft;
  const template = name === undefined ? undefined : findTemplate(signing.settings.templates, name);
  if (!template) return undefined;
  const made = inTemplate(template, theCase, draft, place, signing);
  return namesMessage(template) || made.text === text ? made : undefined;
}

/** The words as the template has them, whatever the channel. */
export function inTemplate(
  template: MailTemplate,
  theCase: Case,
  { text, language }: Pick<Draft, 'text' | 'language'>,
  { customerName }: Pick<DraftPlace, 'customerName'>,
  { settings, agentName }: Signing,
): RenderedTemplate {
  const values = templateValues(theCase, { message: text, customerName, agentName, settings });
  return renderTemplate(template, values, language);
}

export function templateValues(
  { number, title }: Pick<Case, 'number' | 'title'>,
  of: {
    readonly message: string;
    readonly customerName?: string;
    readonly agentName: string;
    readonly settings: Settings;
  },
) {
  return {
    'customer.name': of.customerName,
    'case.number': number,
    'case.title': title,
    'company.name': of.settings.global.companyName,
    'agent.name': of.agentName,
    message: of.message,
  };
}

function decided({ decidedBy, decidedAt }: Draft, state: Exclude<Draft['state'], 'open'>): ActOutcome {
  return { kind: 'already', by: decidedBy, at: decidedAt, state };
}

const done = (theCase: Case): Acted => ({ case: theCase, outcome: { kind: 'done', count: 1 } });

function recentWith({ recent }: Case, { actId }: ActContext): string[] {
  return [...recent, actId].slice(-ACTS_MAX);
}
