/** Custom agents: programs of others that say how a case goes on. Who they are in the settings, and how they are reached. */
import { z } from 'zod/v4';

const secretName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'is the name of an environment variable: CUSTOM_AGENT_SECRET');
const url = z.url({ protocol: /^https?$/ }).max(2_000);
const addresses = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** Of every kind. */
const shared = {
  /** By which intents name it. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'has small letters, digits and hyphens'),
  /** Asked again after a failure that may pass, under the same key. */
  tries: z.number().int().min(1).max(10).default(3),
  /** Addresses and networks that are none of the internet's and may be connected to all the same: "10.1.0.0/16". */
  privateAddresses: z.array(addresses).max(50).default([]),
};

/** RFC 6749, 4.4. */
const oauth = z.strictObject({
  kind: z.literal('oauth'),
  /** Of Microsoft Entra: https://login.microsoftonline.com/TENANT/oauth2/v2.0/token */
  tokenUrl: url,
  clientId: z.string().min(1).max(200),
  secretName,
  scope: z.string().min(1).max(500).optional(),
});

/** HMAC-SHA256 over the time and the body, by a secret that both know. */
const signature = z.strictObject({ kind: z.literal('signature'), secretName });

const webhook = z.strictObject({
  ...shared,
  kind: z.literal('webhook'),
  url,
  auth: z.discriminatedUnion('kind', [oauth, signature]),
  timeoutMs: z.number().int().min(100).max(120_000).default(10_000),
});

/** Copilot Studio, or any bot behind Direct Line 3.0. */
const directline = z.strictObject({
  ...shared,
  kind: z.literal('directline'),
  url: url.default('https://directline.botframework.com/v3/directline'),
  auth: z.discriminatedUnion('kind', [
    /** A secret of the bot's Direct Line channel. */
    z.strictObject({ kind: z.literal('secret'), secretName }),
    /** An address that gives a token to whoever asks, as Copilot Studio does without sign-in. */
    z.strictObject({ kind: z.literal('tokenEndpoint'), url }),
  ]),
  /** A message with the request as its text, or an event of this name with the request as its value. */
  event: z.string().min(1).max(100).optional(),
  /** For the whole answer. */
  timeoutMs: z.number().int().min(100).max(120_000).default(30_000),
});

export const customAgentSchema = z.discriminatedUnion('kind', [webhook, directline]);

export type CustomAgentSettings = z.infer<typeof customAgentSchema>;
export type WebhookSettings = z.infer<typeof webhook>;
export type DirectLineSettings = z.infer<typeof directline>;
export type OAuthClientSettings = z.infer<typeof oauth>;

/** What is wrong with the custom agents as a whole. */
export function customAgentProblems(agents: readonly CustomAgentSettings[]): string[] {
  const names = agents.map(({ name }) => name);
  const doubled = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [
    ...[...doubled].map((name) => `two custom agents are named "${name}"`),
    ...agents.flatMap((agent) =>
      urlsOf(agent).flatMap((one) =>
        isHttpElsewhere(one, agent.privateAddresses)
          ? [
              `custom agent "${agent.name}": ${one} must begin with https:// (http:// only on this machine, listed in privateAddresses)`,
            ]
          : [],
      ),
    ),
  ];
}

function urlsOf({ url: own, auth }: CustomAgentSettings): string[] {
  if (auth.kind === 'oauth') return [own, auth.tokenUrl];
  return auth.kind === 'tokenEndpoint' ? [own, auth.url] : [own];
}

const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const LOOPBACK_ADDRESS = /^(?:127\.|::1(?:\/|$))/;

function isHttpElsewhere(address: string, privateAddresses: readonly string[]): boolean {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:') return false;
  return !LOOPBACK_HOST.test(hostname) || !privateAddresses.some((one) => LOOPBACK_ADDRESS.test(one));
}

/** What is sent; the conversation's id stays the same for a case and an agent. */
export interface CustomAgentRequest {
  readonly caseId: string;
  readonly conversationId: string;
}

/** The agent's own conversation about a case, where it keeps one: the next call goes on there. */
export interface RemoteConversation {
  readonly id: string;
  /** What was read of it, as its server counts. */
  readonly watermark?: string;
}

export interface CustomAgentCall {
  /** The effect's id: the same however often it is called. */
  readonly id: string;
  readonly agent: CustomAgentSettings;
  readonly request: CustomAgentRequest;
  readonly remote?: RemoteConversation;
  /** Keeps the agent's conversation before anything is said in it. */
  readonly keep: (remote: RemoteConversation) => Promise<void>;
  /** Ends the waiting: this process stops. */
  readonly signal?: AbortSignal;
}

export const RESPONSE_TYPES = ['Question', 'Resolved', 'UnableToResolve', 'NoAction', 'ResolveCase'] as const;
export type ResponseType = (typeof RESPONSE_TYPES)[number];

/** Words for the customer come with those that are for the customer; UnableToResolve may say why, to colleagues. */
export type CustomAgentAnswer =
  | {
      readonly responseType: 'Question' | 'Resolved' | 'ResolveCase';
      readonly message: string;
      /** A representative looks at it first, whatever the automation. */
      readonly needsReview: boolean;
    }
  | { readonly responseType: 'UnableToResolve'; readonly message?: string }
  | { readonly responseType: 'NoAction' };

export interface CustomAgentReply {
  readonly answer: CustomAgentAnswer;
  readonly remote?: RemoteConversation;
}

/** The port to custom agents. One call is one try: who calls tries again. */
export interface CustomAgents {
  /** @throws CustomAgentFailed where there is no answer that could be followed. */
  ask(call: CustomAgentCall): Promise<CustomAgentReply>;
  /**
   * Whether it could be asked now, without asking it anything; what was found, in words.
   * @throws CustomAgentFailed where it could not.
   */
  check(agent: CustomAgentSettings): Promise<string>;
}

/** Why there is no answer; each has words for representatives. */
export const CUSTOM_AGENT_FAILURES = [
  'late',
  'unreachable',
  'forbidden-address',
  'redirected',
  'unauthorised',
  'refused',
  'failing',
  'too-large',
  'not-understood',
  'not-set-up',
  'switched-off',
] as const;
export type CustomAgentFailure = (typeof CUSTOM_AGENT_FAILURES)[number];

export class CustomAgentFailed extends Error {
  /**
   * @param retry whether the same again may help
   * @param afterMs how long the agent asked to wait
   */
  constructor(
    readonly code: CustomAgentFailure,
    message: string,
    readonly retry: boolean,
    readonly afterMs?: number,
  ) {
    super(message);
  }
}
