/** What a model's word for its confidence is worth: as much as the evidence bears out. */
import type { ConfidenceWord } from './schema';

/** How far the words bear the value out, as we could check it ourselves. */
export type Grade =
  /** Reading the words again gives the same value: an address, a number, a date, an identifier of the right form. */
  | 'reread'
  /** The option's own name is in the words; the text is the words themselves. */
  | 'said'
  /** Only the model sees the value in the words: which category, whether yes or no. */
  | 'meant';

/**
 * Models call themselves certain far too readily, so their word moves a value by a step, and the evidence sets the
 * level. What we have read again ourselves is right unless it belongs to another field; what only the model sees is
 * never worth more than .85, so that a name said later (which the local predictor puts at .8 to .97) can replace it.
 */
const WORTH: Readonly<Record<Grade, Readonly<Record<ConfidenceWord, number>>>> = {
  reread: { certain: 0.95, likely: 0.9, unsure: 0.7 },
  said: { certain: 0.92, likely: 0.85, unsure: 0.62 },
  meant: { certain: 0.85, likely: 0.72, unsure: 0.45 },
};

export function calibrated(grade: Grade, word: ConfidenceWord): number {
  return WORTH[grade][word];
}

const CERTAIN_FROM = 0.95;
const LIKELY_FROM = 0.6;

/** Servers that ignore the schema send figures, or nothing. */
export function confidenceWord(raw: unknown): ConfidenceWord {
  if (raw === 'certain' || raw === 'likely' || raw === 'unsure') return raw;
  if (typeof raw !== 'number' || !(raw <= 1)) return 'unsure';
  return raw >= CERTAIN_FROM ? 'certain' : raw >= LIKELY_FROM ? 'likely' : 'unsure';
}
