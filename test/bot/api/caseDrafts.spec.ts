import assert from 'node:assert/strict';
import { inPath, startApi, type Running } from './support';

const TROUBLE = 'My machine leaks from the bottom, my name is Dana Reyes, dana@example.com.';

describe('drafts over the API', () => {
  let api: Running;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  async function opened(conversation: string): Promise<string> {
    await api.say(conversation, TROUBLE);
    return `/api/cases/${inPath(`directline:${conversation}~1`)}`;
  }
  async function drafted(conversation: string, wish: object = { kind: 'follow-up' }) {
    const path = await opened(conversation);
    const { status, body } = await api.call('POST', `${path}/drafts`, wish);
    assert.equal(status, 201);
    return { path: `${path}/drafts/${body.id}`, casePath: path, draft: body };
  }
  const saidIn = async (conversation: string) => {
    await api.agent.idle();
    const id = inPath(`directline:${conversation}`);
    return (await api.call('GET', `/api/conversations/${id}/turns`)).body.items.map(({ text }) => text);
  };

  it('are written, listed, edited and sent once, and the customer hears what was sent', async () => {
    const { path, casePath, draft } = await drafted('sent');
    assert.deepEqual([draft['kind'], draft.state, draft['stale']], ['follow-up', 'open', false]);
    const text = 'Hello Dana, is it dry now?';
    const edited = await api.call('PATCH', path, { revision: 1, text });
    assert.deepEqual([edited.status, edited.body['text'], edited.body['revision']], [200, text, 2]);
    const sending = { revision: 2, seen: draft['heard'] };
    for (let time = 0; time < 2; time++) {
      const { status, body } = await api.call('POST', `${path}/send`, sending, { 'Idempotency-Key': 'once' });
      assert.deepEqual([status, body.state], [200, 'sent']);
    }
    const late = await api.call('POST', `${path}/send`, sending);
    assert.deepEqual([late.status, late.body.error.code], [409, 'AlreadyDecided']);
    const { items } = (await api.call('GET', `${casePath}/drafts`)).body;
    assert.deepEqual(
      items.map(({ state }) => state),
      ['sent'],
    );
    assert.equal((await saidIn('sent')).filter((one) => one === text).length, 1);
  });

  it('are not sent over what the customer has said since, nor over a colleague’s edit', async () => {
    const { path, draft } = await drafted('stale');
    await api.say('stale', 'It is dry now.');
    const over = await api.call('POST', `${path}/send`, { revision: 1, seen: draft['heard'] });
    assert.deepEqual([over.status, over.body.error.code], [409, 'CustomerSpoke']);
    await api.call('PATCH', path, { revision: 1, text: 'Other words' });
    const edited = await api.call('PATCH', path, { revision: 1, text: 'My words' });
    assert.deepEqual([edited.status, edited.body.error.code], [409, 'DraftEdited']);
  });

  it('are discarded', async () => {
    const { path } = await drafted('discarded', { kind: 'question', material: 'Which machine is it?' });
    assert.equal((await api.call('POST', `${path}/discard`, {})).body.state, 'discarded');
    assert.ok(!(await saidIn('discarded')).includes('Which machine is it?'));
  });

  it('of a resolution resolve the case, with the remarks', async () => {
    const { path, casePath, draft } = await drafted('resolution', { kind: 'resolution' });
    await api.call('PATCH', path, { revision: 1, text: 'A new seal.', remarks: 'Rare.' });
    await api.call('POST', `${path}/send`, { revision: 2, seen: draft['heard'] });
    const { body } = await api.call('GET', casePath);
    assert.deepEqual(
      [body.status, body['resolution'], body['remarks']],
      ['resolved', 'A new seal.', 'Rare.'],
    );
  });

  const refused: [name: string, method: 'POST' | 'PATCH', path: string, body: object, status: number][] = [
    ['a question without one', 'POST', '', { kind: 'question' }, 422],
    ['a template that there is not', 'POST', '', { kind: 'reply', template: 'None' }, 422],
    ['a kind that there is not', 'POST', '', { kind: 'poem' }, 400],
    ['an edit without words', 'PATCH', '/d9', { revision: 1, text: ' ' }, 400],
    ['a draft that there is not', 'POST', '/d9/send', { revision: 1, seen: 1 }, 404],
  ];
  for (const [name, method, path, body, status] of refused)
    it(`refuses ${name}`, async () => {
      const answer = await api.call(method, `${await opened('refused')}/drafts${path}`, body);
      assert.equal(answer.status, status);
    });
});
