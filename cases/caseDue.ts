/** When a case next needs work by itself: one pure function of the document, absent when idle. */
import type { Case } from './case';

export function caseDueAt({ followUp, closure }: Pick<Case, 'followUp' | 'closure'>): string | undefined {
  const moments = [followUp?.nextAt, closure && (closure.lookAt ?? closure.heldUntil)];
  return moments.filter((moment) => moment !== undefined).sort()[0];
}
