/** The whole agent with a model: turns go on when it fails, and the case tells what it cost. */
import assert from 'node:assert/strict';
import { settingsSchema, type Settings } from '../../../cases/settings';
import { createLocalPredictor } from '../../../prediction';
import { createModelPolicy, createModelPredictor, monthId } from '../../../prediction/fallback';
import type { FieldPredictor } from '../../../cases/deciding/prediction';
import { given, ModelServer } from '../../support/modelServer';
import { AgentWithModel } from '../../support/modelServerAgent';
import { aModel } from '../../support/modelServerPredictors';

const PRICES = { input: 150, output: 600 };
const CALL = 1000 * PRICES.input + 100 * PRICES.output;

const settings: Settings = settingsSchema.parse({
  fields: [
    { name: 'issue', label: 'Issue description', type: 'multilineText' },
    { name: 'contact', label: 'Contact', type: 'lookup', catalogue: 'contacts' },
    { name: 'serial', label: 'Serial number', type: 'text', pattern: '[A-Z]{2}-\\d{3}' },
  ],
  creation: { defaultFields: ['issue', 'contact'] },
  updates: { rules: [{ name: 'all', fields: ['serial'] }] },
  model: { monthlyBudget: 100, pricePerMillion: PRICES },
});

describe('the agent with a model', () => {
  let server: ModelServer;
  let agent: AgentWithModel;
  before(async () => (server = await new ModelServer().start()));
  beforeEach(async () => {
    server.reset();
    agent = await AgentWithModel.start(
      settings,
      lazily(() => predictorOn(agent)),
    );
  });
  afterEach(() => agent.stop());
  after(() => server.stop());

  /** With a ledger in the agent's own store. */
  function predictorOn({ store }: AgentWithModel): FieldPredictor {
    const clock = () => new Date().toISOString();
    const policy = createModelPolicy({ store, settings: () => Promise.resolve(settings), clock });
    const model = aModel(server, { timeoutMs: 1_500 });
    return createModelPredictor({ model, local: createLocalPredictor(), policy, clock });
  }

  const month = async () => (await agent.store.get('counters', monthId(new Date().toISOString())))?.next;

  it('sums up what a case cost, from its first words on, and the month', async () => {
    await agent.say('c', 'Hello');
    assert.deepEqual((await agent.conversation('c')).usage?.costMicros, CALL);
    await agent.say('c', 'My machine is broken. I am Dana Reyes, dana@example.com');
    const opened = await agent.case('c');
    assert.deepEqual(opened?.usage, { inputTokens: 2000, outputTokens: 200, costMicros: 2 * CALL });
    assert.equal((await agent.conversation('c')).usage, undefined, 'the case has taken it');
    await agent.say('c', 'By the way, nice weather.');
    assert.equal(
      (await agent.case('c'))?.usage?.costMicros,
      2 * CALL,
      'nothing changed: it waits for a move',
    );
    const { seq } = await agent.conversation('c');
    server.reset({ fields: { serial: given('AB-123', seq + 1, 'AB-123') } });
    await agent.say('c', 'The serial number is AB-123.');
    const changed = await agent.case('c');
    assert.equal(changed?.fields['serial']?.value, 'AB-123');
    assert.equal(changed.usage?.costMicros, 4 * CALL);
    assert.equal(await month(), 4 * CALL);
  });

  it('names the model in the provenance of its values', async () => {
    server.reset({ fields: { serial: given('AB-123', 1, 'AB-123') } });
    await agent.say('c', 'AB-123 stands on it. It is broken. I am Dana Reyes, dana@example.com');
    const { serial, issue } = (await agent.case('c'))?.fields ?? {};
    assert.equal(serial?.provenance.by.name, 'openai:test-model');
    assert.equal(issue?.provenance.by.name, 'local');
  });

  for (const script of [
    { hangs: 'before' } as const,
    { status: 429, headers: { 'retry-after': '60' } },
    { breaks: 'within' } as const,
    { content: '{"serial":', finish: 'length' },
    { content: null, refusal: 'No.' },
    { body: 'nonsense' },
  ]) {
    it(`answers, opens the case and says what happened: ${JSON.stringify(script)}`, async () => {
      server.reset(script);
      await agent.say('c', 'My machine is broken. I am Dana Reyes, dana@example.com, serial AB-123.');
      const opened = await agent.case('c');
      assert.equal(opened?.status, 'active');
      assert.equal(opened.fields['serial']?.value, 'AB-123');
      assert.ok((await agent.trace('c')).includes('model-failed'));
      assert.match(textOf(agent), new RegExp(opened.number));
    });
  }
});

function textOf({ sent }: AgentWithModel): string {
  return sent.map(({ content }) => (content.kind === 'text' ? content.text : '')).join('\n');
}

/** Made with the first question: it needs the agent that it is made for. */
function lazily(make: () => FieldPredictor): FieldPredictor {
  let made: FieldPredictor | undefined;
  return { name: 'openai:test-model', predict: (request) => (made ??= make()).predict(request) };
}
