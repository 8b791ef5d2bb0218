/** A world in which the intent `leak` is for a custom agent: a real one over HTTP, on this machine. */
import { createCustomAgents } from '../../../adapters/customAgent';
import type { CustomAgentSettings } from '../../../cases/customAgent/settings';
import type { Settings, SettingsInput } from '../../../cases/settings';
import { someSettings } from '../../support/builders';
import { aWebhook, SECRET, SECRET_NAME } from '../../support/customAgentServer';
import { someResolution } from '../../support/resolution';
import { aWorld, ScriptedPredictor, SCRIPT, type World, type WorldOptions } from '../../support/world';

type Automation = 'full' | 'confirm' | 'disabled';

/** Heard wherever something leaks. */
export const LEAK_SCRIPT = [...SCRIPT, { field: 'intent', pattern: /\bleaks\b/, value: 'leak' }];

/** An intent that needs nothing that is not known, for a custom agent. */
export const leakFor = (agent: CustomAgentSettings) => ({
  name: 'leak',
  label: 'Leaking machine',
  lineOfBusiness: 'care',
  description: 'Water comes out of the machine.',
  customAgent: agent.name,
});

/** `helper` resolves what leaks. */
export function deskSettings(
  agent: CustomAgentSettings,
  automation: Automation = 'full',
  over: Partial<SettingsInput> = {},
): Settings {
  return someSettings({
    resolution: someResolution(automation, { intents: [leakFor(agent)], customAgents: [agent] }),
    turns: { settleMs: 0, settleMaxMs: 0 },
    ...over,
  });
}

export interface DeskOptions extends Omit<WorldOptions, 'settings'> {
  /** Beside the desk's own. */
  readonly settings?: Partial<SettingsInput>;
  readonly agent?: Parameters<typeof aWebhook>[1];
  readonly automation?: Automation;
  readonly over?: WorldOptions['over'];
  readonly secret?: string;
}

export async function aDesk(url: string, options: DeskOptions = {}): Promise<World> {
  const { agent, automation, over, secret = SECRET, settings, ...rest } = options;
  return aWorld({
    settings: deskSettings(aWebhook(url, agent), automation, settings),
    predictor: new ScriptedPredictor(LEAK_SCRIPT),
    ...rest,
    over: (context) => ({
      customAgents: createCustomAgents({ env: { [SECRET_NAME]: secret }, nowMs: Date.now }),
      ...over?.(context),
    }),
  });
}

export const COMPLAINT = 'I am Dana, dana@example.com, my grinder leaks';
