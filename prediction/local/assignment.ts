/** One assignment of what was found to all wanted fields together: each slice at most once, each field at most once. */
import { overlaps } from './recognisers/types';
import type { Scored } from './scoring';

const BEAM = 12;
const CHOICES_PER_FIELD = 4;
const WORTH_MIN = 0.2;

interface State {
  readonly worth: number;
  readonly taken: readonly Scored[];
}

/** The best joint choice of a bounded search: fields with the surest candidates are placed first. */
export function assign(scored: readonly Scored[]): Scored[] {
  const byField = new Map<string, Scored[]>();
  for (const one of scored) {
    if (one.score < WORTH_MIN) continue;
    const list = byField.get(one.profile.field.name) ?? [];
    list.push(one);
    byField.set(one.profile.field.name, list);
  }
  const fields = [...byField.values()].map((list) => list.sort(bySurest).slice(0, CHOICES_PER_FIELD));
  fields.sort((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0));
  let states: State[] = [{ worth: 0, taken: [] }];
  for (const list of fields) states = extend(states, list);
  return [...(states[0]?.taken ?? [])];
}

function extend(states: readonly State[], list: readonly Scored[]): State[] {
  const next: State[] = [...states];
  for (const state of states) {
    for (const one of list) {
      if (state.taken.some(({ candidate }) => overlaps(candidate, one.candidate))) continue;
      next.push({ worth: state.worth + one.score * one.score, taken: [...state.taken, one] });
    }
  }
  return next.sort((a, b) => b.worth - a.worth).slice(0, BEAM);
}

/** Surest first; of equals the earlier and longer one. */
function bySurest(a: Scored, b: Scored): number {
  return b.score - a.score || a.candidate.start - b.candidate.start || b.candidate.end - a.candidate.end;
}
