/** A mail about what the same sender has an open case for: asked about before a rule opens another one. */
import assert from 'node:assert/strict';
import type { DuplicateChoice } from '../../../cases/duplicates';
import { aMail, aMailWorld, FORGED, mailSettings, type MailWorld } from '../../support/mailWorld';

const RULE = { name: 'all', reply: 'received', fields: { priority: 'high' } };
const TEMPLATE = {
  name: 'received',
  wordings: { en: { text: 'Hello {{customer.name}}, it is {{case.number}}.' } },
};

describe('a mail about what is open already', () => {
  let mails: MailWorld;
  beforeEach(async () => {
    mails = await aMailWorld({ settings: mailSettings({ emailRules: [RULE], templates: [TEMPLATE] }) });
    await mails.world.representative('rita');
    await mails.mail(aMail());
  });
  afterEach(() => mails.world.stop());

  const again = () =>
    mails.mail(
      aMail({ messageId: 'again@customers.test', subject: 'Grinder again', text: 'the grinder leaks again' }),
    );
  const first = () => mails.caseWith('first@customers.test');
  async function click(choice: DuplicateChoice): Promise<void> {
    const [card] = mails.world.cards('rita', 'duplicate');
    const { conversationId, problem } = card ?? assert.fail('nobody was asked');
    mails.sent.length = 0;
    const caseId = card?.like[0]?.case.id;
    await mails.world.click('rita', { verb: 'settle-duplicate', conversationId, problem, choice, caseId });
  }

  it('opens nothing until somebody says so, and is answered with the case that it goes on in', async () => {
    assert.deepEqual(await again(), []);
    assert.equal((await mails.world.cases()).length, 1);
    await click('join');
    const theCase = await first();
    assert.equal(theCase.conversations.length, 2);
    assert.equal((await mails.world.cases()).length, 1);
    const [sent, ...more] = mails.sent;
    assert.match(sent?.text ?? '', new RegExp(`it is ${theCase.number}`));
    assert.equal(sent?.inReplyTo, 'again@customers.test');
    assert.deepEqual(more, []);
  });

  it('opens a case by its rule where it is new: with its fields, its subject and its automatic reply', async () => {
    await again();
    await click('new');
    const made = await mails.caseWith('again@customers.test');
    assert.notEqual(made._id, (await first())._id);
    assert.deepEqual([made.openedBy.name, made.fields['priority']?.value], ['all', 'high']);
    assert.match(mails.sent[0]?.text ?? '', new RegExp(`it is ${made.number}`));
  });

  it('is opened as new and linked where nobody answers in time, and the sender is told', async () => {
    await again();
    mails.sent.length = 0;
    await mails.world.pass(11 * 60_000);
    const made = await mails.caseWith('again@customers.test');
    assert.equal(made.relatedTo, (await first())._id);
    assert.equal(mails.sent.length, 1);
  });

  it('is opened at once where nobody vouches for who sent it: it learns nothing of the open case', async () => {
    await mails.mail(
      aMail({
        messageId: 'forged@x.test',
        subject: 'Grinder',
        text: 'the grinder leaks again',
        authentication: FORGED,
      }),
    );
    assert.deepEqual(mails.world.cards('rita', 'duplicate'), []);
    assert.equal((await mails.caseWith('forged@x.test')).relatedTo, undefined);
  });
});
