/** Whatever the model does, the turn goes on, nothing is lost, and the trace says what happened. */
import assert from 'node:assert/strict';
import { PREDICTOR_MEMORY_BYTES_MAX } from '../../../cases/deciding/prediction';
import { createLocalPredictor } from '../../../prediction';
import { Breaker } from '../../../prediction/fallback';
import { given, ModelServer, type Script } from '../../support/modelServer';
import {
  aFallback,
  aModel,
  FREE,
  predictionOf,
  Talk,
  traceOf,
  valueOf,
  type Composite,
} from '../../support/modelServerPredictors';
import { aChoice, aField, CONTACT } from '../../support/predictionBuilders';

const SERIAL = aField({ name: 'serial', label: 'Serial number', pattern: '[A-Z]{2}-\\d{3}' });
const CATEGORY = aChoice('category', ['Product defect', 'Billing', 'Shipping']);
const FIELDS = [CONTACT.email, SERIAL, CATEGORY];

describe('the model with the local predictor behind it', () => {
  let server: ModelServer;
  before(async () => (server = await new ModelServer().start()));
  beforeEach(() => server.reset());
  after(() => server.stop());

  const talk = (over: Composite = {}, fields = FIELDS): Talk => new Talk(aFallback(server, over), fields);

  const failing: readonly (readonly [reason: string, script: Script, calls: number])[] = [
    ['timeout', { hangs: 'before' }, 1],
    ['timeout', { hangs: 'within' }, 1],
    ['busy', { status: 429, headers: { 'retry-after': '30' } }, 1],
    ['server-error', { status: 502 }, 1],
    ['denied', { status: 401 }, 1],
    ['rejected', { status: 400 }, 1],
    ['refused', { content: null, refusal: 'No.' }, 1],
    ['filtered', { content: '', finish: 'content_filter' }, 1],
    ['truncated', { content: '{"serial": {', finish: 'length' }, 2],
    ['unreadable', { content: 'I think it is AB-123' }, 2],
    ['unreadable', { body: '{"choices": 7}' }, 2],
    ['unreachable', { body: '<html>' }, 1],
    ['unreachable', { breaks: 'before' }, 3],
    ['unreachable', { breaks: 'within' }, 1],
  ];

  for (const [reason, script, calls] of failing) {
    it(`goes on with the local predictor: ${reason}, ${JSON.stringify(script)}`, async () => {
      server.reset(script);
      const told: string[] = [];
      const conversation = talk({ timeoutMs: 700, failed: (why) => told.push(why) });
      const result = await conversation.say('My email is jane@example.com, serial number AB-123.');
      assert.equal(valueOf(result, 'contact.email'), 'jane@example.com');
      assert.equal(valueOf(result, 'serial'), 'AB-123');
      assert.equal(predictionOf(result, 'serial')?.predictor, 'local');
      assert.deepEqual(traceOf(result), [`model-failed:${reason}`]);
      assert.deepEqual(told, [reason]);
      assert.equal(server.calls.length, calls);
    });

    it(`reads what it missed when it is back: ${reason}, ${JSON.stringify(script)}`, async () => {
      server.reset(script);
      const conversation = talk({ timeoutMs: 700, breaker: new Breaker(stepping()) });
      await conversation.say('Water runs out of it at the bottom.');
      server.reset({ fields: { category: given('Product defect', 1, 'Water runs out of it') } });
      const result = await conversation.say('It is a new one.');
      assert.deepEqual(
        server.last.shown.new.map(({ turn }) => turn),
        [1, 2],
      );
      assert.equal(valueOf(result, 'category'), 'Product defect');
      assert.deepEqual(traceOf(result), []);
    });
  }

  it('names the predictor of each value', async () => {
    server.reset({ fields: { category: given('Product defect', 1, 'leaks') } });
    const result = await talk().say('It leaks, jane@example.com.');
    assert.equal(predictionOf(result, 'category')?.predictor, 'openai:test-model');
    assert.equal(predictionOf(result, 'contact_email')?.predictor ?? 'local', 'local');
    assert.equal(predictionOf(result, 'contact.email')?.predictor, 'local');
  });

  it('fills in where a value of the model’s was refused', async () => {
    server.reset({ fields: { serial: given('XX-999', 1, 'AB-123') } });
    const result = await talk().say('The serial number is AB-123.');
    assert.deepEqual(
      [valueOf(result, 'serial'), predictionOf(result, 'serial')?.predictor],
      ['AB-123', 'local'],
    );
    assert.deepEqual(traceOf(result), ['model-refused:not-in-words']);
  });

  it('asks nothing more in a decision in which the model failed', async () => {
    server.reset({ status: 500 });
    const conversation = talk();
    await conversation.say('It leaks.');
    const further = aField({ name: 'note', label: 'Note' });
    assert.deepEqual(traceOf(await conversation.again([...FIELDS, further])), []);
    assert.equal(server.calls.length, 1);
  });

  it('asks for what a rule wants besides, within the same decision', async () => {
    const conversation = talk({}, [CATEGORY]);
    server.reset({ fields: { category: given('Product defect', 1, 'leaks') } });
    await conversation.say('It leaks; it says AB-123 on the plate.');
    server.reset({ fields: { serial: given('AB-123', 1, 'AB-123') } });
    assert.equal(valueOf(await conversation.again([SERIAL]), 'serial'), 'AB-123');
  });

  it('goes on where what was spent cannot be read or written', async () => {
    const broken = () => Promise.reject(new Error('the disk is full'));
    server.reset({ fields: { category: given('Product defect', 1, 'leaks') } });
    const unread = await talk({ policy: { ...FREE, permission: broken } }).say('It leaks, jane@example.com');
    assert.deepEqual(traceOf(unread), ['model-failed:policy']);
    assert.equal(valueOf(unread, 'contact.email'), 'jane@example.com');
    assert.equal(server.calls.length, 0);
    const unwritten = await talk({ policy: { ...FREE, spend: broken } }).say('It leaks.');
    assert.equal(valueOf(unwritten, 'category'), 'Product defect');
  });

  it('tells what an answer cost, and what a failure cost', async () => {
    assert.deepEqual((await talk().say('It leaks.')).usage, {
      inputTokens: 1000,
      outputTokens: 100,
      costMicros: 1100,
    });
    server.reset({ content: 'no JSON' });
    assert.equal((await talk().say('It leaks.')).usage?.inputTokens, 2000);
    server.reset({ status: 500 });
    assert.equal((await talk().say('It leaks.')).usage, undefined);
  });

  describe('in the middle of a conversation', () => {
    const settled = async (): Promise<Talk> => {
      const conversation = talk({ timeoutMs: 700 });
      server.reset({ fields: { category: given('Product defect', 1, 'Water runs out') } });
      await conversation.say('Water runs out of it.');
      return conversation;
    };

    it('a silent model keeps its value against the local predictor', async () => {
      const conversation = await settled();
      server.reset();
      const result = await conversation.say('I also wonder about shipping and the shipping date.');
      assert.equal(valueOf(result, 'category'), undefined);
    });

    it('a fall-back does not push the model’s value about', async () => {
      const conversation = await settled();
      for (const words of [
        'I got no billing mail.',
        'The shipping box was wet too.',
        'Hello?',
        'It is billing?',
      ]) {
        server.reset({ status: 500 });
        assert.equal(valueOf(await conversation.say(words), 'category'), undefined, words);
      }
      assert.equal(conversation.known['category'], 'Product defect');
    });

    it('a fall-back hears the answer to a question for a listed field', async () => {
      const conversation = await settled();
      server.reset({ status: 500 });
      const asked = { asks: ['category'] };
      const result = await conversation.say([asked, '> What is it about, then?'], 'Billing');
      assert.equal(valueOf(result, 'category'), 'Billing');
    });

    it('a fall-back hears a clear correction in newer words', async () => {
      const conversation = talk({ timeoutMs: 700 });
      server.reset({ fields: { serial: given('AB-123', 1, 'AB-123') } });
      await conversation.say('The plate says AB-123.');
      server.reset({ status: 500 });
      const result = await conversation.say('Sorry, the serial number is AB-124.');
      assert.equal(valueOf(result, 'serial'), 'AB-124');
    });
  });

  it('makes a child and its parent agree, the surer one winning', async () => {
    const family = aChoice('family', ['Grinders', 'Kettles']);
    const product = {
      ...aChoice('product', ['Mill 5', 'Boil 3']),
      parentField: 'family',
      options: [
        { value: 'mill', label: 'Mill 5', parent: 'Grinders' },
        { value: 'boil', label: 'Boil 3', parent: 'Kettles' },
      ],
    };
    server.reset({
      fields: {
        product: given('mill', 1, 'Mill 5'),
        family: given('Kettles', 1, 'kettle', { confidence: 'likely' }),
      },
    });
    const result = await talk({}, [family, product]).say('My kettle, the Mill 5, is here.');
    assert.deepEqual([valueOf(result, 'family'), valueOf(result, 'product')], ['Grinders', 'mill']);
  });

  it('keeps one memory of at most 8 KB for both, which the local predictor alone can read', async () => {
    const conversation = talk();
    for (let turn = 0; turn < 25; turn++) {
      await conversation.say(
        `> Was ${'ü'.repeat(300)}?`,
        `Nummer AB-${100 + turn}, ${'größer wörter täglich '.repeat(80)}`,
      );
      assert.ok(Buffer.byteLength(JSON.stringify(conversation.memory)) <= PREDICTOR_MEMORY_BYTES_MAX);
    }
    const alone = await createLocalPredictor().predict({
      fields: [...FIELDS, aField({ name: 'asset', label: 'Nummer', pattern: 'AB-\\d{3}' })],
      newTurns: [],
      known: {},
      memory: conversation.memory,
    });
    assert.match(String(valueOf(alone, 'asset')), /^AB-/);
  });

  it('takes over a conversation that the local predictor began', async () => {
    const begun = await createLocalPredictor().predict({
      fields: FIELDS,
      newTurns: [{ id: 'c/1', seq: 1, from: 'customer', text: 'Hello', at: '2026-01-05T10:00:00Z' }],
      known: {},
      memory: null,
    });
    const conversation = talk();
    conversation.memory = begun.memory;
    server.reset({ fields: { category: given('Product defect', 1, 'leaks') } });
    assert.equal(valueOf(await conversation.say('It leaks.'), 'category'), 'Product defect');
  });

  it('asks once in a while where the model is dead', async () => {
    let now = 0;
    const model = aModel(server, { timeoutMs: 500 });
    const breaker = new Breaker(() => now);
    const conversation = new Talk(aFallback(server, { model, breaker }), FIELDS);
    server.reset({ hangs: 'before' });
    const traces: string[][] = [];
    for (let turn = 0; turn < 6; turn++) traces.push(traceOf(await conversation.say(`It leaks ${turn}.`)));
    assert.equal(server.calls.length, 3);
    assert.deepEqual(traces.at(-1), ['model-failed:resting']);
    const started = performance.now();
    for (let turn = 0; turn < 20; turn++) await conversation.say(`It still leaks ${turn}.`);
    assert.ok((performance.now() - started) / 20 < 50, 'a resting model costs a turn nothing');
    now += 30_000;
    server.reset({ fields: { category: given('Product defect', 27, 'leaks') } });
    assert.equal(valueOf(await conversation.say('It leaks now.'), 'category'), 'Product defect');
    assert.equal(server.calls.length, 1);
  });

  it('is not asked before the time that it gave', async () => {
    let now = 0;
    const conversation = talk({ breaker: new Breaker(() => now) });
    server.reset({ status: 429, headers: { 'retry-after': '120' } });
    await conversation.say('It leaks.');
    now += 119_000;
    assert.deepEqual(traceOf(await conversation.say('Still.')), ['model-failed:resting']);
    assert.equal(server.calls.length, 1);
    now += 1_000;
    server.reset();
    assert.deepEqual(traceOf(await conversation.say('Still so.')), []);
    assert.equal(server.calls.length, 1);
  });
});

/** Each look at the clock is ten minutes later: the breaker never rests. */
function stepping(): () => number {
  let now = 0;
  return () => (now += 600_000);
}
