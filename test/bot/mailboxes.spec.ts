/** The mailboxes follow the settings: without a restart, in one process of several, and with plain words about each. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { checkAccess } from '../../adapters/email/accessCheck';
import type { Credentials } from '../../adapters/email/credentials';
import { Mailboxes } from '../../bot/mailboxes';
import type { MailboxSettings } from '../../cases/mail/mailboxSettings';
import type { ArrivedMail } from '../../cases/mail/store';
import { createEmbeddedStore, type EmbeddedStore } from '../../storage/embedded/store';
import { mail, subjectOf } from '../adapters/email/desk';
import { aMailbox, NOW, someSettings } from '../support/builders';
import { Dovecot, MAIL_PASSWORD, needsDovecot } from '../support/dovecot';
import { aFolder } from '../support/stores';
import { Submission } from '../support/submission';
import { until } from '../support/until';

describe('the mailboxes of the settings', function () {
  this.timeout(30_000);
  let server: Dovecot;
  let submission: Submission;
  let store: EmbeddedStore;
  let folder: string;
  let wanted: MailboxSettings[];
  let arrived: ArrivedMail[];
  let now: () => string;
  const running: Mailboxes[] = [];

  before(async function () {
    needsDovecot(this);
    server = await Dovecot.start();
    submission = await Submission.start();
    // As a provider does: what is addressed here comes in here.
    submission.took = ({ to, raw }) => server.deliver(to[0]!, raw);
  });
  after(async () => {
    await submission?.stop();
    await server?.stop();
  });
  beforeEach(async () => {
    folder = aFolder();
    store = createEmbeddedStore({ folder });
    await store.start();
    arrived = [];
    now = () => new Date().toISOString();
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((mailboxes) => mailboxes.stop()));
    await store.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const here = (name: string, over: Partial<MailboxSettings> = {}): MailboxSettings =>
    aMailbox({
      name,
      address: `${name}@example.com`,
      imap: { host: '127.0.0.1', port: server.imapPort, tls: 'none' },
      smtp: { host: '127.0.0.1', port: submission.port, tls: 'none' },
      ...over,
    });

  async function start(holder = 'p1', over: Partial<{ store: typeof store }> = {}): Promise<Mailboxes> {
    const mailboxes = new Mailboxes({
      settings: { current: async () => ({ n: 1, settings: someSettings({ mailboxes: wanted }) }) },
      store,
      storeMail: async (one) => void arrived.push(one),
      env: { SUPPORT_MAIL_PASSWORD: MAIL_PASSWORD },
      clock: () => now(),
      random: () => 0.5,
      holder,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      ...over,
    });
    running.push(mailboxes);
    await mailboxes.start();
    return mailboxes;
  }

  const standing = (mailboxes: Mailboxes, name: string, state: string) =>
    until(`${name} is ${state}`, async () =>
      (await mailboxes.views()).find((view) => view.name === name && view.state === state),
    );

  it('are each read for themselves', async () => {
    wanted = [here('sales'), here('desk'), here('quiet', { enabled: false })];
    const mailboxes = await start();
    await server.deliver('sales@example.com', mail('Offer'));
    await server.deliver('desk@example.com', mail('Leak'));
    await until('both came in', () => (arrived.length === 2 ? true : undefined));
    const from = arrived.map((one) => [one.mailbox, subjectOf(one)]).sort();
    assert.deepEqual(from, [
      ['desk', 'Leak'],
      ['sales', 'Offer'],
    ]);
    const { state, sends } = await standing(mailboxes, 'quiet', 'off');
    assert.deepEqual([state, sends], ['off', false]);
  });

  it('are taken up, changed and let go as the settings change', async () => {
    wanted = [];
    const mailboxes = await start();
    wanted = [here('later')];
    await server.deliver('later@example.com', mail('First'));
    await until('it came in', () => arrived[0]);
    await server.makeFolder('later@example.com', 'Other');
    await standing(mailboxes, 'later', 'watching');
    wanted = [here('later', { folders: ['INBOX', 'Other'] })];
    await until('both folders are watched', async () =>
      (await mailboxes.views())[0]!.folders.length === 2 ? true : undefined,
    );
    await standing(mailboxes, 'later', 'watching');
    wanted = [here('later', { enabled: false })];
    await standing(mailboxes, 'later', 'off');
    assert.equal(arrived.length, 1);
  });

  it('are read by one process of several, and by another once that one is gone', async () => {
    wanted = [here('shared')];
    const many = new Proxy(store, { get: (of, key) => (key === 'alone' ? false : bound(of, key)) });
    const first = await start('p1', { store: many });
    const second = await start('p2', { store: many });
    await standing(first, 'shared', 'watching');
    await standing(second, 'shared', 'elsewhere');
    await first.stop();
    const later = Date.now() + 60_000;
    now = () => new Date(later).toISOString();
    await standing(second, 'shared', 'watching');
  });

  it('send, and say why the last mail did not go out', async () => {
    wanted = [here('out')];
    const mailboxes = await start();
    const outgoing = {
      mailbox: 'out',
      messageId: 'e1@example.com',
      from: { address: 'out@example.com' },
      to: [{ address: 'dana@example.com' }],
      subject: 'Answer',
      date: NOW,
      text: 'Hello.',
    };
    submission.refuse = (stage) => (stage === 'from' ? { code: 451, words: '4.3.0 Later' } : undefined);
    await assert.rejects(mailboxes.send(outgoing), /451 4\.3\.0 Later/);
    assert.match((await mailboxes.views())[0]!.sendProblem!, /451 4\.3\.0 Later/);
    submission.refuse = () => undefined;
    await mailboxes.send(outgoing);
    assert.equal((await mailboxes.views())[0]!.sendProblem, undefined);
    assert.equal(await server.count('dana@example.com', 'HEADER Message-ID e1@example.com'), 1);
    await assert.rejects(mailboxes.send({ ...outgoing, mailbox: 'none' }), { retry: false });
    wanted = [here('out', { enabled: false })];
    await assert.rejects(mailboxes.send(outgoing), { retry: true });
  });

  it('keep one copy of what they sent in the Sent folder, however often it was sent', async () => {
    wanted = [here('copied', { sentFolder: 'Sent' })];
    await server.makeFolder('copied@example.com', 'Sent');
    const mailboxes = await start();
    const outgoing = {
      mailbox: 'copied',
      messageId: 'e2@example.com',
      from: { address: 'copied@example.com' },
      to: [{ address: 'dana@example.com' }],
      subject: 'Answer',
      date: NOW,
      text: 'Hello.',
    };
    await mailboxes.send(outgoing);
    await mailboxes.send(outgoing);
    await until('its own copy is handed in', () => arrived.find((one) => one.outgoing));
    await mailboxes.stop();
    assert.equal(await server.count('copied@example.com', 'HEADER Message-ID e2@example.com', 'Sent'), 1);
  });

  describe('of an application', () => {
    const app = {
      kind: 'oauth',
      tenant: 't',
      clientId: 'c',
      secretName: 'S',
      authority: 'https://l.test',
      scope: 's',
    };
    /** What a group would: the password is right for some mailboxes only. */
    const admitting = (...addresses: string[]): Credentials => ({
      secret: () => '',
      login: async ({ address }) => ({
        user: address,
        pass: addresses.includes(address) ? MAIL_PASSWORD : 'no',
      }),
    });
    const limits = () => ({
      sharedMailbox: here('boxed', { auth: app as MailboxSettings['auth'] }),
      securityGroup: 'Agent mailboxes',
      accessCheckAddress: 'ceo@example.com',
    });

    it('are limited to the group where another is refused', async () => {
      const check = await checkAccess(limits(), admitting('boxed@example.com'));
      assert.deepEqual(check, { state: 'holds', detail: 'the application is refused ceo@example.com' });
    });

    it('are not where another opens', async () => {
      const check = await checkAccess(limits(), admitting('boxed@example.com', 'ceo@example.com'));
      assert.equal(check.state, 'does-not-hold');
    });

    it('are not known to be while their own is refused too, or nobody said what to try', async () => {
      assert.equal((await checkAccess(limits(), admitting())).state, 'unknown');
      const check = await checkAccess(
        { ...limits(), accessCheckAddress: undefined },
        admitting('boxed@example.com'),
      );
      assert.match(check.detail, /accessCheckAddress is not set/);
    });
  });

  it('are among the prerequisites, with what is wrong', async () => {
    wanted = [here('desk')];
    const mailboxes = await start();
    const found = await mailboxes.prerequisites();
    assert.equal(found.find(({ id }) => id === 'shared-mailbox')?.state, 'does-not-hold');
    assert.equal(found.find(({ id }) => id === 'call-custom-agent')?.state, 'holds');
  });
});

function bound(of: EmbeddedStore, key: string | symbol): unknown {
  const value: unknown = Reflect.get(of, key);
  return typeof value === 'function' ? value.bind(of) : value;
}
