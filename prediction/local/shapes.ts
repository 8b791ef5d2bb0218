/** What an identifier looks like, learned from a field's examples and from hints in its description. */
import type { FieldDefinition } from '../../cases/fields';

export interface Shapes {
  /** The examples' shapes: runs of one class and what separates them. */
  readonly forms: readonly Form[];
  /** "start with ACC". */
  readonly prefixes: readonly string[];
  /** "10 digits". */
  readonly lengths: readonly number[];
}

interface Form {
  readonly parts: readonly Part[];
  readonly compact: string;
}

interface Part {
  readonly kind: 'digits' | 'letters' | 'mark';
  readonly text: string;
  /** Letters that all examples share at this place stand as they are. */
  readonly fixed: boolean;
}

const NONE: Shapes = { forms: [], prefixes: [], lengths: [] };

export function shapesOf(field: FieldDefinition): Shapes {
  const examples = (field.examples ?? []).filter((example) => /\d/.test(example));
  const prefixes = prefixesIn(field.description ?? '');
  const lengths = lengthsIn(field.description ?? '');
  if (examples.length === 0 && prefixes.length === 0 && lengths.length === 0) return NONE;
  return { forms: formsOf(examples), prefixes, lengths };
}

function formsOf(examples: readonly string[]): Form[] {
  const split = examples.map((example) => example.match(/\d+|\p{L}+|[^\p{L}\d]+/gu) ?? []);
  const forms = split.map((parts) =>
    parts.map((text, at): Part => {
      const kind = /^\d/.test(text) ? 'digits' : /^\p{L}/u.test(text) ? 'letters' : 'mark';
      return {
        kind,
        text,
        fixed: kind === 'letters' && text.length > 1 && split.every((other) => other[at] === text),
      };
    }),
  );
  const unique = new Map<string, Form>();
  for (const parts of forms) {
    const compact = parts
      .map(({ kind, text, fixed }) => (kind === 'mark' ? '' : fixed ? text : `${kind}${text.length}`))
      .join('|');
    unique.set(compact, { parts, compact });
  }
  return [...unique.values()];
}

const PREFIX =
  /\b(?:start(?:s|ing)?|begin(?:s|ning)?|prefix(?:ed)?|beginn(?:t|en)|fangen|fängt)\b (?:with|by|mit|is)?\s{0,2}["'“„]?([\p{L}\d][\p{L}\d-]{0,9})/giu;

function prefixesIn(description: string): string[] {
  return [...description.matchAll(PREFIX)]
    .map((match) => match[1] ?? '')
    .filter((prefix) => /^(?:\p{Lu}|\d)/u.test(prefix) && !/^\p{Lu}?\p{Ll}{3,}$/u.test(prefix))
    .map(compactOf);
}

const LENGTH =
  /\b(\d{1,2})[ -]?(?:to (\d{1,2}) )?(?:digits?|digit|characters?|numbers|stellig\p{L}{0,3}|ziffern|zeichen)\b/giu;
const LENGTH_WORDS = new Map(
  Object.entries({
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    drei: 3,
    vier: 4,
    fünf: 5,
    sechs: 6,
    sieben: 7,
    acht: 8,
    neun: 9,
    zehn: 10,
  }),
);
const LENGTH_WORD = /(\p{L}{3,6})[ -]?(?:digits?|stellig|ziffern)/giu;

function lengthsIn(description: string): number[] {
  const found: number[] = [];
  for (const [, from, to] of description.matchAll(LENGTH)) {
    for (let length = Number(from); length <= Number(to ?? from); length++) found.push(length);
  }
  for (const [, word] of description.matchAll(LENGTH_WORD)) {
    const length = LENGTH_WORDS.get((word ?? '').toLowerCase());
    if (length !== undefined) found.push(length);
  }
  return found;
}

/** Letters and digits only, upper case: how spoken and spaced forms are compared. */
export function compactOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toUpperCase();
}

/** The identifier written as the examples are, or undefined where no example has its shape. */
export function formatLike(shapes: Shapes, text: string): string | undefined {
  const compact = compactOf(text);
  for (const form of shapes.forms) {
    const made = fill(form, compact);
    if (made !== undefined) return made;
  }
  return undefined;
}

function fill(form: Form, compact: string): string | undefined {
  let at = 0;
  let made = '';
  for (const part of form.parts) {
    if (part.kind === 'mark') {
      made += part.text;
      continue;
    }
    const piece = compact.slice(at, at + part.text.length);
    const right = part.fixed
      ? piece === part.text.toUpperCase()
      : part.kind === 'digits'
        ? /^\d+$/.test(piece)
        : /^\p{L}+$/u.test(piece);
    if (!right || piece.length !== part.text.length) return undefined;
    made += part.fixed || part.text === part.text.toLowerCase() ? matchCase(part.text, piece) : piece;
    at += part.text.length;
  }
  return at === compact.length ? made : undefined;
}

function matchCase(model: string, piece: string): string {
  return model === model.toLowerCase() ? piece.toLowerCase() : model === model.toUpperCase() ? piece : model;
}

/** Whether a text begins as the description says, has a length that it says; undefined where it says nothing. */
export function fitsHints(shapes: Shapes, text: string): boolean | undefined {
  const compact = compactOf(text);
  if (shapes.prefixes.length > 0 && !shapes.prefixes.some((prefix) => compact.startsWith(prefix)))
    return false;
  if (shapes.lengths.length > 0 && !shapes.lengths.includes(compact.length)) return false;
  return shapes.prefixes.length + shapes.lengths.length > 0 ? true : undefined;
}
