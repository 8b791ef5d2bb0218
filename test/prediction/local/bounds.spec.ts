import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PREDICTOR_MEMORY_BYTES_MAX, type PredictorMemory } from '../../../cases/deciding/prediction';
import { createLocalPredictor } from '../../../prediction';
import { aChoice, aField, AT, CONTACT, predict, turnsOf } from '../../support/predictionBuilders';

const FIELDS = [
  CONTACT.name,
  CONTACT.email,
  CONTACT.phone,
  aField({ name: 'description', label: 'Issue description', type: 'multilineText' }),
  aField({ name: 'order', label: 'Order number' }),
  aField({ name: 'count', label: 'Number of items', type: 'integer' }),
  aField({ name: 'amount', label: 'Amount', type: 'currency' }),
  aField({ name: 'when', label: 'Date', type: 'date' }),
  aField({ name: 'place', label: 'Delivery address' }),
  aField({ name: 'color', label: 'Color' }),
  aChoice('category', ['Billing problem', 'Delivery problem', 'Login problem']),
  aField({ name: 'parking', label: 'Parking needed', type: 'boolean' }),
];

const WORDS = [
  'my',
  'order',
  'is',
  '4711',
  'I am',
  'Jane',
  'Doe',
  'broken',
  'billing',
  'not',
  'a@b.de',
  '+49 30 1234567',
  'tomorrow',
  '12.50 €',
  'yes',
  'from',
  'Berlin',
  'ü',
  '😀',
  '\n',
  '. ',
  '?',
  "Ben's",
  'red',
  'login',
  'acc 10 023',
  'five',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);
const bytes = (memory: PredictorMemory): number => Buffer.byteLength(JSON.stringify(memory), 'utf8');

describe('the local predictor keeps its bounds', () => {
  it('every value has a quote, which is a slice of a turn, and a confidence between 0 and 1', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 6 }), async (lines) => {
        const turns = turnsOf(...lines.map((line, at) => (at % 2 === 0 ? `> ${line}` : line)), 'ok');
        const { predictions, memory } = await createLocalPredictor().predict({
          fields: FIELDS,
          newTurns: turns,
          known: {},
          memory: null,
          region: 'DE',
        });
        assert.ok(bytes(memory) <= PREDICTOR_MEMORY_BYTES_MAX);
        for (const { quotes, confidence, reason } of predictions) {
          assert.ok(quotes.length > 0 && confidence >= 0 && confidence <= 1 && reason !== '');
          for (const { turn, start, end } of quotes) {
            const said = turns.find(({ id }) => id === turn);
            assert.ok(said !== undefined && start >= 0 && start < end && end <= said.text.length);
          }
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('text values are the quoted words', async () => {
    const lines = ['Hi, I am Jane Doe and my order number is 4711. The lamp is broken.'];
    const { predictions } = await predict(FIELDS, lines);
    for (const { field, value, quotes } of predictions)
      if (['contact.name', 'order', 'description'].includes(field))
        assert.equal(lines[0]?.slice(quotes[0]?.start, quotes[0]?.end), value);
    assert.ok(predictions.length >= 3);
  });

  it('the memory stays within its bound over 1,000 turns of a long conversation id', async () => {
    const predictor = createLocalPredictor();
    let memory: PredictorMemory | null = null;
    for (let seq = 0; seq < 1000; seq++) {
      const id = `msteams:${'x'.repeat(150)}/${seq}`;
      const said = `überlang ${'ü'.repeat(seq % 300)} word${seq} thing${seq * 7} "quoted" broken ${seq}`;
      const result = await predictor.predict({
        fields: FIELDS,
        newTurns: [{ id, seq, from: seq % 2 === 0 ? 'agent' : 'customer', text: said, at: AT }],
        known: {},
        memory,
      });
      memory = result.memory;
      assert.ok(bytes(memory) <= PREDICTOR_MEMORY_BYTES_MAX, `turn ${seq}: ${bytes(memory)}`);
    }
  });

  it('a foreign, older or broken memory is treated as lost', async () => {
    for (const memory of [
      { predictor: 'openai', version: 1 },
      { predictor: 'local', version: 999 },
      { predictor: 'local', version: 1, turns: 'x' },
      { predictor: 'local', version: 1, turns: [[1]], words: '', readFor: '', language: [] },
    ] as unknown as PredictorMemory[]) {
      const { predictions } = await predict([CONTACT.email], ['jane@example.com'], { memory });
      assert.equal(predictions[0]?.value, 'jane@example.com');
    }
  });

  it('hostile text of 8,000 characters is read in bounded time', async () => {
    for (const piece of [
      '1 ',
      'a@',
      'a',
      'a.',
      'my name is ',
      '1-',
      'march ',
      '1/1/',
      'zero one ',
      ' ',
      'x\n',
    ]) {
      const begun = performance.now();
      await predict(FIELDS, [piece.repeat(Math.ceil(8000 / piece.length))]);
      assert.ok(performance.now() - begun < 1500, piece);
    }
  });

  it("an administrator's pattern cannot hang the process", async () => {
    const begun = performance.now();
    await predict(
      [aField({ name: 'id', label: 'Customer number', pattern: '(a+)+b' })],
      [`my customer number is ${'a'.repeat(45)}1`],
    );
    assert.ok(performance.now() - begun < 500);
  });

  it('guesses the language', async () => {
    assert.equal((await predict([], ['I think that my printer is not working'])).language, 'en');
    assert.equal((await predict([], ['Ich glaube, dass mein Drucker nicht funktioniert'])).language, 'de');
    assert.equal((await predict([], ['xyz'])).language, undefined);
  });
});
