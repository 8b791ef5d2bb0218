/** The client half of Direct Line 3.0, by polling. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-concepts */
import { z } from 'zod/v4';
import { CustomAgentFailed, type DirectLineSettings } from '../../cases/customAgent/settings';
import type { Send } from './http';

const conversation = z.object({ conversationId: z.string().min(1), token: z.string().min(1).optional() });
const posted = z.object({ id: z.string().optional() });

const activity = z.object({
  id: z.string().optional(),
  type: z.string(),
  from: z.object({ id: z.string() }).optional(),
  replyToId: z.string().nullish(),
  name: z.string().nullish(),
  text: z.string().nullish(),
  value: z.unknown(),
  channelData: z.looseObject({ clientActivityID: z.unknown() }).nullish().catch(null),
});
const activitySet = z.object({ activities: z.array(activity), watermark: z.string().nullish() });

export type RemoteActivity = z.infer<typeof activity>;

export interface Started {
  readonly conversationId: string;
  /** Good for this conversation. */
  readonly bearer: string;
}

/** What each request shares. */
export interface Line {
  readonly send: Send;
  readonly agent: DirectLineSettings;
  /** Milliseconds since 1970: nothing is waited for past it. */
  readonly untilMs: number;
  readonly nowMs: () => number;
  readonly signal?: AbortSignal;
}

/** @param bearer a secret, or a token: its own conversation begins then */
export async function startConversation(line: Line, bearer: string): Promise<Started> {
  const made = await call(line, conversation, { path: '/conversations', bearer, body: {} });
  return { conversationId: made.conversationId, bearer: made.token ?? bearer };
}

/** A token of whoever gives one to everybody: Copilot Studio's token endpoint. */
export async function fetchToken(line: Line, url: string): Promise<string> {
  const made = await call(line, conversation, { url });
  if (made.token === undefined) throw misunderstood(line, 'it gave no token');
  return made.token;
}

/** @returns the id that the other side gave it, where it says so */
export async function postActivity(
  line: Line,
  { conversationId, bearer }: Started,
  said: object,
): Promise<string | undefined> {
  const path = `/conversations/${encodeURIComponent(conversationId)}/activities`;
  return (await call(line, posted, { path, bearer, body: said })).id;
}

export async function readActivities(
  line: Line,
  { conversationId, bearer }: Started,
  watermark: string | undefined,
): Promise<{ readonly activities: readonly RemoteActivity[]; readonly watermark?: string }> {
  const after = watermark === undefined ? '' : `?watermark=${encodeURIComponent(watermark)}`;
  const path = `/conversations/${encodeURIComponent(conversationId)}/activities${after}`;
  const read = await call(line, activitySet, { path, bearer });
  return { activities: read.activities, watermark: read.watermark ?? watermark };
}

interface Request {
  readonly path?: string;
  /** In place of a path of the Direct Line. */
  readonly url?: string;
  readonly bearer?: string;
  readonly body?: object;
}

async function call<S extends z.ZodType>(line: Line, answer: S, request: Request): Promise<z.output<S>> {
  const { agent, send, signal, untilMs, nowMs } = line;
  const { bearer, body } = request;
  const { text } = await send({
    url: request.url ?? `${agent.url.replace(/\/+$/, '')}${request.path ?? ''}`,
    method: body ? 'POST' : 'GET',
    headers: {
      accept: 'application/json',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body && JSON.stringify(body),
    privateAddresses: agent.privateAddresses,
    timeoutMs: Math.max(Math.ceil(untilMs - nowMs()), 1),
    signal,
  });
  const read = answer.safeParse(jsonOf(text));
  if (!read.success) throw misunderstood(line, 'its answer is none of Direct Line 3.0');
  return read.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function misunderstood({ agent }: Pick<Line, 'agent'>, problem: string): CustomAgentFailed {
  return new CustomAgentFailed('not-understood', `${new URL(agent.url).host}: ${problem}`, false);
}
