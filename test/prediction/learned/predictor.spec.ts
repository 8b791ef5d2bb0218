/** The local predictor with what was learned: whose answer stands, on which words, and what is remembered. */
import assert from 'node:assert/strict';
import type { FieldDefinition } from '../../../cases/fields';
import {
  PREDICTOR_MEMORY_BYTES_MAX,
  type Prediction,
  type PredictorMemory,
} from '../../../cases/deciding/prediction';
import type { FieldModel } from '../../../cases/training';
import { createLocalPredictor } from '../../../prediction';
import { createLearnedPredictor, trainField } from '../../../prediction/learned';
import { AT, aChoice, aField, turnsOf } from '../../support/predictionBuilders';
import { modelOf, someRows, someTexts, VALUES } from './examples';

const MATTER = aChoice('matter', VALUES);
const TRAINED = trainField([MATTER], someRows(200));

function learnedPredictor(model: FieldModel | undefined = modelOf(MATTER, TRAINED)) {
  const of = ({ name }: FieldDefinition): FieldModel | undefined => (name === 'matter' ? model : undefined);
  return createLearnedPredictor({ local: createLocalPredictor(), models: { of } });
}

/** What is predicted for the matter from a whole conversation. */
async function matterOf(lines: readonly string[], field = MATTER): Promise<Prediction | undefined> {
  const request = { fields: [field], newTurns: turnsOf(...lines), known: {}, memory: null };
  const { predictions } = await learnedPredictor().predict(request);
  return predictions.find((one) => one.field === field.name);
}

describe('what was learned', () => {
  it('fills in what the retrieval cannot know, and says that it was learned', async () => {
    const found = await matterOf([
      'hello',
      '> How can I help?',
      'the courier left the parcel on the doorstep',
    ]);
    assert.equal(found?.value, 'delivery');
    assert.equal(found.label, 'delivery');
    assert.equal(found.predictor, 'learned');
    assert.match(found.reason, /^learned from confirmed cases: .*(courier|parcel|doorstep)/);
  });

  it("rests on a slice of the customer's own turn, of twelve words at most", async () => {
    for (const { text } of someTexts(40, { seed: 3 })) {
      const lines = ['hello', '> the invoice and the parcel leaks, you say?', ...text.split('\n')];
      const found = await matterOf(lines);
      const [quote] = found?.quotes ?? [];
      assert.ok(found && quote);
      const turn = turnsOf(...lines).find(({ id }) => id === quote.turn);
      assert.equal(turn?.from, 'customer');
      const words = turn.text.slice(quote.start, quote.end);
      assert.ok(words.length > 0 && words.split(/\s+/).length <= 12, words);
      assert.ok(quote.start >= 0 && quote.end <= turn.text.length);
    }
  });

  it('rests on twelve words at most where marks stand between them', async () => {
    const lines = [
      'the - courier - left - the - parcel - on - the - doorstep - and - it - was - not - there',
    ];
    const [quote] = (await matterOf(lines))?.quotes ?? [];
    assert.ok(quote);
    assert.ok((lines[0] ?? '').slice(quote.start, quote.end).split(/\s+/).length <= 12);
  });

  it('fills nothing below the threshold of the field', async () => {
    const lines = ['hello, could you help with the order please'];
    assert.equal(await matterOf(lines), undefined);
    const sure = await matterOf(['the invoice is wrong']);
    const threshold = (sure?.confidence ?? 0) + 0.005;
    assert.ok(sure && threshold < 1);
    assert.equal(await matterOf(['the invoice is wrong'], { ...MATTER, threshold }), undefined);
  });

  it("fills nothing from the other side's words, nor where only a rule or a person may set the field", async () => {
    assert.equal(await matterOf(['> the invoice, the refund, the payment', 'ok']), undefined);
    const theirs = { ...MATTER, setBy: ['representative' as const] };
    assert.equal(await matterOf(['the invoice is wrong'], theirs), undefined);
  });

  it('leaves an option that it has never seen to the retrieval', async () => {
    const wider = aChoice('matter', [...VALUES, 'warranty extension']);
    const found = await matterOf(['I would like a warranty extension, please'], wider);
    assert.equal(found?.value, 'warranty extension');
    assert.equal(found.predictor, undefined);
  });

  it('fills in no option that the field no longer offers', async () => {
    const narrower = aChoice('matter', ['delivery', 'defect'], { threshold: 0.9 });
    assert.equal(await matterOf(['the invoice is wrong, I want a refund'], narrower), undefined);
  });

  it('is not asked where it was written by another version of the program', async () => {
    const model = modelOf(MATTER, TRAINED);
    const foreign = { ...model, model: { ...model.model, format: 99 } };
    const newTurns = turnsOf('the courier left the parcel on the doorstep');
    const request = { fields: [MATTER], newTurns, known: {}, memory: null };
    const { predictions } = await learnedPredictor(foreign).predict(request);
    assert.deepEqual(predictions, []);
  });

  it('brings its parent with it, and yields to a parent that stands', async () => {
    const area = aChoice('area', ['money', 'goods']);
    const parents: Record<string, string> = { billing: 'money', delivery: 'goods', defect: 'goods' };
    const child = {
      ...MATTER,
      parentField: 'area',
      options: VALUES.map((value) => ({ value, label: value, parent: parents[value] })),
    };
    const newTurns = turnsOf('the invoice is wrong, I want a refund');
    const predictor = learnedPredictor(modelOf(child, TRAINED));
    const both = await predictor.predict({ fields: [area, child], newTurns, known: {}, memory: null });
    const values = both.predictions.map(({ field, value }) => `${field}: ${value}`).sort();
    assert.deepEqual(values, ['area: money', 'matter: billing']);
    const alone = { fields: [child], newTurns, known: { area: 'goods' }, memory: null };
    assert.deepEqual((await predictor.predict(alone)).predictions, []);
  });

  it('leaves every other field as the local predictor has it', async () => {
    const order = aField({ name: 'order', pattern: 'OR-\\d{4}' });
    const request = {
      fields: [MATTER, order],
      newTurns: turnsOf('my order OR-1234 leaks'),
      known: {},
      memory: null,
    };
    const [with_, without] = await Promise.all([
      learnedPredictor().predict(request),
      createLocalPredictor().predict(request),
    ]);
    const orderOf = (all: readonly Prediction[]) => all.find(({ field }) => field === 'order');
    assert.ok(orderOf(with_.predictions));
    assert.deepEqual(orderOf(with_.predictions), orderOf(without.predictions));
  });
});

