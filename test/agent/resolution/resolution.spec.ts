/** Resolving: every way that it can go, at each level of automation, on each kind of channel. */
import assert from 'node:assert/strict';
import type { PersonReason, ResolvingStep } from '../../../cases/resolution/state';
import { DESCALE, REFUND, someResolution } from '../../support/resolution';
import { aDesk, CHANNELS, type Desk } from '../../support/resolutionDesks';

const OPENS = 'my grinder is broken. I am Dana, dana@example.com';
const ASKS_WHAT = /what exactly would you like to have solved\?/;
const ASKS_BOTH = /^(?=[^]*What is the order number\?)(?=[^]*What is the reason\?)/;
const ASKS_REASON = /^(?![^]*order number)[^]*What is the reason\?/;
const asWords = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
const PROPOSES_DESCALING = asWords(`${DESCALE}\n\nDid this solve it?`);
const PROPOSES_REFUND = asWords(`${REFUND}\n\nDid this solve it?`);

interface Path {
  readonly name: string;
  /** What the customer says, and what comes of it for them: a question or a solution, or nothing of ours. */
  readonly script: readonly (readonly [say: string, hear: RegExp | null])[];
  readonly ends: ResolvingStep;
  readonly reason?: PersonReason;
}

const PATHS: readonly Path[] = [
  {
    name: 'what it is about is asked for while it is unknown',
    script: [[OPENS, ASKS_WHAT]],
    ends: 'clarifying',
  },
  {
    name: 'what is never understood is left to a person after two rounds',
    script: [
      [OPENS, ASKS_WHAT],
      ['it is all so strange', ASKS_WHAT],
      ['I cannot put it otherwise', null],
    ],
    ends: 'person',
    reason: 'not-understood',
  },
  {
    name: 'what the solution needs is asked for in one message',
    script: [[`${OPENS}. I want my money back`, ASKS_BOTH]],
    ends: 'asking',
  },
  {
    name: 'only what is still missing is asked for again',
    script: [
      [`${OPENS}. I want my money back`, ASKS_BOTH],
      ['it was order 12345', ASKS_REASON],
    ],
    ends: 'asking',
  },
  {
    name: 'what is never said is left to a person after two rounds',
    script: [
      [`${OPENS}. I want my money back`, ASKS_BOTH],
      ['it was order 12345', ASKS_REASON],
      ['as I said', null],
    ],
    ends: 'person',
    reason: 'incomplete',
  },
  {
    name: 'what the customer does not have is not asked for twice',
    script: [
      [`${OPENS}. I want my money back`, ASKS_BOTH],
      ["I don't have it at hand", null],
    ],
    ends: 'person',
    reason: 'cannot-say',
  },
  {
    name: 'the solution is proposed once all is known',
    script: [
      [`${OPENS}. I want my money back`, ASKS_BOTH],
      ['order 12345, because it is too loud', PROPOSES_REFUND],
    ],
    ends: 'proposed',
  },
  {
    name: 'the solution is proposed at once where nothing is needed',
    script: [[`${OPENS}. I need to descale it`, PROPOSES_DESCALING]],
    ends: 'proposed',
  },
  {
    name: 'a customer who has not tried it yet is left in peace',
    script: [
      [`${OPENS}. I need to descale it`, PROPOSES_DESCALING],
      ["Thanks, I'll try that tonight", null],
    ],
    ends: 'proposed',
  },
  {
    name: 'a customer who is content has the case resolved',
    script: [
      [`${OPENS}. I need to descale it`, PROPOSES_DESCALING],
      ['no it works now', null],
    ],
    ends: 'solved',
  },
  {
    name: 'a customer whom it does not help gets a person',
    script: [
      [`${OPENS}. I need to descale it`, PROPOSES_DESCALING],
      ['that did not help', null],
    ],
    ends: 'person',
    reason: 'declined',
  },
  {
    name: 'a customer who needs more than the solution gets a person',
    script: [
      [`${OPENS}. I need to descale it`, PROPOSES_DESCALING],
      ['where do I get a sachet?', null],
    ],
    ends: 'person',
    reason: 'needs-more',
  },
  {
    name: 'another matter instead of an answer is gone on with',
    script: [
      [`${OPENS}. I need to descale it`, PROPOSES_DESCALING],
      ['rather I want my money back', ASKS_BOTH],
    ],
    ends: 'asking',
  },
  {
    name: 'a goodbye to a question is not answered with a question',
    script: [
      [OPENS, ASKS_WHAT],
      ['ok thanks, bye', null],
    ],
    ends: 'clarifying',
  },
];

/** What goes out beside questions and solutions: that a colleague comes, that the case is closed. */
const OF_THE_END = /passing you to a colleague|a colleague will look at it and write|have closed case/;

async function withDesk(desk: Desk, run: (desk: Desk) => Promise<void>): Promise<void> {
  try {
    await run(desk);
  } finally {
    await desk.stop();
  }
}

for (const channel of CHANNELS)
  describe(`resolving by ${channel}`, () => {
    for (const { name, script, ends, reason } of PATHS) {
      it(`${name} (full: said by the agent)`, async () =>
        withDesk(await aDesk(channel, someResolution('full')), async (desk) => {
          for (const [say, hear] of script) {
            const lines = (await desk.say(say)).filter((line) => !OF_THE_END.test(line));
            assert.equal(lines.length, hear ? 1 : 0, lines.join(' | '));
            if (hear) assert.match(lines[0] ?? '', hear);
          }
          const theCase = await desk.theCase();
          assert.deepEqual([theCase.resolving?.step, theCase.resolving?.reason], [ends, reason]);
          assert.equal(theCase.status, ends === 'solved' ? 'resolved' : 'active');
          assert.deepEqual(theCase.drafts ?? [], []);
        }));

      it(`${name} (confirm: said once a representative has sent it)`, async () =>
        withDesk(await aDesk(channel, someResolution('confirm')), async (desk) => {
          for (const [say, hear] of script) {
            assert.deepEqual(await desk.say(say), [], 'nothing is said without a person');
            if (!hear) continue;
            const lines = await desk.send();
            assert.equal(lines.length, 1, lines.join(' | '));
            assert.match(lines[0] ?? '', hear);
          }
          const theCase = await desk.theCase();
          const step = ends === 'solved' ? 'accepted' : ends;
          assert.deepEqual([theCase.resolving?.step, theCase.resolving?.reason], [step, reason]);
          assert.equal(theCase.status, 'active');
        }));
    }

    it('says nothing of it where a line of business is disabled, and shows what was recognised', async () => {
      for (const { script } of PATHS.filter(({ ends }) => ends !== 'clarifying').slice(-4))
        await withDesk(await aDesk(channel, someResolution('disabled')), async (desk) => {
          for (const [say] of script)
            for (const line of await desk.say(say)) assert.match(line, /a colleague will see your question/);
          const theCase = await desk.theCase();
          assert.deepEqual([theCase.resolving?.step, theCase.status], ['shown', 'active']);
          assert.deepEqual(theCase.drafts ?? [], []);
          assert.equal(desk.cards('intent').at(-1)?.intent.automation, 'disabled');
        });
    });

    it('asks nobody anything while nothing is recognised and every line is disabled', async () =>
      withDesk(await aDesk(channel, someResolution('disabled')), async (desk) => {
        assert.deepEqual(await desk.say(OPENS), []);
        assert.equal((await desk.theCase()).resolving, undefined);
      }));
  });
