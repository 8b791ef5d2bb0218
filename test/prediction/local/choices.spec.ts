import assert from 'node:assert/strict';
import type { PredictorMemory } from '../../../cases/prediction';
import { aField, predict, turnsOf, valuesOf } from '../../support/predictionBuilders';
import { createLocalPredictor } from '../../../prediction';

const family = aField({
  name: 'family',
  label: 'Product family',
  type: 'choice',
  options: [
    { value: 'net', label: 'Networking' },
    { value: 'kitchen', label: 'Kitchen' },
  ],
});
const product = aField({
  name: 'product',
  label: 'Product',
  type: 'lookup',
  parentField: 'family',
  options: [
    { value: 'r1', label: 'Router X1', parent: 'net' },
    { value: 'm1', label: 'Modem M5', parent: 'net' },
    { value: 'o1', label: 'Oven Classic', parent: 'kitchen' },
  ],
});
const category = aField({
  name: 'category',
  label: 'Category',
  type: 'choice',
  options: [
    { value: 'billing', label: 'Billing', description: 'Invoices, charges, payments and refunds' },
    { value: 'delivery', label: 'Delivery', description: 'Late, missing or damaged parcels' },
    {
      value: 'technical',
      label: 'Technical fault',
      description: 'A device does not work, shows errors or crashes',
    },
  ],
});

/** As it comes back from the store. */
const stored = (memory: PredictorMemory): PredictorMemory =>
  JSON.parse(JSON.stringify(memory)) as PredictorMemory;

describe('the local predictor chooses options', () => {
  it('a product settles its family', async () => {
    assert.deepEqual(await valuesOf([family, product], ['my Modem M5 blinks red']), {
      family: 'net',
      product: 'm1',
    });
  });
  it('the category is what the conversation is about', async () => {
    assert.equal(
      (
        await valuesOf(
          [category],
          ['hello', '> How can I help?', 'You charged my card twice for the same invoice'],
        )
      )['category'],
      'billing',
    );
  });
  it('the category needs support', async () => {
    assert.deepEqual(
      await valuesOf([category], ['hello', '> How can I help?', 'I like the weather today']),
      {},
    );
  });
  it('a German conversation finds an English category by everyday words', async () => {
    assert.equal(
      (
        await valuesOf(
          [category],
          ['Meine Rechnung ist falsch, Sie haben doppelt abgebucht, ich will eine Erstattung'],
        )
      )['category'],
      'billing',
    );
  });
  it('the quote of a choice has at most twelve words', async () => {
    const long = `well ${'you know '.repeat(20)} the invoice ${'and so on '.repeat(20)} has the wrong charges and payments`;
    const { predictions } = await predict([category], [long]);
    for (const { quotes } of predictions)
      for (const { start, end } of quotes) assert.ok(long.slice(start, end).split(/\s+/).length <= 12);
    assert.ok(predictions.length > 0);
  });
  it('a field that is wanted later is read from what was said before', async () => {
    const predictor = createLocalPredictor();
    const [first, ...later] = turnsOf('my Modem M5 is broken', '> Oh no', 'yes', '> One moment', 'ok');
    assert.ok(first);
    const before = await predictor.predict({
      fields: [category],
      newTurns: [first],
      known: {},
      memory: null,
    });
    const then = await predictor.predict({
      fields: [category],
      newTurns: later,
      known: {},
      memory: stored(before.memory),
    });
    const { predictions } = await predictor.predict({
      fields: [category, product],
      newTurns: [],
      known: {},
      memory: stored(then.memory),
    });
    const found = predictions.find(({ field }) => field === 'product');
    assert.ok(found);
    assert.equal(found.value, 'm1');
    assert.deepEqual(found.quotes, [{ turn: 'chat:c1/0', start: 3, end: 11 }]);
  });
});
