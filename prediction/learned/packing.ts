/** A classifier as it is stored: plain JSON, the numbers as base64 of small integers, and back. */
import type { Planes } from './separate';
import type { Vocabulary } from './vocabulary';

/** What is kept of planes and vocabulary; a document of the store holds it as it is. */
export interface PackedPlanes {
  /** 32 bits a feature. */
  readonly hashes: string;
  /** 8 bits a feature, in steps of `rarityStep`. */
  readonly rarity: string;
  readonly rarityStep: number;
  /** 16 bits a feature: how many classes it speaks for or against. */
  readonly counts: string;
  /** 16 bits a weight: of which class. */
  readonly classIds: string;
  /** 8 bits a weight, in steps of its class. */
  readonly weights: string;
  readonly steps: readonly number[];
}

/** By feature: the weights that were kept. */
export interface SparsePlanes {
  readonly vocabulary: Vocabulary;
  /** The weights of the feature at `place` are those from `starts[place]` to `starts[place + 1]`. */
  readonly starts: Int32Array;
  readonly classIds: Uint16Array;
  readonly weights: Float32Array;
}

export const WEIGHTS_MAX = 300_000; // with the features some 1.5 MB of base64
const LEVELS = 127;

/** Rounds each weight to 8 bits and leaves out the lightest where there are more than `WEIGHTS_MAX`. */
export function pack(planes: Planes, vocabulary: Vocabulary): PackedPlanes {
  const { weights, classCount } = planes;
  const steps = stepsOf(planes);
  const floor = lightestKept(weights);
  const hashes: number[] = [];
  const rarity: number[] = [];
  const counts: number[] = [];
  const classIds: number[] = [];
  const levels: number[] = [];
  const rarityStep = largest(vocabulary.rarity) / 255;
  for (const [hash, place] of vocabulary.places) {
    const before = levels.length;
    for (let k = 0; k < classCount; k++) {
      const weight = weights[place * classCount + k] ?? 0;
      const level = Math.abs(weight) < floor ? 0 : Math.round(weight / (steps[k] ?? 1));
      if (level === 0) continue;
      classIds.push(k);
      levels.push(level);
    }
    // A feature that speaks for nobody still is a word that the text's length counts.
    hashes.push(hash);
    rarity.push(Math.round((vocabulary.rarity[place] ?? 0) / rarityStep));
    counts.push(levels.length - before);
  }
  return {
    hashes: toBase64(Int32Array.from(hashes)),
    rarity: toBase64(Uint8Array.from(rarity)),
    rarityStep,
    counts: toBase64(Uint16Array.from(counts)),
    classIds: toBase64(Uint16Array.from(classIds)),
    weights: toBase64(Int8Array.from(levels)),
    steps,
  };
}

/** @throws RangeError where the parts do not belong together. */
export function unpack(packed: PackedPlanes): SparsePlanes {
  const hashes = new Int32Array(fromBase64(packed.hashes));
  const rarity = Float32Array.from(new Uint8Array(fromBase64(packed.rarity)), (n) => n * packed.rarityStep);
  const counts = new Uint16Array(fromBase64(packed.counts));
  const classIds = new Uint16Array(fromBase64(packed.classIds));
  const levels = new Int8Array(fromBase64(packed.weights));
  const starts = new Int32Array(counts.length + 1);
  counts.forEach((count, place) => (starts[place + 1] = (starts[place] ?? 0) + count));
  if (
    hashes.length !== counts.length ||
    rarity.length !== counts.length ||
    classIds.length !== levels.length ||
    starts[counts.length] !== levels.length
  )
    throw new RangeError('the parts of a classifier do not belong together');
  const weights = Float32Array.from(levels, (level, i) => level * (packed.steps[classIds[i] ?? 0] ?? 0));
  const places = new Map([...hashes].map((hash, place) => [hash, place]));
  return { vocabulary: { places, rarity }, starts, classIds, weights };
}

function stepsOf({ weights, classCount }: Planes): number[] {
  const heaviest = new Float32Array(classCount);
  weights.forEach((weight, i) => {
    const k = i % classCount;
    heaviest[k] = Math.max(heaviest[k] ?? 0, Math.abs(weight));
  });
  return Array.from(heaviest, (weight) => (weight || 1) / LEVELS);
}

function lightestKept(weights: Float32Array): number {
  if (weights.length <= WEIGHTS_MAX) return 0;
  const sorted = weights.map(Math.abs).sort();
  return sorted[sorted.length - WEIGHTS_MAX] ?? 0;
}

function largest(values: Float32Array): number {
  let found = 0;
  for (const value of values) found = Math.max(found, value);
  return found || 1;
}

function toBase64(numbers: Int32Array | Uint16Array | Uint8Array | Int8Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}

/** A copy of its own: a Buffer's memory need not begin where a 32 bit number may. */
function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text, 'base64')).buffer;
}
