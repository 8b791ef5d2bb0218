/** The simulation counts what the prediction would have filled. */
import assert from 'node:assert/strict';
import { simulate, playRow } from '../../../agent/simulation/simulate';
import { isRight, numberIn } from '../../../agent/simulation/truth';
import type { FieldDefinition, FieldValue } from '../../../cases/fields';
import type { FieldPredictor, Prediction } from '../../../cases/deciding/prediction';
import type { SimulatedCase, SimulationRow } from '../../../cases/simulation';
import { createLocalPredictor, createValueParser } from '../../../prediction';
import { aChoice, aField, AT } from '../../support/predictionBuilders';

const COLOUR = aChoice('colour', ['Red', 'Blue'], {
  options: [
    { value: 'r', label: 'Red', synonyms: ['crimson'] },
    { value: 'b', label: 'Blue' },
  ],
});

/** Predicts "field=value" wherever the customer says it. */
const literal: FieldPredictor = {
  name: 'literal',
  predict: ({ fields, newTurns }) => {
    const predictions = newTurns.flatMap(({ id, from, text }): Prediction[] => {
      const [field = '', value = ''] = text.split('=');
      if (from !== 'customer' || !fields.some(({ name }) => name === field)) return [];
      const quotes = [{ turn: id, start: field.length + 1, end: text.length }];
      return [{ field, value, label: value, confidence: 0.9, quotes, reason: 'said so' }];
    });
    return Promise.resolve({ predictions, memory: { predictor: 'literal', version: 1 } });
  },
};

function row(id: string, says: string, fields: SimulationRow['fields'] = {}): SimulationRow {
  return { id, turns: [{ from: 'customer', text: says }], fields };
}

describe('a simulation', () => {
  it('tells right, wrong, missed and false fill apart', async () => {
    const rows = [
      row('1', 'colour=r', { colour: 'Red' }),
      row('2', 'colour=b', { colour: 'r' }),
      row('3', 'hello', { colour: 'b' }),
      row('4', 'colour=r'),
      row('5', 'colour=r', { colour: ' ' }),
      row('6', 'hello'),
    ];
    const { rows: count, fields, match, coverage } = await simulate(rows, [COLOUR], literal);
    assert.equal(count, 6);
    const { truth, filled, right, wrong, falseFill, confusions } = fields['colour']!;
    assert.deepEqual(
      { truth, filled, right, wrong, falseFill },
      { truth: 3, filled: 2, right: 1, wrong: 1, falseFill: 2 },
    );
    assert.equal(fields['colour']!.coverage, 2 / 3);
    assert.equal(fields['colour']!.match, 1 / 2);
    assert.deepEqual(confusions, [{ truth: 'r', predicted: 'b', count: 1 }]);
    assert.deepEqual({ match, coverage }, { match: 1 / 2, coverage: 2 / 3 });
  });

  it('has no match where there is nothing to compare', async () => {
    const { fields, match } = await simulate([row('1', 'hello')], [COLOUR], literal);
    assert.equal(fields['colour']!.match, null);
    assert.equal(fields['colour']!.coverage, null);
    assert.equal(match, null);
  });

  it('keeps free text out of the overall match', async () => {
    const note = aField({ name: 'note', type: 'multilineText' });
    const rows = [
      row('1', 'note=other words', { note: 'some words' }),
      row('2', 'colour=r', { colour: 'r' }),
    ];
    const report = await simulate(rows, [COLOUR, note], literal);
    assert.equal(report.match, 1);
    assert.equal(report.fields['note']!.freeText, true);
    assert.equal(report.fields['note']!.match, 0);
  });

  it('hands over each case with the words that its values rest on', async () => {
    const cases: SimulatedCase[] = [];
    await simulate([row('7', 'colour=r', { colour: 'b' })], [COLOUR], literal, {
      onCase: (one) => void cases.push(one),
    });
    assert.deepEqual(cases[0]?.values[0], {
      field: 'colour',
      truth: 'b',
      predicted: 'r',
      label: 'r',
      confidence: 0.9,
      reason: 'said so',
      evidence: [{ turn: 0, text: 'r' }],
      verdict: 'wrong',
    });
  });

  it('remembers what was filled first and what stands at last', async () => {
    const turns = ['colour=r', 'colour=b'].map((text) => ({ from: 'customer' as const, text }));
    const { first, last } = await playRow({ id: '1', turns, fields: {} }, [COLOUR], literal);
    assert.equal(first.get('colour')?.value, 'r');
    assert.equal(last.get('colour')?.value, 'b');
  });

  it('runs the local predictor turn by turn', async () => {
    const email = aField({ name: 'email', label: 'Email', type: 'email' });
    const rows = [
      {
        id: '1',
        turns: [
          { from: 'agent' as const, text: 'What is your email address?' },
          { from: 'customer' as const, text: 'Dana@Example.com' },
        ],
        fields: { email: 'dana@example.com' },
      },
    ];
    const { fields } = await simulate(rows, [email], createLocalPredictor());
    assert.equal(fields['email']!.right, 1);
  });
});

describe('a predicted value is right', () => {
  const parser = createValueParser({ region: 'DE', timeZone: 'UTC', now: () => new Date(AT) });
  const named = (type: FieldDefinition['type']): FieldDefinition => aField({ name: 'f', type });
  const same: readonly [string, FieldDefinition, FieldValue, FieldValue, boolean][] = [
    ['whatever case, spaces and punctuation', named('text'), 'ACC-10 023', 'acc 10023', true],
    ['not where letters differ', named('text'), 'Anna', 'Anne', false],
    ['by an option’s label', COLOUR, 'r', 'red', true],
    ['by an option’s synonym', COLOUR, 'r', 'Crimson', true],
    ['not by another option', COLOUR, 'r', 'Blue', false],
    ['as a number', named('integer'), 4, '4 people', true],
    ['as a number in words', named('integer'), 4, 'four', true],
    ['not as another number', named('decimal'), 1.5, '15', false],
    ['as money', named('currency'), '1250.50 EUR', '1.250,50 EUR', true],
    ['not in another currency', named('currency'), '12.50 EUR', '12.50 USD', false],
    [
      'by a phone’s digits, with or without the country',
      named('phone'),
      '+4915123456789',
      '0151 234 567-89',
      true,
    ],
    ['not by the end of a short number', named('phone'), '+4915123456789', '789', false],
    ['as a date, however it is written', named('date'), '2026-03-04', 'March 4th, 2026', true],
    ['by the day where no time is named', named('date'), '2026-03-04T10:00', '2026-03-04', true],
    ['not where the time is another', named('date'), '2026-03-04T10:00', '2026-03-04T11:00', false],
    ['as yes', named('boolean'), true, 'yes', true],
    ['not as no', named('boolean'), true, 'No', false],
  ];
  for (const [name, field, value, truth, right] of same)
    it(name, () => {
      assert.equal(isRight(field, { value, label: String(value) }, { value: truth }, parser), right);
    });

  it('by any of the row’s aliases', () => {
    const truth = { value: '11:30 am', aliases: ['half past 11'] };
    assert.ok(isRight(named('text'), { value: 'Half past 11', label: '' }, truth));
  });

  it('reads numbers with either mark', () => {
    assert.deepEqual(['1,250.5', '1.250,5', '1.250', '3996 credits', 'none'].map(numberIn), [
      1250.5,
      1250.5,
      1250,
      3996,
      undefined,
    ]);
  });
});
