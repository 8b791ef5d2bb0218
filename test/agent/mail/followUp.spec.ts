/** Follow-up by mail: whose words count as one, what did not arrive, who is away, and mails after the closing. */
import assert from 'node:assert/strict';
import { mailFromPerson } from '../../../cases/mail/fromCase';
import type { OutgoingMail } from '../../../cases/mail/outgoingMail';
import type { SettingsInput } from '../../../cases/settings';
import { RITA } from '../../support/builders';
import { contosoRule, DAY_MS, HOUR_MS } from '../../support/followUps';
import { aBounce, aMail, aMailWorld, mailSettings, type MailWorld } from '../../support/mailWorld';

const FIRST = 'first@customers.test';
const WAIT_MS = 48 * HOUR_MS;

describe('follow-up by mail', () => {
  let mails: MailWorld;
  let asked: OutgoingMail;
  afterEach(() => mails.world.stop());

  const begin = async (over: Partial<SettingsInput> = {}): Promise<void> => {
    const settings = mailSettings({
      followUp: { rules: [contosoRule({ when: undefined })] },
      closure: { holdMinutes: 0 },
      ...over,
    });
    mails = await aMailWorld({ settings });
    await mails.world.representative('rita');
    [asked] = (await mails.mail(aMail())) as [OutgoingMail];
    const { number } = await theCase();
    await mails.world.say('rita', {
      text: `status ${number} on hold`,
      from: { id: 'rep:rita', name: 'rita' },
    });
  };
  const theCase = () => mails.caseWith(FIRST);
  const passes = async (ms: number): Promise<OutgoingMail[]> => {
    const before = mails.sent.length;
    await mails.world.restart(ms);
    return mails.sent.slice(before);
  };
  /** Rita writes from the case under her own name. */
  const write = async (text: string): Promise<void> => {
    const { _id } = await theCase();
    const { conversationId = '' } = await mails.fateOf(FIRST);
    const { settings } = await mails.world.agent.context.settings.current();
    await mails.world.store.update('cases', _id, (found) =>
      mailFromPerson(found, {
        id: text,
        by: RITA,
        text,
        conversationId,
        language: 'en',
        at: new Date().toISOString(),
        settings,
      }),
    );
    await mails.world.agent.drain(_id);
    await mails.world.quiet();
  };

  it('goes out in the thread, says what it is about and when the case is closed, and that AI wrote it', async () => {
    await begin();
    const [mail] = await passes(WAIT_MS);
    assert.ok(mail);
    assert.match(mail.subject, /^Re: \[CAS-\S+\] Grinder/);
    assert.match(
      mail.text,
      /we have not heard from you about[^]*Without an answer we will close the case on January/,
    );
    assert.match(mail.text, /Written with AI, on behalf of/);
    assert.equal(mail.inReplyTo, FIRST);
  });

  it("counts a representative's own mail as the first: two more, then the closing", async () => {
    await begin();
    await passes(HOUR_MS);
    await write('Please descale it once.');
    assert.deepEqual(await passes(WAIT_MS - HOUR_MS), []);
    assert.match((await passes(HOUR_MS))[0]?.text ?? '', /asking once more/);
    assert.match((await passes(WAIT_MS))[0]?.text ?? '', /asking a last time/);
    assert.equal((await theCase()).status, 'active');
    await passes(WAIT_MS);
    assert.equal((await theCase()).status, 'resolved');
  });

  it('that came back was not sent: nothing more goes out, and nothing is closed', async () => {
    await begin();
    const [mail] = await passes(WAIT_MS);
    assert.ok(mail);
    await mails.mail(aBounce(mail.messageId));
    for (let n = 0; n < 5; n++) assert.deepEqual(await passes(WAIT_MS), []);
    const { status, followUp } = await theCase();
    assert.deepEqual(
      [status, followUp?.state, followUp?.why, followUp?.sent],
      ['active', 'stuck', 'not-delivered', 0],
    );
  });

  it('goes on while the customer is away: a machine gives no answer', async () => {
    await begin();
    const [mail] = await passes(WAIT_MS);
    assert.ok(mail);
    await mails.mail(
      mails.answerTo(mail, { messageId: 'away@x.test', kind: 'automatic', text: 'I am away. Can it wait?' }),
    );
    assert.match((await passes(WAIT_MS))[0]?.text ?? '', /asking once more/);
  });

  it('ends with a favourable answer', async () => {
    await begin();
    const [mail] = await passes(WAIT_MS);
    assert.ok(mail);
    await mails.mail(mails.answerTo(mail, { messageId: 'yes@customers.test', text: 'Yes, it works now.' }));
    assert.deepEqual(await passes(30 * DAY_MS), []);
    assert.deepEqual([(await theCase()).followUp?.state, (await theCase()).status], ['ended', 'active']);
  });

  describe('after the closing', () => {
    const close = async (over: Partial<SettingsInput> = {}): Promise<void> => {
      await begin(over);
      for (let n = 0; n < 4; n++) await passes(WAIT_MS);
      assert.equal((await theCase()).status, 'resolved');
      assert.match(mails.sent.at(-1)?.text ?? '', /We have closed case/);
    };
    const answer = (text: string, messageId = 'again@customers.test') =>
      mails.mail(mails.answerTo(asked, { messageId, text }));

    it('thanks change nothing', async () => {
      await close();
      assert.deepEqual(await answer('Thank you very much!'), []);
      assert.equal((await theCase()).status, 'resolved');
      assert.equal((await mails.world.cases()).length, 1);
    });

    it('an absence changes nothing', async () => {
      await close();
      await mails.mail(
        mails.answerTo(asked, { messageId: 'away@x.test', kind: 'automatic', text: 'It leaks again' }),
      );
      assert.equal((await theCase()).status, 'resolved');
    });

    it('the same trouble opens it again, and its customer hears so', async () => {
      await close();
      const [mail] = await answer('It leaks again.');
      assert.match(mail?.text ?? '', /I have opened case CAS-\S+ again/);
      assert.equal((await theCase()).status, 'active');
      assert.match(mails.world.cards('rita', 'told').at(-1)?.text ?? '', /was closed and is open again/);
    });

    it('it begins a linked case, where the settings say so', async () => {
      await close({
        closure: { holdMinutes: 0, replies: { email: 'newCase' } },
      });
      const { _id } = await theCase();
      await answer('my kettle is broken. I am Dana, dana@customers.test');
      const next = await mails.caseWith('again@customers.test');
      assert.notEqual(next._id, _id);
      assert.equal(next.relatedTo, _id);
      assert.equal((await mails.world.store.get('cases', _id))?.status, 'resolved');
    });
  });
});
