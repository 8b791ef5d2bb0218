/** Which options of a list were brought up in a conversation, and what became of them: named, denied, offered, accepted. */
import type { Quote } from '../../cases/values';

/** What is remembered of one option of one field. */
export interface Heard {
  readonly value: string;
  /** When it was brought up last: the turn's seq, and how far into the turn. */
  at: number;
  /** How well the naming fitted the field at best, 0 to 1. */
  fit: number;
  /** How surely the field was asked for when it was named last, 0 to 1. */
  asked: number;
  times: number;
  /** 1: offered by the other side, and the customer said yes; `TOLD`: told, and thanked for or not objected to. */
  accepted: number;
  /** The customer said that it is not meant, or did not take it. */
  denied: boolean;
  /** Named last in a question, which wants to know before it wants. */
  wondered: boolean;
  /** Named last to change what was said before. */
  changing: boolean;
}

export const TOLD = 0.5;

export interface Naming {
  readonly at: number;
  readonly fit: number;
  readonly asked: number;
  readonly wondered: boolean;
  readonly changing: boolean;
}

/** The words that brought an option up in this round. */
export interface Evidence {
  readonly quote: Quote;
  readonly reason: string;
}

const HEARD_MAX = 24; // of all fields together, the latest; it is kept in the memory

export class Hearings {
  private readonly byField: Map<string, Map<string, Heard>>;
  private readonly fresh = new Map<string, Map<string, Evidence>>();

  constructor(packed: unknown) {
    this.byField = unpack(packed);
  }

  of(field: string): readonly Heard[] {
    return [...(this.byField.get(field)?.values() ?? [])];
  }

  /** What brought the option up in this round; nothing where it was not. */
  evidenceFor(field: string, value: string): Evidence | undefined {
    return this.fresh.get(field)?.get(value);
  }

  name(field: string, value: string, naming: Naming, evidence: Evidence): void {
    const held = this.heard(field, value, naming.at);
    held.at = Math.max(held.at, naming.at);
    held.fit = Math.max(held.fit, naming.fit);
    held.asked = naming.asked;
    held.times++;
    held.denied = false;
    held.wondered = naming.wondered;
    held.changing = naming.changing;
    this.note(field, value, evidence);
  }

  accept(
    field: string,
    value: string,
    how: { at: number; fit: number; share: number },
    evidence: Evidence,
  ): void {
    const held = this.heard(field, value, how.at);
    held.at = Math.max(held.at, how.at);
    held.fit = Math.max(held.fit, how.fit);
    held.accepted = Math.max(held.accepted, how.share);
    held.denied = false;
    held.wondered = false;
    this.note(field, value, evidence);
  }

  /** The other side told it as settled, and nobody objected; nothing where it was never brought up. */
  bearOut(field: string, value: string): void {
    const held = this.byField.get(field)?.get(value);
    if (held !== undefined) held.accepted = Math.max(held.accepted, TOLD);
  }

  /** Nothing where it was never brought up. */
  deny(field: string, value: string): void {
    const held = this.byField.get(field)?.get(value);
    if (held === undefined) return;
    held.denied = true;
    held.accepted = 0;
    this.fresh.get(field)?.delete(value);
  }

  /** As it is stored: the latest, each as a short list. */
  pack(): unknown[] {
    const all = [...this.byField].flatMap(([field, heard]) =>
      [...heard.values()].map((one) => ({ field, one })),
    );
    return all
      .sort((a, b) => b.one.at - a.one.at)
      .slice(0, HEARD_MAX)
      .map(({ field, one }) => [
        field,
        one.value,
        one.at,
        Math.round(one.fit * 100),
        Math.round(one.asked * 100),
        one.times,
        one.accepted,
        (one.denied ? 1 : 0) + (one.wondered ? 2 : 0) + (one.changing ? 4 : 0),
      ]);
  }

  private heard(field: string, value: string, at: number): Heard {
    const heard = this.byField.get(field) ?? new Map<string, Heard>();
    this.byField.set(field, heard);
    const held = heard.get(value) ?? nothingYet(value, at);
    heard.set(value, held);
    return held;
  }

  private note(field: string, value: string, evidence: Evidence): void {
    const noted = this.fresh.get(field) ?? new Map<string, Evidence>();
    this.fresh.set(field, noted.set(value, evidence));
  }
}

function nothingYet(value: string, at: number): Heard {
  const no = { denied: false, wondered: false, changing: false };
  return { value, at, fit: 0, asked: 0, times: 0, accepted: 0, ...no };
}

function unpack(packed: unknown): Map<string, Map<string, Heard>> {
  const byField = new Map<string, Map<string, Heard>>();
  for (const one of Array.isArray(packed) ? (packed as unknown[]) : []) {
    if (!Array.isArray(one)) continue;
    const [field, value, ...numbers] = one as unknown[];
    if (typeof field !== 'string' || typeof value !== 'string') continue;
    const [at = 0, fit = 0, asked = 0, times = 0, accepted = 0, flags = 0] = numbers.map(numberOf);
    const heard = byField.get(field) ?? new Map<string, Heard>();
    byField.set(field, heard);
    heard.set(value, {
      value,
      at,
      fit: fit / 100,
      asked: asked / 100,
      times,
      accepted,
      denied: (flags & 1) > 0,
      wondered: (flags & 2) > 0,
      changing: (flags & 4) > 0,
    });
  }
  return byField;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
