import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answerSubject, bareSubject, caseNumbersIn, isAboutSomethingElse } from '../../../cases/mail/subject';

const NUMBER = 'CAS-01042-K7F2';

describe('the subject of an answer', () => {
  for (const [subject, answer] of [
    ['Machine leaks', `Re: [${NUMBER}] Machine leaks`],
    [`RE: AW: Fwd: Machine leaks [${NUMBER}]`, `Re: [${NUMBER}] Machine leaks`],
    [`Re[2]: Machine leaks [${NUMBER}]`, `Re: [${NUMBER}] Machine leaks`],
    ['[cas-00007-aaaa] old one', `Re: [${NUMBER}] old one`],
    ['', `Re: [${NUMBER}]`],
    [
      'Machine leaks\r\nBcc: everybody@example.com',
      `Re: [${NUMBER}] Machine leaks Bcc: everybody@example.com`,
    ],
  ] as const) {
    it(`${JSON.stringify(subject)} is ${JSON.stringify(answer)}`, () => {
      assert.equal(answerSubject(subject, NUMBER), answer);
    });
  }

  it('has the case number once and "Re:" once, however often it went back and forth', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (subject) => {
        const once = answerSubject(subject, NUMBER);
        const again = answerSubject(`AW: ${once}`, NUMBER);
        assert.equal(again, once);
        assert.deepEqual(caseNumbersIn(once), [NUMBER]);
        assert.doesNotMatch(once, /[\r\n]/);
      }),
    );
  });

  it('of a subject without its marks is the same each time', () => {
    fc.assert(
      fc.property(fc.string(), (text) => assert.equal(bareSubject(bareSubject(text)), bareSubject(text))),
    );
  });
});

describe("a reply's subject", () => {
  const thread = ['Espresso machine leaks', `Re: Espresso machine leaks [${NUMBER}]`];
  for (const subject of [
    'Re: Espresso machine leaks',
    'AW: espresso MACHINE leaks!',
    'the leaks are worse',
    `something else [${NUMBER}]`,
    '',
    'Re:',
  ]) {
    it(`${JSON.stringify(subject)} goes on with its thread`, () => {
      assert.equal(isAboutSomethingElse(subject, thread), false);
    });
  }
  for (const subject of ['Wrong invoice for March', 'Re: Kündigung', '请退款']) {
    it(`${JSON.stringify(subject)} is about something else`, () => {
      assert.equal(isAboutSomethingElse(subject, thread), true);
    });
  }
  it('says nothing where the thread has none', () => {
    assert.equal(isAboutSomethingElse('Invoice', ['', 'Re:']), false);
  });
});
