/** How sure a value is: what speaks for it, weighed as it proved right on conversations whose values are known. */
import type { FieldValue } from '../../cases/fields';
import { CERTAINTY } from './certaintyTable';
import type { FieldKind } from './fieldKinds';
import type { FieldProfile } from './fieldProfile';
import { overlaps } from './recognisers/types';
import type { Scored } from './scoring';

/** What speaks for a value and against it, by name; a name that the table does not have weighs nothing. */
export type Evidence = Readonly<Record<string, number>>;

const GROUPS: Partial<Record<FieldKind, string>> = {
  name: 'name',
  username: 'name',
  identifier: 'identifier',
  count: 'count',
  decimal: 'count',
  place: 'place',
  dateText: 'identifier',
  shortText: 'shortText',
  longText: 'longText',
};

/** The names of the conversations' kinds of values; the others have only the common weights. */
function groupOf({ kind }: FieldProfile): string {
  return GROUPS[kind] ?? 'typed';
}

const SURE_MAX = 0.99;

/** 0 to 1: of values with such evidence, the share that was right. */
export function certaintyOf(evidence: Evidence): number {
  let sum = 0;
  for (const [name, amount] of Object.entries(evidence)) sum += (CERTAINTY[name] ?? 0) * amount;
  return Math.min(SURE_MAX, 1 / (1 + Math.exp(-sum)));
}

/** The evidence of a find that was taken; `all`: what else the turn offered. */
export function evidenceOf(one: Scored, all: readonly Scored[], held: FieldValue | undefined): Evidence {
  const { profile, candidate, signs } = one;
  let otherField = 0;
  let otherValue = 0;
  for (const other of all) {
    if (other === one) continue;
    if (other.profile === profile) {
      if (other.value !== one.value) otherValue = Math.max(otherValue, other.score);
    } else if (overlaps(other.candidate, candidate)) otherField = Math.max(otherField, other.score);
  }
  return {
    ...basicEvidence(profile, one.score),
    ...signs,
    trust: candidate.trust,
    otherField,
    otherValue,
    replaces: held !== undefined && held !== one.value ? 1 : 0,
    [`cue.${candidate.cue ?? candidate.preposition ?? candidate.kind}`]: 1,
  };
}

/** What every value has: its kind, and how well it did against what else could have been. */
export function basicEvidence(profile: FieldProfile, score: number): Evidence {
  const group = groupOf(profile);
  return { every: 1, [`kind.${group}`]: 1, score: logit(score), [`score.${group}`]: logit(score) };
}

function logit(share: number): number {
  const inside = Math.min(0.99, Math.max(0.01, share));
  return Math.log(inside / (1 - inside));
}
