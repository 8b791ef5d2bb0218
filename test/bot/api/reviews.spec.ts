import assert from 'node:assert/strict';
import { changed } from '../../../cases/store';
import type { Case } from '../../../cases/case';
import type { Body } from './bodies';
import { inPath, startApi, type Running } from './support';

const TROUBLE = 'My machine leaks from the bottom, my name is Dana Reyes, dana@example.com.';

describe('reviews, updates and history over the API', () => {
  let api: Running;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  /** A case with one change by the agent: the serial number. */
  async function changedCase(conversation: string): Promise<{ path: string; reviewId: string }> {
    await api.say(conversation, TROUBLE);
    await api.say(conversation, 'It is serial CM-2481-09371');
    const path = `/api/cases/${inPath(`directline:${conversation}~1`)}`;
    const { body } = await api.call('GET', path);
    const found = body.reviews.find((one) => one.rows.some((row) => row.field === 'serialNumber'));
    return { path, reviewId: found?.id ?? '' };
  }

  const serialOf = (body: Body) => body.fields.find((field) => field.name === 'serialNumber');

  it('accepts a change: the value is confirmed', async () => {
    const { path, reviewId } = await changedCase('accept');
    const { status, body } = await api.call('POST', `${path}/reviews/${reviewId}`, { act: 'accept' });
    assert.equal(status, 200);
    assert.equal(serialOf(body)?.setBy, 'confirmed');
    assert.equal(body.reviews.find((one) => one.id === reviewId)?.open, false);
  });

  it('undoes a change, and says so to whoever comes later', async () => {
    const { path, reviewId } = await changedCase('undo');
    const undone = await api.call('POST', `${path}/reviews/${reviewId}`, {
      act: 'undo',
      fields: ['serialNumber'],
    });
    assert.equal(serialOf(undone.body), undefined);
    const late = await api.call('POST', `${path}/reviews/${reviewId}`, { act: 'accept' });
    assert.equal(late.status, 409);
    assert.match(late.body.error.message, /undone already by API/);
  });

  it('decides a review once for one key', async () => {
    const { path, reviewId } = await changedCase('once');
    const key = { 'Idempotency-Key': 'accept-it' };
    for (let time = 0; time < 2; time++)
      assert.equal(
        (await api.call('POST', `${path}/reviews/${reviewId}`, { act: 'accept' }, key)).status,
        200,
      );
  });

  it('knows no other reviews, fields or acts', async () => {
    const { path, reviewId } = await changedCase('unknown');
    assert.equal((await api.call('POST', `${path}/reviews/r99`, { act: 'accept' })).status, 404);
    const strange = { act: 'accept', fields: ['colour'] };
    assert.equal((await api.call('POST', `${path}/reviews/${reviewId}`, strange)).status, 404);
    assert.equal((await api.call('POST', `${path}/reviews/${reviewId}`, { act: 'burn' })).status, 400);
  });

  it('changes nothing on a closed case', async () => {
    const { path, reviewId } = await changedCase('closed');
    await api.store.update('cases', 'directline:closed~1', (found) =>
      changed<Case>({ ...found, status: 'cancelled', closedAt: '2026-11-23T10:00:00.000Z' }),
    );
    const calls = [
      api.call('POST', `${path}/reviews/${reviewId}`, { act: 'accept' }),
      api.call('PATCH', path, { fields: { priority: 'high' } }),
      api.call('POST', `${path}/update`),
    ];
    for (const { status, body } of await Promise.all(calls)) {
      assert.equal(status, 409);
      assert.equal(body.error.code, 'CaseClosed');
    }
    assert.equal((await api.call('GET', path)).body.closedAt, '2026-11-23T10:00:00.000Z');
  });

  it('updates from the conversation, in its order', async () => {
    const { path } = await changedCase('update');
    const asked = await api.call('POST', `${path}/update`, undefined, { 'Idempotency-Key': 'now' });
    assert.equal(asked.status, 202);
    const again = await api.call('POST', `${path}/update`, undefined, { 'Idempotency-Key': 'now' });
    assert.equal(again.body.seq, asked.body.seq);
    await api.agent.quiet('directline:update');
    const { body } = await api.call('GET', '/api/conversations/directline%3Aupdate/turns');
    const requests = body.items.filter((turn) => turn.request === 'update');
    assert.equal(requests.length, 1);
    assert.ok((requests[0]?.decision?.checks.length ?? 0) > 0);
    const { body: byHand } = await api.call('POST', '/api/cases', {
      fields: { issueDescription: 'Jammed.' },
    });
    assert.equal((await api.call('POST', `/api/cases/${inPath(byHand.id)}/update`)).status, 409);
  });

  it('tells every change with who, when, why and the words, oldest first', async () => {
    const { path, reviewId } = await changedCase('audit');
    await api.call('POST', `${path}/reviews/${reviewId}`, { act: 'accept' });
    const { body } = await api.call('GET', `${path}/audit`);
    const [first] = body.items;
    assert.equal(first?.kind, 'opened');
    const serial = body.items.find((one) => one.field === 'serialNumber');
    assert.equal(serial?.to.value, 'CM-2481-09371');
    assert.equal(serial.quotes[0]?.text, 'CM-2481-09371');
    assert.match(serial.text, /Serial number: CM-2481-09371/);
    assert.ok(body.items.some((one) => one.kind === 'reviewed' && one.byKind === 'api'));
    const versions = body.items.map((one) => one.caseVersion);
    assert.deepEqual(
      versions,
      [...versions].sort((a, b) => a - b),
    );
  });

  it('pages the audit by key and shows what is still to be written', async () => {
    const { path } = await changedCase('pending');
    const whole = (await api.call('GET', `${path}/audit`)).body.items.length;
    const entry = { _id: 'x/9/0', version: 1, caseId: 'directline:pending~1', caseVersion: 9, index: 0 };
    const pending = {
      id: 'x/9/0',
      kind: 'audit' as const,
      entry: {
        ...entry,
        at: '2026-11-23T10:00:00.000Z',
        by: { id: 'agent', name: 'Agent' },
        byKind: 'agent' as const,
        what: { kind: 'owner' as const, to: { id: 'r', name: 'Alex' } },
        reason: '',
        quotes: [],
      },
    };
    await api.store.update('cases', 'directline:pending~1', (found) =>
      changed<Case>({ ...found, pending: [pending] }),
    );
    const seen: string[] = [];
    for (let after: string | undefined = ''; after !== undefined;) {
      const { body } = await api.call('GET', `${path}/audit?limit=2${after && `&after=${inPath(after)}`}`);
      seen.push(...body.items.map((one) => one.id));
      after = body.next;
    }
    assert.equal(seen.length, whole + 1);
    assert.equal(seen.at(-1), 'x/9/0');
  });

  it('explains a case: evidence, the newest decision, what is missing', async () => {
    const { path } = await changedCase('why');
    const { body } = await api.call('GET', `${path}/explanation`);
    assert.equal(serialOf(body) !== undefined, true);
    assert.ok(body.decision.checks.some((one) => /Serial number/.test(one.text)));
    assert.ok(body.missing.some((one) => one.name === 'product' && one.why));
    const german = await api.call('GET', `${path}/explanation`, undefined, {
      'Accept-Language': 'de-AT,de;q=0.9',
    });
    assert.ok(german.body.decision.checks.some((one) => /^Regel/.test(one.text)));
  });
});
