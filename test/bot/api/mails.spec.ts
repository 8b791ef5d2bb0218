/** Mails over the API: what came in, what became of it, its files, and what a representative writes from a case. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { createMailReader } from '../../../adapters/email/reading';
import { MessageIds } from '../../../agent/mail/messageIds';
import type { Settings } from '../../../cases/settings';
import { settingsSchema } from '../../../cases/settings';
import { mailSettings } from '../../support/mailWorld';
import { startApi, testSettings, type Running } from './support';

const RAW = [
  'Authentication-Results: mx.example.com; dmarc=pass header.from=customers.test',
  'Received: from customers.test by mx.example.com; Mon, 5 Jan 2026 10:00:00 +0000',
  'Message-ID: <first@customers.test>',
  'From: Dana Reyes <dana@customers.test>',
  'To: support@example.com',
  'Subject: Espresso machine leaks',
  'Date: Mon, 5 Jan 2026 10:00:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>My espresso machine leaks.</p><script>alert(1)</script><img src=x onerror="alert(2)">',
  '--b',
  'Content-Type: text/html; name="bericht ä.html"',
  "Content-Disposition: attachment; filename*=UTF-8''bericht%20%C3%A4.html",
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('<script>alert(3)</script>').toString('base64'),
  '--b--',
  '',
].join('\r\n');

const settings: Settings = settingsSchema.parse({
  ...testSettings,
  creation: { ...testSettings.creation, channels: ['chat', 'email'] },
  mailboxes: mailSettings().mailboxes.map((mailbox) => ({ ...mailbox, authservIds: ['mx.example.com'] })),
  emailRules: [{ name: 'every mail', when: { field: 'to', operator: 'contains', value: 'support@' } }],
  templates: [{ name: 'frame', wordings: { en: { text: 'Dear {{customer.name}},\n\n{{message}}' } } }],
});

describe('mails over the API', () => {
  let api: Running;
  const reader = createMailReader();
  before(async () => {
    api = await startApi({
      settings,
      mail: {
        read: async (raw, { authservIds: servers }) => {
          const read = await reader.readMail(Buffer.from(raw), { authentication: { servers } });
          return { mail: read.mail, files: read.contents };
        },
        ids: new MessageIds(() => Promise.resolve(Buffer.from('secret of the test'))),
      },
    });
    await arrive(RAW);
    await arrive(RAW.replace('first@', 'other@').replace('support@', 'jobs@'));
    await arrive('garbage');
  });
  after(async () => {
    await api.stop();
    await reader.stop();
  });

  async function arrive(raw: string): Promise<void> {
    const at = new Date().toISOString();
    await api.agent.storeMail({
      mailbox: 'support',
      uid: 1,
      uidValidity: '1',
      receivedAt: at,
      raw: Buffer.from(raw),
    });
    await api.agent.idle();
  }

  const itemsOf = (body: object): Record<string, unknown>[] =>
    (body as { items: Record<string, unknown>[] }).items;

  const idOf = async (state: string): Promise<string> => {
    const { body } = await api.call('GET', `/api/mails?state=${state}`);
    const [first] = itemsOf(body);
    assert.ok(first, `there is no mail that is ${state}`);
    return String(first['id']);
  };

  it('are listed with what became of them, and why', async () => {
    const { body } = await api.call('GET', '/api/mails');
    const items = itemsOf(body);
    assert.deepEqual(items.map(({ state, reason, rule }) => [state, reason, rule]).sort(), [
      ['kept', 'no-rule', undefined],
      ['taken', undefined, 'every mail'],
      ['unreadable', items.find(({ state }) => state === 'unreadable')?.['reason'], undefined],
    ]);
  });

  it('are shown with their new words and clean HTML', async () => {
    const { body } = await api.call('GET', `/api/mails/${await idOf('taken')}`);
    assert.equal(body.text, 'My espresso machine leaks.');
    assert.doesNotMatch(String(body.html), /script|onerror/);
    assert.equal(body.trusted, true);
    assert.match(body.conversationId, /^email:/);
  });

  it('give their files to keep, under their own names, never as a page', async () => {
    const { body } = await api.call('GET', `/api/mails/${await idOf('taken')}`);
    const [file] = body.files as { url: string; name: string }[];
    const got = await fetched(file?.url ?? '');
    assert.equal(got.body, '<script>alert(3)</script>');
    assert.equal(got.headers['content-type'], 'application/octet-stream');
    assert.equal(got.headers['x-content-type-options'], 'nosniff');
    assert.match(
      String(got.headers['content-disposition']),
      /^attachment; .*filename\*=UTF-8''bericht%20%C3%A4\.html$/,
    );
    assert.equal(
      (await api.call('GET', `/api/mails/${await idOf('taken')}/attachments/${'0'.repeat(64)}`)).status,
      404,
    );
  });

  it('give their raw bytes', async () => {
    const got = await fetched(`/api/mails/${await idOf('taken')}/raw`);
    assert.equal(got.body, RAW);
    assert.equal(got.headers['content-type'], 'message/rfc822');
  });

  it('stand in the transcript with their subject and files', async () => {
    const mail = (await api.call('GET', `/api/mails/${await idOf('taken')}`)).body;
    const path = `/api/conversations/${encodeURIComponent(mail.conversationId)}/turns`;
    const [turn] = itemsOf((await api.call('GET', path)).body);
    assert.deepEqual(turn?.['mail'], {
      id: mail.id,
      subject: 'Espresso machine leaks',
      kind: 'message',
      unverified: false,
    });
    assert.deepEqual(turn?.['attachments'], [
      {
        contentType: 'text/html',
        name: 'bericht ä.html',
        contentUrl: (mail.files as { url: string }[])[0]?.url,
      },
    ]);
  });

  it('show what other rules would make of them', async () => {
    const rules = [{ name: 'jobs', when: { field: 'to', operator: 'contains', value: 'jobs@' } }];
    const { body } = await api.call('POST', '/api/mails/simulation', { rules });
    assert.deepEqual(
      itemsOf(body)
        .map(({ opens, rule, reason }) => [opens, rule, reason])
        .sort(),
      [
        [false, undefined, 'no-rule'],
        [false, undefined, 'no-sender'],
        [true, 'jobs', undefined],
      ].sort(),
    );
    const bad = await api.call('POST', '/api/mails/simulation', { rules: [{ name: 'x', reply: 'nothing' }] });
    assert.equal(bad.status, 422);
  });

  it("that opened nothing open a case on somebody's wish, and only those", async () => {
    const id = await idOf('kept');
    assert.equal((await api.call('POST', `/api/mails/${await idOf('taken')}/case`)).status, 409);
    assert.equal((await api.call('POST', '/api/mails/none/case')).status, 404);
    assert.equal((await api.call('POST', `/api/mails/${id}/case`)).status, 202);
    assert.equal((await api.call('POST', `/api/mails/${id}/case`)).status, 202);
    await api.agent.idle();
    const mail = (await api.call('GET', `/api/mails/${id}`)).body;
    const path = `/api/conversations/${encodeURIComponent(mail.conversationId)}`;
    const { caseId } = (await api.call('GET', path)).body as { caseId?: string };
    const opened = (await api.call('GET', `/api/cases/${encodeURIComponent(caseId ?? '')}`)).body;
    assert.equal((opened as unknown as { openedBy: { name: string } }).openedBy.name, 'API');
    assert.equal(itemsOf((await api.call('GET', '/api/cases')).body).length, 2);
  });

  it('go out from a case once for a key, in its thread, under the name of whoever wrote it', async () => {
    const [found] = itemsOf((await api.call('GET', '/api/cases')).body);
    const path = `/api/cases/${encodeURIComponent(String(found?.['id']))}/mails`;
    const write = () =>
      api.call('POST', path, { text: 'please descale it', template: 'frame' }, { 'Idempotency-Key': 'k1' });
    const before = api.sent.length;
    assert.equal((await write()).status, 202);
    assert.equal((await write()).status, 202);
    await api.agent.idle();
    const [message, ...more] = api.sent.slice(before);
    assert.deepEqual(more, []);
    assert.ok(message?.content.kind === 'text');
    assert.equal(message.content.text, 'Dear Dana Reyes,\n\nplease descale it');
    assert.deepEqual([message.content.by?.name, message.content.mail?.automatic], ['API', false]);
    assert.equal((await api.call('POST', path, { text: 'x', template: 'none' })).status, 422);
  });

  function fetched(path: string): Promise<{ body: string; headers: Record<string, unknown> }> {
    return new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port: api.port, path }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ body: Buffer.concat(chunks).toString(), headers: response.headers }),
        );
      })
        .on('error', reject)
        .end();
    });
  }
});
