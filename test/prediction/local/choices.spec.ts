import assert from 'node:assert/strict';
import fc from 'fast-check';
import { playRow } from '../../../agent/simulation/simulate';
import { PREDICTOR_MEMORY_BYTES_MAX, type PredictorMemory } from '../../../cases/deciding/prediction';
import type { SimulationRow } from '../../../cases/simulation';
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

const asRow = (lines: readonly string[]): SimulationRow => ({
  id: 'row',
  turns: turnsOf(...lines),
  fields: {},
});

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

const MATTER = aField({
  name: 'matter',
  label: 'Anliegen',
  type: 'choice',
  options: [
    { value: 'bill', label: 'Rechnung', description: 'Falsche Beträge, doppelte Abbuchung, Mahnung' },
    {
      value: 'fault',
      label: 'Störung',
      description: 'Internet oder Telefon funktioniert nicht, ist langsam',
    },
    { value: 'contract', label: 'Vertrag', description: 'Kündigung, Tarifwechsel, Umzug, Verlängerung' },
  ],
});

describe('what a conversation is about', () => {
  for (const { says, is } of [
    { says: 'Ich habe seit gestern eine Internetstörung', is: 'fault' },
    { says: 'Auf dem Rechnungsbeleg steht ein zu hoher Betrag', is: 'bill' },
    { says: 'Es geht nicht um die Rechnung, sondern um meinen Vertrag, ich ziehe um', is: 'contract' },
    { says: 'Das Inernet ist so langsam', is: 'fault' },
  ])
    it(`"${says}" is heard`, async () => assert.equal((await valuesOf([MATTER], [says]))['matter'], is));

  it('what is said not to be the matter is none', async () => {
    const { predictions } = await predict([category], ["It's not about an invoice or a payment"]);
    assert.deepEqual(predictions, []);
  });

  it('a value that was set early gives way as the conversation moves on', async () => {
    const lines = [
      'You charged me for a parcel',
      '> I see. What is wrong?',
      'The parcel is late, the delivery should have been on Monday',
      '> I see.',
      'I want to know where the delivery is, it may be missing',
    ];
    const { last } = await playRow(asRow(lines), [category], createLocalPredictor());
    assert.equal(last.get('category')?.value, 'delivery');
  });

  it('one word in passing does not turn it', async () => {
    const lines = [
      'My parcel is damaged and another one is late, your delivery is a shame',
      '> I am sorry.',
      'By the way, the invoice came in time',
    ];
    const { predictions } = await playRow(asRow(lines), [category], createLocalPredictor());
    assert.deepEqual([...new Set(predictions.map(({ prediction }) => prediction.value))], ['delivery']);
  });

  it('more than one option that fits as well leaves it open', async () => {
    const twins = ['North', 'South'].map((value) => ({
      value,
      label: value,
      description: 'Rooms in good hotels',
    }));
    const hotels = aField({ name: 'chain', label: 'Kind of hotel', type: 'choice', options: twins });
    assert.deepEqual(await valuesOf([hotels], ['I need two rooms in a good hotel']), {});
  });

  it('words of a long conversation are kept within the memory, and the matter with them', async () => {
    const predictor = createLocalPredictor();
    let memory: PredictorMemory | null = null;
    let found: unknown;
    for (let seq = 0; seq < 60; seq++) {
      const filler = Array.from(
        { length: 12 },
        (_, i) => `Donaudampfschifffahrt${'abcdefghijkl'[i] ?? ''}${seq}x`,
      );
      const text = seq === 0 ? 'Meine Rechnung ist falsch, der Betrag stimmt nicht' : filler.join(' ');
      const newTurns = turnsOf(text).map((turn) => ({
        ...turn,
        id: `msteams:${'x'.repeat(150)}/${seq}`,
        seq,
      }));
      const result = await predictor.predict({ fields: [MATTER], newTurns, known: {}, memory });
      memory = stored(result.memory);
      found = result.predictions[0]?.value ?? found;
      assert.ok(Buffer.byteLength(JSON.stringify(memory), 'utf8') <= PREDICTOR_MEMORY_BYTES_MAX);
    }
    assert.equal(found, 'bill');
    assert.match(String(memory?.['words']), /\brechn\b/);
  });
});

const PIECES = [
  'invoice',
  'charges',
  'parcel',
  'crashes',
  '-',
  '·',
  'well',
  'you know',
  "isn't",
  'Router X1',
  'Übertragung',
  '\n',
  '. ',
];

it('no evidence for a choice has more than twelve words, however it was said', async () => {
  const said = fc
    .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 60 })
    .map((words) => words.join(' '));
  await fc.assert(
    fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 4 }), async (lines) => {
      const { predictions } = await predict([category, family, product, MATTER], lines);
      for (const { quotes } of predictions)
        for (const { turn, start, end } of quotes) {
          const words =
            turnsOf(...lines)
              .find(({ id }) => id === turn)
              ?.text.slice(start, end) ?? '';
          assert.ok(words.trim().split(/\s+/).length <= 12, words);
        }
    }),
    { numRuns: 120, seed: 5 },
  );
});
