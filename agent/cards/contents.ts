/** What a card shows, read from the store at the moment it is sent. */
import type { CardContent, CaseHead, CheckView, FieldView, LockView, RowView } from '../../cases/cardContent';
import type { Case } from '../../cases/case';
import { draftById } from '../../cases/drafts/drafts';
import type { Review, ReviewRow } from '../../cases/review';
import type { CardRef } from '../../cases/effects';
import { isLocked } from '../../cases/unlocking';
import { resolvedFields, type Settings } from '../../cases/settings';
import { texts, type Texts } from '../../cases/texts';
import type { FieldEntries, FieldEntry } from '../../cases/values';
import { automationContent } from '../automation';
import { suggestedContent, summaryContent, type Summing } from '../caseSummary';
import { duplicateCardContent } from '../duplicates/cards';
import type { AgentContext } from '../context';
import { creationProposalContent } from './creationProposal';
import { editForm, openForm, refusedForm } from './forms';
import { draftCardContent } from '../drafts/cards';
import { closureCardContent, followUpChecks } from '../followUp/cards';
import { failedContent } from './failed';
import { intentCardContent } from '../resolution/card';
import { liveCardContent } from '../live/cards';
import { missingNames } from '../missing';
import { resolveFormContent } from '../resolution/form';
import { newestDecision, quoteOf } from '../readers';

/** Shows what is written by the review that it names, not what came after. */
export async function cardContent(
  context: AgentContext,
  ref: CardRef,
  language: string,
): Promise<CardContent> {
  const { settings } = await context.settings.current();
  const view = new CardViews(context, settings, texts(language));
  switch (ref.kind) {
    case 'told':
      return ref;
    case 'failed':
      return failedContent(ref, texts(language));
    case 'notice':
      return { kind: 'told', text: texts(language).representative.notices[ref.notice](ref) };
    case 'queue':
    case 'live':
      return liveCardContent(context, ref, view, language);
    case 'case-list':
      return { kind: 'case-list', title: ref.title, cases: await view.heads(ref.caseIds) };
    case 'open-form':
      return openForm(context, settings, ref.conversationId, ref.refused);
    case 'creation-proposal':
      return creationProposalContent(context, ref, view, texts(language));
    case 'why':
      return view.why(ref.caseId, ref.conversationId);
    case 'draft':
    case 'draft-form': {
      const found = await context.store.get('cases', ref.caseId);
      const draft = found && draftById(found, ref.draftId);
      if (!draft) return { kind: 'told', text: texts(language).representative.oldCard() };
      return draftCardContent({ context, settings, words: texts(language), view }, ref, found, draft);
    }
    case 'duplicate':
      return duplicateCardContent({ context, settings, view, language }, ref);
    case 'automation':
      return automationContent(context, settings, ref);
    default: {
      const found = await context.store.get('cases', ref.caseId);
      if (!found) return failedContent({ failure: 'gone' }, texts(language));
      return view.ofCase(ref, found);
    }
  }
}

const NOTHING = '–'; // what stands where a value was cleared

/** The cards of a case by itself. */
type CaseRef = Exclude<Extract<CardRef, { caseId: string }>, { kind: 'draft' | 'draft-form' }>;

export class CardViews {
  constructor(
    private readonly context: AgentContext,
    private readonly settings: Settings,
    private readonly words: Texts,
  ) {}

  async ofCase(ref: CaseRef, found: Case): Promise<CardContent> {
    const head = await this.head(found);
    switch (ref.kind) {
      case 'case-opened':
        return { kind: 'case-opened', ...(await this.known(head, found)) };
      case 'summary': {
        return summaryContent(this.summing(), found, await this.known(head, found));
      }
      case 'suggested-actions':
        return { ...(await suggestedContent(this.summing(), found, head)), ...this.thumbs() };
      case 'closure':
        return closureCardContent(found, head, this.words);
      case 'nothing-to-change':
        return { kind: ref.kind, case: head, why: await this.checksOf(found.conversations.at(-1)) };
      case 'intent':
        return intentCardContent(this, this.settings, this.words, found, head);
      case 'case-moved': {
        const into = await this.context.store.get('cases', ref.into);
        if (!into) return failedContent({ failure: 'gone' }, this.words);
        return { kind: 'case-moved', what: ref.what, from: head, into: await this.head(into) };
      }
      case 'unlock-form':
        return this.unlockForm(head, ref, found);
      case 'resolve-form':
        return resolveFormContent(head, found, this.settings, this.words, ref.refused);
      case 'review':
      case 'edit-form': {
        const review = found.reviews.find((one) => one.id === ref.reviewId);
        if (ref.kind === 'edit-form' && ref.refused)
          return refusedForm(head, ref.reviewId, this.settings, ref.refused);
        if (!review) return this.ofCase({ kind: 'summary', caseId: found._id }, found);
        return ref.kind === 'review'
          ? this.review(head, review, found)
          : editForm(head, review, found, this.settings);
      }
    }
  }

  private async known(head: CaseHead, found: Case) {
    const fields = await this.fields(found.fields);
    return { case: head, fields, missing: await this.missing(found), ...this.thumbs() };
  }

  /** What is not locked any more is shown as it is. */
  private async unlockForm(
    head: CaseHead,
    { caseId, field: name, reviewId }: Extract<CardRef, { kind: 'unlock-form' }>,
    found: Case,
  ): Promise<CardContent> {
    const field = await this.field(name, found.fields[name]);
    if (field?.locked && found.status === 'active')
      return { kind: 'unlock-form', case: head, field, reviewId };
    return this.ofCase(
      reviewId === undefined ? { kind: 'summary', caseId } : { kind: 'review', caseId, reviewId },
      found,
    );
  }

