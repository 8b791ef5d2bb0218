/** Who writes drafts: a model where one may be asked and what it writes holds, else the plain words. */
import type { Clock } from '../../cases/channel';
import { plainDraft, type DraftedWords, type Drafter, type DraftRequest } from '../../cases/drafts/drafting';
import type { ModelUsage } from '../../cases/deciding/prediction';
import { Breaker, type ModelPolicy } from '../fallback';
import { ModelClient, ModelFailed, nameOf, NO_TOKENS, type ModelEndpoint, type Tokens } from '../openai';
import { checkDraft } from './check';
import { draftMessages, draftSchema } from './prompt';

export interface ModelDrafterOptions {
  readonly endpoint: ModelEndpoint;
  readonly policy: ModelPolicy;
  readonly clock: Clock;
  /** Shared with the predictor: a dead model is dead for both. */
  readonly breaker?: Breaker;
  readonly timeoutMs?: number;
  /** Told why the plain words stand instead; never with words of a customer. */
  readonly failed?: (reason: string) => void;
}

const TIMEOUT_MS = 8_000;

/** Plain words only: no model is configured. */
export function createPlainDrafter(): Drafter {
  return { asksModel: false, draft: (request) => Promise.resolve(plainDraft(request)) };
}

export function createModelDrafter(options: ModelDrafterOptions): Drafter {
  return new ModelDrafter(options);
}

class ModelDrafter implements Drafter {
  readonly asksModel = true;
  private readonly client: ModelClient;
  private readonly breaker: Breaker;

  constructor(private readonly options: ModelDrafterOptions) {
    this.client = new ModelClient(options.endpoint);
    this.breaker = options.breaker ?? new Breaker(() => Date.parse(options.clock()));
  }

  async draft(request: DraftRequest): Promise<DraftedWords> {
    const plain = plainDraft(request);
    const permission = await this.options.policy.permission().catch(() => 'unknown' as const);
    if (permission !== 'yes' || !this.breaker.admits()) return plain;
    try {
      const { text, tokens } = await this.ask(request);
      this.breaker.succeeded();
      const usage = await this.spent(tokens);
      const checked = checkDraft(text, request);
      if (!checked.ok) {
        this.options.failed?.(`its draft was not taken: ${checked.fault}`);
        return { ...plain, usage };
      }
      const { words } = checked;
      return { ...words, usage, writtenBy: { kind: 'model', name: nameOf(this.options.endpoint) } };
    } catch (error) {
      return { ...plain, usage: await this.noted(error) };
    }
  }

  private async ask(request: DraftRequest): Promise<{ readonly text: string; readonly tokens: Tokens }> {
    const { timeoutMs = TIMEOUT_MS } = this.options;
    const question = { name: 'draft', messages: draftMessages(request), schema: draftSchema(request) };
    const answer = await this.client.ask(question, AbortSignal.timeout(timeoutMs));
    if (answer.cut) throw new ModelFailed('truncated', { tokens: answer.tokens });
    return answer;
  }

  private async noted(error: unknown): Promise<ModelUsage | undefined> {
    const failure = error instanceof ModelFailed ? error : new ModelFailed('unreadable');
    if (failure.isOutage) this.breaker.failed(failure.details.retryAfterMs);
    else this.breaker.succeeded();
    this.options.failed?.(failure.reason);
    return this.spent(failure.details.tokens ?? NO_TOKENS);
  }

  private async spent(tokens: Tokens): Promise<ModelUsage | undefined> {
    if (tokens.input + tokens.output === 0) return undefined;
    return this.options.policy.spend(tokens).catch(() => undefined);
  }
}
