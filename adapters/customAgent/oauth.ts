/** Access tokens by client credentials (RFC 6749, 4.4), from any provider; kept until shortly before they expire. */
import { z } from 'zod/v4';
import {
  CustomAgentFailed,
  type OAuthClientSettings,
  type WebhookSettings,
} from '../../cases/customAgent/settings';
import type { Send } from './http';

const TOKEN_MS_SHIPPED = 300_000; // where the provider does not say
const EARLY_MS = 60_000; // a token must outlast the request that it is for

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
});

interface Token {
  readonly value: string;
  readonly goodUntilMs: number;
}

export class AccessTokens {
  private readonly tokens = new Map<string, Token>();

  constructor(
    private readonly send: Send,
    private readonly secret: (name: string) => string,
    private readonly nowMs: () => number,
  ) {}

  /** @throws CustomAgentFailed where none is given. */
  async of(auth: OAuthClientSettings, agent: WebhookSettings, signal?: AbortSignal): Promise<string> {
    const secret = this.secret(auth.secretName);
    const key = JSON.stringify([auth, secret]);
    const known = this.tokens.get(key);
    if (known && known.goodUntilMs > this.nowMs()) return known.value;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: auth.clientId,
      client_secret: secret,
      ...(auth.scope === undefined ? {} : { scope: auth.scope }),
    });
    const { text } = await this.send({
      url: auth.tokenUrl,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
      privateAddresses: agent.privateAddresses,
      timeoutMs: agent.timeoutMs,
      signal,
    });
    const token = readToken(text, auth.tokenUrl, this.nowMs());
    this.tokens.set(key, token);
    return token.value;
  }

  /** The agent does not take the token any more. */
  forget(auth: OAuthClientSettings): void {
    this.tokens.delete(JSON.stringify([auth, this.secret(auth.secretName)]));
  }
}

function readToken(text: string, tokenUrl: string, nowMs: number): Token {
  const read = tokenAnswer.safeParse(jsonOf(text));
  if (!read.success)
    throw new CustomAgentFailed('unauthorised', `${new URL(tokenUrl).host} gave no access_token`, false);
  const { access_token: value, expires_in: seconds } = read.data;
  const lastsMs = seconds === undefined ? TOKEN_MS_SHIPPED : seconds * 1_000;
  return { value, goodUntilMs: nowMs + lastsMs - EARLY_MS };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
