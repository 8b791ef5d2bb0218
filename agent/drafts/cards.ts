/** What the cards of a draft show, read from the store at the moment they are sent. */
import type { CardContent, DraftView, FormField } from '../../cases/cardContent';
import type { Case } from '../../cases/case';
import type { Draft, DraftPlace } from '../../cases/drafts/draft';
import { draftInWords } from '../../cases/drafts/acts';
import { isByAi, isStale } from '../../cases/drafts/drafts';
import type { CardRef, Refused } from '../../cases/effects';
import { templatesFor } from '../../cases/mail/templates';
import type { Settings } from '../../cases/settings';
import type { Texts } from '../../cases/texts';
import { cardTexts } from '../../cases/texts/cards';
import type { CardViews } from '../cards/views';
import type { AgentContext } from '../context';
import { NO_TEMPLATE, placeOf } from './actions';
import { quoteOf, transcriptOf } from '../readers';

export type DraftRef = Extract<CardRef, { kind: 'draft' | 'draft-form' }>;

interface Showing {
  readonly context: AgentContext;
  readonly settings: Settings;
  readonly words: Texts;
  readonly view: CardViews;
}

const SINCE_TURNS_MAX = 20; // read for what the customer has said since; the card cuts the words

export async function draftCardContent(
  showing: Showing,
  ref: DraftRef,
  found: Case,
  draft: Draft,
): Promise<CardContent> {
  const head = await showing.view.head(found);
  if (ref.kind === 'draft') return { kind: 'draft', case: head, draft: await viewOf(showing, found, draft) };
  const { form, refused } = ref;
  const fields =
    form === 'template' ? [templateField(showing, draft, refused)] : editFields(showing, draft, refused);
  const { id: draftId, revision } = draft;
  return { kind: 'draft-form', case: head, draftId, revision, form, fields };
}

async function viewOf(showing: Showing, found: Case, draft: Draft): Promise<DraftView> {
  const { context, settings, view } = showing;
  const place = await placeOf(context, draft);
  const quotes = await Promise.all((draft.quotes ?? []).map((quote) => quoteOf(context, quote)));
  const referred = (draft.fields ?? []).flatMap((name) => {
    const entry = found.fields[name];
    return entry ? [[name, entry] as const] : [];
  });
  const agentName = draft.decidedBy?.name ?? found.owner?.name ?? '';
  const { text, subject } = draftInWords(found, draft, place, { settings, agentName });
  const { id, revision, kind, purpose, template, statusReason, remarks, state, writtenBy } = draft;
  return {
    ...{ id, revision, kind, purpose, template, statusReason, remarks, state, text, subject },
    resolves: draft.resolves,
    asks: (draft.asks ?? []).map((name) => view.label(name)),
    channel: draft.conversationId.slice(0, draft.conversationId.indexOf(':')),
    byAi: isByAi(draft),
    author: writtenBy.name,
    fromTemplate: writtenBy.kind === 'template',
    editedBy: draft.editedBy?.name,
    quotes: quotes.filter((quote) => quote !== undefined),
    fields: await view.fields(Object.fromEntries(referred)),
    seen: Math.max(place.heard, draft.basedOn),
    since: state === 'open' ? await saidSince(context, draft, place) : undefined,
    by: draft.decidedBy?.name,
    at: draft.decidedAt ?? draft.at,
    hasTemplates: kind !== 'resolution' && templatesFor(settings.templates, kind).length > 0,
  };
}

async function saidSince(
  context: AgentContext,
  draft: Draft,
  { heard }: DraftPlace,
): Promise<string | undefined> {
  if (!isStale(draft, heard)) return undefined;
  const turns = await transcriptOf(context).after(draft.conversationId, draft.basedOn, SINCE_TURNS_MAX);
  return turns
    .filter(({ from }) => from === 'customer')
    .map(({ text }) => text)
    .join('\n');
}

function editFields(showing: Showing, draft: Draft, refused: Refused | undefined): FormField[] {
  const { settings, words } = showing;
  const { draft: texts } = cardTexts(words.language);
  const { resolveForm } = words.representative;
  const field = (name: string, label: string, type: FormField['type'], value?: string): FormField => ({
    ...{ name, label, type },
    value: refused?.typed[name] ?? value,
    problem: refused?.problems[name],
  });
  if (draft.kind === 'resolution') {
    const options = settings.statusReasons.resolved.map((value) => ({ value, label: value }));
    return [
      { ...field('statusReason', resolveForm.statusReason, 'choice', draft.statusReason), options },
      field('text', resolveForm.resolution, 'multilineText', draft.text),
      field('remarks', texts.remarks, 'multilineText', draft.remarks),
    ];
  }
  const text = field('text', texts.words, 'multilineText', draft.text);
  if (!draft.conversationId.startsWith('email:')) return [text];
  const subject = field('subject', texts.subject, 'text', draft.subject);
  const hasTemplates = templatesFor(settings.templates, draft.kind).length > 0;
  return [subject, text, ...(hasTemplates ? [templateField(showing, draft, refused)] : [])];
}

/** The one that the draft was made with comes first: it was recommended. */
function templateField({ settings, words }: Showing, draft: Draft, refused: Refused | undefined): FormField {
  const { draft: texts } = cardTexts(words.language);
  const names = templatesFor(settings.templates, draft.kind).map(({ name }) => name);
  const { recommended } = draft;
  const first = recommended !== undefined && names.includes(recommended) ? recommended : undefined;
  const options = [
    ...(first === undefined ? [] : [{ value: first, label: texts.recommended(first) }]),
    ...names.filter((name) => name !== first).map((name) => ({ value: name, label: name })),
    { value: NO_TEMPLATE, label: texts.noTemplate },
  ];
  return {
    name: 'template',
    label: texts.template,
    type: 'choice',
    options,
    value: refused?.typed['template'] ?? draft.template ?? NO_TEMPLATE,
    problem: refused?.problems['template'],
  };
}
