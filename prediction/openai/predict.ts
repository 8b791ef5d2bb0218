/** One question to the model, its answer checked, at most one repair. */
import { hasOptions, isContactField, type FieldDefinition, type FieldValue } from '../../cases/fields';
import type { Prediction, PredictionRequest } from '../../cases/deciding/prediction';
import { traced, type TraceLine } from '../../cases/deciding/trace';
import type { WordCount } from '../local/memory';
import { take, type Taken } from './answer';
import { check, type Checking } from './check';
import type { Answer, Question } from './client';
import { ModelFailed, NO_TOKENS, sumOf, type Tokens } from './failures';
import type { State } from './memory';
import { instructions, reading, repair, type Message, type Problem, type Reading } from './prompt';
import type { Why } from './reread';
import { keysOf, schemaOf, type AskedField } from './schema';
import { shortlist } from './shortlist';

/** What a caller knows beside the request: the words of the whole conversation, and values found by another predictor. */
export interface Hints {
  readonly words?: ReadonlyMap<string, WordCount>;
  readonly values?: Readonly<Record<string, FieldValue>>;
}

export interface Asking {
  readonly request: PredictionRequest;
  /** With the new turns in it. */
  readonly state: State;
  readonly fields: readonly FieldDefinition[];
  readonly hints: Hints;
  /** Whether the fields are described in the instructions too. */
  readonly described: boolean;
  readonly ask: (question: Question) => Promise<Answer>;
}

export interface Answered {
  readonly predictions: readonly Prediction[];
  readonly trace: readonly TraceLine[];
  readonly tokens: Tokens;
  /** The repair failed: what the first answer gave stands. */
  readonly failure?: ModelFailed;
}

export const FIELDS_MAX = 40; // in one question; the fields without a value first

/** The fields that a model is asked for: none that customers may not set, none that nothing can be chosen from. */
export function askable(
  fields: readonly FieldDefinition[],
  known: Readonly<Record<string, FieldValue>>,
): FieldDefinition[] {
  const open = fields.filter((field) => {
    if (!field.setBy.includes('customer') || isContactField(field)) return false;
    return !hasOptions(field) || (field.options?.length ?? 0) > 0;
  });
  if (open.length <= FIELDS_MAX) return open;
  const missing = open.filter(({ name }) => !Object.hasOwn(known, name));
  const chosen = new Set([...new Set([...missing, ...open])].slice(0, FIELDS_MAX));
  return open.filter((field) => chosen.has(field));
}

/**
 * @throws ModelFailed where there is nothing to take from the model at all.
 */
export async function predictByModel(asking: Asking): Promise<Answered> {
  const asked = askedFields(asking);
  const read = reading(asking.state, asking.request, asked);
  const messages: readonly Message[] = [instructions(asked, asking.described), read.message];
  const schema = schemaOf(asked);
  const first = await asking.ask({ messages, schema });
  const round = judge(first, asked, asking, read);
  if (round.problems.length === 0) return finished([round], first.tokens);
  try {
    const again = [...messages, ...repair(first.text, round.problems)];
    const second = await asking.ask({ messages: again, schema });
    const tokens = sumOf(first.tokens, second.tokens);
    const repaired = judge(second, asked, asking, read, round);
    if (!repaired.readable && !round.readable)
      throw new ModelFailed(second.cut ? 'truncated' : 'unreadable', { tokens: second.tokens });
    return finished([round, repaired], tokens);
  } catch (error) {
    return afterFailedRepair(error, round, first.tokens);
  }
}

function askedFields({ request, state, fields, hints }: Asking): AskedField[] {
  const texts = state.turns.map(({ text }) => text);
  return [...keysOf(fields)].map(([key, field]) => {
    const values = [request.known[field.name], hints.values?.[field.name]];
    const parent = field.parentField === undefined ? undefined : request.known[field.parentField];
    const said = { words: hints.words ?? new Map<string, WordCount>(), texts, values };
    return { key, field, options: shortlist(field, request.fields, said, parent) };
  });
}

interface Round {
  /** Whether it was an object at all. */
  readonly readable: boolean;
  readonly right: ReadonlyMap<AskedField, Prediction>;
  readonly refused: ReadonlyMap<AskedField, Why>;
  readonly problems: readonly Problem[];
}

/** Takes what is right; after a repair only fields that were wrong before, so that a second answer cannot undo the first. */
function judge(
  answer: Answer,
  asked: readonly AskedField[],
  asking: Asking,
  read: Reading,
  before?: Round,
): Round {
  const taken: Taken = answer.cut ? { ok: false } : take(answer.text, asked);
  const right = new Map<AskedField, Prediction>();
  const refused = new Map<AskedField, Why>();
  if (!taken.ok) {
    const says = answer.cut ? 'the answer was cut off: answer shorter' : 'the answer is not one JSON object';
    return { readable: false, right, refused, problems: [{ key: 'all', says }] };
  }
  for (const one of taken.broken) refused.set(one, 'broken');
  for (const [one, raw] of taken.values) {
    if (before?.readable && !before.refused.has(one)) continue;
    const checked = check(one.field, raw, checkingOf(asking, read));
    if (checked.is === 'right') right.set(one, checked.prediction);
    else if (checked.is === 'wrong') refused.set(one, checked.why);
  }
  const problems = [...refused].flatMap(([{ key }, why]) => {
    const says = SAYS[why];
    return says === undefined ? [] : [{ key, says }];
  });
  return { readable: true, right, refused, problems };
}

function checkingOf({ request }: Asking, read: Reading): Checking {
  const { known, region, timeZone, locale } = request;
  return { reading: read, known, place: { region, timeZone, language: locale?.slice(0, 2).toLowerCase() } };
}

/** What the model is told of each problem; those without words are not worth a second question. */
const SAYS: Readonly<Record<Why, string | undefined>> = {
  'not-listed': 'the value is not one of the list',
  'no-evidence': 'there is no evidence',
  'not-said': 'the evidence does not stand in that turn of the customer letter by letter',
  'not-in-words': 'the evidence does not say this value',
  'wrong-form': 'the value does not have the form that the field asks for',
  'no-trouble': 'the evidence does not say what is wrong or wanted',
  broken: 'it must be null or an object with evidence, reason, value and confidence',
  'not-new': undefined,
  unsure: undefined,
};

function finished(rounds: readonly Round[], tokens: Tokens): Answered {
  const right = new Map(rounds.flatMap((round) => [...round.right]));
  const refused = new Map(rounds.flatMap((round) => [...round.refused]));
  const trace = [...refused]
    .filter(([one]) => !right.has(one))
    .map(([{ field }, why]) => traced('model-refused', false, { field: field.label, why }));
  return { predictions: [...right.values()], trace, tokens };
}

function afterFailedRepair(error: unknown, round: Round, tokens: Tokens): Answered {
  if (!(error instanceof ModelFailed)) throw error;
  const all = sumOf(tokens, error.details.tokens ?? NO_TOKENS);
  const failure = new ModelFailed(error.reason, { ...error.details, tokens: all });
  if (!round.readable) throw failure;
  return { ...finished([round], all), failure };
}
