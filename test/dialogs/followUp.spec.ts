/** What is heard after a follow-up, and after a closing. */
import assert from 'node:assert/strict';
import { createDialogStep } from '../../dialogs/step';

const view = {
  language: 'en',
  missing: [{ name: 'serial', label: 'Serial number' }],
  asked: {},
  skipped: [],
};

describe('after a follow-up', () => {
  const table = [
    ['Yes, it works now. Thank you!', 'accept', [/Good to hear/]],
    ['Ja, jetzt geht es wieder', 'accept', [/Good to hear/]],
    ['No, it still leaks', 'decline', [/serial number/]],
    ['Leider nein, es tropft immer noch', 'decline', [/serial number/]],
    ['My new address is Elm Street 5', 'other', [/serial number/]],
  ] as const;
  for (const [text, answer, says] of table)
    it(`"${text}" is heard as ${answer}`, async () => {
      const step = await createDialogStep().step(null, { text }, { ...view, awaits: 'follow-up' });
      assert.deepEqual(step.outcomes[0], { kind: 'follow-up', answer });
      assert.equal(step.says.length, says.length);
      says.forEach((pattern, at) => assert.match(step.says[at]?.text ?? '', pattern));
    });
});

describe('after a closing', () => {
  const table = [
    ['Thanks a lot!', 'thanks'],
    ['Vielen Dank', 'thanks'],
    ['It works, thank you', 'thanks'],
    ['It leaks again', 'again'],
    ['Thanks, but it leaks again', 'again'],
    ['Es tropft schon wieder', 'again'],
  ] as const;
  for (const [text, answer] of table)
    it(`"${text}" is heard as ${answer}`, async () => {
      const step = await createDialogStep().step(null, { text }, { ...view, missing: [], awaits: 'closing' });
      assert.deepEqual([step.outcomes, step.says], [[{ kind: 'closing', answer }], []]);
    });
});
