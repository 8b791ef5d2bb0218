/** Custom agents as the settings name them: webhooks and bots behind Direct Line. */
import {
  CustomAgentFailed,
  type CustomAgentCall,
  type CustomAgentReply,
  type CustomAgents,
  type CustomAgentSettings,
} from '../../cases/customAgent/settings';
import type { Lookup } from './addresses';
import { DirectLineAgents } from './directLine';
import { createSend } from './http';
import { AccessTokens } from './oauth';
import { askWebhook, checkWebhook, type WebhookParts } from './webhook';

export interface CustomAgentParts {
  /** Where the secrets are that the settings name. */
  readonly env: NodeJS.ProcessEnv;
  readonly nowMs: () => number;
  /** How names become addresses, where that is not the system's way. */
  readonly resolve?: Lookup;
  readonly pollMs?: number;
}

export function createCustomAgents({ env, nowMs, resolve, pollMs }: CustomAgentParts): CustomAgents {
  const send = createSend(resolve);
  const secret = (name: string): string => secretOf(env, name);
  const webhooks: WebhookParts = { send, secret, nowMs, tokens: new AccessTokens(send, secret, nowMs) };
  const bots = new DirectLineAgents({ send, secret, nowMs, pollMs });
  return {
    ask: (call: CustomAgentCall): Promise<CustomAgentReply> =>
      call.agent.kind === 'webhook' ? askWebhook(webhooks, call.agent, call) : bots.ask(call.agent, call),
    check: (agent: CustomAgentSettings): Promise<string> =>
      agent.kind === 'webhook' ? checkWebhook(webhooks, agent) : bots.check(agent),
  };
}

function secretOf(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value.trim() === '')
    throw new CustomAgentFailed(
      'not-set-up',
      `the environment variable ${name}, which the settings name, is not set`,
      false,
    );
  return value;
}
