/** The predictor that asks a model of OpenAI's, of Azure's, or behind any server that speaks the same protocol. */
import type { FieldPredictor, PredictionRequest, PredictionResult } from '../../cases/deciding/prediction';
import { ModelClient, type Answer, type ModelEndpoint, type Question } from './client';
import { NO_TOKENS, type ModelFailed, type Tokens } from './failures';
import { heard, read, readState, unread, writeState, type State } from './memory';
import { askable, predictByModel, type Answered, type Hints } from './predict';

export { ModelClient, type Answer, type ModelEndpoint } from './client';
export { FAILURE_REASONS, ModelFailed, NO_TOKENS, type FailureReason, type Tokens } from './failures';
export type { Hints } from './predict';

export interface OpenAIPredictorOptions {
  readonly endpoint: ModelEndpoint;
  /** For everything that a prediction asks of the model, the repair too. */
  readonly timeoutMs?: number;
  /** Whether the fields are described in the instructions beside the schema; servers of one's own don't read it there. */
  readonly described?: boolean;
}

export interface ModelRequest extends PredictionRequest {
  readonly hints?: Hints;
}

export interface ModelResult extends PredictionResult {
  /** What was asked; its price is the settings' business. */
  readonly tokens: Tokens;
  /** The fields that the model was asked for. */
  readonly asked: readonly string[];
  /** The repair failed: what the first answer gave stands. */
  readonly failure?: ModelFailed;
}

export interface ModelPredictor extends FieldPredictor {
  /** Whether there is anything to ask: words that it has not read, or fields that it has not read them for. */
  wants(request: PredictionRequest): boolean;
  /**
   * @throws ModelFailed
   */
  predict(request: ModelRequest): Promise<ModelResult>;
  /** The memory where the model is not asked: what was said is kept for the next time. */
  remember(request: PredictionRequest, failed?: boolean): PredictionResult['memory'];
}

export const TIMEOUT_MS = 8_000; // three rounds of one decision end before the conversation's lease of 30 s does

export function createOpenAIPredictor(options: OpenAIPredictorOptions): ModelPredictor {
  const { endpoint, timeoutMs = TIMEOUT_MS } = options;
  const client = new ModelClient(endpoint);
  const described = options.described ?? (endpoint.kind === 'openai' && endpoint.baseUrl !== undefined);
  return {
    name: nameOf(endpoint),
    wants,
    async predict(request) {
      const state = heard(readState(request.memory), request.newTurns);
      const fields = askable(request.fields, request.known);
      if (!wants(request))
        return { predictions: [], memory: writeState(state), tokens: NO_TOKENS, asked: [] };
      const { predictions, trace, tokens, failure } = await withinTime(timeoutMs, (ask) =>
        predictByModel({ request, state, fields, hints: request.hints ?? {}, described, ask: ask(client) }),
      );
      const asked = fields.map(({ name }) => name);
      const memory = writeState(read(state, asked));
      return { predictions, memory, trace, tokens, asked, failure };
    },
    remember(request, failed = false) {
      const state = heard(readState(request.memory), request.newTurns);
      return writeState({ ...state, failed: failed || (state.failed && !saysMore(request)) });
    },
  };
}

export function nameOf(endpoint: ModelEndpoint): string {
  return endpoint.kind === 'azure' ? `azure-openai:${endpoint.deployment}` : `openai:${endpoint.model}`;
}

function wants({ fields, known, newTurns, memory }: PredictionRequest): boolean {
  const asked = askable(fields, known);
  const state: State = readState(memory);
  if (asked.length === 0) return false;
  if (saysMore({ newTurns })) return true;
  if (state.failed) return false;
  if (unread(state).length > 0) return true;
  return state.turns.length > 0 && asked.some(({ name }) => !state.readFor.includes(name));
}

function saysMore({ newTurns }: Pick<PredictionRequest, 'newTurns'>): boolean {
  return newTurns.some((turn) => turn.from === 'customer' && turn.text.trim() !== '');
}

type Ask = (client: ModelClient) => (question: Question) => Promise<Answer>;

/** One limit for all that is asked, body included: the SDK's own ends where the answer begins. */
async function withinTime(ms: number, work: (ask: Ask) => Promise<Answered>): Promise<Answered> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  try {
    return await work((client) => (question) => client.ask(question, controller.signal));
  } finally {
    clearTimeout(timer);
  }
}
