/** Words of others at the end of a sentence of ours: a title that was cut off has its mark already. */
export function ended(words: string): string {
  return /[.!?…]$/u.test(words) ? words : `${words}.`;
}
