/** What came by mail is erased with its sender, also where it opened nothing. */
import assert from 'node:assert/strict';
import { requestErasure } from '../../../agent/erasing';
import { COLLECTIONS } from '../../../commands/store/exports';
import { everyDocument } from '../../../commands/store/everyDocument';
import { changed } from '../../../cases/store';
import type { OutgoingMail } from '../../../cases/mail/outgoingMail';
import { RITA } from '../../support/builders';
import {
  aBounce,
  aMail,
  aMailWorld,
  DANA_MAIL,
  FORGED,
  SUPPORT,
  type MailWorld,
} from '../../support/mailWorld';

const SAM = { address: 'sam@customers.test', name: 'Sam' };

describe('erasing a contact who writes mails', function () {
  this.timeout(20_000);
  let m: MailWorld;
  let answer: OutgoingMail;
  beforeEach(async () => {
    m = await aMailWorld();
    const [asked] = await m.mail(aMail({ text: 'Dana here' }));
    answer = asked ?? assert.fail('it is not asked what is wrong');
    await m.mail(m.answerTo(answer, { messageId: 'answer@customers.test', text: 'my grinder leaks' }));
  });
  afterEach(() => m.world.stop());

  async function request(): Promise<void> {
    const { contactId } = await m.caseWith('first@customers.test');
    assert.ok(await requestErasure(m.world.agent.context, contactId ?? '', { id: 'e1', by: RITA }));
    await m.world.agent.retainOnce();
  }

  async function finish(): Promise<void> {
    await m.world.pass(70_000);
    await m.world.agent.retainOnce();
    assert.equal((await m.world.store.get('erasures', 'e1'))?.state, 'done');
  }

  /** All documents, raw mails as they read. */
  async function everything(): Promise<string[]> {
    const all: string[] = [];
    for (const collection of COLLECTIONS)
      for await (const doc of everyDocument(m.world.store, collection)) {
        const raw = 'data' in doc && typeof doc.data === 'string' ? doc.data : '';
        const text = Buffer.from(raw, 'base64').toString();
        if (collection !== 'settings') all.push(`${collection} ${JSON.stringify(doc)} ${text}`);
      }
    return all;
  }
  const about = async (who: RegExp) => (await everything()).filter((line) => who.test(line));

  it('takes mails that opened nothing, and reports of mails to them, with their raw bytes', async () => {
    await m.mail(aMail({ messageId: 'auto@customers.test', kind: 'automatic', text: 'Dana is away' }));
    await m.mail(aMail({ messageId: 'forged@x.test', authentication: FORGED, kind: 'calendar' }));
    const report = { recipient: DANA_MAIL, permanent: true };
    await m.mail({ ...aBounce('no-mail-of-ours@x.test'), text: 'Dana', bounce: report });
    await m.mail({ ...aBounce(answer.messageId), messageId: 'bounce2@x.test', fullText: 'Dana' });
    const toDana = {
      messageId: 'staff@example.com',
      from: { address: SUPPORT },
      to: [{ address: DANA_MAIL }],
    };
    await m.mail(aMail({ ...toDana, text: 'Dear Dana' }), { outgoing: true });
    await m.mail(aMail({ messageId: 'sam@customers.test', from: SAM, kind: 'automatic', text: 'away' }));
    const fates = (await m.mails()).filter((one) => !one.sent).map((one) => [one.messageId, one.state]);
    assert.deepEqual(Object.fromEntries(fates), {
      'first@customers.test': 'taken',
      'answer@customers.test': 'taken',
      'auto@customers.test': 'kept',
      'forged@x.test': 'kept',
      'bounce@x.test': 'bounce',
      'bounce2@x.test': 'bounce',
      'staff@example.com': 'kept',
      'sam@customers.test': 'kept',
    });
    await request();
    await finish();
    assert.deepEqual(await about(/dana/i), []);
    assert.ok((await about(/^blobs.*sam@customers\.test/s)).length > 0, "somebody else's");
    assert.equal((await m.mails()).length, 1);
  });

  it('waits for a mail that is being worked on', async () => {
    await m.mail(aMail({ messageId: 'auto@customers.test', kind: 'calendar', subject: 'Dana' }));
    const { _id, state } = await m.fateOf('auto@customers.test');
    assert.equal(state, 'kept');
    await m.world.store.update('mails', _id, (found) => changed({ ...found, state: 'stored' as const }));
    await request();
    assert.equal((await m.world.store.get('erasures', 'e1'))?.passes, 0);
    await m.world.store.update('mails', _id, (found) => changed({ ...found, state: 'kept' as const }));
    await m.world.pass(6_000);
    await m.world.agent.retainOnce();
    await finish();
    assert.deepEqual(await about(/dana/i), []);
  });
});
