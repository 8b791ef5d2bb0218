/** Mails go out by a real SMTP server, and what may be tried again is told from what may not. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { createCredentials } from '../../../adapters/email/credentials';
import { messageOf } from '../../../adapters/email/message';
import { Sender } from '../../../adapters/email/send';
import { ChannelFailed } from '../../../cases/channel';
import type { MailboxSettings } from '../../../cases/mail/mailboxSettings';
import type { OutgoingMail } from '../../../cases/mail/outgoingMail';
import { aMailbox, NOW } from '../../support/builders';
import { MAIL_PASSWORD } from '../../support/dovecot';
import { Submission } from '../../support/submission';
import { TcpProxy } from '../../support/tcpProxy';

const anAnswer = (over: Partial<OutgoingMail> = {}): OutgoingMail => ({
  mailbox: 'support',
  messageId: 'effect-1@agent.example.com',
  from: { address: 'support@example.com', name: 'Kaffee Müller' },
  to: [{ address: 'dana@example.org', name: 'Dana Reyes' }],
  subject: 'Re: My machine leaks [CAS-00001-TEST]',
  date: NOW,
  inReplyTo: 'first@example.org',
  references: ['zero@example.org', 'first@example.org'],
  text: 'Wir kümmern uns darum.',
  html: '<p>Wir kümmern uns darum.</p>',
  headers: { 'Auto-Submitted': 'auto-replied' },
  ...over,
});

describe('a mail that we send', () => {
  let server: Submission;
  let out: { messageId: string; raw: Buffer }[];
  let mailbox: MailboxSettings;
  let sender: Sender;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const env: NodeJS.ProcessEnv = {
    SUPPORT_MAIL_PASSWORD: MAIL_PASSWORD,
    DKIM_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };

  beforeEach(async () => {
    server = await Submission.start();
    out = [];
    mailbox = aMailbox({ smtp: { host: '127.0.0.1', port: server.port, tls: 'none' } });
    sender = new Sender({
      credentials: createCredentials({ env }),
      sent: (_mailbox, messageId, raw) => void out.push({ messageId, raw }),
    });
  });
  afterEach(() => server.stop());

  const failed = async (mail: OutgoingMail, to = mailbox): Promise<ChannelFailed> => {
    const error: unknown = await sender.send(to, mail).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof ChannelFailed, String(error));
    return error;
  };

  it('goes out under the Message-ID that it was given, in its thread, with the headers that it wants', async () => {
    const sent = await sender.send(mailbox, anAnswer());
    assert.deepEqual(sent, {
      messageId: 'effect-1@agent.example.com',
      response: '250 2.0.0 Ok: queued as 1234',
    });
    const { raw, from, to, user } = server.mails[0]!;
    assert.deepEqual([from, to, user], ['support@example.com', ['dana@example.org'], 'support@example.com']);
    for (const line of [
      'Message-ID: <effect-1@agent.example.com>',
      'In-Reply-To: <first@example.org>',
      'References: <zero@example.org> <first@example.org>',
      'Auto-Submitted: auto-replied',
      'Date: Mon, 05 Jan 2026 10:00:00 +0000',
      'Subject: Re: My machine leaks [CAS-00001-TEST]',
    ])
      assert.ok(`\r\n${raw}`.includes(`\r\n${line}\r\n`), line);
    assert.equal(raw.match(/^Message-ID:/gim)?.length, 1);
    assert.deepEqual(
      out.map(({ messageId }) => messageId),
      ['effect-1@agent.example.com'],
    );
  });

  it('is the same to the last byte when it is made again', async () => {
    const [first, second] = await Promise.all([messageOf(anAnswer()), messageOf(anAnswer())]);
    assert.deepEqual(first, second);
  });

  it('may come from nobody, so that no bounce comes back', async () => {
    await sender.send(mailbox, anAnswer({ envelopeFrom: '' }));
    assert.equal(server.mails[0]!.from, '');
    assert.match(server.mails[0]!.raw, /^From: .*<support@example\.com>/m);
  });

  it('is signed where the settings name a key', async () => {
    const dkim = { domain: 'example.com', selector: 'agent', keyName: 'DKIM_KEY' };
    await sender.send({ ...mailbox, dkim }, anAnswer());
    assert.match(server.mails[0]!.raw, /^DKIM-Signature: v=1;[\s\S]*d=example\.com;[\s\S]*s=agent;/m);
  });

  const refusals = [
    ['from', 451, '4.3.0 Try again later', true],
    ['to', 450, '4.2.0 Greylisted', true],
    ['data', 452, '4.3.1 Insufficient storage', true],
    ['from', 550, '5.7.60 SMTP; Client does not have permissions to send as this sender', false],
    ['to', 550, '5.1.1 No such user here', false],
    ['data', 554, '5.7.1 Rejected as spam', false],
  ] as const;
  for (const [stage, code, words, retry] of refusals) {
    it(`that is answered ${code} at "${stage}" is ${retry ? 'tried again' : 'given up'}, in the server's words`, async () => {
      server.refuse = (at) => (at === stage ? { code, words } : undefined);
      const error = await failed(anAnswer());
      assert.equal(error.retry, retry);
      assert.ok(error.reason.includes(`${code} ${words}`), error.reason);
      server.refuse = () => undefined;
      await sender.send(mailbox, anAnswer());
      assert.equal(server.mails.length, 1);
    });
  }

  it('that only some addressees are refused is out, and says whom it does not reach', async () => {
    server.refuse = (stage, value) =>
      stage === 'to' && value === 'gone@example.org' ? { code: 550, words: '5.1.1 No such user' } : undefined;
    const sent = await sender.send(mailbox, anAnswer({ cc: [{ address: 'gone@example.org' }] }));
    assert.deepEqual(sent.refused, [{ address: 'gone@example.org', response: '550 5.1.1 No such user' }]);
    assert.equal(server.mails.length, 1);
  });

  it('is tried again after a refused login: the mail is not at fault', async () => {
    const bad = new Sender({
      credentials: createCredentials({ env: { SUPPORT_MAIL_PASSWORD: 'wrong' } }),
      sent: () => undefined,
    });
    await assert.rejects(bad.send(mailbox, anAnswer()), (error: ChannelFailed) => {
      assert.match(error.reason, /refuses the login/);
      assert.doesNotMatch(error.reason, /wrong/);
      return error.retry;
    });
  });

  it('is tried again where the secret is missing, and says which', async () => {
    const auth = { kind: 'basic' as const, passwordName: 'NOT_SET' };
    const error = await failed(anAnswer(), { ...mailbox, auth });
    assert.ok(error.retry);
    assert.match(error.reason, /NOT_SET, which the settings name, is not set/);
  });

  it('is tried again where nobody answers', async () => {
    const port = server.port;
    await server.stop();
    const error = await failed(anAnswer());
    assert.ok(error.retry);
    assert.match(error.reason, new RegExp(`127\\.0\\.0\\.1:${port} refuses connections`));
    server = await Submission.start();
  });

  it('whose line is lost after all of it was said goes again under the same Message-ID', async () => {
    const proxy = await TcpProxy.start(server.port);
    const through = { ...mailbox, smtp: { host: '127.0.0.1', port: proxy.port, tls: 'none' as const } };
    server.took = async () => proxy.cutNow();
    const error = await failed(anAnswer(), through);
    assert.ok(error.retry);
    server.took = () => Promise.resolve();
    await sender.send(through, anAnswer());
    assert.equal(server.mails.length, 2);
    assert.equal(server.mails[0]!.raw, server.mails[1]!.raw);
    await proxy.stop();
  });

  it('is not sent from a mailbox that has no server for it', async () => {
    const error = await failed(anAnswer(), { ...mailbox, smtp: undefined });
    assert.equal(error.retry, false);
  });

  const hostile: [string, Partial<OutgoingMail>][] = [
    ['an address with a line of its own', { to: [{ address: 'a@b.test>\r\nRCPT TO:<c@d.test' }] }],
    ['an id with a header of its own', { inReplyTo: 'a@b.test>\r\nBcc: <c@d.test' }],
    ['an envelope with a command of its own', { envelopeFrom: 'a@b.test> SIZE=1\r\nDATA' }],
    ['a header that a field sets', { headers: { Bcc: 'c@d.test' } }],
    ['a header whose name is none', { headers: { 'X:\r\nBcc': 'c@d.test' } }],
    ['nobody to go to', { to: [] }],
  ];
  for (const [what, over] of hostile) {
    it(`with ${what} is refused for good`, async () => {
      assert.equal((await failed(anAnswer(over))).retry, false);
      assert.equal(server.mails.length, 0);
    });
  }

  it('says in no header more than its place allows, whatever its words are', async () => {
    const words = fc.string({
      unit: fc.constantFrom('a', 'B', ' ', '\r', '\n', '\0', ':', '<', '>', '"', 'é', '\u2028'),
    });
    await fc.assert(
      fc.asyncProperty(words, words, words, async (subject, name, value) => {
        const raw = await messageOf(
          anAnswer({
            subject: `${subject}\r\nBcc: x@evil.test`,
            from: { address: 'support@example.com', name: `${name}\nX-Evil: 1` },
            headers: { 'X-Case': `${value}\r\n\r\n<script>` },
            attachments: [
              { name: `${name}\r\nX-Evil: 2`, contentType: 'text/plain', content: Buffer.from('x') },
            ],
          }),
        );
        const [head = ''] = raw.toString().split('\r\n\r\n');
        const unfolded = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
        for (const line of unfolded) assert.match(line, /^[A-Za-z-]+: /);
        const names = unfolded.map((line) => line.split(':')[0]!.toLowerCase());
        assert.ok(!names.includes('bcc') && !names.includes('x-evil'));
        assert.doesNotMatch(raw.toString(), /^X-Evil/m);
      }),
      { numRuns: 200 },
    );
  });
});
