/** Yes and no: the answer to a question, or what a sentence says of the thing itself ("I need parking"). */
import type { Sentence } from '../sentences';
import type { Token } from '../tokens';
import { NEGATIONS, NO, YES } from '../words/small';

const LEAD_MAX = 4;

/** The yes or no that opens an answer, with its slice. */
export function openingAnswer(
  tokens: readonly Token[],
): { value: boolean; start: number; end: number } | undefined {
  for (let i = 0; i < Math.min(LEAD_MAX, tokens.length); i++) {
    const token = tokens[i];
    if (token === undefined) break;
    const next = tokens[i + 1]?.word ?? '';
    if (token.word === 'not' && next === 'sure') return undefined;
    if (NO.has(token.word)) return { value: false, start: token.start, end: token.end };
    if (YES.has(token.word)) return { value: next !== 'not', start: token.start, end: token.end };
    if (['please', 'bitte'].includes(token.word) && tokens.length <= 3)
      return { value: true, start: token.start, end: token.end };
  }
  return decided(tokens);
}

/** "I do", "I don't think so", "haven't" as an answer. */
function decided(tokens: readonly Token[]): { value: boolean; start: number; end: number } | undefined {
  const [first, second, third] = tokens;
  if (
    first === undefined ||
    second === undefined ||
    !['i', 'we', 'it', 'they', 'ich', 'wir'].includes(first.word)
  )
    return undefined;
  if (
    ['think', 'guess', 'believe', 'hope', 'glaube', 'denke'].includes(second.word) &&
    third !== undefined &&
    ['so', 'schon', 'ja', 'nicht', 'not'].includes(third.word)
  )
    return { value: !NEGATIONS.has(third.word), start: first.start, end: third.end };
  if (/n't$|^dont$|^havent$/.test(second.word)) return { value: false, start: first.start, end: second.end };
  if (['do', 'have', 'am', 'did', 'will', 'would', 'does', 'need'].includes(second.word))
    return {
      value: !NEGATIONS.has(tokens[2]?.word ?? ''),
      start: first.start,
      end: (NEGATIONS.has(tokens[2]?.word ?? '') ? tokens[2]?.end : undefined) ?? second.end,
    };
  return undefined;
}

/** Whether a place in a sentence is denied by a word shortly before it in the same clause. */
export function isNegated(text: string, sentence: Sentence, start: number): boolean {
  const before = sentence.tokens.filter((token) => token.end <= start).slice(-5);
  for (let i = before.length - 1; i >= 0; i--) {
    const token = before[i];
    if (token === undefined) continue;
    const after = before[i + 1]?.start ?? start;
    if (
      /[,;:.]/.test(text.slice(token.end, after)) ||
      ['but', 'sondern', 'aber', 'rather'].includes(token.word)
    )
      return false;
    if (NEGATIONS.has(token.word) || /n't$/.test(token.word))
      return !(token.word === 'no' && i === 0 && before.length > 2);
  }
  return false;
}
