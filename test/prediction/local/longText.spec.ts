import assert from 'node:assert/strict';
import { aField, valuesOf } from '../../support/predictionBuilders';

const wish = aField({ name: 'wish', label: 'Special request', type: 'multilineText' });
const diet = aField({ name: 'diet', label: 'Dietary restrictions', type: 'multilineText' });
const report = aField({ name: 'report', label: 'Damage report', type: 'multilineText' });
const reason = aField({ name: 'reason', label: 'Meeting reason', type: 'multilineText' });

const answers: readonly [typeof wish, string, string, string][] = [
  [
    wish,
    'Do you have a special request?',
    'Yes, I would really love to have a quiet room please',
    'quiet room',
  ],
  [wish, 'Do you have a special request?', 'we need two cots, if possible', 'two cots'],
  [wish, 'Haben Sie einen special request?', 'Ja, ich hätte gerne ein ruhiges Zimmer', 'ruhiges Zimmer'],
  [diet, 'Any dietary restrictions?', 'I can only eat gluten free food', 'gluten free food'],
  [diet, 'Any dietary restrictions?', 'No nuts please', 'No nuts'],
  [diet, 'Any dietary restrictions?', "I'm a celiac", 'celiac'],
  [reason, 'What is the meeting reason?', 'put it down as "budget review"', 'budget review'],
  [
    report,
    'Please give us your damage report.',
    'Yes. I have lost my tent and it rained',
    'I have lost my tent and it rained',
  ],
];

describe('the local predictor reads answers of a sentence', () => {
  for (const [field, ask, say, get] of answers)
    it(`of "${say}" it keeps "${get}"`, async () =>
      assert.deepEqual(await valuesOf([field], [`> ${ask}`, say]), { [field.name]: get }));

  for (const say of ['Not at the moment', 'Nothing specific', 'No, that is all', 'nichts'])
    it(`"${say}" is no value`, async () =>
      assert.deepEqual(await valuesOf([wish], ['> Do you have a special request?', say]), {}));

  it('what happened is the report, asked for or not', async () => {
    const say = ['Hello, I want to file a damage report. Somebody scratched my car in your garage.'];
    assert.deepEqual(await valuesOf([report], say), { report: 'Somebody scratched my car in your garage' });
  });

  it('what is arranged is not the reason for it', async () => {
    assert.deepEqual(await valuesOf([reason], ['I need to schedule a meeting with Fred for Monday']), {});
  });
});
