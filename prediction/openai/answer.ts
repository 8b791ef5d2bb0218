/** A model's answer is a stranger's text: taken apart here, believed nowhere. */
import { confidenceWord } from './calibration';
import type { AskedField, ConfidenceWord } from './schema';

export interface RawQuote {
  readonly turn: number;
  readonly words: string;
}

export interface RawValue {
  readonly value: unknown;
  readonly quotes: readonly RawQuote[];
  readonly confidence: ConfidenceWord;
  readonly reason: string;
}

export type Taken =
  | {
      readonly ok: true;
      readonly values: ReadonlyMap<AskedField, RawValue>;
      readonly broken: readonly AskedField[];
    }
  | { readonly ok: false };

const QUOTES_MAX = 4;
const WORDS_CHARS_MAX = 2_000;

/** The values of the fields that were asked for; whatever else is in the answer is not looked at. */
export function take(text: string, asked: readonly AskedField[]): Taken {
  const root = parsed(text);
  if (root === undefined) return { ok: false };
  const values = new Map<AskedField, RawValue>();
  const broken: AskedField[] = [];
  for (const one of asked) {
    const raw = Object.hasOwn(root, one.key) ? root[one.key] : null;
    if (raw === null || raw === undefined) continue;
    const value = rawValue(raw);
    if (value === undefined) broken.push(one);
    else if (value !== 'none') values.set(one, value);
  }
  return { ok: true, values, broken };
}

function parsed(text: string): Record<string, unknown> | undefined {
  const bare = text
    .trim()
    .replace(/^```(?:json)?\s*/i, '')
    .replace(/\s*```$/, '');
  try {
    const root: unknown = JSON.parse(bare);
    return isObject(root) ? root : undefined;
  } catch {
    return undefined;
  }
}

function rawValue(raw: unknown): RawValue | 'none' | undefined {
  if (!isObject(raw)) return undefined;
  if (raw['value'] === null || raw['value'] === undefined || raw['value'] === '') return 'none';
  const evidence = Array.isArray(raw['evidence']) ? (raw['evidence'] as unknown[]) : [];
  return {
    value: raw['value'],
    quotes: evidence.slice(0, QUOTES_MAX).flatMap(rawQuote),
    confidence: confidenceWord(raw['confidence']),
    reason: typeof raw['reason'] === 'string' ? raw['reason'] : '',
  };
}

function rawQuote(raw: unknown): RawQuote[] {
  if (!isObject(raw)) return [];
  const turn = Number(raw['turn']);
  const words = raw['words'];
  if (!Number.isSafeInteger(turn) || typeof words !== 'string' || words.length > WORDS_CHARS_MAX) return [];
  return [{ turn, words }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
