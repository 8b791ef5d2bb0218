/** Each way in which asking a model goes wrong has a name, ends in time, and costs what was counted. */
import assert from 'node:assert/strict';
import { ModelFailed, type FailureReason } from '../../../prediction/openai';
import { given, ModelServer, type Script } from '../../support/modelServer';
import { aModel, Talk, traceOf, valueOf } from '../../support/modelServerPredictors';
import { aField } from '../../support/predictionBuilders';

const CITY = aField({ name: 'city', label: 'City' });
const right: Script = { fields: { city: given('Oslo', 1, 'Oslo') } };

interface Failing {
  readonly name: string;
  readonly script: readonly Script[];
  readonly reason: FailureReason;
  readonly calls: number;
  readonly outage?: boolean;
}

const failing: readonly Failing[] = [
  { name: 'no answer in time', script: [{ hangs: 'before' }], reason: 'timeout', calls: 1 },
  { name: 'an answer that stops within', script: [{ hangs: 'within' }], reason: 'timeout', calls: 1 },
  { name: '429', script: [{ status: 429, headers: { 'retry-after': '20' } }], reason: 'busy', calls: 1 },
  { name: '500', script: [{ status: 500 }], reason: 'server-error', calls: 1 },
  { name: '503', script: [{ status: 503 }], reason: 'server-error', calls: 1 },
  { name: '401', script: [{ status: 401 }], reason: 'denied', calls: 1 },
  { name: '403', script: [{ status: 403 }], reason: 'denied', calls: 1 },
  { name: '404', script: [{ status: 404 }], reason: 'unknown-model', calls: 1 },
  { name: '400', script: [{ status: 400 }], reason: 'rejected', calls: 1 },
  {
    name: 'a filter that stops the question',
    script: [{ status: 400, error: { code: 'content_filter', message: 'x' } }],
    reason: 'filtered',
    calls: 1,
    outage: false,
  },
  {
    name: 'a filter that stops the answer',
    script: [{ content: '{"ci', finish: 'content_filter' }],
    reason: 'filtered',
    calls: 1,
    outage: false,
  },
  {
    name: 'a refusal',
    script: [{ content: null, refusal: 'I cannot help with that.' }],
    reason: 'refused',
    calls: 1,
    outage: false,
  },
  {
    name: 'answers that are cut off',
    script: [{ content: '{"city": {"ev', finish: 'length' }],
    reason: 'truncated',
    calls: 2,
  },
  {
    name: 'answers that are no JSON',
    script: [{ content: 'Sure! The city is Oslo.' }],
    reason: 'unreadable',
    calls: 2,
  },
  { name: 'answers that are a list', script: [{ content: '[1, 2]' }], reason: 'unreadable', calls: 2 },
  { name: 'an empty answer', script: [{ content: '' }], reason: 'unreadable', calls: 2 },
  {
    name: 'a body that is no JSON',
    script: [{ body: '<html>Bad gateway</html>' }],
    reason: 'unreachable',
    calls: 1,
  },
  { name: 'a body without choices', script: [{ body: '{}' }], reason: 'unreadable', calls: 2 },
  { name: 'connections that are reset', script: [{ breaks: 'before' }], reason: 'unreachable', calls: 3 },
  {
    name: 'a connection that breaks within the answer',
    script: [{ breaks: 'within' }],
    reason: 'unreachable',
    calls: 1,
  },
];

describe('asking a model', () => {
  let server: ModelServer;
  before(async () => (server = await new ModelServer().start()));
  after(() => server.stop());

  const ask = (): Promise<unknown> =>
    new Talk(aModel(server, { timeoutMs: 700 }), [CITY]).say('From Oslo, 4711.');

  for (const { name, script, reason, calls, outage = true } of failing) {
    it(`fails by name: ${name}`, async () => {
      server.reset(...script);
      const started = Date.now();
      const failure = await ask().then(
        () => assert.fail('no failure'),
        (error: unknown) => error,
      );
      assert.ok(failure instanceof ModelFailed, String(failure));
      assert.equal(failure.reason, reason);
      assert.equal(failure.isOutage, outage);
      assert.equal(server.calls.length, calls);
      assert.ok(Date.now() - started < 3_000);
      assert.ok(!JSON.stringify([failure.details, failure.message]).includes('4711'));
    });
  }

  it('fails by name where nobody listens', async () => {
    const gone = await new ModelServer().start();
    const model = aModel(gone);
    await gone.stop();
    await assert.rejects(new Talk(model, [CITY]).say('From Oslo.'), { reason: 'unreachable' });
  });

  for (const [headers, ms] of [
    [{ 'retry-after': '20' }, 20_000],
    [{ 'retry-after-ms': '1500' }, 1_500],
    [{ 'retry-after': '86400' }, 900_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ] as const) {
    it(`hears when to come again: ${JSON.stringify(headers)}`, async () => {
      server.reset({ status: 429, headers });
      const failure = await ask().catch((error: unknown) => error);
      assert.equal((failure as ModelFailed).details.retryAfterMs, ms);
    });
  }

  it('hears a date too', async () => {
    server.reset({ status: 429, headers: { 'retry-after': new Date(Date.now() + 60_000).toUTCString() } });
    const failure = (await ask().catch((error: unknown) => error)) as ModelFailed;
    const ms = failure.details.retryAfterMs ?? 0;
    assert.ok(ms > 50_000 && ms <= 61_000, String(ms));
  });

  it('takes the second answer where the first cannot be read', async () => {
    server.reset({ content: '{"city": {"evidence": [{"tu', finish: 'length' }, right);
    const result = await new Talk(aModel(server), [CITY]).say('From Oslo.');
    assert.equal(valueOf(result, 'city'), 'Oslo');
  });

  it('keeps what was right where the repair fails', async () => {
    const issue = aField({ name: 'order', label: 'Order' });
    const half = { city: given('Oslo', 1, 'Oslo'), order: given('9', 1, 'nine') };
    server.reset({ fields: half }, { status: 500 });
    const model = aModel(server);
    const result = await model.predict({
      fields: [CITY, issue],
      newTurns: [{ id: 'c/1', seq: 1, from: 'customer', text: 'From Oslo.', at: '2026-01-05T10:00:00Z' }],
      known: {},
      memory: null,
    });
    assert.equal(valueOf(result, 'city'), 'Oslo');
    assert.equal(result.failure?.reason, 'server-error');
    assert.deepEqual(result.tokens, { input: 1000, output: 100 });
    assert.deepEqual(traceOf(result), ['model-refused:not-said']);
  });

  it('counts the tokens of both questions, and estimates where a server does not count', async () => {
    const model = aModel(server);
    const request = {
      fields: [CITY],
      newTurns: [{ id: 'c/1', seq: 1, from: 'customer' as const, text: 'Oslo.', at: '2026-01-05T10:00:00Z' }],
      known: {},
      memory: null,
    };
    server.reset({ fields: { city: given('Rome', 1, 'Rome') } }, right);
    assert.deepEqual((await model.predict(request)).tokens, { input: 2000, output: 200 });
    server.reset({ fields: {}, usage: null });
    const { input, output } = (await model.predict(request)).tokens;
    assert.ok(input > 300 && input < 2_000 && output > 0, `${input} ${output}`);
  });

  it('survives that an idle connection was closed', async () => {
    server.reset({ breaks: 'before' }, right);
    const result = await new Talk(aModel(server), [CITY]).say('From Oslo.');
    assert.equal(valueOf(result, 'city'), 'Oslo');
  });
});
