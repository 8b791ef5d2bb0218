/** A case's number as people write it: whole, or just what is counted in it ("42" for CAS-00042-K7F2). */
import type { Case } from '../cases/case';
import type { StoreReader } from '../cases/store';
import { countedNumbers } from './caseNumbers';
import { caseByNumber } from './readers';

export interface FoundByNumber {
  readonly found?: Case;
  /** Whether the whole number was written: what cannot be undone asks for it. */
  readonly whole: boolean;
  /** The case that was likely meant, where the number has a slip in it. */
  readonly near?: Case;
}

const COUNTED = /^(?:CAS-?)?0*(\d{1,9})(?:-(\w*))?$/i;
const AROUND = /^[#"'“„(]+|[.,;:!?"'”“)]+$/g;

export async function caseWritten(
  context: { readonly store: StoreReader },
  written: string,
): Promise<FoundByNumber> {
  const number = written.replace(AROUND, '');
  const found = await caseByNumber(context, number);
  if (found) return { found, whole: true };
  const [, count, suffix] = COUNTED.exec(number) ?? [];
  if (count === undefined) return { whole: false };
  const query = { index: 'number', range: countedNumbers(Number(count)), limit: 1 } as const;
  const [counted] = (await context.store.list('cases', query)).items;
  return suffix ? { near: counted, whole: false } : { found: counted, whole: false };
}
