/** Nobody gets into a conversation by what they merely say. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MailVerdict } from '../../../cases/mail/mail';
import { participantsOf, threadOf, type ThreadCandidate } from '../../../cases/mail/thread';
import { aStoredMail } from '../../support/stores';
import { NOW } from '../../support/builders';

const verdict = fc.constantFrom<MailVerdict>('pass', 'fail', 'none', 'other');
const address = fc.constantFrom('dana@x.test', 'eve@y.test', 'carl@z.test');
const candidate: fc.Arbitrary<ThreadCandidate> = fc.record({
  conversationId: fc.constantFrom('email:a', 'email:b'),
  by: fc.constantFrom('signed-reference', 'reference', 'number'),
  participants: fc.array(address).map((all) => new Set(all)),
  subjects: fc.array(fc.constantFrom('', 'grinder', 'invoice')),
});
const mail = fc.record({
  from: fc.record({ address }),
  subject: fc.constantFrom('', 'Re: grinder', 'invoice', '[CAS-00001-AAAA] grinder'),
  authentication: fc.option(fc.record({ spf: verdict, dkim: verdict, dmarc: verdict }), { nil: undefined }),
});

describe('the thread of a mail', () => {
  it('is one of others only for a proven participant, or by a Message-ID that we signed', () => {
    fc.assert(
      fc.property(
        mail,
        fc.array(candidate),
        fc.option(fc.nat(100), { nil: undefined }),
        (one, all, waitHours) => {
          const thread = threadOf(one, all, { now: NOW, outgoing: false, waitHours });
          const linked = thread.is !== 'new' || thread.relatedTo !== undefined;
          const entitled = all.some(
            ({ by, participants }) =>
              by === 'signed-reference' ||
              (one.authentication?.dmarc === 'pass' && participants.has(one.from.address)),
          );
          assert.ok(!linked || entitled);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is never lost where no rule would open a case for it', () => {
    fc.assert(
      fc.property(mail, fc.array(candidate, { minLength: 1 }), (one, all) => {
        const signed = all.map((found) => ({ ...found, by: 'signed-reference' as const }));
        assert.equal(threadOf(one, signed, { now: NOW, outgoing: false }).is, 'joins');
      }),
    );
  });
});

describe('who takes part in a conversation', () => {
  const summary = (from: string, ...to: string[]) => ({
    from: { address: from },
    to: to.map((one) => ({ address: one })),
    cc: [],
    subject: '',
    kind: 'message' as const,
    attachments: 0,
  });

  it('are those who wrote in it, and whom the proven ones and we addressed', () => {
    const mails = [
      aStoredMail({ trusted: true, summary: summary('dana@x.test', 'support@example.com', 'carl@z.test') }),
      aStoredMail({ trusted: false, summary: summary('eve@y.test', 'friend@y.test') }),
    ];
    assert.deepEqual([...participantsOf(mails, new Set(['support@example.com']))].sort(), [
      'carl@z.test',
      'dana@x.test',
      'eve@y.test',
    ]);
  });
});
