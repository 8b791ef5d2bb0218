import assert from 'node:assert/strict';
import fc from 'fast-check';
import { certaintyOf } from '../../../prediction/local/certainty';
import { CERTAINTY } from '../../../prediction/local/certaintyTable';
import { aField, predict } from '../../support/predictionBuilders';

const meter = aField({ name: 'meter', label: 'Meter number' });

async function certaintyIn(say: readonly string[], field = meter): Promise<number> {
  const { predictions } = await predict([field], say);
  return predictions[0]?.confidence ?? 0;
}

describe('how sure a value is', () => {
  it('is a share, whatever speaks for it', () => {
    const signs = fc.dictionary(
      fc.constantFrom(...Object.keys(CERTAINTY), 'unheard of'),
      fc.double({ noNaN: true, min: -1_000, max: 1_000 }), // log-odds and counts: far beyond any that are read
    );
    fc.assert(fc.property(signs, (evidence) => certaintyOf(evidence) >= 0 && certaintyOf(evidence) <= 0.99));
  });

  it('is high for a plain answer to a question', async () => {
    assert.ok((await certaintyIn(['> What is your meter number?', '448210'])) >= 0.9);
  });

  it('is lower where the customer names two', async () => {
    const one = await certaintyIn(['> What is your meter number?', 'it is 448210']);
    const two = await certaintyIn(['> What is your meter number?', 'it is 448210 or 448201']);
    assert.ok(two < one);
  });

  it('is what a threshold is held against', async () => {
    const strict = aField({ ...meter, threshold: 0.995 });
    assert.equal(await certaintyIn(['> What is your meter number?', '448210'], strict), 0);
  });

  it('leaves a value that is taken back no more than the doubt of the new one', async () => {
    const known = { meter: '448210' };
    const { predictions } = await predict([meter], ['Sorry, it is 448201'], { known });
    const [taken] = predictions;
    assert.equal(taken?.value, '448201');
    assert.ok((taken.standing ?? 1) < taken.confidence);
  });
});
