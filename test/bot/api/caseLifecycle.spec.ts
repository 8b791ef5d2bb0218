import assert from 'node:assert/strict';
import { inPath, startApi, type Running } from './support';

const TROUBLE = 'My machine leaks from the bottom, my name is Dana Reyes, dana@example.com.';

describe('the life of a case over the API', () => {
  let api: Running;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  async function opened(conversation: string): Promise<string> {
    await api.say(conversation, TROUBLE);
    return `/api/cases/${inPath(`directline:${conversation}~1`)}`;
  }
  const kinds = async (path: string) =>
    (await api.call('GET', `${path}/audit`)).body.items.map(({ kind }) => kind);

  it('is resolved with what solved it, once for one key', async () => {
    const path = await opened('resolve');
    const key = { 'Idempotency-Key': 'once' };
    for (let time = 0; time < 2; time++) {
      const { status, body } = await api.call('POST', `${path}/resolve`, { resolution: 'A new seal' }, key);
      assert.deepEqual([status, body.status, body.statusReason], [200, 'resolved', 'Problem solved']);
    }
    assert.equal((await kinds(path)).filter((kind) => kind === 'closed').length, 1);
    const late = await api.call('POST', `${path}/resolve`, { resolution: 'Again' });
    assert.deepEqual([late.status, late.body.error.code], [409, 'CaseClosed']);
  });

  it('is reopened, put on hold, given to somebody, noted on and cancelled', async () => {
    const path = await opened('life');
    await api.call('POST', `${path}/resolve`, { resolution: 'A new seal' });
    assert.equal((await api.call('POST', `${path}/reopen`, {})).body.status, 'active');
    assert.equal(
      (await api.call('POST', `${path}/status`, { statusReason: 'on hold' })).body.statusReason,
      'On hold',
    );
    const owner = { id: 'rita', name: 'Rita Ray' };
    assert.deepEqual((await api.call('POST', `${path}/owner`, owner)).body.owner, owner);
    await api.call('POST', `${path}/notes`, { text: 'called back' });
    assert.equal((await api.call('POST', `${path}/cancel`, {})).body.status, 'cancelled');
    assert.deepEqual((await kinds(path)).slice(-6), [
      'closed',
      'reopened',
      'status',
      'owner',
      'note',
      'closed',
    ]);
  });

  it('shows a closure that is held, which is undone once', async () => {
    const path = await opened('held');
    const id = 'directline:held~1';
    const agent = { id: 'agent', name: 'Agent' };
    const at = new Date().toISOString();
    const heldUntil = new Date(Date.now() + 3_600_000).toISOString();
    const words = { statusReason: 'Problem solved', resolution: 'No answer.', remarks: '' };
    await api.store.update('cases', id, (found) => ({
      is: 'changed',
      doc: { ...found, closure: { heldUntil, at, by: agent, ...words, shownIn: [] } },
    }));
    assert.deepEqual((await api.call('GET', path)).body.closure, { heldUntil, at, by: agent, ...words });
    const undone = await api.call('POST', `${path}/closure/undo`, {});
    assert.deepEqual([undone.status, undone.body.closure, undone.body.status], [200, undefined, 'active']);
    assert.equal((await kinds(path)).at(-1), 'closure');
  });

  const refused: [name: string, path: string, body: object, status: number, says: RegExp][] = [
    ['a resolution without words', '/resolve', { resolution: '  ' }, 400, /resolution/],
    [
      'a status reason that there is not',
      '/status',
      { statusReason: 'Asleep' },
      422,
      /no such status reason/,
    ],
    ['a note that is none', '/notes', {}, 400, /text/],
    ['an owner without a name', '/owner', { id: 'rita' }, 400, /name/],
  ];
  for (const [name, act, body, status, says] of refused)
    it(`refuses ${name}, and says what is wrong`, async () => {
      const path = await opened(`refused${act.slice(1)}`);
      const answer = await api.call('POST', `${path}${act}`, body);
      assert.equal(answer.status, status);
      assert.match(JSON.stringify(answer.body), says);
    });

  it('refuses what rests on an older version of the case', async () => {
    const path = await opened('stale');
    const { body } = await api.call('GET', path);
    await api.call('POST', `${path}/notes`, { text: 'meanwhile' });
    const late = await api.call(
      'POST',
      `${path}/resolve`,
      { resolution: 'x' },
      { 'If-Match': `"${body.version}"` },
    );
    assert.equal(late.status, 412);
  });
});
