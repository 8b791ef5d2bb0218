/** Asks the model where it may be asked, and the local predictor always: whatever the model does, the turn goes on. */
import type { Clock } from '../../cases/channel';
import type {
  FieldPredictor,
  ModelUsage,
  Prediction,
  PredictionRequest,
  PredictionResult,
} from '../../cases/deciding/prediction';
import { traced, type TraceLine } from '../../cases/deciding/trace';
import { readMemory } from '../local/memory';
import { ModelFailed, NO_TOKENS, type ModelPredictor, type ModelResult, type Tokens } from '../openai';
import { Breaker } from './breaker';
import { combine } from './combine';
import { readBoth, settledBy, writeBoth, type Both } from './memory';
import type { ModelPolicy } from './policy';

export { Breaker } from './breaker';
export { createModelPolicy, monthId, type ModelPolicy, type Permission } from './policy';

export interface ModelPredictorOptions {
  readonly model: ModelPredictor;
  readonly local: FieldPredictor;
  readonly policy: ModelPolicy;
  readonly clock: Clock;
  readonly breaker?: Breaker;
  /** Told that the model failed, by reason; never with words of a customer. */
  readonly failed?: (reason: string) => void;
}

/** What the model said, or why it said nothing. */
interface Heard {
  readonly predictions: readonly Prediction[];
  readonly asked: ReadonlySet<string>;
  readonly memory: PredictionResult['memory'] | null;
  readonly trace: readonly TraceLine[];
  readonly usage?: ModelUsage;
}

export function createModelPredictor(options: ModelPredictorOptions): FieldPredictor {
  const breaker = options.breaker ?? new Breaker(() => Date.parse(options.clock()));
  return new FallbackPredictor(options, breaker);
}

class FallbackPredictor implements FieldPredictor {
  readonly name: string;

  constructor(
    private readonly options: ModelPredictorOptions,
    private readonly breaker: Breaker,
  ) {
    this.name = options.model.name;
  }

  async predict(request: PredictionRequest): Promise<PredictionResult> {
    const before = readBoth(request.memory);
    const local = await this.options.local.predict({ ...request, memory: before.local });
    const heard = await this.hear(request, before, local);
    const fields = request.fields.filter((field) => field.setBy.includes('customer'));
    const predictions = combine({
      fields,
      known: request.known,
      model: heard.predictions,
      asked: heard.asked,
      local: local.predictions.map((one) => ({ predictor: this.options.local.name, ...one })),
      answering: new Set(request.newTurns.flatMap(({ asks }) => asks ?? [])),
      settled: before.settled,
    });
    const byModel = predictions.filter(({ predictor }) => predictor === this.name);
    return {
      predictions,
      memory: writeBoth({
        local: local.memory,
        model: heard.memory,
        settled: settledBy(before.settled, byModel),
      }),
      language: local.language,
      trace: [...heard.trace, ...(local.trace ?? [])],
      usage: heard.usage,
    };
  }

  /** Never rejects: a failure is a line of the trace. */
  private async hear(request: PredictionRequest, before: Both, local: PredictionResult): Promise<Heard> {
    const { model, policy } = this.options;
    const toModel = { ...request, memory: before.model, locale: local.language ?? request.locale };
    const permission = await policy.permission().catch(() => 'unknown' as const);
    // What is said while data may not leave is not kept to leave later.
    if (permission === 'off') return silent(null, request.newTurns.length > 0 ? [traced('model-off')] : []);
    if (!model.wants(toModel)) return silent(model.remember(toModel), []);
    if (permission === 'budget') return silent(model.remember(toModel, true), [traced('model-budget')]);
    if (permission === 'unknown') return this.unheard(toModel, 'policy');
    if (!this.breaker.admits()) return this.unheard(toModel, 'resting');
    const values = Object.fromEntries(local.predictions.map(({ field, value }) => [field, value]));
    const hints = { words: readMemory(local.memory).words, values };
    try {
      return await this.answered(await model.predict({ ...toModel, hints }));
    } catch (error) {
      return this.failed(toModel, error);
    }
  }

  private async answered(result: ModelResult): Promise<Heard> {
    const { failure } = result;
    if (failure) this.note(failure);
    else this.breaker.succeeded();
    return {
      predictions: result.predictions.map((one) => ({ ...one, predictor: this.name })),
      asked: new Set(result.asked),
      memory: result.memory,
      trace: [
        ...(failure ? [traced('model-failed', false, { reason: failure.reason })] : []),
        ...(result.trace ?? []),
      ],
      usage: await this.spent(result.tokens),
    };
  }

  private async failed(request: PredictionRequest, error: unknown): Promise<Heard> {
    const failure = error instanceof ModelFailed ? error : new ModelFailed('unreadable');
    this.note(failure);
    const usage = await this.spent(failure.details.tokens ?? NO_TOKENS);
    return { ...this.unheard(request, failure.reason), usage };
  }

  private note(failure: ModelFailed): void {
    if (failure.isOutage) this.breaker.failed(failure.details.retryAfterMs);
    else this.breaker.succeeded();
    this.options.failed?.(failure.reason);
  }

  private async spent(tokens: Tokens): Promise<ModelUsage | undefined> {
    if (tokens.input + tokens.output === 0) return undefined;
    return this.options.policy.spend(tokens).catch(() => undefined);
  }

  /** What was said is kept unread: it goes along when the model can be asked again. */
  private unheard(request: PredictionRequest, reason: string): Heard {
    return silent(this.options.model.remember(request, true), [traced('model-failed', false, { reason })]);
  }
}

function silent(memory: Heard['memory'], trace: readonly TraceLine[]): Heard {
  return { predictions: [], asked: new Set(), memory, trace };
}
