/** A bot behind Direct Line as an intent's custom agent, the whole way: our own Direct Line plays the bot's. */
import assert from 'node:assert/strict';
import { setImmediate as breathe } from 'node:timers/promises';
import { createCustomAgents } from '../../../adapters/customAgent';
import { customAgentSchema } from '../../../cases/customAgent/settings';
import { Client, startServer, type Running } from '../../adapters/directline/server';
import { SECRET_NAME } from '../../support/customAgentServer';
import { aWorld, SCRIPT, ScriptedPredictor, type World } from '../../support/world';
import { COMPLAINT, deskSettings } from './desk';

const REAL_MS_MAX = 5_000; // the world's clock stands still, the wires' does not

describe('an intent for a bot behind Direct Line', () => {
  let bot: Running;
  let world: World;
  beforeEach(async () => {
    bot = await startServer();
    // A token of the server begins one conversation, as a secret begins any.
    const env = { [SECRET_NAME]: (await new Client(bot.url).begin()).token };
    const agent = customAgentSchema.parse({
      kind: 'directline',
      name: 'helper',
      url: `${bot.url}/v3/directline`,
      auth: { kind: 'secret', secretName: SECRET_NAME },
      privateAddresses: ['127.0.0.1'],
    });
    world = await aWorld({
      settings: deskSettings(agent),
      predictor: new ScriptedPredictor([...SCRIPT, { field: 'intent', pattern: /\bleaks\b/, value: 'leak' }]),
      // Its own clock: the world's stands still.
      over: () => ({ customAgents: createCustomAgents({ env, nowMs: () => performance.now(), pollMs: 10 }) }),
    });
  });
  afterEach(async () => {
    await world.stop();
    await bot.stop();
  });

  /** The bot answers after a moment, and the moments are ours. */
  async function say(text: string): Promise<string[]> {
    await world.receive('c1', text);
    const until = performance.now() + REAL_MS_MAX;
    while (performance.now() < until) {
      await world.tick(10);
      await breathe();
      const heard = world.hear('c1').filter((line) => !line.includes('have opened case'));
      if (heard.length > 0) return heard;
    }
    return [];
  }

  it('asks in plain words, and goes on in its own conversation when the customer has answered', async () => {
    bot.agent.answer = () => [{ text: 'Is the tank seated?' }];
    assert.deepEqual(await say(COMPLAINT), ['Is the tank seated?']);
    bot.agent.answer = () => [
      { text: JSON.stringify({ responseType: 'Resolved', message: 'Dry the tray.' }) },
    ];
    assert.deepEqual(await say('yes, it is seated'), ['Dry the tray.']);
    await world.quiet();
    const { _id, customAgents } = await world.case('c1');
    const told = bot.agent.incoming.map(({ conversation, text }) => [
      conversation,
      JSON.parse(text) as unknown,
    ]);
    const request = { caseId: _id, conversationId: `${_id}/helper` };
    const remote = customAgents?.['helper']?.remote?.id;
    assert.deepEqual(told, [
      [remote, request],
      [remote, request],
    ]);
  });
});
