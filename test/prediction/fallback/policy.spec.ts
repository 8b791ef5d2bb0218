/** The switches and the budget are obeyed, and what is spent is written down. */
import assert from 'node:assert/strict';
import { settingsSchema, type ModelSettings } from '../../../cases/settings';
import { createModelPolicy, monthId } from '../../../prediction/fallback';
import { createEmbeddedStore, type EmbeddedStore } from '../../../storage/embedded/store';
import { someSettingsInput } from '../../support/builders';
import { given, ModelServer } from '../../support/modelServer';
import { aFallback, Talk, traceOf, valueOf } from '../../support/modelServerPredictors';
import { aField, CONTACT } from '../../support/predictionBuilders';
import { aFolder } from '../../support/stores';

const CITY = aField({ name: 'city', label: 'City' });
const PRICES = { input: 150, output: 600 }; // a call of the scripted server costs .21

describe('what the settings say of the model', () => {
  let server: ModelServer;
  let store: EmbeddedStore;
  let model: ModelSettings | undefined;
  let now: string;

  before(async () => (server = await new ModelServer().start()));
  beforeEach(async () => {
    server.reset({ fields: { city: given('Oslo', 1, 'Oslo') } });
    store = createEmbeddedStore({ folder: aFolder() });
    await store.start();
    now = '2026-11-30T23:00:00.000Z';
    model = { enabled: true, dataMayLeave: true };
  });
  afterEach(() => store.stop());
  after(() => server.stop());

  const policy = () =>
    createModelPolicy({ store, settings: () => Promise.resolve({ model }), clock: () => now });
  const talk = (): Talk => new Talk(aFallback(server, { policy: policy() }), [CITY, CONTACT.email]);
  const SAID = 'I live in Oslo, jane@example.com';

  it('asks the model as shipped, and where stored settings know no model yet', async () => {
    assert.deepEqual(settingsSchema.parse(someSettingsInput()).model, { enabled: true, dataMayLeave: true });
    assert.equal(valueOf(await talk().say(SAID), 'city'), 'Oslo');
    model = undefined;
    assert.equal(valueOf(await talk().say(SAID), 'city'), 'Oslo');
  });

  for (const off of [{ enabled: false }, { dataMayLeave: false }]) {
    it(`sends nothing at all with ${JSON.stringify(off)}, and works on locally`, async () => {
      model = { enabled: true, dataMayLeave: true, ...off };
      const conversation = talk();
      for (const words of [SAID, 'Hello?', 'The pump is broken.']) {
        const result = await conversation.say(words);
        assert.deepEqual(traceOf(result), ['model-off']);
      }
      assert.equal(conversation.known['contact.email'], 'jane@example.com');
      assert.equal(server.calls.length, 0);
    });
  }

  it('never sends later what was said while data might not leave', async () => {
    model = { enabled: true, dataMayLeave: false };
    server.reset();
    const conversation = talk();
    await conversation.say('My secret is Rumpelstilzchen.');
    model = { enabled: true, dataMayLeave: true };
    await conversation.say('I live in Oslo.');
    assert.equal(server.calls.length, 1);
    assert.ok(!server.last.text.includes('Rumpel'));
  });

  it('takes a switch with the next turn', async () => {
    const conversation = talk();
    await conversation.say(SAID);
    model = { enabled: false, dataMayLeave: true };
    await conversation.say('And more.');
    assert.equal(server.calls.length, 1);
  });

  it('stops at the month’s budget, and begins anew with the month', async () => {
    model = { enabled: true, dataMayLeave: true, monthlyBudget: 0.5, pricePerMillion: PRICES };
    const conversation = talk();
    const traces: string[][] = [];
    for (let turn = 0; turn < 5; turn++) traces.push(traceOf(await conversation.say(`Oslo, ${turn}.`)));
    assert.equal(server.calls.length, 3, 'the third call passes the budget, the fourth is not made');
    assert.deepEqual(traces.slice(2), [[], ['model-budget'], ['model-budget']]);
    now = '2026-12-01T00:00:00.000Z';
    assert.deepEqual(traceOf(await conversation.say('A new month.')), []);
    assert.equal(server.calls.length, 4);
    assert.deepEqual(
      server.last.shown.new.map(({ turn }) => turn),
      [4, 5, 6],
      'what was missed goes along',
    );
  });

  it('writes the month’s sum with its tokens, in every process of the store', async () => {
    model = { enabled: true, dataMayLeave: true, monthlyBudget: 0.4, pricePerMillion: PRICES };
    const [one, two] = [policy(), policy()];
    await Promise.all([one, two].map((each) => each.spend({ input: 1000, output: 100 })));
    assert.deepEqual(await store.get('counters', monthId(now)), {
      _id: 'model/2026-11',
      version: 2,
      next: 420_000,
      usage: { inputTokens: 2000, outputTokens: 200, costMicros: 420_000 },
    });
    assert.equal(await policy().permission(), 'budget');
  });

  it('keeps what could not be written, and writes it with the next sum', async () => {
    let broken = true;
    const failures: unknown[] = [];
    const flaky = createModelPolicy({
      store: {
        get: (collection, id) => store.get(collection, id),
        insert: (collection, doc) => store.insert(collection, doc),
        update: (collection, id, fn) =>
          broken ? Promise.reject(new Error('full')) : store.update(collection, id, fn),
      },
      settings: () => Promise.resolve({ model }),
      clock: () => now,
      failed: (error) => failures.push(error),
    });
    model = { enabled: true, dataMayLeave: true, pricePerMillion: PRICES };
    assert.equal((await flaky.spend({ input: 1000, output: 0 })).costMicros, 150_000);
    broken = false;
    await flaky.spend({ input: 1000, output: 0 });
    assert.equal((await store.get('counters', monthId(now)))?.next, 300_000);
    assert.equal(failures.length, 1);
  });

  it('refuses a budget without prices', () => {
    const without = settingsSchema.safeParse(someSettingsInput({ model: { monthlyBudget: 5 } }));
    assert.match(without.error?.issues[0]?.message ?? '', /pricePerMillion/);
  });
});
