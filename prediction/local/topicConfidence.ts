/** How sure the retrieval may be: scores become shares of one, so that of the values at .9 nine in ten are right. */
import { TOPIC_CALIBRATION } from './choiceTable';

export interface TopicCalibration {
  /** How much a point of score tells while little has been said. */
  readonly stretch: number;
  /** And how much less it tells the more has been said: every option collects points by chance. */
  readonly tiring: number;
  /** The score of "something that is not in the list", always there. */
  readonly nothing: number;
}

/** The rarest word of a list tells the more, the longer the list; all of the above is for this many options. */
const MEASURED_OPTIONS = 24;

function scaleOf(optionCount: number): number {
  return rarest(optionCount) / rarest(MEASURED_OPTIONS);
}

function rarest(optionCount: number): number {
  return Math.log(1 + (optionCount - 0.5) / 1.5);
}

export interface Shares {
  /** The likeliest option that is allowed. */
  readonly best: number;
  of(option: number): number;
}

export const TOPIC_CONFIDENCE_MAX = 0.99;

/** Nothing where no option that is allowed has a score. */
export function sharesOf(
  scores: Float64Array,
  allowed: (option: number) => boolean,
  { stretch, tiring, nothing }: TopicCalibration = TOPIC_CALIBRATION,
): Shares | undefined {
  let best = -1;
  for (let option = 0; option < scores.length; option++)
    if ((scores[option] ?? 0) > (scores[best] ?? 0) && allowed(option)) best = option;
  if (best === -1) return undefined;
  const top = scores[best] ?? 0;
  const scale = scaleOf(scores.length);
  const steep = stretch / Math.sqrt(scale) / (1 + (tiring * top) / scale);
  let sum = Math.exp((nothing * scale - top) * steep);
  for (let option = 0; option < scores.length; option++) {
    const score = scores[option] ?? 0;
    if (score > 0 && allowed(option)) sum += Math.exp((score - top) * steep);
  }
  const of = (option: number): number => {
    const score = scores[option] ?? 0;
    return score <= 0 || !allowed(option) ? 0 : Math.exp((score - top) * steep) / sum;
  };
  return { best, of };
}
