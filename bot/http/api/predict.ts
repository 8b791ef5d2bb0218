/** `POST /api/predict`: a prediction that leaves nothing behind, to try fields and descriptions out. */
import { z } from 'zod/v4';
import { fieldDefinition, hasOptions, type FieldDefinition } from '../../../cases/fields';
import { fieldsToPredict } from '../../../cases/deciding/plan';
import type { Prediction, PredictorTurn } from '../../../cases/deciding/prediction';
import { resolvedFields, type Settings } from '../../../cases/settings';
import { turnId } from '../../../cases/conversation/turns';
import type { Quote } from '../../../cases/values';
import type { ProblemDetail } from './issueWords';
import { ApiProblem } from './problems';
import { route, type Route } from './route';
import { fieldValue, named } from './schemas';
import { labelOf } from './views';

const TURNS_MAX = 200; // as many as a lost memory is rebuilt from
const TEXT_CHARS_MAX = 8_000;
const FIELDS_MAX = 200;
const NOWHERE = 'predict'; // the conversation that these turns are said in

const body = named(
  'PredictionRequest',
  z.strictObject({
    fields: z
      .array(named('FieldDefinition', fieldDefinition))
      .min(1)
      .max(FIELDS_MAX)
      .optional()
      .describe('Missing: those of the published settings. Catalogues are the published ones.'),
    turns: z
      .array(
        z.strictObject({
          from: z.enum(['customer', 'agent', 'representative']),
          text: z.string().min(1).max(TEXT_CHARS_MAX),
          at: z.iso.datetime({ offset: true }).optional(),
        }),
      )
      .min(1)
      .max(TURNS_MAX),
    locale: z
      .string()
      .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/)
      .optional(),
  }),
);

const answer = named(
  'Predictions',
  z.object({
    predictor: z.string(),
    language: z.string().optional(),
    predictions: z.array(
      z.object({
        field: z.string(),
        label: z.string(),
        value: fieldValue,
        text: z.string().describe('The value as people read it.'),
        confidence: z.number(),
        reason: z.string(),
        quotes: z.array(
          z.object({
            turn: z.number().int().describe('Which of the turns, from 0.'),
            start: z.number().int(),
            end: z.number().int(),
            text: z.string(),
          }),
        ),
      }),
    ),
  }),
);

const post = route({
  method: 'post',
  path: '/api/predict',
  id: 'predict',
  tag: 'Prediction',
  summary: 'Predict fields from turns, with the words that each value rests on; nothing is stored',
  body,
  answer,
  problems: [422],
  handle: async ({ context }, call) => {
    const { turns, locale } = call.body;
    const published = (await context.settings.current()).settings;
    const settings = withFields(published, call.body.fields);
    const { region, timeZone } = settings.global;
    const now = context.clock();
    const result = await context.predictor.predict({
      fields: fieldsToPredict(settings, [...resolvedFields(settings).keys()]),
      newTurns: turns.map(({ from, text, at }, index) => turnFor(index, from, text, at ?? now)),
      known: {},
      memory: null,
      locale,
      region,
      timeZone,
    });
    const predictions = result.predictions.map((one) => predictionView(settings, turns, one));
    return { body: { predictor: context.predictor.name, language: result.language, predictions } };
  },
});

export const predictRoutes: readonly Route[] = [post];

function turnFor(index: number, from: PredictorTurn['from'], text: string, at: string): PredictorTurn {
  const seq = index + 1;
  return { id: turnId(NOWHERE, seq), seq, from, text, at: new Date(at).toISOString() };
}

/** The settings with other fields. @throws ApiProblem 422 where these cannot be predicted. */
function withFields(published: Settings, fields: FieldDefinition[] | undefined): Settings {
  if (!fields) return published;
  const settings = { ...published, fields };
  const problems = fields.flatMap((field, at): ProblemDetail[] => {
    const say = (message: string): ProblemDetail[] => [{ path: `fields.${at}`, message }];
    if (fields.findIndex(({ name }) => name === field.name) !== at)
      return say(`two fields are named "${field.name}"`);
    const { catalogue, options } = field;
    const resolvable =
      options !== undefined || (catalogue !== undefined && catalogue in published.catalogues);
    return hasOptions(field) && !resolvable ? say(`field "${field.name}" has no options`) : [];
  });
  if (problems.length === 0) return settings;
  throw new ApiProblem(422, 'InvalidFields', 'These fields cannot be predicted: see the details.', problems);
}

function predictionView(settings: Settings, turns: readonly { readonly text: string }[], one: Prediction) {
  const { field, value, label: text, confidence, reason } = one;
  const quotes = one.quotes.map((quote) => quoteView(turns, quote));
  return { field, label: labelOf(settings, field), value, text, confidence, reason, quotes };
}

function quoteView(turns: readonly { readonly text: string }[], { turn, start, end }: Quote) {
  const index = Number(turn.slice(turn.lastIndexOf('/') + 1)) - 1;
  return { turn: index, start, end, text: turns[index]?.text.slice(start, end) ?? '' };
}
