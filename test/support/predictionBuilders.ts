/** Builders for the predictor's tests: whole valid things, of which a test names what matters. */
import { fieldDefinition, type FieldDefinition } from '../../cases/fields';
import type {
  Prediction,
  PredictionRequest,
  PredictionResult,
  PredictorTurn,
} from '../../cases/deciding/prediction';
import { createLocalPredictor } from '../../prediction';

export const AT = '2026-01-05T10:00:00Z'; // a Monday

type FieldInput = Partial<FieldDefinition> & { name: string };

export function aField(over: FieldInput): FieldDefinition {
  return fieldDefinition.parse({ label: over.name, type: 'text', ...over });
}

export function aChoice(
  name: string,
  labels: readonly string[],
  over: Partial<FieldDefinition> = {},
): FieldDefinition {
  return aField({ name, type: 'choice', options: labels.map((label) => ({ value: label, label })), ...over });
}

export const CONTACT = {
  name: aField({ name: 'contact.name', label: 'Contact name', synonyms: ['your name', 'full name'] }),
  email: aField({ name: 'contact.email', label: 'Email', type: 'email' }),
  phone: aField({ name: 'contact.phone', label: 'Phone', type: 'phone' }),
};

/** Lines of a conversation: "> " before what the other side says. */
export function turnsOf(...lines: readonly string[]): PredictorTurn[] {
  return lines.map((line, seq) => ({
    id: `chat:c1/${seq}`,
    seq,
    from: line.startsWith('> ') ? 'agent' : 'customer',
    text: line.replace(/^> /, ''),
    at: AT,
  }));
}

export type Setting = Partial<Omit<PredictionRequest, 'fields' | 'newTurns'>>;

/** Predicts from a whole conversation at once. */
export function predict(
  fields: readonly FieldDefinition[],
  lines: readonly string[],
  setting: Setting = {},
): Promise<PredictionResult> {
  return createLocalPredictor().predict({
    fields,
    newTurns: turnsOf(...lines),
    known: {},
    memory: null,
    region: 'US',
    timeZone: 'UTC',
    ...setting,
  });
}

/** The values by field. */
export async function valuesOf(
  fields: readonly FieldDefinition[],
  lines: readonly string[],
  setting: Setting = {},
): Promise<Record<string, Prediction['value']>> {
  const { predictions } = await predict(fields, lines, setting);
  return Object.fromEntries(predictions.map(({ field, value }) => [field, value]));
}
