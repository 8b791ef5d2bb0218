import assert from 'node:assert/strict';
import type { ItemBody } from './bodies';
import { inPath, startApi, type Running } from './support';

const CALL = [
  { from: 'agent', text: 'Contoso Coffee, how can I help?', at: '2026-11-23T10:00:00+01:00' },
  { from: 'customer', text: 'My machine leaks from the bottom.', at: '2026-11-23T10:00:10+01:00' },
  { from: 'agent', text: 'And who is calling?' },
  { from: 'customer', text: 'my name is Dana Reyes, dana@example.com' },
];

describe('a finished transcript', () => {
  let api: Running;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  async function turnsOf(id: string): Promise<readonly ItemBody[]> {
    await api.agent.quiet(id);
    const { body } = await api.call('GET', `/api/conversations/${inPath(id)}/turns?limit=200`);
    return body.items;
  }

  it('opens a case as the end of a conversation does', async () => {
    const { status, body } = await api.call('POST', '/api/conversations', {
      channel: 'voice',
      id: 'c1',
      turns: CALL,
    });
    assert.equal(status, 202);
    assert.equal(body.conversationId, 'voice:c1');
    await api.agent.quiet('voice:c1');
    const head = (await api.call('GET', body.look)).body;
    assert.equal(head.status, 'ended');
    const { body: found } = await api.call('GET', `/api/cases/${inPath(String(head.caseId))}`);
    assert.equal(found.channel, 'voice');
    assert.equal(found.contact.email, 'dana@example.com');
    assert.equal(api.sent.filter((message) => message.conversationId === 'voice:c1').length, 0);
  });

  it('keeps who said what, and when', async () => {
    await api.call('POST', '/api/conversations', { channel: 'voice', id: 'c2', turns: CALL });
    const turns = (await turnsOf('voice:c2')).filter((turn) => !turn.request);
    assert.deepEqual(
      turns.map((turn) => turn.from),
      CALL.map((turn) => turn.from),
    );
    assert.equal(turns[0]?.at, '2026-11-23T09:00:00.000Z');
    assert.equal(turns[3]?.at, '2026-11-23T09:00:10.000Z');
  });

  it('is the same transcript under the same id, also when posted twice at once', async () => {
    const call = { channel: 'voice', id: 'c3', turns: CALL };
    await Promise.all([
      api.call('POST', '/api/conversations', call),
      api.call('POST', '/api/conversations', call),
    ]);
    await api.call('POST', '/api/conversations', call);
    assert.equal((await turnsOf('voice:c3')).length, CALL.length + 1);
  });

  it('takes 500 turns, each once, and goes on where it stopped', async () => {
    const long = Array.from({ length: 500 }, (_, at) => ({
      from: at % 2 ? 'agent' : 'customer',
      text: `Line ${at} of a long call.`,
    }));
    const part = { channel: 'voice', id: 'c4', turns: long.slice(0, 130) };
    for (const [index, turn] of part.turns.entries()) {
      const customer = { id: 'voice:c4', name: 'Caller' };
      await api.agent.receive({
        channel: 'voice',
        conversation: 'c4',
        activityId: `c4#${index}`,
        from: customer,
        text: turn.text,
        at: new Date().toISOString(),
        reference: { kind: 'voice' },
      });
      if (index % 40 === 39) await api.agent.quiet('voice:c4');
    }
    const { status } = await api.call('POST', '/api/conversations', { ...part, turns: long });
    assert.equal(status, 202);
    await api.agent.quiet('voice:c4');
    const texts: string[] = [];
    for (let after: string | undefined = '0'; after !== undefined;) {
      const { body } = await api.call('GET', `/api/conversations/voice%3Ac4/turns?limit=200&after=${after}`);
      texts.push(...body.items.filter((turn) => !turn.request).map((turn) => turn.text));
      after = body.next;
    }
    assert.deepEqual(
      texts,
      long.map((turn) => turn.text),
    );
  });

  it('takes the caller that the telephone system names as the contact', async () => {
    const from = { name: 'Dana Reyes', phone: '(425) 555-0123' };
    const turns = [{ from: 'customer', text: 'My machine leaks.' }];
    const { body } = await api.call('POST', '/api/conversations', { channel: 'voice', from, turns });
    await api.agent.quiet(body.conversationId);
    const { caseId } = (await api.call('GET', body.look)).body;
    const found = (await api.call('GET', `/api/cases/${inPath(String(caseId))}`)).body;
    assert.equal(found.contact.phone, '+14255550123');
    assert.equal(found.fields.find((one) => one.name === 'contact')?.setBy, 'channel');
  });

  it('refuses what is none', async () => {
    const turn = { from: 'customer', text: 'Hello' };
    const bad = [
      { channel: 'fax', turns: [turn] },
      { channel: 'voice', turns: [] },
      { channel: 'voice', turns: [{ ...turn, text: ' ' }] },
      { channel: 'voice', turns: [{ ...turn, from: 'representative' }] },
      { channel: 'voice', turns: [{ ...turn, at: 'yesterday' }] },
      { channel: 'voice', id: 'a/b', turns: [turn] },
      { channel: 'voice', turns: Array.from({ length: 501 }, () => turn) },
    ];
    for (const body of bad)
      assert.equal(
        (await api.call('POST', '/api/conversations', body)).status,
        400,
        JSON.stringify(body).slice(0, 80),
      );
    const long = { channel: 'voice', turns: [{ ...turn, text: 'x'.repeat(8_001) }] };
    assert.equal((await api.call('POST', '/api/conversations', long)).body.error.code, 'TextTooLong');
    const from = { name: 'Dana', phone: 'none' };
    assert.equal(
      (await api.call('POST', '/api/conversations', { channel: 'voice', from, turns: [turn] })).status,
      422,
    );
  });
});
