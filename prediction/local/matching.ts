/** How well words name a field: the part of its label (or of a synonym) that they cover. */
import { conceptSize, conceptsOf, related } from './concepts';
import type { FieldProfile, Term } from './fieldProfile';
import { withinEdits } from './spelling';
import type { Token } from './tokens';
import { STOP_STEMS } from './words/small';

/** The wanted fields together: a word that many of them share tells less. */
export interface FieldSet {
  readonly profiles: readonly FieldProfile[];
  readonly rarity: ReadonlyMap<string, number>;
}

export function fieldSetOf(profiles: readonly FieldProfile[]): FieldSet {
  const counts = new Map<string, number>();
  for (const { stems } of profiles) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return { profiles, rarity: new Map([...counts].map(([stem, count]) => [stem, 1 / Math.sqrt(count)])) };
}

const RELATED_MAX = 0.75;
const TYPO = 0.85;

/** How much a word stands for a term: itself 1, the same with a typo .85, an everyday equivalent up to .75. */
export function wordMatch(stem: string, term: string): number {
  if (stem === term) return 1;
  if (stem.length > 4 && term.length > 4 && withinEdits(stem, term, 1)) return TYPO;
  if (
    term.length > 5 &&
    stem.length > 3 &&
    (term.endsWith(stem) || stem.endsWith(term) || term.startsWith(stem))
  )
    return 0.6; // German compounds
  if (!related(stem, term)) return 0;
  const shared = conceptsOf(stem).filter((concept) => conceptsOf(term).includes(concept));
  return Math.min(RELATED_MAX, Math.max(...shared.map((concept) => 0.45 + 3.5 / (conceptSize(concept) + 4))));
}

/** Words of a question or of the surroundings, with a weight each (1 near, less far). */
export interface Said {
  readonly stem: string;
  readonly weight: number;
}

/** 0 to 1: the best covered phrase of the field, and a little for words of its description. */
export function coverage(said: readonly Said[], profile: FieldProfile, set: FieldSet): number {
  let best = 0;
  for (const phrase of profile.phrases) best = Math.max(best, phraseCoverage(said, phrase, set));
  if (best < 0.9 && profile.hints.size > 0) {
    const hinted = said.filter(({ stem }) => !STOP_STEMS.has(stem) && profile.hints.has(stem)).length;
    best = Math.min(0.9, best + Math.min(0.45, hinted * 0.25));
  }
  return best;
}

/** 0 to 1: whether words belong to the role of a name's field ("party" to the host). */
export function roleCoverage(profile: FieldProfile, said: readonly Said[], set: FieldSet): number {
  const roles = profile.phrases
    .map((phrase) => phrase.filter(({ weight }) => weight === 1))
    .filter((phrase) => phrase.length > 0);
  return roles.length === 0 ? 0 : coverage(said, { ...profile, phrases: roles }, set);
}

function phraseCoverage(said: readonly Said[], phrase: readonly Term[], set: FieldSet): number {
  let covered = 0;
  let all = 0;
  for (const term of phrase) {
    const weight = term.weight * (set.rarity.get(term.stem) ?? 1);
    let best = 0;
    for (const word of said) {
      if (word.weight <= best) continue;
      best = Math.max(best, wordMatch(word.stem, term.stem) * word.weight);
    }
    covered += weight * best;
    all += weight;
  }
  return all === 0 ? 0 : covered / all;
}

const NEAR = 8;

/** The words around a slice in its sentence, nearer ones weightier; `parted`: those across a "but" tell of something else. */
export function surroundings(
  tokens: readonly Token[],
  start: number,
  end: number,
  parted = false,
): { before: Said[]; after: Said[] } {
  let index = tokens.findIndex((token) => token.start >= start);
  if (index === -1) index = tokens.length;
  let next = tokens.findIndex((token) => token.start >= end);
  if (next === -1) next = tokens.length;
  return { before: walk(tokens, index - 1, -1, parted), after: walk(tokens, next, 1, parted) };
}

const PARTS = new Set(['but', 'though', 'although', 'however', 'aber', 'jedoch', 'sondern']);
const ACROSS = 0.4;

function walk(tokens: readonly Token[], from: number, step: 1 | -1, parted: boolean): Said[] {
  const said: Said[] = [];
  let across = 1;
  for (let k = 1, i = from; k <= NEAR && i >= 0 && i < tokens.length; k++, i += step) {
    const { stem, word } = tokens[i] as Token;
    if (parted && PARTS.has(word)) across = ACROSS;
    said.push({ stem, weight: decay(k) * across });
  }
  return said;
}

function decay(k: number): number {
  return k <= 2 ? 1 : Math.max(0.25, 1 - (k - 2) * 0.12);
}
