/** Mails that must not be answered, mails that come back, and what ends two machines that answer each other. */
import assert from 'node:assert/strict';
import { ChannelFailed } from '../../../cases/channel';
import type { OutgoingMail } from '../../../cases/mail/outgoingMail';
import { aBounce, aMail, aMailWorld, DANA_MAIL, mailSettings, type MailWorld } from '../../support/mailWorld';
import type { WorldOptions } from '../../support/world';

describe('an automatic mail', () => {
  let mails: MailWorld;
  let asked: OutgoingMail;
  afterEach(() => mails.world.stop());
  const begin = async (options?: WorldOptions): Promise<void> => {
    mails = await aMailWorld(options);
    [asked] = (await mails.mail(aMail())) as [OutgoingMail];
  };

  it('is kept in its thread, read for nothing and answered by nothing', async () => {
    await begin();
    const away = mails.answerTo(asked, {
      messageId: 'away@x.test',
      kind: 'automatic',
      text: 'I am away until AB-999',
    });
    assert.deepEqual(await mails.mail(away), []);
    assert.equal((await mails.fateOf('away@x.test')).state, 'taken');
    assert.equal((await mails.caseWith('away@x.test')).fields['serial'], undefined);
  });

  it('of a customer who is away is no answer: the question stays open', async () => {
    await begin();
    const before = await mails.world.store.get(
      'conversations',
      (await mails.fateOf('first@customers.test')).conversationId!,
    );
    await mails.mail(mails.answerTo(asked, { messageId: 'away@x.test', kind: 'automatic', text: 'away' }));
    const after = await mails.world.store.get('conversations', before!._id);
    assert.deepEqual([after?.lastSaid, after?.lastCustomerSeq], [before?.lastSaid, before?.lastCustomerSeq]);
    await mails.mail(mails.answerTo(asked, { messageId: 'back@x.test', text: 'AB-123' }));
    assert.equal((await mails.caseWith('back@x.test')).fields['serial']?.value, 'AB-123');
  });

  it('is read by nobody later, either, when what was said is read anew', async () => {
    await begin();
    await mails.mail(
      mails.answerTo(asked, { messageId: 'away@x.test', kind: 'automatic', text: 'my number is AB-999' }),
    );
    const { conversationId = '' } = await mails.fateOf('away@x.test');
    await mails.world.store.update('conversations', conversationId, (found) => ({
      is: 'changed',
      doc: { ...found, memory: null },
    }));
    await mails.mail(mails.answerTo(asked, { messageId: 'back@x.test', text: 'here I am' }));
    assert.equal((await mails.caseWith('back@x.test')).fields['serial'], undefined);
  });

  it('answered by an automatic one, which looks like a message, ends after a few', async () => {
    await begin({
      settings: mailSettings({
        emailRules: [{ name: 'all', waitHours: 0 }],
        mail: { automaticPerHourMax: 3 },
      }),
    });
    let last: OutgoingMail | undefined = asked;
    let answered = 1;
    for (let n = 0; n < 20 && last; n++) {
      // A machine that opens a new thread each time, and says nothing of itself.
      [last] = await mails.mail(
        aMail({ messageId: `echo${n}@x.test`, subject: `Ticket ${n}`, text: `your machine leaks ${n}` }),
      );
      if (last) answered += 1;
    }
    assert.equal(answered, 3);
    await mails.world.pass(3_600_001);
    assert.equal(
      (
        await mails.mail(
          aMail({ messageId: 'later@x.test', subject: 'New', text: 'my kettle is broken, it leaks' }),
        )
      ).length,
      1,
    );
  });
});

describe('a mail that does not arrive', () => {
  let mails: MailWorld;
  let asked: OutgoingMail;
  afterEach(() => mails.world.stop());
  const begin = async (options?: WorldOptions): Promise<void> => {
    mails = await aMailWorld(options);
    await mails.world.representative('rita');
    [asked] = (await mails.mail(aMail())) as [OutgoingMail];
  };
  const auditOf = async () => {
    const { _id } = await mails.caseWith('first@customers.test');
    return (await mails.world.store.list('audit', { index: 'case', equals: [_id], limit: 100 })).items;
  };

  it('is shown on its case once, and nothing more is sent there', async () => {
    await begin();
    await mails.mail(aBounce(asked.messageId));
    await mails.mail(aBounce(asked.messageId), { mailbox: 'sales' });
    const notes = (await auditOf()).filter(({ what }) => what.kind === 'undelivered');
    assert.deepEqual(
      notes.map(({ what, reason }) => [what, reason]),
      [[{ kind: 'undelivered', to: DANA_MAIL }, '5.1.1 no such user']],
    );
    assert.match(
      mails.world.cards('rita', 'told').at(-1)?.text ?? '',
      /did not arrive\. 5\.1\.1 no such user/,
    );
    const { items } = await mails.world.store.list('mails', {
      index: 'messageId',
      equals: [asked.messageId],
      limit: 1,
    });
    assert.equal(items[0]?.state, 'bounced');
    // An unproven mail in that address's name changes nothing about it.
    assert.deepEqual(
      await mails.mail(aMail({ messageId: 'n@x.test', subject: 'New', authentication: undefined })),
      [],
    );
  });

  it('is sent there again once the address has written itself', async () => {
    await begin();
    await mails.mail(aBounce(asked.messageId));
    const other = { messageId: 'n@x.test', subject: 'New', text: 'the lid of a kettle leaks' };
    assert.equal((await mails.mail(aMail(other))).length, 1);
  });

  it("is nobody's word where the report names no mail that we signed", async () => {
    await begin();
    await mails.mail(aBounce('cma.000000000000000000000000.000000000000000000000000@example.com'));
    assert.equal(
      await mails.world.store.get('correspondents', DANA_MAIL).then((one) => one?.bounced),
      undefined,
    );
    assert.equal((await mails.fateOf('bounce@x.test')).reason, 'not about a mail of ours');
  });

  it('is shown on its case where the server refuses it for good', async () => {
    mails = await aMailWorld();
    mails.failures.push(new ChannelFailed('550 no such user here', false));
    assert.deepEqual(await mails.mail(aMail()), []);
    await mails.world.agent.start();
    await mails.world.pass(1_000);
    const notes = (await auditOf()).filter(({ what }) => what.kind === 'undelivered');
    assert.deepEqual(
      notes.map(({ reason }) => reason),
      ['550 no such user here'],
    );
    assert.equal((await mails.turnsWith('first@customers.test')).at(-1)?.problem, '550 no such user here');
  });

  it('is sent again as the same mail where the server was only busy', async () => {
    mails = await aMailWorld();
    mails.failures.push(new ChannelFailed('451 later', true));
    assert.deepEqual(await mails.mail(aMail()), []);
    const [kept] = (await mails.mails()).filter(({ sent }) => sent);
    await mails.world.pass(5_000);
    assert.equal(mails.sent.length, 1);
    assert.deepEqual(mails.sent[0], JSON.parse(JSON.stringify(kept?.sent)));
  });
});
