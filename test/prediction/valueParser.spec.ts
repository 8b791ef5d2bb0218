import assert from 'node:assert/strict';
import type { FieldDefinition, FieldValue } from '../../cases/fields';
import { createValueParser } from '../../prediction';
import { aChoice, aField } from '../support/predictionBuilders';

const parser = createValueParser({
  region: 'DE',
  timeZone: 'Europe/Berlin',
  now: () => new Date('2026-01-05T10:00:00Z'),
});
const of = (type: FieldDefinition['type'], over: Partial<FieldDefinition> = {}): FieldDefinition =>
  aField({ name: 'x', type, ...over });
const products = aChoice('x', ['Router X1', 'Modem M5']);

const accepted: readonly [FieldDefinition, unknown, FieldValue][] = [
  [of('text'), '  a  b ', 'a b'],
  [of('multilineText'), 'a\nb', 'a\nb'],
  [of('email'), 'Jane@Example.com', 'jane@example.com'],
  [of('phone'), '030 1234567', '+49301234567'],
  [of('integer'), '1.234', 1234],
  [of('integer'), 'seven', 7],
  [of('integer'), 5, 5],
  [of('decimal'), '2,5', 2.5],
  [of('currency'), '12,50', '12.50 EUR'],
  [of('currency'), '$3', '3.00 USD'],
  [of('boolean'), 'ja', true],
  [of('boolean'), false, false],
  [of('date'), '2026-02-28', '2026-02-28'],
  [of('date'), '28.02.2026', '2026-02-28'],
  [of('date'), 'morgen', '2026-01-06'],
  [of('text', { pattern: 'ACC-\\d{5}', examples: ['ACC-10023'] }), 'acc 10023', 'ACC-10023'],
  [products, 'modem m5', 'Modem M5'],
  [products, 'the Modem M5', 'Modem M5'],
];

const refused: readonly [FieldDefinition, unknown][] = [
  [of('email'), 'jane'],
  [of('phone'), '12'],
  [of('integer'), '1.5'],
  [of('decimal'), 'x'],
  [of('currency'), '5 bananas'],
  [of('boolean'), 'perhaps'],
  [of('date'), '2026-02-30'],
  [of('date'), 'soon'],
  [of('text', { pattern: 'C\\d{4}' }), 'C12'],
  [products, 'toaster'],
  [of('text'), ''],
  [of('text'), { toString: 'x' }],
  [of('text'), null],
];

describe('the value parser', () => {
  for (const [field, raw, value] of accepted)
    it(`reads ${JSON.stringify(raw)} as ${field.type}`, () => assert.equal(valueOf(field, raw), value));
  for (const [field, raw] of refused)
    it(`refuses ${JSON.stringify(raw)} as ${field.type}`, () =>
      assert.equal(parser.parse(field, raw, field.options ?? []).ok, false));
});

function valueOf(field: FieldDefinition, raw: unknown): FieldValue | string {
  const parsed = parser.parse(field, raw, field.options ?? []);
  return parsed.ok ? parsed.value : parsed.problem;
}
