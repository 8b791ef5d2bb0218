/** Colleagues by what they are called. */

/**
 * Those whom a name can mean: who is called just so, else everybody in whose name each of its words begins a word
 * ("Sam", "to Sam L" for Sam Lee).
 */
export function calledSo<T>(people: readonly T[], nameOf: (one: T) => string, said: string): readonly T[] {
  const wanted = said.trim().toLowerCase();
  const exact = people.filter((one) => nameOf(one).toLowerCase() === wanted);
  if (exact.length > 0) return exact;
  const parts = wanted.replace(/^(?:to|an)\s+|^@/, '').split(/\s+/);
  if (parts.includes('')) return [];
  return people.filter((one) => {
    const names = nameOf(one)
      .toLowerCase()
      .split(/[\s-]+/);
    return parts.every((part) => names.some((name) => name.startsWith(part)));
  });
}
