/** What the case has asked is heard by the next turn, once; whatever else is said is an ordinary turn. */
import assert from 'node:assert/strict';
import type { DialogOutcome, DialogView, HeardAnswer } from '../../cases/channel';
import { CONTACT, SERIAL, Talk } from './steps';

const SOLVED = { awaits: 'solution-check' } as const satisfies Partial<DialogView>;
const ASKED = { awaits: 'details' } as const satisfies Partial<DialogView>;

const answered = (answer: HeardAnswer): DialogOutcome => ({
  kind: 'answered',
  answer,
});

describe('the check whether a solution solved it', () => {
  for (const [language, text, answer] of [
    ['en', 'no it works now', 'accept'],
    ['en', 'it still leaks', 'decline'],
    ['en', 'the fuse blew again', 'other'],
    ['en', "I'll try that tonight", 'later'],
    ['en', 'thanks, bye', 'later'],
    ['de', 'Ja, jetzt geht es wieder', 'accept'],
    ['de', 'leider nicht', 'decline'],
    ['de', 'Ich probiere es heute Abend', 'later'],
    ['de', 'Und wo ist der Tank?', 'other'],
  ] as const)
    it(`hears "${text}" as ${answer}, says nothing, and is over`, async () => {
      const talk = new Talk([], language);
      const step = await talk.say(text, SOLVED);
      assert.deepEqual([step.outcomes, step.says, step.stack], [[answered(answer)], [], null]);
    });

  it('goes on with what is missing where the answer was something else', async () => {
    const step = await new Talk([SERIAL]).say('the fuse blew again', SOLVED);
    assert.deepEqual(
      step.outcomes.map(({ kind }) => kind),
      ['answered', 'asked'],
    );
    assert.match(step.says[0]?.text ?? '', /serial number/);
  });

  it('asks nothing of who is content, or of who is not', async () => {
    for (const text of ['yes', 'no']) assert.deepEqual((await new Talk([SERIAL]).say(text, SOLVED)).says, []);
  });

  it('leaves an answer to Intake alone', async () => {
    const talk = new Talk([CONTACT]);
    await talk.say('hi');
    const step = await talk.say('no', SOLVED);
    assert.ok(!step.outcomes.some(({ kind }) => kind === 'answered'));
  });
});

describe('the question for what a solution needs', () => {
  it('hears that there is no answer', async () => {
    for (const text of ["I don't have it at hand", 'keine Ahnung'])
      assert.deepEqual((await new Talk([]).say(text, ASKED)).outcomes, [answered('cannot-say')]);
  });

  it('hears a goodbye, which asks for nothing', async () => {
    assert.deepEqual((await new Talk([]).say('ok thanks, bye', ASKED)).outcomes, [answered('later')]);
  });

  it('leaves an answer to the prediction', async () => {
    const step = await new Talk([]).say('it is 12345', ASKED);
    assert.deepEqual([step.outcomes, step.says, step.stack], [[answered('other')], [], null]);
  });
});
