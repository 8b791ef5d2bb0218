import assert from 'node:assert/strict';
import type { Body } from './bodies';
import { inPath, startApi, type Running } from './support';

const TROUBLE = 'My machine leaks from the bottom, my name is Dana Reyes, dana@example.com.';

describe('cases over the API', () => {
  let api: Running;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  async function openedBy(conversation: string, text = TROUBLE): Promise<string> {
    const id = await api.say(conversation, text);
    const { body } = await api.call('GET', `/api/conversations/${inPath(id)}`);
    assert.ok(body.caseId, 'a case was opened');
    return body.caseId;
  }

  const get = async (id: string) => (await api.call('GET', `/api/cases/${inPath(id)}`)).body;
  const fieldOf = ({ fields }: Body, name: string) => fields.find((field) => field.name === name);

  describe('reading', () => {
    it('shows a case whole, with the words of each quote and the contact', async () => {
      const id = await openedBy('read');
      const { status, body, headers } = await api.call('GET', `/api/cases/${inPath(id)}`);
      assert.equal(status, 200);
      assert.equal(headers['etag'], `"${body.version}"`);
      assert.equal(body.contact.email, 'dana@example.com');
      assert.deepEqual(body.conversations, [
        { id: 'directline:read', channel: 'directline', status: 'active' },
      ]);
      const issue = fieldOf(body, 'issueDescription');
      assert.equal(issue?.setBy, 'ai');
      assert.match(issue.quotes[0]?.text ?? '', /machine leaks from the bottom/);
      assert.ok(body.missing.some((one) => one.name === 'serialNumber'));
    });

    it('finds it by its number, in any case', async () => {
      const { number } = await get(await openedBy('number'));
      assert.equal((await get(number.toLowerCase())).number, number);
      const { body } = await api.call('GET', `/api/cases?number=${number.toLowerCase()}`);
      assert.deepEqual(
        body.items.map((one) => one.number),
        [number],
      );
    });

    it('lists newest first, page by page, each once', async () => {
      for (const name of ['page1', 'page2', 'page3']) await openedBy(name);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const path = `/api/cases?limit=2${after ? `&after=${inPath(after)}` : ''}`;
        const { body } = await api.call('GET', path);
        seen.push(...body.items.map((one) => one.id));
        after = body.next;
      } while (after);
      assert.equal(new Set(seen).size, seen.length);
      const place = (name: string): number => seen.indexOf(`directline:${name}~1`);
      assert.ok(place('page3') < place('page2') && place('page2') < place('page1'));
    });

    it('filters by status and by contact', async () => {
      const { contactId } = await get(await openedBy('filter'));
      const mine = await api.call('GET', `/api/cases?contactId=${inPath(contactId)}&status=active`);
      assert.equal(mine.body.items.length, 1);
      const resolved = await api.call('GET', `/api/cases?contactId=${inPath(contactId)}&status=resolved`);
      assert.equal(resolved.body.items.length, 0);
    });

    it('searches for words that are all in its number, title or values', async () => {
      const words = 'My machine leaks and whistles in F sharp, my name is Zoe Gross, zoe@example.com.';
      const { id, number } = await get(await openedBy('search', words));
      const found = async (asked: string): Promise<string[]> =>
        (await api.call('GET', `/api/cases?search=${inPath(asked)}`)).body.items.map((one) => one.id);
      for (const asked of ['Whistles', 'zoe sharp', number.toLowerCase()])
        assert.deepEqual(await found(asked), [id], asked);
      for (const asked of ['whistles unheard-of', '?!']) assert.deepEqual(await found(asked), [], asked);
    });

    it('says what is wrong with a query', async () => {
      for (const query of [
        'limit=0',
        'limit=201',
        'limit=x',
        'status=odd',
        'sort=up',
        'status=active&status=merged',
      ]) {
        const { status, body } = await api.call('GET', `/api/cases?${query}`);
        assert.equal(status, 400, query);
        assert.equal(body.error.code, 'BadRequest');
      }
      assert.equal((await api.call('GET', '/api/cases?after=nonsense')).body.error.code, 'BadCursor');
      assert.equal((await api.call('GET', '/api/cases/CAS-99999-XXXX')).status, 404);
    });
  });

  describe('opening by hand', () => {
    const fields = { issueDescription: 'The grinder is jammed.', serialNumber: 'GR-1107-55120' };

    it("opens at once without a conversation, and what was typed is a person's", async () => {
      const { status, body, headers } = await api.call('POST', '/api/cases', { fields });
      assert.equal(status, 201);
      assert.equal(headers['location'], `/api/cases/${inPath(body.id)}`);
      assert.equal(fieldOf(body, 'serialNumber')?.setBy, 'human');
      const audit = await api.call('GET', `/api/cases/${inPath(body.id)}/audit`);
      assert.equal(audit.body.items[0]?.byKind, 'api');
      assert.equal(audit.body.items[0].kind, 'opened');
    });

    it('opens one case for one Idempotency-Key, even twice at once', async () => {
      const key = { 'Idempotency-Key': 'once' };
      const [a, b] = await Promise.all([
        api.call('POST', '/api/cases', { fields }, key),
        api.call('POST', '/api/cases', { fields }, key),
      ]);
      assert.equal(a.body.id, b.body.id);
      assert.equal((await api.call('POST', '/api/cases', { fields }, key)).body.number, a.body.number);
    });

    it('asks the agent to fill the rest from a conversation', async () => {
      const id = await api.say('byhand', 'It is broken.');
      const asked = await api.call('POST', '/api/cases', {
        conversationId: id,
        fields: { priority: 'high' },
      });
      assert.equal(asked.status, 202);
      await api.agent.quiet(id);
      const { caseId } = (await api.call('GET', asked.body.look)).body;
      const found = await get(String(caseId));
      assert.equal(fieldOf(found, 'priority')?.setBy, 'human');
      assert.equal(fieldOf(found, 'issueDescription')?.setBy, 'ai');
      assert.equal((await api.call('POST', '/api/cases', { conversationId: id, fields: {} })).status, 409);
    });

    it('refuses what does not fit, field by field', async () => {
      const { status, body } = await api.call('POST', '/api/cases', {
        fields: { serialNumber: 'nonsense', colour: 'red', priority: '' },
      });
      assert.equal(status, 422);
      assert.deepEqual(body.error.details.map((one) => one.path).sort(), [
        'fields.colour',
        'fields.priority',
        'fields.serialNumber',
      ]);
      assert.equal((await api.call('POST', '/api/cases', { fields: {} })).status, 422);
      assert.equal(
        (await api.call('POST', '/api/cases', { fields, conversationId: 'no:where' })).status,
        404,
      );
    });
  });

  describe('editing', () => {
    it('sets and clears fields, and the agent only proposes from then on', async () => {
      const id = await openedBy('edit');
      const path = `/api/cases/${inPath(id)}`;
      const edited = await api.call('PATCH', path, {
        fields: { serialNumber: 'CM-2481-09371', category: null },
      });
      assert.equal(edited.status, 200);
      assert.equal(edited.headers['etag'], `"${edited.body.version}"`);
      assert.equal(fieldOf(edited.body, 'category'), undefined);
      await api.say('edit', 'No, it is serial GR-1107-55120');
      const found = await get(id);
      assert.equal(fieldOf(found, 'serialNumber')?.value, 'CM-2481-09371');
      const proposal = found.reviews.find((one) => one.kind === 'proposed');
      assert.equal(proposal?.rows[0]?.to.value, 'GR-1107-55120');
    });

    it('acts once for one key, whatever has happened since', async () => {
      const path = `/api/cases/${inPath(await openedBy('key'))}`;
      const headers = { 'Idempotency-Key': 'edit-1' };
      await api.call('PATCH', path, { fields: { serialNumber: 'CM-2481-09371' } }, headers);
      await api.call('PATCH', path, { fields: { serialNumber: 'GR-1107-55120' } });
      const again = await api.call(
        'PATCH',
        path,
        { fields: { serialNumber: 'CM-2481-09371' } },
        { ...headers, 'If-Match': '"1"' },
      );
      assert.equal(again.status, 200);
      assert.equal(fieldOf(again.body, 'serialNumber')?.value, 'GR-1107-55120');
    });

    it('refuses where the case has changed since the version in If-Match', async () => {
      const id = await openedBy('match');
      const path = `/api/cases/${inPath(id)}`;
      const { version } = await get(id);
      const edit = { fields: { priority: 'high' } };
      const first = await api.call('PATCH', path, edit, { 'If-Match': `"${version}"` });
      assert.equal(first.status, 200);
      const late = await api.call(
        'PATCH',
        path,
        { fields: { priority: null } },
        { 'If-Match': `"${version}"` },
      );
      assert.equal(late.status, 412);
      const next = { 'If-Match': String(first.headers['etag']) };
      assert.equal((await api.call('PATCH', path, { fields: { priority: null } }, next)).status, 200);
      assert.equal((await api.call('PATCH', path, edit, { 'If-Match': 'soon' })).status, 400);
    });

    it('leaves the case as it was where one of the fields does not fit', async () => {
      const id = await openedBy('whole');
      const { version } = await get(id);
      const fields = { priority: 'high', serialNumber: 'nonsense' };
      assert.equal((await api.call('PATCH', `/api/cases/${inPath(id)}`, { fields })).status, 422);
      assert.equal((await get(id)).version, version);
    });
  });
});
