/** Which of two answers for one field stands: the classifier's or the retrieval's. */
import { THRESHOLD_DEFAULT } from '../local/drafts';

export interface Answer {
  readonly value: string;
  readonly confidence: number;
}

const NAMED = 0.9; // the retrieval is as sure as this only of what was named

/**
 * The classifier's answer, where it is sure enough. The retrieval's stands where its value is one that the classifier
 * never saw, or where something was named outright and the classifier is less sure.
 */
export function settle(
  classifier: Answer | undefined,
  retrieval: Answer | undefined,
  learned: ReadonlySet<string>,
  threshold = THRESHOLD_DEFAULT,
): 'classifier' | 'retrieval' | undefined {
  const sure = classifier !== undefined && classifier.confidence >= threshold;
  if (retrieval === undefined) return sure ? 'classifier' : undefined;
  if (!learned.has(retrieval.value)) {
    return sure && classifier.confidence > retrieval.confidence ? 'classifier' : 'retrieval';
  }
  if (retrieval.confidence >= NAMED && retrieval.confidence > (classifier?.confidence ?? 0))
    return 'retrieval';
  return sure ? 'classifier' : undefined;
}