describe('the memory of what was learned', () => {
  const turn = (seq: number, text: string) => [
    { id: `chat:c1/${seq}`, seq, from: 'customer' as const, text, at: AT },
  ];
  const talk = async (count: number, text: (seq: number) => string) => {
    const predictor = learnedPredictor();
    let memory: PredictorMemory | null = null;
    let last: Prediction | undefined;
    let bytes = 0;
    for (let seq = 1; seq <= count; seq++) {
      const request = { fields: [MATTER], newTurns: turn(seq, text(seq)), known: {}, memory };
      const result = await predictor.predict(request);
      memory = JSON.parse(JSON.stringify(result.memory)) as PredictorMemory;
      last = result.predictions.find(({ field }) => field === 'matter');
      bytes = Math.max(bytes, Buffer.byteLength(JSON.stringify(memory)));
    }
    return { last, bytes, memory };
  };

  it('stays within its bound, and knows after 300 turns how the conversation began', async () => {
    const chatter = (seq: number): string =>
      seq === 1
        ? 'the courier left the parcel on the doorstep'
        : `${'please hello about order we '.repeat(4)} ${seq}`;
    const { last, bytes } = await talk(300, chatter);
    assert.ok(bytes <= PREDICTOR_MEMORY_BYTES_MAX, `${bytes}`);
    assert.equal(last?.value, 'delivery');
    assert.deepEqual(
      last.quotes.map((quote) => quote.turn),
      ['chat:c1/1'],
    );
  });

  it('stays within its bound whatever is said', async () => {
    for (const word of ['😀', '"\\', 'ä', '\u0001', 'invoice parcel ']) {
      const { bytes } = await talk(12, (seq) => `${seq} ${word.repeat(900)}`);
      assert.ok(bytes <= PREDICTOR_MEMORY_BYTES_MAX, `${word}: ${bytes}`);
    }
  });

  it('has the rest of a long mail', async () => {
    const mail = `${'lorem ipsum dolor sit amet '.repeat(30)} the courier left the parcel on the doorstep`;
    const { last } = await talk(1, () => mail);
    assert.equal(last?.value, 'delivery');
    const [quote] = last.quotes;
    assert.match(mail.slice(quote?.start, quote?.end), /parcel|doorstep|courier/);
  });

  it('starts anew where what was stored is nonsense', async () => {
    for (const forgotten of [7, 'x', [1], [[1, 2, 3, 4]], [['a', 1, 0, 'ok'], null]]) {
      const memory = { predictor: 'local', version: 1, forgotten };
      const request = { fields: [MATTER], newTurns: turn(1, 'the invoice is wrong'), known: {}, memory };
      const { predictions } = await learnedPredictor().predict(request);
      assert.equal(predictions[0]?.value, 'billing');
    }
  });
});
