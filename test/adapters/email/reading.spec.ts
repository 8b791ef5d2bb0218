/** Mails of a real IMAP server are stored once each, and marked only after that. */
import assert from 'node:assert/strict';
import { StoreUnavailable } from '../../../cases/store';
import { Dovecot, needsDovecot } from '../../support/dovecot';
import { TcpProxy } from '../../support/tcpProxy';
import { until } from '../../support/until';
import { Desk, mail, subjectOf } from './desk';

describe('a mailbox', function () {
  this.timeout(60_000);
  let server: Dovecot;
  let desk: Desk;
  let user: string;
  let count = 0;

  before(async function () {
    needsDovecot(this);
    server = await Dovecot.start();
  });
  after(() => server?.stop());
  beforeEach(() => {
    user = `support${++count}@example.com`;
    desk = new Desk(server.imapPort);
  });
  afterEach(() => desk.close());

  const kept = (n: number): Promise<true> =>
    until(`${n} mails are stored`, () => (desk.kept.size >= n ? true : undefined));
  const watching = (): Promise<true> =>
    until('the folders are watched', () =>
      desk.watch.health.every(({ state }) => state === 'watching') ? true : undefined,
    );
  const marked = (n: number, query = 'SEEN'): Promise<true> =>
    until(`${n} mails are marked`, async () => ((await server.count(user, query)) >= n ? true : undefined));

  it('hands in what is waiting, as it was sent, and marks it', async () => {
    await server.deliver(user, mail('One'), mail('Two'));
    await desk.open({ address: user });
    await kept(2);
    await marked(2);
    assert.deepEqual(desk.subjects, ['One', 'Two']);
    assert.match(desk.arrived[0]!.raw.toString(), /My machine leaks\.\r\n$/);
    assert.equal(desk.arrived[0]!.mailbox, 'support');
  });

  it('hears of a new mail without looking for it', async () => {
    await desk.open({ address: user, checkSeconds: 3600 });
    await watching();
    await server.deliver(user, mail('News'));
    await kept(1);
  });

  it('sees a new mail at the next look where the server says nothing', async () => {
    await desk.open({ address: user, checkSeconds: 1 });
    await watching();
    await server.fill(user, 1, () => mail('Quiet'));
    await kept(1);
  });

  it('goes on where it was after a restart, whatever people have read or not meanwhile', async () => {
    await server.deliver(user, mail('One'));
    await desk.open({ address: user });
    await marked(1);
    await desk.watch.stop();
    await server.doveadm('flags', 'remove', '-u', user, '\\Seen', 'mailbox', 'INBOX', 'all');
    await server.deliver(user, mail('Two'), mail('Three'));
    await server.doveadm('flags', 'add', '-u', user, '\\Seen', 'mailbox', 'INBOX', 'subject', 'Two');
    desk.begin({ address: user });
    await kept(3);
    await watching();
    assert.deepEqual(desk.arrived.map(subjectOf), ['One', 'Two', 'Three']);
  });

  it('leaves what people had read before it was first opened', async () => {
    await server.deliver(user, mail('Old'), mail('Unread'));
    await server.doveadm('flags', 'add', '-u', user, '\\Seen', 'mailbox', 'INBOX', 'subject', 'Old');
    await desk.open({ address: user });
    await watching();
    assert.deepEqual(desk.subjects, ['Unread']);
  });

  for (const [how, mark, query] of [
    ['a keyword', { how: 'keyword', keyword: '$CaseAgent' }, 'KEYWORD $CaseAgent'],
    ['a folder', { how: 'move', folder: 'Done' }, 'all'],
  ] as const) {
    it(`marks by ${how} where the settings say so`, async () => {
      await server.deliver(user, mail('One'));
      await desk.open({ address: user, mark });
      const folder = mark.how === 'move' ? mark.folder : 'INBOX';
      await until('it is marked', async () =>
        (await server.count(user, query, folder).catch(() => 0)) === 1 ? true : undefined,
      );
      assert.equal(await server.count(user, 'SEEN', folder), 0);
    });
  }

  it('does not mark a mail that is not stored', async () => {
    await server.deliver(user, mail('One'), mail('Two'));
    desk.refuse = (arrived) => (subjectOf(arrived) === 'Two' ? new StoreUnavailable('disk full') : undefined);
    await desk.open({ address: user });
    const [folder] = await until('it says that it cannot go on', () =>
      desk.watch.health.some(({ problem }) => problem) ? desk.watch.health : undefined,
    );
    assert.match(folder!.problem!, /wait in their folder: disk full/);
    assert.equal(await server.count(user, 'SEEN SUBJECT Two'), 0);
    desk.refuse = () => undefined;
    await marked(2);
    assert.deepEqual(desk.subjects, ['One', 'Two']);
  });

  it('lists a mail that cannot be stored for a reason of its own, leaves it unread, and goes on', async () => {
    await server.deliver(user, mail('One'), mail('Bad'), mail('Three'));
    desk.refuse = (arrived) => (subjectOf(arrived) === 'Bad' ? new Error('no such charset') : undefined);
    await desk.open({ address: user });
    await kept(2);
    await watching();
    const [passed] = await desk.states.passedOver();
    assert.deepEqual([passed?.folder, passed?.uid, passed?.reason], ['INBOX', 2, 'no such charset']);
    assert.equal(desk.arrived.filter((arrived) => subjectOf(arrived) === 'Bad').length, 3);
    assert.equal(await server.count(user, 'UNSEEN'), 1);
  });

  it('fetches of a mail that is too large its header and what it holds', async () => {
    const parts = [
      '--b\r\nContent-Type: text/plain\r\n\r\nSee the film.',
      `--b\r\nContent-Type: video/mp4; name="leak.mp4"\r\n\r\n${'x'.repeat(40_000)}`,
      '--b--',
    ];
    const type = { 'Content-Type': 'multipart/mixed; boundary=b', 'MIME-Version': '1.0' };
    await server.deliver(user, mail('Film', parts.join('\r\n'), type), mail('After'));
    await desk.open({ address: user, bytesMax: 20_000 });
    await kept(2);
    const film = desk.arrived.find((arrived) => subjectOf(arrived) === 'Film')!;
    assert.ok(film.raw.length < 2_000);
    assert.ok(film.tooLarge!.bytes > 40_000);
    assert.deepEqual(
      film.tooLarge!.parts.map(({ name, contentType }) => [name, contentType]),
      [
        [undefined, 'text/plain'],
        ['leak.mp4', 'video/mp4'],
      ],
    );
  });

  it('hands in what staff send from their own programs as outgoing, and leaves it as it is', async () => {
    await server.makeFolder(user, 'Sent');
    await desk.open({ address: user, sentFolder: 'Sent' });
    await watching();
    await server.deliver(user, mail('Answer'));
    await kept(1);
    await server.doveadm('move', '-u', user, 'Sent', 'mailbox', 'INBOX', 'all');
    await until('it is handed in', () => (desk.arrived.length === 2 ? true : undefined));
    assert.equal(desk.arrived[1]!.outgoing, true);
  });

  it('says in plain words what is wrong, and comes right by itself', async () => {
    await desk.open({ address: user, folders: ['INBOX', 'Archive'] });
    const health = await until('it says so', () => desk.watch.health.find(({ problem }) => problem));
    assert.equal(health.problem, `there is no folder "Archive" in the mailbox ${user}`);
    await server.makeFolder(user, 'Archive');
    await watching();
    assert.equal(desk.watch.health[1]!.problem, undefined);
  });

  describe('whose line is cut', () => {
    let proxy: TcpProxy;
    beforeEach(async () => {
      proxy = await TcpProxy.start(server.imapPort);
      desk = new Desk(proxy.port);
    });
    afterEach(() => proxy.stop());

    it('in the middle of a fetch loses nothing', async () => {
      const subjects = Array.from({ length: 30 }, (_, n) => `Mail ${n}`);
      await server.deliver(user, ...subjects.map((subject) => mail(subject, 'x'.repeat(5_000))));
      await desk.open({ address: user, checkSeconds: 3600 });
      proxy.cutAfter(20_000);
      await kept(30);
      await marked(30);
      assert.deepEqual(desk.subjects.sort(), subjects.sort());
      assert.ok(proxy.connections > 1);
    });

    it('by one answer that nobody can read goes on without that mail, and lists it', async () => {
      await server.deliver(user, mail('One'), mail('Two'), mail('Three'));
      // A length that no memory holds.
      proxy.tamper = (said) => said.replace(/(\(UID 2 [^\r]*BODY\[\][^\r]*\{)\d+/, '$199999999999');
      await desk.open({ address: user });
      await kept(2);
      await watching();
      assert.deepEqual(desk.subjects, ['One', 'Three']);
      const [passed, ...others] = await desk.states.passedOver();
      assert.deepEqual([passed?.uid, others], [2, []]);
      assert.match(passed!.reason, /cannot be read/);
    });

    it('while it listens hears of the next mail all the same', async () => {
      await desk.open({ address: user, checkSeconds: 3600 });
      await watching();
      proxy.cutNow();
      await server.deliver(user, mail('After'));
      await kept(1);
    });
  });

  it('outlives a restart of the server', async () => {
    await server.deliver(user, mail('Before'));
    await desk.open({ address: user });
    await kept(1);
    await server.restart();
    await server.deliver(user, mail('After'));
    await kept(2);
    assert.deepEqual(desk.arrived.map(subjectOf), ['Before', 'After']);
  });

  it('reads a rebuilt folder again, loses nothing that came meanwhile, and leaves what was old before', async () => {
    await server.fill(user, 1, () => mail('Old'), new Date(Date.now() - 7 * 86_400_000));
    await server.doveadm('flags', 'add', '-u', user, '\\Seen', 'mailbox', 'INBOX', 'all');
    await desk.open({ address: user });
    await watching();
    await server.deliver(user, mail('One'), mail('Two'));
    await marked(3);
    await server.restart(() => server.rebuild(user));
    await server.deliver(user, mail('Three'));
    const again = await until('all are read again', () => {
      const found = desk.arrived.filter(({ uidValidity }) => uidValidity !== desk.arrived[0]!.uidValidity);
      return found.length >= 3 ? found : undefined;
    });
    await watching();
    assert.deepEqual(again.map(subjectOf).sort(), ['One', 'Three', 'Two']);
    assert.ok(again.filter((arrived) => subjectOf(arrived) !== 'Three').every((arrived) => arrived.again));
    assert.ok(desk.arrived.slice(0, 2).every((arrived) => !arrived.again));
    assert.deepEqual(desk.subjects.sort(), ['One', 'Three', 'Two']);
  });

  it('takes two thousand waiting mails in parts', async () => {
    await server.fill(user, 2_000, (n) => mail(`Mail ${n}`));
    await desk.open({ address: user });
    await until('all are stored', () => (desk.kept.size === 2_000 ? true : undefined), 45_000);
    await marked(2_000);
    assert.equal(desk.arrived.length, 2_000);
  });
});
