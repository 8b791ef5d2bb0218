/** Case numbers: "CAS-01042-K7F2". Counted in blocks, so that opening a case costs no write; gaps are fine. */
import { changed, type Store } from '../cases/store';

const BLOCK = 50;
const COUNTER = 'cases';
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'; // none that are mistaken for one another when read aloud
const SUFFIX_CHARS = 4;
const DIGITS = 5;

/** Bounds of the numbers that have this count in them, whatever follows it; a count has one number. */
export function countedNumbers(count: number): { readonly gte: string; readonly lt: string } {
  const begun = counted(count);
  return { gte: `${begun}-`, lt: `${begun}.` }; // '.' follows '-'
}

function counted(count: number): string {
  return `CAS-${String(count).padStart(DIGITS, '0')}`;
}

export class CaseNumbers {
  private next = 0;
  private end = 0;
  private claiming?: Promise<void>;

  constructor(
    private readonly store: Store,
    private readonly random: () => number,
  ) {}

  async take(): Promise<string> {
    while (this.next >= this.end) {
      this.claiming ??= this.claim().finally(() => (this.claiming = undefined));
      await this.claiming;
    }
    const number = this.next++;
    return `${counted(number)}-${this.suffix()}`;
  }

  private async claim(): Promise<void> {
    const result = await this.store.update('counters', COUNTER, (counter) =>
      changed({ ...counter, next: counter.next + BLOCK }),
    );
    if (result.is === 'changed') {
      this.end = result.doc.next;
      this.next = this.end - BLOCK;
    } else if (result.is === 'missing') {
      await this.store.insert('counters', { _id: COUNTER, version: 1, next: 1 });
    }
  }

  private suffix(): string {
    return Array.from(
      { length: SUFFIX_CHARS },
      () => ALPHABET[Math.floor(this.random() * ALPHABET.length)],
    ).join('');
  }
}
