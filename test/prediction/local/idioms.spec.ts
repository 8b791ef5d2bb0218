import assert from 'node:assert/strict';
import { resolvedFields } from '../../../cases/settings';
import { shippedSettings } from '../../../cases/shipped/settings';
import { valuesOf } from '../../support/predictionBuilders';

const category = resolvedFields(shippedSettings).get('category');
const after = (...says: string[]) => {
  assert.ok(category);
  return valuesOf([category], says);
};

describe('what a conversation is about', () => {
  for (const text of ['please call me back', 'Bitte rufen Sie mich zurück', 'I will come back tomorrow'])
    it(`is not told by "${text}"`, async () => assert.equal((await after(text))['category'], undefined));

  it('is no order, where a machine is out of order', async () =>
    assert.equal((await after('my Barista 500 is out of order, error 12'))['category'], 'product-defect'));

  it('is a return, where money is wanted back', async () =>
    assert.notEqual((await after('I want my money back'))['category'], undefined));

  for (const aside of [
    'Bis wann kann ich mit einer Antwort rechnen?',
    'how long does the delivery of an answer take?',
    'Wann meldet sich jemand wegen der Rechnung?',
    'why do you need my account number?',
  ])
    it(`does not change by "${aside}"`, async () =>
      assert.equal(
        (await after('Meine Maschine ist defekt und leckt', aside))['category'],
        'product-defect',
      ));
});
