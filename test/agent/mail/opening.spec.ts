/** From a mail to a case: rules open it, the agent fills what is empty, and what opens nothing is kept with the reason. */
import assert from 'node:assert/strict';
import { aMail, aMailWorld, DANA_MAIL, FORGED, mailSettings, type MailWorld } from '../../support/mailWorld';
import type { WorldOptions } from '../../support/world';

describe('a mail', () => {
  let mails: MailWorld;
  afterEach(() => mails.world.stop());
  const begin = async (options?: WorldOptions): Promise<MailWorld> => (mails = await aMailWorld(options));

  it("opens a case by the first rule that it matches, with the rule's fields and its own words", async () => {
    await begin({
      settings: mailSettings({
        emailRules: [
          { name: 'invoices', when: { field: 'subject', operator: 'contains', value: 'invoice' } },
          {
            name: 'grinders',
            when: { field: 'body', operator: 'contains', value: 'grinder' },
            fields: { priority: 'high' },
          },
          { name: 'all' },
        ],
      }),
    });
    await mails.mail(aMail());
    const found = await mails.caseWith('first@customers.test');
    assert.equal(found.openedBy.name, 'grinders');
    assert.equal(found.channel, 'email');
    assert.deepEqual(
      Object.entries(found.fields).map(([name, { value, provenance }]) => [name, value, provenance.kind]),
      [
        ['issue', 'my grinder leaks', 'ai'],
        ['category', 'defect', 'ai'],
        ['contact', `email:${DANA_MAIL}`, 'channel'],
        ['priority', 'high', 'rule'],
      ],
    );
    assert.equal((await mails.fateOf('first@customers.test')).rule, 'grinders');
    const query = { index: 'case', equals: [found._id], limit: 100 } as const;
    const { items } = await mails.world.store.list('audit', query);
    assert.deepEqual(
      items.map(({ what, byKind }) => ['field' in what ? what.field : what.kind, byKind]),
      [
        ['opened', 'rule'],
        ['issue', 'agent'],
        ['category', 'agent'],
        ['contact', 'rule'],
        ['priority', 'rule'],
      ],
    );
  });

  it('is asked back once for all that is missing, in one mail that threads with it', async () => {
    await begin({ settings: mailSettings({ emailRules: [{ name: 'all', unknownSenders: 'allow' }] }) });
    const sent = await mails.mail(aMail());
    assert.equal(sent.length, 1);
    const [asked] = sent;
    const { number } = await mails.caseWith('first@customers.test');
    assert.equal(asked?.subject, `Re: [${number}] Grinder`);
    assert.deepEqual(asked?.to, [{ address: DANA_MAIL, name: 'Dana Reyes' }]);
    assert.equal(asked?.inReplyTo, 'first@customers.test');
    assert.deepEqual(asked?.references, ['first@customers.test']);
    assert.equal(asked?.headers?.['Auto-Submitted'], 'auto-replied');
    assert.match(asked?.text ?? '', /What is the serial number\?/);
    assert.match(asked?.text ?? '', /Written with AI, on behalf of Support$/);
  });

  it('that answers fills what was missing, and nothing is asked again', async () => {
    await begin();
    const [asked] = await mails.mail(aMail());
    assert.ok(asked);
    assert.deepEqual(
      await mails.mail(mails.answerTo(asked, { messageId: 'second@customers.test', text: 'it is AB-123' })),
      [],
    );
    const found = await mails.caseWith('second@customers.test');
    assert.equal(found.fields['serial']?.value, 'AB-123');
    assert.equal(found.conversations.length, 1);
    const turns = await mails.turnsWith('second@customers.test');
    assert.deepEqual(
      found.fields['serial']?.provenance.quotes.map(({ turn }) => turn),
      [turns.at(-1)?._id],
    );
  });

  it('leaves alone what its rule has set', async () => {
    await begin({
      settings: mailSettings({ emailRules: [{ name: 'all', fields: { category: 'billing' } }] }),
    });
    await mails.mail(aMail());
    assert.equal((await mails.caseWith('first@customers.test')).fields['category']?.value, 'billing');
  });

  it('opens a case where email is none of the channels, and the agent fills and asks nothing', async () => {
    await begin({
      settings: mailSettings({ creation: { defaultFields: ['issue', 'contact'], channels: ['chat'] } }),
    });
    assert.deepEqual(await mails.mail(aMail()), []);
    const { fields, title } = await mails.caseWith('first@customers.test');
    assert.equal(title, 'Grinder');
    assert.deepEqual(Object.keys(fields), ['contact']);
    assert.equal(mails.world.predictor.requests.length, 0);
  });

  it('gets the automatic reply of its rule, and the questions in the same mail', async () => {
    const wordings = {
      en: {
        subject: 'We have your mail',
        text: 'Dear {{customer.name}}, it is {{case.number}}.',
        html: '<p>Dear {{customer.name}}</p>',
      },
    };
    await begin({
      settings: mailSettings({
        emailRules: [{ name: 'all', reply: 'received' }],
        templates: [{ name: 'received', wordings }],
      }),
    });
    const sent = await mails.mail(aMail({ from: { address: DANA_MAIL, name: '<b>Dana</b>' } }));
    const { number } = await mails.caseWith('first@customers.test');
    assert.equal(sent.length, 1);
    assert.equal(sent[0]?.subject, `[${number}] We have your mail`);
    assert.match(
      sent[0]?.text ?? '',
      new RegExp(`^Dear <b>Dana</b>, it is ${number}\\.\\n\\n[^]*serial number`),
    );
    assert.match(sent[0]?.html ?? '', /<p>Dear &lt;b&gt;Dana&lt;\/b&gt;<\/p>[^]*serial number/);
  });

  describe('opens nothing and is kept with the reason', () => {
    const kept = async (settings: WorldOptions['settings'], mail = aMail()): Promise<string | undefined> => {
      await begin({ settings });
      assert.deepEqual(await mails.mail(mail), []);
      assert.deepEqual(await mails.world.cases(), []);
      const fate = await mails.fateOf(mail.messageId);
      assert.equal(fate.state, 'kept');
      return fate.reason;
    };

    it('where no rule matches', async () => {
      assert.equal(await kept(mailSettings({ emailRules: [{ name: 'off', active: false }] })), 'no-rule');
    });
    it('where the rule watches another mailbox', async () => {
      const [box] = mailSettings().mailboxes;
      const other = { ...box!, name: 'sales', address: 'sales@example.com' };
      const settings = mailSettings({
        mailboxes: [box!, other],
        emailRules: [{ name: 'sales', mailboxes: ['sales'] }],
      });
      assert.equal(await kept(settings), 'no-rule');
    });
    it('where unknown senders are refused', async () => {
      assert.equal(
        await kept(mailSettings({ emailRules: [{ name: 'all', unknownSenders: 'refuse' }] })),
        'unknown-sender',
      );
    });
    it('where its sender is not proven and the rule says so', async () => {
      const settings = mailSettings({ emailRules: [{ name: 'all', unverified: 'refuse' }] });
      assert.equal(await kept(settings, aMail({ authentication: FORGED })), 'unverified-sender');
    });
    it('where a machine wrote it', async () => {
      assert.equal(await kept(mailSettings(), aMail({ kind: 'automatic' })), 'automatic');
    });
    it('where the agent is off', async () => {
      assert.equal(await kept(mailSettings({ flows: { invokeCaseProcessingAgent: false } })), 'agent-off');
    });
  });

  it('of an unproven sender opens a case marked as such, with a contact that joins nobody', async () => {
    await begin();
    await mails.mail(aMail());
    await mails.mail(
      aMail({ messageId: 'forged@evil.test', authentication: FORGED, text: 'my kettle is broken' }),
    );
    const [mine, theirs] = [
      await mails.caseWith('first@customers.test'),
      await mails.caseWith('forged@evil.test'),
    ];
    assert.notEqual(mine._id, theirs._id);
    assert.equal(theirs.unverified, true);
    assert.equal(mine.unverified, undefined);
    assert.notEqual(theirs.contactId, mine.contactId);
  });

  it('that comes in by two mailboxes is one', async () => {
    await begin();
    await mails.mail(aMail());
    await mails.mail(aMail(), { mailbox: 'sales' });
    assert.equal((await mails.world.cases()).length, 1);
    assert.deepEqual(
      (await mails.fateOf('first@customers.test')).places.map(({ mailbox }) => mailbox),
      ['support', 'sales'],
    );
  });

  it('over the limit of its mailbox opens a case too, which names what lies there', async () => {
    await begin();
    const parts = [{ name: 'film.mp4', contentType: 'video/mp4', bytes: 99_000_000 }];
    const tooLarge = { bytes: 99_000_500, bytesMax: 25_000_000, parts };
    await mails.mail(aMail({ text: '', fullText: '' }), { tooLarge });
    const [turn] = await mails.turnsWith('first@customers.test');
    assert.equal(turn?.text, 'Grinder');
    assert.deepEqual(turn?.attachments, [{ contentType: 'video/mp4', name: 'film.mp4' }]);
  });

  it('cannot command the agent', async () => {
    await begin();
    await mails.mail(aMail({ text: '/representative' }));
    const [conversation] = (
      await mails.world.store.list('conversations', { index: 'role', equals: ['customer'], limit: 5 })
    ).items;
    assert.equal(conversation?.role, 'customer');
  });
});
