import assert from 'node:assert/strict';
import { mailboxProblems, mailboxSchema, portOf } from '../../../cases/mail/mailboxSettings';
import { aMailbox, someSettingsInput } from '../../support/builders';
import { settingsSchema } from '../../../cases/settings';

describe('mailboxes in the settings', () => {
  it('need a name, an address, a server and where the password is, and no more', () => {
    const mailbox = mailboxSchema.parse({
      name: 'support',
      address: 'Support@Example.com',
      imap: { host: 'imap.example.com' },
      auth: { kind: 'basic', passwordName: 'SUPPORT_MAIL_PASSWORD' },
    });
    assert.equal(mailbox.address, 'support@example.com');
    assert.deepEqual([mailbox.folders, mailbox.mark, mailbox.enabled], [['INBOX'], { how: 'seen' }, true]);
    assert.equal(portOf('imap', mailbox.imap), 993);
  });

  it('hold the name of a secret, never the secret', () => {
    const auth = { kind: 'basic', passwordName: 'hunter2!' };
    assert.equal(mailboxSchema.safeParse({ ...aMailbox(), auth }).success, false);
  });

  const refused = [
    [
      'a second mailbox of the same name',
      [aMailbox(), aMailbox({ address: 'b@example.com' })],
      /named "support"/,
    ],
    ['a second mailbox of the same address', [aMailbox(), aMailbox({ name: 'b' })], /have the address/],
    [
      'a password in the clear over a network',
      [aMailbox({ imap: { host: 'imap.example.com', tls: 'none' } })],
      /unencrypted/,
    ],
    [
      'an application without secret or certificate',
      [
        aMailbox({
          auth: { kind: 'oauth', tenant: 't', clientId: 'c', authority: 'https://x.test', scope: 's' },
        }),
      ],
      /one of the two/,
    ],
    ['a folder that is named twice', [aMailbox({ sentFolder: 'INBOX' })], /"INBOX" twice/],
    [
      'mails moved into a folder that is watched',
      [aMailbox({ mark: { how: 'move', folder: 'INBOX' } })],
      /which it watches/,
    ],
  ] as const;
  for (const [what, mailboxes, problem] of refused) {
    it(`refuse ${what}`, () => assert.match(mailboxProblems(mailboxes, {}).join('\n'), problem));
  }

  it('are checked with the whole of the settings', () => {
    const global = { sharedMailbox: 'sales', accessCheckAddress: 'support@example.com' };
    const result = settingsSchema.safeParse(someSettingsInput({ global, mailboxes: [aMailbox()] }));
    assert.match(String(result.error), /there is no such mailbox[\s\S]*must be one that is none of ours/);
  });
});
