/** A mail is taken once, by however many mailboxes it comes in, and not again after it was erased. */
import assert from 'node:assert/strict';
import { requestErasure } from '../../../agent/erasing';
import { everyDocument } from '../../../commands/store/everyDocument';
import { RITA } from '../../support/builders';
import { aMail, aMailWorld, mailSettings, rawOf, type MailWorld } from '../../support/mailWorld';

const DAY_MS = 86_400_000;

describe('a mail that comes in again', () => {
  let mails: MailWorld;
  afterEach(() => mails.world.stop());

  const blobs = async (): Promise<number> => {
    let count = 0;
    for await (const _ of everyDocument(mails.world.store, 'blobs')) count += 1;
    return count;
  };

  describe('from a rebuilt folder, after retention removed it', () => {
    beforeEach(async () => {
      mails = await aMailWorld({ settings: mailSettings({ retention: { transcriptDays: 30 } }) });
    });
    const known = aMail();
    async function removed(): Promise<string> {
      const receivedAt = new Date().toISOString();
      await mails.mail(known, { receivedAt });
      await mails.world.pass(31 * DAY_MS);
      await mails.world.agent.retainOnce();
      assert.deepEqual(await mails.mails(), []);
      mails.sent.length = 0;
      return receivedAt;
    }

    it('is left alone: nothing is opened, answered or stored', async () => {
      const receivedAt = await removed();
      await mails.mail(known, { receivedAt, uidValidity: '2', again: true });
      assert.equal((await mails.world.cases()).length, 1);
      assert.deepEqual([mails.sent, await mails.mails(), await blobs()], [[], [], 0]);
    });

    it('does not keep out one that came while the folder was out of reach, however long that was', async () => {
      await mails.mail(aMail(), { receivedAt: new Date(Date.now() - 40 * DAY_MS).toISOString() });
      assert.equal((await mails.world.cases()).length, 1);
    });

    it('nor one that came before the folder was rebuilt, and is younger', async () => {
      const receivedAt = new Date(Date.now() - 20 * DAY_MS).toISOString();
      await mails.mail(aMail(), { receivedAt, uidValidity: '2', again: true });
      assert.equal((await mails.world.cases()).length, 1);
    });
  });

  it('after a person had it erased, brings nothing of them back, and is kept as its id alone', async () => {
    mails = await aMailWorld();
    await mails.mail(aMail());
    const { contactId = '' } = await mails.caseWith('first@customers.test');
    await requestErasure(mails.world.agent.context, contactId, { id: 'e1', by: RITA });
    await mails.world.agent.retainOnce();
    await mails.world.pass(70_000);
    await mails.world.agent.retainOnce();
    mails.sent.length = 0;
    for (const over of [{ uidValidity: '2', again: true }, { mailbox: 'other' }]) {
      await mails.mail(aMail(), over);
      assert.deepEqual([mails.sent, await mails.mails(), await blobs()], [[], [], 0]);
    }
    const left = await mails.world.store.scan('erasedMails', { limit: 9 });
    assert.deepEqual(
      left.map((one) => Object.keys(one).sort()),
      [['_id', 'at', 'version']],
    );
  });

  it('by two mailboxes at once, with headers of their own, leaves one raw mail', async () => {
    mails = await aMailWorld();
    const mail = aMail();
    const relayed = Buffer.concat([Buffer.from('Received: by other\r\n'), rawOf(mail)]);
    await Promise.all([
      mails.arrive(mail, { mailbox: 'support' }),
      mails.arrive(mail, { mailbox: 'other', raw: relayed }),
    ]);
    await mails.world.quiet();
    const [stored, ...more] = (await mails.mails()).filter(({ sent }) => !sent);
    assert.deepEqual([more, await blobs(), stored?.state], [[], 1, 'taken']);
    assert.deepEqual(stored?.places.map(({ mailbox }) => mailbox).sort(), ['other', 'support']);
  });
});
