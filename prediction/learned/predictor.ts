/** The local predictor with what was learned here: for a field that has a model in use, the classifier answers. */
import { hasOptions, type FieldDefinition, type FieldOption, type FieldValue } from '../../cases/fields';
import type {
  FieldPredictor,
  Prediction,
  PredictionRequest,
  PredictionResult,
} from '../../cases/deciding/prediction';
import type { LearnedModels } from '../../cases/training';
import { classify, CLASSIFIER_FORMAT, type Classified, type Classifier } from './classifier';
import { settle } from './decide';
import { agreeing } from './families';
import { evidenceFor } from './quote';
import { piecesOf, rememberForgotten, textOf, type Piece } from './said';

export const LEARNED_NAME = 'learned';

export interface LearnedPredictorOptions {
  readonly local: FieldPredictor;
  readonly models: LearnedModels;
}

/** Its memory is the local predictor's, with what that one has forgotten beside it: each reads the other's. */
export function createLearnedPredictor({ local, models }: LearnedPredictorOptions): FieldPredictor {
  return {
    name: local.name,
    predict: async (request: PredictionRequest): Promise<PredictionResult> => {
      const result = await local.predict(request);
      const memory = rememberForgotten(request.memory, request.newTurns, result.memory);
      const learned = request.fields.flatMap((field): LearnedField[] => {
        const classifier = hasOptions(field) ? classifierOf(models, field) : undefined;
        return classifier && field.setBy.includes('customer') ? [{ field, classifier }] : [];
      });
      if (learned.length === 0) return { ...result, memory };
      return { ...result, memory, predictions: together(request, result, learned, piecesOf(memory)) };
    },
  };
}

interface LearnedField {
  readonly field: FieldDefinition;
  readonly classifier: Classifier;
}

function classifierOf(models: LearnedModels, field: FieldDefinition): Classifier | undefined {
  const model = models.of(field)?.model;
  // Written by the trainer of a program that may be older or newer than this one.
  return model?.['format'] === CLASSIFIER_FORMAT ? (model as unknown as Classifier) : undefined;
}

function together(
  { fields, known }: PredictionRequest,
  result: PredictionResult,
  learned: readonly LearnedField[],
  pieces: readonly Piece[],
): Prediction[] {
  const found = new Map(result.predictions.map((one) => [one.field, one]));
  const text = textOf(pieces);
  if (text.trim() === '') return [...found.values()];
  for (const { field, classifier } of learned) {
    const retrieved = found.get(field.name);
    const best = classify(classifier, text).find(({ value }) => allowed(field, value, fields, known));
    const answer = retrieved && { value: String(retrieved.value), confidence: retrieved.confidence };
    const who = settle(best, answer, new Set(classifier.values), field.threshold);
    if (who === 'retrieval') continue;
    found.delete(field.name);
    const prediction = best && who && predictionOf(field, classifier, best, pieces);
    if (prediction) found.set(field.name, prediction);
  }
  return agreeing([...found.values()], fields);
}

/** Whether the field still offers the value, under the parent that stands and is not asked for. */
function allowed(
  { options, parentField }: FieldDefinition,
  value: string,
  fields: readonly FieldDefinition[],
  known: Readonly<Record<string, FieldValue>>,
): boolean {
  const option = options?.find((one) => one.value === value);
  if (option === undefined) return false;
  if (parentField === undefined || option.parent === undefined) return true;
  if (fields.some(({ name }) => name === parentField) || !Object.hasOwn(known, parentField)) return true;
  return known[parentField] === option.parent;
}

/** No evidence, no value. */
function predictionOf(
  field: FieldDefinition,
  classifier: Classifier,
  { value, confidence, words }: Classified,
  pieces: readonly Piece[],
): Prediction | undefined {
  const option: FieldOption | undefined = field.options?.find((one) => one.value === value);
  const evidence = evidenceFor(classifier, pieces, value);
  if (option === undefined || evidence === undefined) return undefined;
  const told = [...new Set(words.map(({ word }) => word.toLowerCase()))].slice(0, REASON_WORDS_MAX);
  return {
    field: field.name,
    value,
    label: option.label,
    confidence: Math.round(confidence * 1000) / 1000,
    quotes: [evidence.quote],
    reason: `learned from confirmed cases: ${told.join(', ')}`,
    predictor: LEARNED_NAME,
  };
}

const REASON_WORDS_MAX = 5;
