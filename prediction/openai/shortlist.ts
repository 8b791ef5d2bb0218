/** Long lists of options are narrowed to those that the words said so far come near to. */
import { hasOptions, type FieldDefinition, type FieldOption, type FieldValue } from '../../cases/fields';
import type { WordCount } from '../local/memory';
import { findMentions } from '../local/mentions';
import { optionIndexOf, type OptionIndex } from '../local/optionIndex';
import { splitSentences } from '../local/sentences';
import { scoreTopics } from '../local/topics';

export const OPTIONS_MAX = 50; // in one request; longer enumerations slow some services down and cost on every turn

export interface Said {
  /** The words of the whole conversation, by stem. */
  readonly words: ReadonlyMap<string, WordCount>;
  /** What is read now, whole. */
  readonly texts: readonly string[];
  /** Values to keep in the list whatever the words say: those that stand and those that another predictor found. */
  readonly values: readonly (FieldValue | undefined)[];
}

const MENTIONED = 100;
const STANDS = 1_000;
const SAME_PARENT = 1.5;

/** At most `OPTIONS_MAX` options, in the list's own order. */
export function shortlist(
  field: FieldDefinition,
  fields: readonly FieldDefinition[],
  said: Said,
  parentValue: FieldValue | undefined,
): readonly FieldOption[] {
  const options = field.options ?? [];
  if (!hasOptions(field) || options.length <= OPTIONS_MAX) return hasOptions(field) ? options : [];
  const parents = fields.find(({ name }) => name === field.parentField)?.options;
  const index = optionIndexOf(options, parents);
  const scores = scoreTopics(index, said.words).scores;
  addMentions(index, said.texts, scores);
  options.forEach((option, id) => {
    if (parentValue !== undefined && option.parent === parentValue)
      scores[id] = ((scores[id] ?? 0) + 0.01) * SAME_PARENT;
    if (said.values.includes(option.value)) scores[id] = (scores[id] ?? 0) + STANDS;
  });
  const best = options.map((_, id) => id).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const kept = new Set(best.slice(0, OPTIONS_MAX));
  return options.filter((_, id) => kept.has(id));
}

function addMentions(index: OptionIndex, texts: readonly string[], scores: Float64Array): void {
  for (const text of texts) {
    for (const sentence of splitSentences(text)) {
      for (const { option, covered } of findMentions(text, sentence, index))
        scores[option] = (scores[option] ?? 0) + MENTIONED * covered;
    }
  }
}
