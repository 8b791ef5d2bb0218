import assert from 'node:assert/strict';
import { inPath, startApi, type Running } from './support';

const TROUBLE = 'My espresso machine leaks from the bottom';
const DANA = { id: 'signed:dana', name: 'Dana Reyes' };

describe('a duplicate over the API', () => {
  let api: Running;
  beforeEach(async () => {
    api = await startApi();
    await api.say('rita', '/representative');
    await api.say('a', TROUBLE, DANA);
    await api.say('b', 'The espresso machine leaks again', DANA);
  });
  afterEach(() => api.stop());

  const path = `/api/conversations/${inPath('directline:b')}/duplicate`;

  it('is shown with how like it is, and joined once for one key', async () => {
    const asked = (await api.call('GET', path)).body;
    const [like] = asked['like'] as { case: { id: string }; score: number }[];
    assert.equal(like?.case.id, 'directline:a~1');
    assert.ok(like.score >= 0.5);
    const key = { 'Idempotency-Key': 'once' };
    for (let time = 0; time < 2; time++) {
      assert.equal((await api.call('POST', path, { choice: 'join' }, key)).status, 202);
      await api.agent.quiet('directline:b');
    }
    const conversation = (await api.call('GET', `/api/conversations/${inPath('directline:b')}`)).body;
    assert.equal(conversation['caseId'], 'directline:a~1');
    const { choice, by } = (await api.call('GET', path)).body['decided'] as {
      choice: string;
      by: { name: string };
    };
    assert.deepEqual([choice, by.name], ['join', 'API']);
    assert.equal((await api.call('POST', path, { choice: 'new' })).body.error.code, 'NothingAsked');
  });

  it('is refused for a case that it is not like, and where nothing is asked', async () => {
    assert.equal((await api.call('POST', path, { choice: 'join', caseId: 'directline:z~1' })).status, 404);
    const other = `/api/conversations/${inPath('directline:a')}/duplicate`;
    assert.equal((await api.call('GET', other)).status, 404);
    assert.equal((await api.call('POST', other, { choice: 'new' })).status, 409);
  });
});
