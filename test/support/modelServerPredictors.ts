/** Predictors against a scripted model server, and conversations with them turn by turn. */
import type { FieldDefinition, FieldValue } from '../../cases/fields';
import type {
  FieldPredictor,
  Prediction,
  PredictionResult,
  PredictorMemory,
  PredictorTurn,
} from '../../cases/deciding/prediction';
import { createLocalPredictor } from '../../prediction';
import { Breaker, createModelPredictor, type ModelPolicy } from '../../prediction/fallback';
import {
  createOpenAIPredictor,
  type ModelPredictor,
  type OpenAIPredictorOptions,
} from '../../prediction/openai';
import type { ModelServer } from './modelServer';
import { AT, turnsOf } from './predictionBuilders';

export function aModel(server: ModelServer, over: Partial<OpenAIPredictorOptions> = {}): ModelPredictor {
  const endpoint = { kind: 'openai' as const, baseUrl: server.url, apiKey: 'sk-test', model: 'test-model' };
  return createOpenAIPredictor({ endpoint, described: false, ...over });
}

/** May be asked, and costs a millionth for each token. */
export const FREE: ModelPolicy = {
  permission: () => Promise.resolve('yes'),
  spend: ({ input, output }) =>
    Promise.resolve({ inputTokens: input, outputTokens: output, costMicros: input + output }),
};

export interface Composite {
  readonly model?: ModelPredictor;
  readonly policy?: ModelPolicy;
  readonly breaker?: Breaker;
  readonly timeoutMs?: number;
  readonly failed?: (reason: string) => void;
}

export function aFallback(server: ModelServer, over: Composite = {}): FieldPredictor {
  const model = over.model ?? aModel(server, { timeoutMs: over.timeoutMs ?? 2_000 });
  return createModelPredictor({
    model,
    local: createLocalPredictor(),
    policy: over.policy ?? FREE,
    clock: () => AT,
    breaker: over.breaker,
    failed: over.failed,
  });
}

/** A conversation as the agent would hold it: what is predicted stands from then on. */
export class Talk {
  memory: PredictorMemory | null = null;
  readonly known: Record<string, FieldValue> = {};
  private seq = 0;

  constructor(
    private readonly predictor: FieldPredictor,
    private readonly fields: readonly FieldDefinition[],
  ) {}

  /** Lines of one decision: "> " before what the other side says, with the fields that it asks for. */
  async say(
    ...lines: readonly (string | readonly [over: Partial<PredictorTurn>, line: string])[]
  ): Promise<PredictionResult> {
    const newTurns = lines.map((one): PredictorTurn => {
      const [over, line] = typeof one === 'string' ? [{}, one] : one;
      const seq = ++this.seq;
      const [turn] = turnsOf(line);
      if (!turn) throw new Error('nothing is said');
      return { ...turn, ...over, seq, id: `chat:c1/${seq}` };
    });
    return this.predict(newTurns);
  }

  /** Another round of the same decision. */
  again(fields = this.fields): Promise<PredictionResult> {
    return this.predict([], fields);
  }

  private async predict(newTurns: readonly PredictorTurn[], fields = this.fields): Promise<PredictionResult> {
    const { memory, known } = this;
    const result = await this.predictor.predict({
      fields,
      newTurns,
      known: { ...known },
      memory,
      region: 'US',
      timeZone: 'UTC',
    });
    this.memory = result.memory;
    for (const { field, value } of result.predictions) known[field] = value;
    return result;
  }
}

export function valueOf(result: PredictionResult, field: string): FieldValue | undefined {
  return predictionOf(result, field)?.value;
}

export function predictionOf(result: PredictionResult, field: string): Prediction | undefined {
  return result.predictions.find((one) => one.field === field);
}

/** The lines of a trace, as "key" or "key:reason". */
export function traceOf({ trace }: PredictionResult): string[] {
  return (trace ?? []).map(({ key, params }) => {
    const detail = params?.['reason'] ?? params?.['why'];
    return detail === undefined ? key : `${key}:${detail}`;
  });
}
