/** Evidence or nothing: a value must rest on words that were said, and reading them again must give it. */
import { hasOptions, type FieldDefinition } from '../../cases/fields';
import type { FieldPredictor, Prediction, ValueParser } from '../../cases/deciding/prediction';
import { plain } from '../../agent/simulation/truth';
import type { DataTurn } from './data';

const AT = '2026-01-05T10:00:00Z';

export interface Readers {
  readonly parser: ValueParser;
  readonly predictor: FieldPredictor;
}

/** Why a prediction has no evidence; undefined where it has. `turn` is the newest that was said by then. */
export async function evidenceGap(
  prediction: Prediction,
  turns: readonly DataTurn[],
  turn: number,
  field: FieldDefinition,
  readers: Readers,
): Promise<string | undefined> {
  if (prediction.quotes.length === 0) return 'no quote';
  const said: string[] = [];
  for (const { turn: id, start, end } of prediction.quotes) {
    const at = Number(id.slice(id.lastIndexOf('/') + 1));
    const source = turns[at];
    if (source === undefined || at > turn) return 'no such turn';
    if (start < 0 || end <= start || end > source.text.length) return 'outside of the turn';
    if (source.from !== 'customer' && at >= turn) return 'not confirmed by the customer';
    said.push(source.text.slice(start, end));
  }
  // A choice and a yes are meant, not written down: that there are words at all is checked.
  if (hasOptions(field) || field.type === 'boolean') return undefined;
  return (await givesAgain(prediction, said, field, readers)) ? undefined : 'says something else';
}

/** The words hold the value itself, or are read as it: by the parser, or as the answer to a question for the field. */
async function givesAgain(
  { value, label }: Prediction,
  said: readonly string[],
  field: FieldDefinition,
  { parser, predictor }: Readers,
): Promise<boolean> {
  const words = plain(said.join(' '));
  if ([String(value), label].some((one) => words.includes(plain(one)))) return true;
  for (const one of said) {
    const parsed = parser.parse(field, one, []);
    if (parsed.ok && parsed.value === value) return true;
    const question = {
      id: 'again/0',
      seq: 0,
      from: 'agent',
      text: `${field.label}?`,
      at: AT,
      asks: [field.name],
    } as const;
    const answer = { id: 'again/1', seq: 1, from: 'customer', text: one, at: AT } as const;
    const newTurns = [question, answer];
    const { predictions } = await predictor.predict({
      fields: [field],
      newTurns,
      known: {},
      memory: null,
      region: 'US',
    });
    if (predictions.some((again) => again.value === value)) return true;
  }
  return false;
}
