/** What all cards show of cases, read from the store at the moment they are sent. */
import type { CaseHead, CheckView, FieldView } from '../../cases/cardContent';
import type { Case } from '../../cases/case';
import { isLocked } from '../../cases/unlocking';
import { resolvedFields, type Settings } from '../../cases/settings';
import type { Texts } from '../../cases/texts';
import type { FieldEntries, FieldEntry } from '../../cases/values';
import type { AgentContext } from '../context';
import { missingNames } from '../missing';
import { newestDecision, quoteOf } from '../readers';

export class CardViews {
  constructor(
    readonly context: AgentContext,
    readonly settings: Settings,
    readonly words: Texts,
  ) {}

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

  async fields(entries: FieldEntries): Promise<FieldView[]> {
    const names = this.inOrder(Object.keys(entries), (name) => name);
    const fields = await Promise.all(names.map((name) => this.field(name, entries[name])));
    return fields.filter((field) => field !== undefined);
  }

  /** In the order of the settings; fields that the settings no longer have come last. */
  inOrder<T>(items: readonly T[], fieldOf: (item: T) => string): T[] {
    const order = this.settings.fields.map((field) => field.name);
    return [...items].sort((a, b) => place(order, fieldOf(a)) - place(order, fieldOf(b)));
  }

  async field(name: string, entry: FieldEntry | undefined): Promise<FieldView | undefined> {
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

  isLocked(name: string, entry: FieldEntry): boolean {
    return isLocked(entry, resolvedFields(this.settings).get(name));
  }

  async quote(entry: FieldEntry): Promise<string | undefined> {
    const quotes = await Promise.all(entry.provenance.quotes.map((quote) => quoteOf(this.context, quote)));
    const said = quotes.filter((quote) => quote !== undefined);
    return said.length > 0 ? said.join(' … ') : undefined;
  }

  async checksOf(conversationId: string | undefined): Promise<CheckView[]> {
    const decision = conversationId ? await newestDecision(this.context, conversationId) : undefined;
    const checks = (decision?.trace ?? []).map(({ ok, key, params }) => ({
      ok,
      text: this.words.trace[key](params ?? {}),
    }));
    // Two parts of one decision may have found the same.
    return checks.filter(({ text }, at) => checks.findIndex((one) => one.text === text) === at);
  }

  async missing(found: Case): Promise<string[]> {
    const id = found.conversations.at(-1);
    const conversation = id ? await this.context.store.get('conversations', id) : undefined;
    return this.missingOf({ case: found, conversation });
  }

  missingOf(standing: Parameters<typeof missingNames>[0]): string[] {
    return missingNames(standing, this.settings, this.context.clock()).map((name) => this.label(name));
  }

  /** Thumbs are for where somebody keeps them. */
  thumbs(): { thumbs?: true } {
    return this.settings.recording.enabled ? { thumbs: true } : {};
  }

  label(name: string): string {
    return resolvedFields(this.settings).get(name)?.label ?? name;
  }
}

function place(order: readonly string[], name: string): number {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}
