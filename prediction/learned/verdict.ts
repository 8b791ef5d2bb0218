/** Whether a classifier takes over: only where it beat the retrieval on cases that it had not seen. */
import { HELD_OUT_MIN, type Share, type Verdict } from '../../cases/training';

/** What each of the two would have filled in for one held-out case; nothing where it would have left it open. */
export interface Compared {
  readonly right: string;
  readonly classifier: string | undefined;
  readonly retrieval: string | undefined;
}

export function verdictOf(cases: readonly Compared[], valueCount: number): Verdict {
  const classifier = shareOf(cases, (one) => one.classifier);
  const retrieval = shareOf(cases, (one) => one.retrieval);
  const lowerBound = wilsonLower(classifier.right * cases.length, cases.length);
  const why =
    valueCount < 2
      ? 'one-value'
      : cases.length < HELD_OUT_MIN
        ? 'too-few'
        : lowerBound > retrieval.right
          ? 'better'
          : 'not-better';
  return { inUse: why === 'better', why, heldOut: cases.length, classifier, retrieval, lowerBound };
}

function shareOf(cases: readonly Compared[], filled: (one: Compared) => string | undefined): Share {
  const total = Math.max(1, cases.length);
  const right = cases.filter((one) => filled(one) === one.right).length;
  const wrong = cases.filter((one) => filled(one) !== undefined && filled(one) !== one.right).length;
  return { right: right / total, wrong: wrong / total };
}

const Z95 = 1.96;

/** The lower bound of a share by Wilson's score interval, 95 %. */
export function wilsonLower(right: number, of: number): number {
  if (of === 0) return 0;
  const share = right / of;
  const z2 = Z95 ** 2;
  const centre = share + z2 / (2 * of);
  const spread = Z95 * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  return Math.max(0, (centre - spread) / (1 + z2 / of));
}
