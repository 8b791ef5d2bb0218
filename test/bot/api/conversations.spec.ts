import assert from 'node:assert/strict';
import type { ItemBody } from './bodies';
import { inPath, startApi, type Running } from './support';

const TROUBLE = 'My machine leaks from the bottom.';
const WHO = 'my name is Dana Reyes, dana@example.com';

type Named = { readonly name: string };
const named = (all: readonly Named[], name: string) => all.find((one) => one.name === name);

describe('conversations over the API', () => {
  let api: Running;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  it('shows what waits for a case, and what is missing', async () => {
    const id = await api.say('head', TROUBLE);
    const { status, body } = await api.call('GET', `/api/conversations/${inPath(id)}`);
    assert.equal(status, 200);
    assert.equal(body.caseId, undefined);
    assert.ok(named(body.drafts, 'issueDescription'));
    assert.ok(named(body.missing, 'contact'));
    assert.equal((await api.call('GET', '/api/conversations/no%3Awhere')).status, 404);
  });

  it('gives the turns both ways in order, with each decision in words', async () => {
    const id = await api.say('turns', TROUBLE);
    await api.say('turns', WHO);
    const path = `/api/conversations/${inPath(id)}/turns`;
    const seen: ItemBody[] = [];
    for (let after: string | undefined = '0'; after !== undefined;) {
      const { body } = await api.call('GET', `${path}?limit=1&after=${after}`);
      seen.push(...body.items);
      after = body.next;
    }
    assert.deepEqual(
      seen.map((turn) => turn.seq),
      seen.map((turn) => turn.seq).sort((a, b) => a - b),
    );
    assert.deepEqual(new Set(seen.map((turn) => turn.from)), new Set(['customer', 'agent']));
    assert.ok(seen[0]?.decision?.checks.some(({ text }) => text === 'Contact: missing.'));
    assert.equal((await api.call('GET', `${path}?after=-1`)).status, 400);
  });

  it('explains why there is no case yet', async () => {
    const id = await api.say('why', TROUBLE);
    const { body } = await api.call('GET', `/api/conversations/${inPath(id)}/explanation`);
    assert.equal(body.caseId, undefined);
    assert.ok(named(body.fields, 'issueDescription'));
    assert.ok(body.decision.checks.some((check) => check.ok === false));
  });

  it('ends a conversation once, however often it is asked to', async () => {
    const id = await api.say('end', TROUBLE);
    const path = `/api/conversations/${inPath(id)}`;
    for (let time = 0; time < 3; time++) {
      assert.equal((await api.call('POST', `${path}/end`)).status, 202);
      await api.agent.quiet(id);
    }
    assert.equal((await api.call('GET', path)).body.status, 'ended');
    const { body } = await api.call('GET', `${path}/turns`);
    assert.equal(body.items.filter((turn) => turn.request === 'end').length, 1);
    assert.equal((await api.call('POST', '/api/conversations/no%3Awhere/end')).status, 404);
  });

  it("does not end or open from a representative's own conversation", async () => {
    const id = await api.say('rep', '/representative');
    assert.equal((await api.call('POST', `/api/conversations/${inPath(id)}/end`)).status, 409);
    const body = { fields: { issueDescription: 'Jammed.' }, conversationId: id };
    assert.equal((await api.call('POST', '/api/cases', body)).status, 409);
  });

  describe('the panel', () => {
    const token = { Authorization: 'Bearer token' };
    const panel = (id: string, headers?: Record<string, string>) =>
      api.call('GET', `/api/conversations/${inPath(id)}/panel`, undefined, headers);

    it('shows drafts with labels of their own, what is missing and why, and the newest decision', async () => {
      const id = await api.say('panel', `${TROUBLE} My mail is dana@example.com`);
      api.panelOf = id;
      const { status, body } = await panel(id, token);
      assert.equal(status, 200);
      assert.equal(body.case, undefined);
      assert.equal(body.deciding, false);
      const mail = named(body.fields, 'contact.email') as Named & { label: string; quote: string };
      assert.equal(mail.label, 'Contact email');
      assert.equal(mail.quote, 'dana@example.com');
      const contact = named(body.missing, 'contact') as Named & { why: string };
      assert.equal(contact.why, 'partly known');
      assert.ok(body.checks.length > 0);
    });

    it("shows the case's fields once there is one, and what its rules still want", async () => {
      const id = await api.say('panelcase', `${TROUBLE} ${WHO}`);
      api.panelOf = id;
      const { body } = await panel(id, token);
      assert.match(body.case?.number ?? '', /^CAS-/);
      assert.equal(named(body.fields, 'contact.email'), undefined);
      assert.ok(named(body.fields, 'contact'));
      assert.ok(named(body.missing, 'serialNumber'));
    });

    it('is for the holder of the token of this conversation only', async () => {
      const id = await api.say('theirs', TROUBLE);
      api.panelOf = 'directline:other';
      assert.equal((await panel(id, token)).status, 403);
      api.panelOf = undefined;
      assert.equal((await panel(id)).status, 403);
      api.panelOf = 'directline:nothing-said';
      assert.equal((await panel('directline:nothing-said', token)).status, 404);
    });

    it('is not there while the local chat is off', async () => {
      const other = await startApi({ panelOn: false });
      const id = await other.say('off', TROUBLE);
      other.panelOf = id;
      const { status } = await other.call('GET', `/api/conversations/${inPath(id)}/panel`, undefined, token);
      await other.stop();
      assert.equal(status, 404);
    });
  });
});
