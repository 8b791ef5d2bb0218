/** Only our own servers' word on a mail's sender counts. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  authenticationOf,
  parseAuthenticationResults,
} from '../../../../adapters/email/reading/authentication';
import type { AuthenticationTrust } from '../../../../adapters/email/reading';
import type { Field } from '../../../../adapters/email/reading/fields';
import { readNow } from '../../../../adapters/email/reading/read';
import type { MailAuthentication } from '../../../../cases/mail/mail';
import { aRawMail } from './rawMail';

const OURS = 'mx.desk.example';
const TRUST: AuthenticationTrust = { servers: [OURS] };
const RECEIVED = 'Received: from lamps.example by mx.desk.example; Mon, 4 Jan 2021 19:03:00 +0100';
const PASS = `Authentication-Results: ${OURS}; spf=pass smtp.mailfrom=lamps.example; dkim=pass header.d=lamps.example; dmarc=pass header.from=lamps.example`;
const ALL_PASS: MailAuthentication = { spf: 'pass', dkim: 'pass', dmarc: 'pass' };

async function verdicts(
  above: readonly string[],
  trust: AuthenticationTrust = TRUST,
  headers: Record<string, string | string[]> = {},
): Promise<MailAuthentication | undefined> {
  return (await readNow(aRawMail({ above, headers }), { authentication: trust })).mail.authentication;
}

describe('what our own server found out', () => {
  it('stands above all that was received', async () =>
    assert.deepEqual(await verdicts([PASS, RECEIVED]), ALL_PASS));

  it('is said in several headers', async () => {
    const fail = `Authentication-Results: ${OURS}; dmarc=fail (p=none) header.from=lamps.example`;
    const spf = `Authentication-Results: ${OURS} 1;\r\n  spf=softfail (no (real) reason) smtp.mailfrom="x y"`;
    assert.deepEqual(await verdicts([spf, fail, RECEIVED]), { spf: 'other', dkim: 'none', dmarc: 'fail' });
  });

  const forged: readonly (readonly [what: string, above: string[]])[] = [
    ['below a Received, under our name', [RECEIVED, PASS]],
    ['without any Received', [PASS]],
    ["under another server's name", [PASS.replace(OURS, 'mx.evil.example'), RECEIVED]],
    ['under a name that ours ends with', [PASS.replace(OURS, `evil.${OURS}`), RECEIVED]],
    ['under our name in a comment', [PASS.replace(OURS, `mx.evil.example (${OURS})`), RECEIVED]],
    ['under no name', [PASS.replace(`${OURS}; `, ''), RECEIVED]],
    ['as something else', [PASS.replace('Authentication-Results', 'ARC-Authentication-Results'), RECEIVED]],
  ];
  for (const [what, above] of forged)
    it(`is not what a sender writes ${what}`, async () => assert.equal(await verdicts(above), undefined));

  it('is nothing where no server of ours is named', async () => {
    assert.equal(await verdicts([PASS, RECEIVED], { servers: [] }), undefined);
    assert.equal((await readNow(aRawMail({ above: [PASS, RECEIVED] }), {})).mail.authentication, undefined);
  });

  it('may be the topmost of its name where the server takes others off, and only that one', async () => {
    const trust: AuthenticationTrust = { servers: [OURS], place: 'topmost' };
    const none = `Authentication-Results: ${OURS}; spf=pass; dkim=none`;
    assert.deepEqual(await verdicts([RECEIVED, PASS], trust), ALL_PASS);
    assert.deepEqual(await verdicts([RECEIVED, none, PASS], trust), {
      spf: 'pass',
      dkim: 'none',
      dmarc: 'none',
    });
  });

  it('comes without a name from Exchange Online', async () => {
    const unnamed =
      'Authentication-Results: spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=lamps.example; dkim=pass (signature was verified)\r\n header.d=lamps.example;dmarc=pass action=none\r\n header.from=lamps.example;compauth=pass reason=100';
    assert.deepEqual(
      await verdicts([RECEIVED, unnamed, RECEIVED], { servers: [], unnamed: true, place: 'topmost' }),
      ALL_PASS,
    );
  });

  it('does not speak for another author than the one that is shown', async () => {
    assert.equal((await verdicts([PASS, RECEIVED], TRUST, { From: 'ceo@bank.example' }))?.dmarc, 'other');
    assert.equal(
      (await verdicts([PASS, RECEIVED], TRUST, { From: 'bob@lamps.example, ceo@bank.example' }))?.dmarc,
      'other',
    );
    assert.equal(
      (await verdicts([PASS, RECEIVED], TRUST, { From: ['bob@lamps.example', 'ceo@bank.example'] }))?.dmarc,
      'other',
    );
    assert.equal(
      (await verdicts([PASS, RECEIVED], TRUST, { From: 'bob@mail.lamps.example' }))?.dmarc,
      'pass',
    );
    assert.equal(
      (await verdicts([PASS, RECEIVED], TRUST, { From: 'bob@evillamps.example' }))?.dmarc,
      'other',
    );
  });

  it('is not a pass where it says both', async () => {
    const both = `Authentication-Results: ${OURS}; dmarc=pass; dmarc=fail`;
    assert.equal((await verdicts([both, RECEIVED]))?.dmarc, 'other');
  });

  it('one good signature of several is enough', async () => {
    const two = `Authentication-Results: ${OURS}; dkim=fail header.d=list.example; dkim=pass header.d=lamps.example`;
    assert.equal((await verdicts([two, RECEIVED]))?.dkim, 'pass');
  });
});

describe('the header is parsed', () => {
  const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
  const comment = fc.constantFrom('', ' (a; b=c)', ' (a (b) \\) c)', '\t');

  it('whatever comments stand between its words', () => {
    fc.assert(
      fc.property(
        token,
        token,
        token,
        token,
        comment,
        comment,
        (server, method, result, property, one, two) => {
          const value = `${server}${one};${two} ${method}${one}=${two}${result}${one} header.${property}${two}=${one}"a;b=c"`;
          assert.deepEqual(JSON.parse(JSON.stringify(parseAuthenticationResults(value))), {
            server,
            results: [{ method, result, properties: { [`header.${property}`]: 'a;b=c' } }],
          });
        },
      ),
    );
  });

  it('with versions and values that have slashes', () => {
    const parsed = parseAuthenticationResults(
      'mx.example 1; dkim/1 = pass reason="good" header.b=a/b+c= header.d=x.example',
    );
    assert.deepEqual(
      { ...parsed?.results[0]?.properties },
      { reason: 'good', 'header.b': 'a/b+c=', 'header.d': 'x.example' },
    );
    assert.deepEqual(
      [parsed?.server, parsed?.results[0]?.method, parsed?.results[0]?.result],
      ['mx.example', 'dkim', 'pass'],
    );
  });

  it('or refused, never thrown at', () => {
    const name = fc.constantFrom('authentication-results', 'received', 'x');
    const piece = fc.constantFrom(
      OURS,
      ';',
      '=',
      'dmarc',
      'pass',
      '(',
      ')',
      '"',
      '\\',
      ' ',
      '/',
      '__proto__',
      'header.from',
    );
    const value = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ name, value })), (fields: Field[]) => {
        const place = fc.sample(fc.constantFrom('above' as const, 'topmost' as const), 1)[0]!;
        authenticationOf(fields, { ...TRUST, unnamed: true, place }, 'lamps.example');
      }),
    );
  });

  it('"no result" is a result', () =>
    assert.deepEqual(parseAuthenticationResults('mx.example; none')?.results, []));
});
