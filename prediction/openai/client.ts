/** The connection to the service: one question, one answer or a named failure. The SDK is loaded with the first question. */
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { failureOf, ModelFailed, type Tokens } from './failures';
import type { Message } from './prompt';
import type { JsonSchema } from './schema';

/** Where the model is, from the environment. */
export type ModelEndpoint =
  | { readonly kind: 'openai'; readonly apiKey?: string; readonly baseUrl?: string; readonly model: string }
  | {
      readonly kind: 'azure';
      readonly endpoint: string;
      readonly apiKey: string;
      readonly deployment: string;
      readonly apiVersion: string;
    };

export interface Question {
  readonly messages: readonly Message[];
  readonly schema: JsonSchema;
  /** Of the schema, for the service's logs. */
  readonly name?: string;
}

export interface Answer {
  readonly text: string;
  /** It ended because there was no more room. */
  readonly cut: boolean;
  readonly tokens: Tokens;
}

export const ANSWER_TOKENS_MAX = 2_000; // forty fields with short evidence; a model that rambles is cut off
const ANSWER_CHARS_MAX = 60_000; // a server of one's own may ignore the limit above
const CHARS_PER_TOKEN = 4; // where a server does not count
const NO_KEY = 'none'; // the SDK wants one; local servers don't
const OPENAI_URL = 'https://api.openai.com/v1';

/** The part of the SDK that is used. */
interface Sdk {
  readonly chat: {
    readonly completions: {
      create(
        body: ChatCompletionCreateParamsNonStreaming,
        options: { readonly signal: AbortSignal; readonly maxRetries: number },
      ): PromiseLike<unknown>;
    };
  };
}

/** Newer models take neither a temperature nor the old name of the answer's bound; some servers only know the old one. */
type Droppable = 'temperature' | 'max_completion_tokens' | 'max_tokens';

export class ModelClient {
  private connecting?: Promise<Sdk>;
  private readonly dropped = new Set<Droppable>();

  constructor(private readonly endpoint: ModelEndpoint) {}

  /**
   * @throws ModelFailed
   */
  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    try {
      return answerOf(await this.complete(question, signal), question);
    } catch (error) {
      throw failureOf(error, signal.aborted);
    }
  }

  /** Once more, at once, where a parameter is not known to this model or an idle connection had been closed. */
  private async complete(question: Question, signal: AbortSignal): Promise<unknown> {
    const client = await this.connect();
    for (let retries = 0; ; retries++) {
      try {
        return await client.chat.completions.create(this.body(question), { signal, maxRetries: 0 });
      } catch (error) {
        if (signal.aborted || retries >= RETRIES_MAX || !this.adapts(error)) throw error;
      }
    }
  }

  private body({ messages, schema, name = 'case_fields' }: Question): ChatCompletionCreateParamsNonStreaming {
    const bound = this.dropped.has('max_completion_tokens') ? 'max_tokens' : 'max_completion_tokens';
    return {
      model: this.endpoint.kind === 'azure' ? this.endpoint.deployment : this.endpoint.model,
      messages: [...messages],
      response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } },
      ...(this.dropped.has(bound) ? {} : { [bound]: ANSWER_TOKENS_MAX }),
      ...(this.dropped.has('temperature') ? {} : { temperature: 0 }),
    };
  }

  private adapts(error: unknown): boolean {
    const { status, param, message } = error as { status?: unknown; param?: unknown; message?: unknown };
    if (status === undefined) return isReset(error);
    if (status !== 400 && status !== 422) return false;
    const named = typeof param === 'string' ? param : typeof message === 'string' ? message : '';
    const unknown = (['temperature', 'max_completion_tokens', 'max_tokens'] as const).find(
      (name) => named.includes(name) && !this.dropped.has(name),
    );
    if (unknown === undefined) return false;
    this.dropped.add(unknown);
    return true;
  }

  private connect(): Promise<Sdk> {
    this.connecting ??= connect(this.endpoint);
    return this.connecting;
  }
}

const RETRIES_MAX = 2;

/** Everything is passed in: the SDK would read the environment for what is missing. */
async function connect(endpoint: ModelEndpoint): Promise<Sdk> {
  const { OpenAI: Client, AzureOpenAI: AzureClient } = await import('openai');
  const shared = { organization: null, project: null, maxRetries: 0 };
  if (endpoint.kind === 'openai')
    return new Client({
      ...shared,
      apiKey: endpoint.apiKey ?? NO_KEY,
      baseURL: endpoint.baseUrl ?? OPENAI_URL,
    });
  const { apiKey, apiVersion, deployment } = endpoint;
  const baseURL = `${endpoint.endpoint.replace(/\/+$/, '')}/openai`;
  return new AzureClient({ ...shared, baseURL, apiKey, apiVersion, deployment });
}

function isReset(error: unknown): boolean {
  const cause: unknown = (error as { cause?: unknown }).cause;
  const code: unknown = (cause as { code?: unknown } | undefined)?.code;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

/** A stranger's answer: nothing of its form is taken for granted. */
function answerOf(completion: unknown, question: Question): Answer {
  const choice = asRecord(asList(asRecord(completion)['choices'])[0]);
  const message = asRecord(choice['message']);
  const text = typeof message['content'] === 'string' ? message['content'] : '';
  const tokens = tokensOf(asRecord(asRecord(completion)['usage']), question, text);
  if (typeof message['refusal'] === 'string' && message['refusal'] !== '')
    throw new ModelFailed('refused', { tokens });
  if (choice['finish_reason'] === 'content_filter') throw new ModelFailed('filtered', { tokens });
  const cut = choice['finish_reason'] === 'length' || text.length > ANSWER_CHARS_MAX;
  return { text: text.slice(0, ANSWER_CHARS_MAX), cut, tokens };
}

function tokensOf(usage: Record<string, unknown>, question: Question, text: string): Tokens {
  const sent = JSON.stringify(question.schema).length + JSON.stringify(question.messages).length;
  return {
    input: counted(usage['prompt_tokens']) ?? Math.ceil(sent / CHARS_PER_TOKEN),
    output: counted(usage['completion_tokens']) ?? Math.ceil(text.length / CHARS_PER_TOKEN),
  };
}

function counted(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
