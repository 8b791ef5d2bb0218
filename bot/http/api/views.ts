/** Documents as the API shows them: labels from the settings, quotes with their words. */
import type { z } from 'zod/v4';
import { quoteOf } from '../../../agent/readers';
import { CONTACT_PARTS } from '../../../cases/deciding/plan';
import { resolvedFields, type Settings } from '../../../cases/settings';
import { texts, type Texts } from '../../../cases/texts';
import type { Decision } from '../../../cases/conversation/turns';
import { isLocked } from '../../../cases/unlocking';
import type { FieldEntries, FieldEntry, Quote } from '../../../cases/values';
import type { ApiDeps } from './deps';
import type { Frozen } from './route';
import type { decision, fieldEntry, namedField, quote } from './schemas';

export type QuoteView = Frozen<z.output<typeof quote>>;
export type EntryView = Frozen<z.output<typeof fieldEntry>>;
export type NamedFieldView = Frozen<z.output<typeof namedField>>;
export type DecisionView = Frozen<z.output<typeof decision>>;

export class Views {
  constructor(
    private readonly deps: Pick<ApiDeps, 'context'>,
    readonly settings: Settings,
    readonly words: Texts,
  ) {}

  /** In the order of the settings; fields that the settings no longer have come last. */
  async fields(entries: FieldEntries): Promise<NamedFieldView[]> {
    const order = new Map(this.settings.fields.map((field, at) => [field.name, at]));
    const place = (name: string): number => order.get(name) ?? order.size;
    const sorted = Object.entries(entries).sort(([a], [b]) => place(a) - place(b));
    return Promise.all(
      sorted.map(async ([name, entry]) => ({
        name,
        label: this.label(name),
        ...(await this.entry(entry)),
        locked: isLocked(entry, resolvedFields(this.settings).get(name)),
      })),
    );
  }

  async entry({ value, label, provenance }: FieldEntry): Promise<EntryView> {
    const { kind, by, at, saidAt, confidence, reason, unlocked } = provenance;
    const quotes = await this.quotes(provenance.quotes);
    return { value, text: label, setBy: kind, by, at, saidAt, confidence, reason, quotes, unlocked };
  }

  optionalEntry(entry: FieldEntry | undefined): Promise<EntryView | undefined> {
    return entry ? this.entry(entry) : Promise.resolve(undefined);
  }

  quotes(quotes: readonly Quote[]): Promise<QuoteView[]> {
    return Promise.all(
      quotes.map(async (one) => ({
        turn: one.turn,
        start: one.start,
        end: one.end,
        text: await quoteOf(this.deps.context, one),
      })),
    );
  }

  decision({ at, settings, trace }: Decision): DecisionView {
    const checks = trace.map(({ ok, key, params }) => ({ ok, text: this.words.trace[key](params ?? {}) }));
    return { at, settings, checks };
  }

  label(name: string): string {
    return labelOf(this.settings, name);
  }
}

/** The parts of a contact are no fields of the settings, but have labels of their own. */
export function labelOf(settings: Settings, name: string): string {
  const field = resolvedFields(settings).get(name) ?? CONTACT_PARTS.find((part) => part.name === name);
  return field?.label ?? name;
}

export async function viewsFor(deps: ApiDeps, language: string | undefined): Promise<Views> {
  const { settings } = await deps.context.settings.current();
  return new Views(deps, settings, texts(language));
}
