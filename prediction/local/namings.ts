/** Puts the options that a customer's turn names, or denies, into what was heard. */
import type { Hearings } from './hearings';
import type { FieldProfile } from './fieldProfile';
import { overlaps } from './recognisers/types';
import type { Scored } from './scoring';
import type { Sentence } from './sentences';

export interface NamingTurn {
  readonly id: string;
  readonly seq: number;
  readonly sentences: readonly Sentence[];
  readonly asked: ReadonlyMap<FieldProfile, number>;
  /** Somebody changes what was said before. */
  readonly changing: boolean;
}

const PLACE = 100_000; // a place in a turn as a part of its seq: turns are shorter

/** `assigned`: which field each slice went to; other options that were named for the same field count as heard, too. */
export function hearNamings(
  turn: NamingTurn,
  scored: readonly Scored[],
  assigned: readonly Scored[],
  hearings: Hearings,
): void {
  const options = scored.filter(({ candidate }) => candidate.kind === 'option');
  if (options.length === 0) return;
  for (const { profile, value } of options.filter(({ candidate }) => candidate.denied === true))
    hearings.deny(profile.field.name, String(value));
  const placed = new Set(assigned);
  const fields = new Set(assigned.map(({ profile }) => profile));
  for (const one of options) {
    if (one.candidate.denied === true || !fields.has(one.profile)) continue;
    const taken = assigned.some((other) => other !== one && overlaps(other.candidate, one.candidate));
    if (placed.has(one) || !taken) hear(turn, one, hearings);
  }
}

function hear(
  turn: NamingTurn,
  { candidate, profile, value, score, reason }: Scored,
  hearings: Hearings,
): void {
  const { start, end } = candidate;
  const sentence = turn.sentences.find((one) => start >= one.start && start < one.end);
  hearings.name(
    profile.field.name,
    String(value),
    {
      at: turn.seq + Math.min(1, (start + 1) / PLACE),
      fit: score,
      asked: turn.asked.get(profile) ?? 0,
      wondered: sentence?.asks === true,
      changing: turn.changing,
    },
    { quote: { turn: turn.id, start, end }, reason },
  );
}
