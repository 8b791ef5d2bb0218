/** Where a mail goes: its thread for those who belong to it, a place of its own for everybody else. */
import assert from 'node:assert/strict';
import type { ReadMail } from '../../../cases/mail/mail';
import type { OutgoingMail } from '../../../cases/mail/outgoingMail';
import {
  aMail,
  aMailWorld,
  DANA_MAIL,
  FORGED,
  mailSettings,
  SUPPORT,
  type MailWorld,
} from '../../support/mailWorld';
import type { WorldOptions } from '../../support/world';

const STRANGER = { address: 'eve@evil.test', name: 'Eve' };

describe('a mail that answers', () => {
  let mails: MailWorld;
  let asked: OutgoingMail;
  let number: string;
  afterEach(() => mails.world.stop());

  /** Dana's first mail has opened a case, and was answered. */
  const begin = async (options?: WorldOptions): Promise<void> => {
    mails = await aMailWorld(options);
    [asked] = (await mails.mail(aMail({ cc: [{ address: 'colleague@customers.test' }] }))) as [OutgoingMail];
    number = (await mails.caseWith('first@customers.test')).number;
  };
  const joins = async (mail: ReadMail, over = {}): Promise<boolean> => {
    await mails.mail(mail, over);
    const [first, second] = [await mails.fateOf('first@customers.test'), await mails.fateOf(mail.messageId)];
    return second.state === 'taken' && first.conversationId === second.conversationId;
  };
  const second = (over: Partial<ReadMail> = {}): ReadMail => aMail({ messageId: 'second@x.test', ...over });

  describe('belongs to the case of its thread', () => {
    it('by a reference to the first mail, from its proven sender', async () => {
      await begin();
      assert.ok(await joins(second({ inReplyTo: ['first@customers.test'], subject: 'Re: Grinder' })));
    });
    it('by a reference to a mail that we signed, whoever sends it', async () => {
      await begin();
      assert.ok(await joins(mails.answerTo(asked, { messageId: 'second@x.test', authentication: FORGED })));
    });
    it('by the case number, from its proven sender', async () => {
      await begin();
      assert.ok(await joins(second({ subject: `about ${number.toLowerCase()}` })));
    });
    it('from a proven colleague who got a copy', async () => {
      await begin();
      const from = { address: 'colleague@customers.test' };
      assert.ok(await joins(second({ from, subject: `Re: Grinder [${number}]` })));
    });
    it('by the number of a case that came by chat, from its proven customer, in a thread of its own', async () => {
      await begin();
      const identity = { id: 'user:carl', name: 'Carl', email: 'carl@customers.test' };
      await mails.world.say('c1', { text: 'my kettle is broken', identity });
      const chat = await mails.world.case('c1');
      const from = { address: 'carl@customers.test', name: 'Carl' };
      await mails.mail(second({ from, subject: `Photo for ${chat.number}`, text: 'note: cracked' }));
      assert.equal((await mails.caseWith('second@x.test'))._id, chat._id);
      const { conversationId } = await mails.fateOf('second@x.test');
      assert.deepEqual((await mails.world.case('c1')).conversations, ['emulator:c1', conversationId]);
      assert.ok(!(await joins(second({ messageId: 'third@x.test', from: STRANGER, subject: chat.number }))));
      assert.notEqual((await mails.caseWith('third@x.test'))._id, chat._id);
    });
    it('where staff answer from their own mail program, as a representative', async () => {
      await begin();
      const staff = { address: 'rita@example.com', name: 'Rita' };
      const mail = second({
        from: staff,
        to: [{ address: DANA_MAIL }],
        inReplyTo: ['first@customers.test'],
        authentication: undefined,
      });
      assert.ok(await joins(mail, { outgoing: true }));
      const turn = (await mails.turnsWith('second@x.test')).find(
        ({ activityId }) => activityId === 'second@x.test',
      );
      assert.deepEqual([turn?.from, turn?.by.name], ['representative', 'Rita']);
    });
    it('where it is the copy of our own mail in the Sent folder, as nothing new', async () => {
      await begin();
      const before = await mails.turnsWith('first@customers.test');
      await mails.mail(aMail({ messageId: asked.messageId, from: { address: SUPPORT } }), { outgoing: true });
      assert.equal((await mails.fateOf(asked.messageId)).state, 'own');
      assert.equal((await mails.turnsWith('first@customers.test')).length, before.length);
    });
  });

  describe('opens a case of its own', () => {
    it('from a stranger who knows the case number', async () => {
      await begin();
      assert.ok(!(await joins(second({ from: STRANGER, subject: `Re: [${number}]` }))));
      assert.equal((await mails.world.cases()).length, 2);
    });
    it('with a forged sender and the case number, marked as unverified', async () => {
      await begin();
      assert.ok(!(await joins(second({ authentication: FORGED, subject: `Re: [${number}]` }))));
      assert.equal((await mails.caseWith('second@x.test')).unverified, true);
    });
    it('with a forged sender who refers to the first mail', async () => {
      await begin();
      assert.ok(!(await joins(second({ authentication: FORGED, inReplyTo: ['first@customers.test'] }))));
    });
    it('with a Message-ID that only looks like ours', async () => {
      await begin();
      const made = asked.messageId.replace(/\.[0-9a-f]{24}@/, `.${'0'.repeat(24)}@`);
      assert.ok(!(await joins(second({ from: STRANGER, inReplyTo: [made] }))));
    });
    it('where nobody of ours said whether the sender is proven', async () => {
      await begin();
      assert.ok(!(await joins(second({ authentication: undefined, subject: `Re: [${number}]` }))));
    });
    it('linked to the old one, where its subject is about something else', async () => {
      await begin();
      const mail = mails.answerTo(asked, { messageId: 'second@x.test', subject: 'Wrong invoice for March' });
      assert.ok(!(await joins(mail)));
      const old = await mails.caseWith('first@customers.test');
      assert.equal((await mails.caseWith('second@x.test')).relatedTo, old._id);
    });
    it('linked to the old one, where that was resolved longer ago than the rule waits', async () => {
      const closure = { replies: { email: 'leave' as const } };
      await begin({ settings: mailSettings({ emailRules: [{ name: 'all', waitHours: 48 }], closure }) });
      const resolve = async (): Promise<void> => {
        const found = await mails.caseWith('first@customers.test');
        await mails.world.store.update('cases', found._id, (one) => ({
          is: 'changed',
          doc: {
            ...one,
            status: 'resolved',
            closedAt: new Date().toISOString(),
            resolution: 'descaled',
          } as typeof one,
        }));
      };
      await mails.world.representative('rita');
      await resolve();
      await mails.world.pass(47 * 3_600_000);
      assert.ok(await joins(mails.answerTo(asked, { messageId: 'second@x.test' })));
      assert.match(
        mails.world.cards('rita', 'told').at(-1)?.text ?? '',
        /is closed, and Dana Reyes has written again/,
      );
      await mails.world.pass(2 * 3_600_000);
      assert.ok(!(await joins(mails.answerTo(asked, { messageId: 'third@x.test' }))));
      const old = await mails.caseWith('first@customers.test');
      assert.equal((await mails.caseWith('third@x.test')).relatedTo, old._id);
    });
  });

  it('answers a stranger with a signed reference to the customer, never to the stranger', async () => {
    await begin({ settings: mailSettings({ intake: { ask: true } }) });
    const sent = await mails.mail(
      mails.answerTo(asked, {
        messageId: 'second@x.test',
        from: STRANGER,
        authentication: FORGED,
        text: 'what is it about',
      }),
    );
    assert.deepEqual(
      sent.flatMap(({ to }) => to.map(({ address }) => address)),
      [DANA_MAIL],
    );
  });

  it('waits for the mail that it answers, where both come in at once', async () => {
    await begin();
    const first = aMail({ messageId: 'a@customers.test', subject: 'Kettle', text: 'my kettle is broken' });
    const answer = aMail({
      messageId: 'b@customers.test',
      subject: 'Re: Kettle',
      inReplyTo: ['a@customers.test'],
      text: 'still broken',
    });
    await Promise.all([mails.arrive(first), mails.arrive(answer)]);
    await mails.world.quiet();
    await mails.world.pass(10_000);
    await mails.world.agent.start();
    await mails.world.pass(10_000);
    assert.equal(
      (await mails.fateOf('b@customers.test')).conversationId,
      (await mails.fateOf('a@customers.test')).conversationId,
    );
  });

  it('is one turn, however often it is worked on', async () => {
    await begin();
    const answer = mails.answerTo(asked, { messageId: 'second@x.test', text: 'it is AB-123' });
    await mails.mail(answer);
    const { _id } = await mails.fateOf('second@x.test');
    await mails.world.store.update('mails', _id, (found) => ({
      is: 'changed',
      doc: { ...found, state: 'stored', dueAt: new Date().toISOString(), conversationId: undefined },
    }));
    await mails.world.agent.start();
    await mails.world.quiet();
    const turns = await mails.turnsWith('second@x.test');
    assert.equal(turns.filter(({ activityId }) => activityId === 'second@x.test').length, 1);
    assert.equal((await mails.fateOf('second@x.test')).state, 'taken');
  });
});
