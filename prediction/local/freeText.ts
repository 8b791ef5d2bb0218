/** What an issue description or a title is made of: the sentences of trouble of a turn. */
import type { Sentence } from './sentences';
import { isNoCustomers, troubleOf } from './trouble';

export interface Trouble {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

const DESCRIPTION_SENTENCES_MAX = 4;

/** The sentences of trouble of a turn as one slice: those between them come along. */
export function findTrouble(sentences: readonly Sentence[], answering: boolean): Trouble | undefined {
  const scored = sentences.map((sentence, at) => ({ sentence, at, score: troubleOf(sentence, answering) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  if (best === 0 || isNoCustomers(sentences)) return undefined;
  const good = scored.filter(({ score }) => score >= Math.max(0.5, best - 0.25));
  const first = good[0] ?? scored.find(({ score }) => score === best);
  if (first === undefined) return undefined;
  const last = good.filter(({ at }) => at - first.at < DESCRIPTION_SENTENCES_MAX).at(-1) ?? first;
  return { start: withoutGreeting(first.sentence), end: last.sentence.end, score: best };
}

/** A greeting at the head of the sentence is left out of the slice. */
export function withoutGreeting(sentence: Sentence): number {
  const head =
    /^(?:hi|hello|hey|hallo|moin|servus|grüezi|grüß gott|guten tag|guten morgen|guten abend|good morning|good afternoon|good evening)(?: there| all| zusammen)?[\s,!.:-]+(?=\S)/i.exec(
      sentence.text,
    );
  return head === null ? sentence.start : sentence.start + head[0].length;
}

const TITLE_CHARS_MAX = 80;

/** A title: the head of the trouble, cut at a clause or a word, still a slice. */
export function titleEnd(text: string, trouble: Trouble, sentences: readonly Sentence[]): number {
  const sentence = sentences.find(({ start, end }) => trouble.start >= start && trouble.start < end);
  let end = Math.min(sentence?.end ?? trouble.end, trouble.end);
  if (end - trouble.start > TITLE_CHARS_MAX) {
    const head = text.slice(trouble.start, trouble.start + TITLE_CHARS_MAX);
    const cut = Math.max(head.lastIndexOf(', '), head.lastIndexOf(' - '));
    const space = head.lastIndexOf(' ');
    end = trouble.start + (cut > 25 ? cut : space > 0 ? space : TITLE_CHARS_MAX);
  }
  while (end > trouble.start && /[\s.!?,;:]/.test(text[end - 1] ?? '')) end--;
  return end;
}
