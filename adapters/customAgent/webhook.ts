/** A custom agent behind HTTPS: one POST, the answer in the response. docs/custom-agents.md describes it for its author. */
import { readAnswerText } from '../../cases/customAgent/answer';
import {
  CustomAgentFailed,
  type CustomAgentCall,
  type CustomAgentReply,
  type WebhookSettings,
} from '../../cases/customAgent/settings';
import type { Send } from './http';
import type { AccessTokens } from './oauth';
import { signedHeaders } from './signature';

export interface WebhookParts {
  readonly send: Send;
  readonly tokens: AccessTokens;
  /** What a name of the settings stands for. @throws CustomAgentFailed where the variable is not set. */
  readonly secret: (name: string) => string;
  readonly nowMs: () => number;
}

export async function askWebhook(
  parts: WebhookParts,
  agent: WebhookSettings,
  { id, request, signal }: CustomAgentCall,
): Promise<CustomAgentReply> {
  const body = JSON.stringify({ caseId: request.caseId, conversationId: request.conversationId });
  const asked = {
    url: agent.url,
    method: 'POST' as const,
    body,
    privateAddresses: agent.privateAddresses,
    timeoutMs: agent.timeoutMs,
    signal,
  };
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'idempotency-key': headerText(id),
    ...(await proof(parts, agent, body, signal)),
  };
  const { text } = await parts.send({ ...asked, headers }).catch((error: unknown) => {
    throw forgetting(parts, agent, error);
  });
  const read = readAnswerText(text);
  if (!read.ok) throw notUnderstood(agent.url, read.problem);
  return { answer: read.answer };
}

/**
 * Whether it is there and takes our proof; it is asked nothing. Most answer a GET with 404 or 405, which will do.
 * @throws CustomAgentFailed
 */
export async function checkWebhook(parts: WebhookParts, agent: WebhookSettings): Promise<string> {
  const { url, privateAddresses, timeoutMs } = agent;
  const { host } = new URL(url);
  const headers = await proof(parts, agent, '');
  try {
    await parts.send({ url, method: 'GET', headers, privateAddresses, timeoutMs });
  } catch (error) {
    if (!(error instanceof CustomAgentFailed) || error.code !== 'refused') throw error;
  }
  return `${host} answers`;
}

function notUnderstood(url: string, problem: string): CustomAgentFailed {
  return new CustomAgentFailed(
    'not-understood',
    `the answer of ${new URL(url).host} cannot be followed: ${problem}`,
    false,
  );
}

async function proof(
  { tokens, secret, nowMs }: WebhookParts,
  agent: WebhookSettings,
  body: string,
  signal?: AbortSignal,
): Promise<Record<string, string>> {
  const { auth } = agent;
  if (auth.kind === 'signature') return signedHeaders(secret(auth.secretName), nowMs(), body);
  return { authorization: `Bearer ${await tokens.of(auth, agent, signal)}` };
}

/** A token may be taken back before it expires: the next try fetches another. */
function forgetting({ tokens }: WebhookParts, { auth }: WebhookSettings, error: unknown): unknown {
  if (auth.kind !== 'oauth' || !(error instanceof CustomAgentFailed) || error.code !== 'unauthorised')
    return error;
  tokens.forget(auth);
  return new CustomAgentFailed(error.code, error.message, true);
}

/** Ids hold what channels put there; a header takes visible ASCII. The same id gives the same text. */
function headerText(id: string): string {
  return encodeURIComponent(id);
}