  private summing(): Summing {
    const { context, settings, words } = this;
    return { store: context.store, settings, words, now: context.clock() };
  }

  private async review(head: CaseHead, review: Review, found: Case): Promise<CardContent> {
    const order = this.order();
    const rows = await Promise.all(
      review.rows
        .filter(
          (row, at) =>
            row.state !== 'superseded' || !review.rows.slice(at + 1).some(({ field }) => field === row.field),
        )
        .sort((a, b) => place(order, a.field) - place(order, b.field))
        .map((row) => this.row(row, found)),
    );
    const { id: reviewId, kind, at } = review;
    return { kind: 'review', case: head, reviewId, review: kind, at, rows, ...this.thumbs() };
  }

  /** Thumbs are for where somebody keeps them. */
  private thumbs(): { thumbs?: true } {
    return this.settings.recording.enabled ? { thumbs: true } : {};
  }

  private async row(row: ReviewRow, found: Case): Promise<RowView> {
    const { field, state } = row;
    const standing = found.fields[field];
    const locked = standing && this.isLocked(field, standing) ? lockOf(standing) : undefined;
    const decided = { field, label: this.label(field), locked, state, by: row.by?.name, at: row.at };
    if (state === 'edited')
      return { ...decided, from: row.to.label, to: standing?.label ?? NOTHING, reason: '' };
    const { confidence, reason } = row.to.provenance;
    const values = { from: row.from?.label, to: row.to.label, quote: await this.quote(row.to) };
    return { ...decided, ...values, confidence, reason };
  }

  async why(caseId: string | undefined, conversationId: string | undefined): Promise<CardContent> {
    const found = caseId ? await this.context.store.get('cases', caseId) : undefined;
    const { representative } = this.words;
    const title = found ? representative.whyTitle({ number: found.number }) : representative.whyNoCase();
    const decided = await this.checksOf(found?.conversations.at(-1) ?? conversationId);
    const checks = [...decided, ...(found ? followUpChecks(found, this.words) : [])];
    return { kind: 'why', title, caseId, checks, fields: found ? await this.fields(found.fields) : [] };
  }

  async heads(ids: readonly string[]): Promise<CaseHead[]> {
    const found = await Promise.all(ids.map((id) => this.context.store.get('cases', id)));
    return Promise.all(found.filter((one) => one !== undefined).map((one) => this.head(one)));
  }

  async head(found: Case): Promise<CaseHead> {
    const contact = Object.entries(found.fields).find(([, entry]) => entry.value === found.contactId)?.[1]
      .label;
    const { _id: id, number, title, status, statusReason, channel, openedAt, owner, unverified } = found;
    const head = { id, number, title, status, statusReason, channel, contact, openedAt };
    return { ...head, owner: owner?.name, ...(unverified ? { unverified } : {}) };
  }

  /** In the order of the settings; fields that the settings no longer have come last. */
  async fields(entries: FieldEntries): Promise<FieldView[]> {
    const order = this.order();
    const names = Object.keys(entries).sort((a, b) => place(order, a) - place(order, b));
    const fields = await Promise.all(names.map((name) => this.field(name, entries[name])));
    return fields.filter((field) => field !== undefined);
  }

  private order(): string[] {
    return this.settings.fields.map((field) => field.name);
  }

  private async field(name: string, entry: FieldEntry | undefined): Promise<FieldView | undefined> {
    if (!entry) return undefined;
    const { kind, by, at, confidence, reason, unlocked } = entry.provenance;
    return {
      name,
      label: this.label(name),
      value: entry.label,
      quote: await this.quote(entry),
      setBy: kind,
      who: by.name,
      at,
      confidence,
      reason,
      ...(this.isLocked(name, entry) ? { locked: true } : {}),
      ...(unlocked ? { unlockedBy: unlocked.by.name } : {}),
    };
  }

  private isLocked(name: string, entry: FieldEntry): boolean {
    return isLocked(entry, resolvedFields(this.settings).get(name));
  }

  private async quote(entry: FieldEntry): Promise<string | undefined> {
    const quotes = await Promise.all(entry.provenance.quotes.map((quote) => quoteOf(this.context, quote)));
    const said = quotes.filter((quote) => quote !== undefined);
    return said.length > 0 ? said.join(' … ') : undefined;
  }

  async checksOf(conversationId: string | undefined): Promise<CheckView[]> {
    const decision = conversationId ? await newestDecision(this.context, conversationId) : undefined;
    return (decision?.trace ?? []).map(({ ok, key, params }) => ({
      ok,
      text: this.words.trace[key](params ?? {}),
    }));
  }

  private async missing(found: Case): Promise<string[]> {
    const id = found.conversations.at(-1);
    const conversation = id ? await this.context.store.get('conversations', id) : undefined;
    return this.missingOf({ case: found, conversation });
  }

  missingOf(standing: Parameters<typeof missingNames>[0]): string[] {
    return missingNames(standing, this.settings, this.context.clock()).map((name) => this.label(name));
  }

  label(name: string): string {
    return resolvedFields(this.settings).get(name)?.label ?? name;
  }
}

function lockOf({ provenance }: FieldEntry): LockView {
  return { setBy: provenance.kind, who: provenance.by.name };
}

function place(order: readonly string[], name: string): number {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}
