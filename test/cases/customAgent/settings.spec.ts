import assert from 'node:assert/strict';
import { readAnswer, readAnswerText } from '../../../cases/customAgent/answer';
import { settingsSchema } from '../../../cases/settings';
import { aWebhook } from '../../support/customAgentServer';
import { someSettingsInput } from '../../support/builders';

describe('custom agents in the settings', () => {
  function problems(...customAgents: unknown[]): string {
    const input = { ...someSettingsInput(), resolution: { customAgents } };
    const read = settingsSchema.safeParse(input);
    return read.error?.issues.map(({ message }) => message).join('; ') ?? '';
  }

  it('are asked over https', () => {
    assert.equal(problems({ ...aWebhook('https://agent.example.com/cases'), privateAddresses: [] }), '');
  });

  it('are asked over http on this machine only, where that is listed', () => {
    assert.equal(problems(aWebhook('http://127.0.0.1:4000/')), '');
    assert.match(problems(aWebhook('http://127.0.0.1:4000/', { privateAddresses: [] })), /https/);
    assert.match(problems(aWebhook('http://agent.example.com/')), /https/);
    const tokenUrl = 'http://login.example.com/token';
    const auth = { kind: 'oauth', tokenUrl, clientId: 'c', secretName: 'S' } as const;
    assert.match(problems(aWebhook('https://agent.example.com/', { auth })), /login\.example\.com/);
  });

  it('have names of their own, and hold the name of a secret, never the secret', () => {
    assert.match(problems(aWebhook('https://a.example'), aWebhook('https://b.example')), /named "helper"/);
    const auth = { kind: 'signature', secretName: 'hunter2!' };
    assert.match(problems({ ...aWebhook('https://a.example'), auth }), /environment variable/);
  });
});

describe('the answer of a custom agent', () => {
  it('is read in any case, with needsReview as a word or as a boolean', () => {
    for (const needsReview of ['true', 'True', 'TRUE', true])
      assert.deepEqual(
        readAnswer({ ResponseType: 'question', message: ' Which model? ', HandlingOptions: { needsReview } }),
        { ok: true, answer: { responseType: 'Question', message: 'Which model?', needsReview: true } },
      );
    for (const handlingOptions of [undefined, null, {}, { needsReview: 'false' }, { NeedsReview: false }])
      assert.deepEqual(readAnswer({ responseType: 'RESOLVED', message: 'Done.', handlingOptions }), {
        ok: true,
        answer: { responseType: 'Resolved', message: 'Done.', needsReview: false },
      });
  });

  it('needs words where they are for the customer, and only there', () => {
    for (const responseType of ['Question', 'Resolved', 'ResolveCase'])
      assert.equal(readAnswer({ responseType, message: '  ' }).ok, false);
    assert.deepEqual(readAnswer({ responseType: 'NoAction', message: '' }), {
      ok: true,
      answer: { responseType: 'NoAction' },
    });
    assert.deepEqual(readAnswer({ responseType: 'UnableToResolve', message: 'no such order' }), {
      ok: true,
      answer: { responseType: 'UnableToResolve', message: 'no such order' },
    });
  });

  const wrong: readonly [text: string, why: RegExp][] = [
    ['', /not JSON/],
    ['[]', /it is/],
    ['null', /it is/],
    ['{}', /"responseType" is missing/],
    ['{"responseType": "Maybe", "message": "x"}', /"responseType" is none of Question, Resolved/],
    ['{"responseType": "Question", "message": 5}', /"message"/],
    [
      '{"responseType": "Question", "message": "x", "handlingOptions": {"needsReview": "perhaps"}}',
      /needsReview/,
    ],
    [`{"responseType": "Question", "message": "${'x'.repeat(9_000)}"}`, /"message"/],
  ];
  for (const [text, why] of wrong)
    it(`${text.slice(0, 60) || 'nothing'} is not followed, and why is said without its words`, () => {
      const read = readAnswerText(text);
      assert.ok(!read.ok);
      assert.match(read.problem, why);
      assert.ok(!read.problem.includes('perhaps') && !read.problem.includes('Maybe'));
    });
});
