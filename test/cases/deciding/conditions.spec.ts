/** Conditions: what each operator means on each type, groups, missing values, amounts in different currencies. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  conditionProblems,
  holds,
  OPERATORS,
  OPERATORS_OF,
  type Comparison,
  type Condition,
  type ConditionView,
} from '../../../cases/deciding/conditions';
import { FIELD_TYPES, type FieldDefinition, type FieldValue } from '../../../cases/fields';

function aView(values: Record<string, FieldValue> = {}, over: Partial<ConditionView> = {}): ConditionView {
  return { values, channel: 'emulator', conversationStatus: 'active', ...over };
}

function judges(
  value: FieldValue | undefined,
  operator: Comparison['operator'],
  operand?: Comparison['value'],
) {
  return holds({ field: 'f', operator, value: operand }, aView(value === undefined ? {} : { f: value }));
}

function aField(name: string, type: FieldDefinition['type']): FieldDefinition {
  return { name, label: name, type, setBy: ['customer'], options: [] };
}

/** For names of tests. */
function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

describe('a condition compares', () => {
  const table: readonly [
    type: string,
    value: FieldValue | undefined,
    operator: Comparison['operator'],
    operand: Comparison['value'],
    result: boolean,
  ][] = [
    ['text', 'Leaking Pump', 'equals', ' leaking pump ', true],
    ['text', 'Leaking Pump', 'equals', 'leaking', false],
    ['text', 'Leaking Pump', 'notEquals', 'leaking', true],
    ['text', 'Leaking Pump', 'contains', 'KING', true],
    ['text', 'Leaking Pump', 'contains', 'pimp', false],
    ['text', 'Leaking Pump', 'beginsWith', 'leak', true],
    ['text', 'Leaking Pump', 'beginsWith', 'pump', false],
    ['text', 'Leaking Pump', 'endsWith', 'pump', true],
    ['text', 'Leaking Pump', 'endsWith', 'leaking', false],
    ['text', 'Leaking Pump', 'in', ['x', 'LEAKING PUMP'], true],
    ['text', 'Leaking Pump', 'in', ['x', 'y'], false],
    ['text that looks like a number', '007', 'equals', '7', false],
    ['text that looks like a number', '007', 'equals', '007', true],
    ['text that looks like a number', '1.0', 'in', ['1'], false],
    ['text in full-width letters', 'ＡＢＣ', 'equals', 'abc', true],
    ['multilineText', 'It leaks.\nAnd smells.', 'contains', 'and smells', true],
    ['email', 'dana@example.com', 'endsWith', '@Example.com', true],
    ['phone', '+4915112345678', 'beginsWith', '+49', true],
    ['phone', '+4915112345678', 'equals', '+4915112345678', true],
    ['integer', 7, 'equals', 7, true],
    ['integer', 7, 'equals', '7', true],
    ['integer', 7, 'notEquals', 8, true],
    ['integer', 7, 'in', [6, 7], true],
    ['integer', 10, 'greater', 9, true],
    ['integer', 9, 'greater', 9, false],
    ['integer', 9, 'less', 10, true],
    ['integer', 9, 'less', 9, false],
    ['integer', 9, 'between', [9, 10], true],
    ['integer', 10, 'between', [9, 10], true],
    ['integer', 11, 'between', [9, 10], false],
    ['integer', 9, 'between', [10, 9], false],
    ['decimal', 2.5, 'greater', '2.25', true],
    ['decimal', -0.5, 'less', 0, true],
    ['currency', '9.50 EUR', 'less', '10.00 EUR', true],
    ['currency', '12.50 EUR', 'equals', '12.5 EUR', true],
    ['currency', '12.50 EUR', 'greater', 12, true],
    ['currency', '12.50 EUR', 'greater', '12', true],
    ['currency', '12.50 EUR', 'between', ['10 EUR', '20 EUR'], true],
    ['currency', '12.50 EUR', 'in', ['1 EUR', '12.50 EUR'], true],
    ['another currency', '12.50 EUR', 'equals', '12.50 USD', false],
    ['another currency', '12.50 EUR', 'notEquals', '12.50 USD', true],
    ['another currency', '12.50 EUR', 'greater', '1 USD', false],
    ['another currency', '12.50 EUR', 'less', '100 USD', false],
    ['another currency', '12.50 EUR', 'between', ['1 USD', '100 USD'], false],
    ['boolean', true, 'equals', true, true],
    ['boolean', true, 'equals', 'true', true],
    ['boolean', false, 'equals', true, false],
    ['boolean', false, 'notEquals', true, true],
    ['boolean', false, 'hasValue', undefined, true],
    ['date', '2026-11-23', 'equals', '2026-11-23', true],
    ['date', '2026-11-23', 'greater', '2026-11-22', true],
    ['date', '2026-11-23', 'less', '2026-12-01', true],
    ['date', '2026-11-23T14:00', 'between', ['2026-11-01', '2026-11-30'], true],
    ['choice', 'product-defect', 'equals', 'product-defect', true],
    ['choice', 'product-defect', 'notEquals', 'billing', true],
    ['choice', 'product-defect', 'in', ['billing', 'product-defect'], true],
    ['lookup', 'aroma-one', 'equals', 'aroma-one', true],
    ['a number of zero', 0, 'hasValue', undefined, true],
    ['a number of zero', 0, 'hasNoValue', undefined, false],
    ['nothing', undefined, 'hasNoValue', undefined, true],
    ['nothing', undefined, 'hasValue', undefined, false],
    ['nothing', undefined, 'equals', '', false],
    ['nothing', undefined, 'notEquals', 'billing', true],
    ['nothing', undefined, 'contains', '', false],
    ['nothing', undefined, 'beginsWith', '', false],
    ['nothing', undefined, 'endsWith', '', false],
    ['nothing', undefined, 'in', ['billing'], false],
    ['nothing', undefined, 'greater', 0, false],
    ['nothing', undefined, 'less', 0, false],
    ['nothing', undefined, 'between', [0, 1], false],
  ];
  for (const [type, value, operator, operand, result] of table) {
    it(`${type}: ${shown(value)} ${operator} ${shown(operand)} is ${result}`, () =>
      assert.equal(judges(value, operator, operand), result));
  }

  const operands = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom('1 EUR', '1 USD', '01', '1'),
  );

  it('any two values: notEquals is the negation of equals where there is a value', () =>
    fc.assert(
      fc.property(operands, operands, (value, operand) => {
        assert.equal(judges(value, 'notEquals', operand), !judges(value, 'equals', operand));
      }),
    ));

  it('any value: in is equals to one of them', () =>
    fc.assert(
      fc.property(operands, fc.array(operands, { minLength: 1, maxLength: 4 }), (value, list) => {
        assert.equal(
          judges(value, 'in', list),
          list.some((one) => judges(value, 'equals', one)),
        );
      }),
    ));

  it('any numbers: between is neither less than the first nor greater than the second', () =>
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (value, low, high) => {
        const outside = judges(value, 'less', low) || judges(value, 'greater', high);
        assert.equal(judges(value, 'between', [low, high]), !outside);
      }),
    ));

  it('any value equals itself', () =>
    fc.assert(fc.property(operands, (value) => assert.ok(judges(value, 'equals', value)))));
});

describe('a condition looks at', () => {
  const view = aView(
    { toString: 'a field of that name' },
    { caseStatus: 'active', statusReason: 'On hold', caseAgeHours: 25.5 },
  );
  const subjects: readonly [Comparison, boolean][] = [
    [{ field: '@channel', operator: 'equals', value: 'emulator' }, true],
    [{ field: '@conversationStatus', operator: 'equals', value: 'ended' }, false],
    [{ field: '@caseStatus', operator: 'in', value: ['active', 'resolved'] }, true],
    [{ field: '@statusReason', operator: 'equals', value: 'on hold' }, true],
    [{ field: '@caseAgeHours', operator: 'greater', value: 24 }, true],
    [{ field: '@caseAgeHours', operator: 'less', value: 24 }, false],
    [{ field: 'toString', operator: 'hasValue' }, true],
    [{ field: 'constructor', operator: 'hasValue' }, false],
  ];
  for (const [comparison, result] of subjects) {
    it(`${comparison.field} ${comparison.operator} ${shown(comparison.value)}: ${result}`, () =>
      assert.equal(holds(comparison, view), result));
  }

  it('the case only where there is one', () => {
    assert.equal(holds({ field: '@caseStatus', operator: 'hasNoValue' }, aView()), true);
    assert.equal(holds({ field: '@caseAgeHours', operator: 'less', value: 1 }, aView()), false);
  });
});

describe('groups of conditions', () => {
  const yes: Condition = { field: '@channel', operator: 'equals', value: 'emulator' };
  const no: Condition = { field: '@channel', operator: 'equals', value: 'email' };
  const groups: readonly [name: string, group: Condition, result: boolean][] = [
    ['all of none', { all: [] }, true],
    ['any of none', { any: [] }, false],
    ['all of yes and yes', { all: [yes, yes] }, true],
    ['all of yes and no', { all: [yes, no] }, false],
    ['any of no and yes', { any: [no, yes] }, true],
    ['any of no and no', { any: [no, no] }, false],
    ['groups in groups', { any: [no, { all: [yes, { any: [no, yes] }] }] }, true],
    ['groups in groups that fail', { all: [yes, { any: [no, { all: [yes, no] }] }] }, false],
  ];
  for (const [name, group, result] of groups)
    it(`${name}: ${result}`, () => assert.equal(holds(group, aView()), result));
});

describe('what is wrong with a condition is told', () => {
  const fields = [...FIELD_TYPES.map((type) => aField(type, type))];
  const operandOf = (operator: Comparison['operator']): Comparison['value'] => {
    if (operator === 'between') return ['1', '2'];
    return operator === 'hasValue' || operator === 'hasNoValue' ? undefined : '1';
  };

  for (const type of FIELD_TYPES) {
    for (const operator of OPERATORS) {
      const fits = OPERATORS_OF[type].includes(operator);
      it(`${operator} ${fits ? 'fits' : 'does not fit'} ${type}`, () => {
        const problems = conditionProblems({ field: type, operator, value: operandOf(operator) }, fields);
        assert.equal(problems.length, fits ? 0 : 1, problems.join('; '));
      });
    }
  }

  const counts: readonly [Comparison, RegExp][] = [
    [{ field: 'text', operator: 'equals' }, /has 0 values/],
    [{ field: 'text', operator: 'equals', value: ['a', 'b'] }, /has 2 values/],
    [{ field: 'text', operator: 'hasValue', value: 'a' }, /has 1 values/],
    [{ field: 'integer', operator: 'between', value: 3 }, /has 1 values/],
    [{ field: 'text', operator: 'in', value: [] }, /has 0 values/],
    [{ field: 'nowhere', operator: 'hasValue' }, /no field "nowhere"/],
    [{ field: '@nothing', operator: 'hasValue' }, /no field "@nothing"/],
    [{ field: '@channel', operator: 'contains', value: 'x' }, /does not fit @channel/],
  ];
  for (const [comparison, words] of counts) {
    it(`${comparison.operator} on ${comparison.field} with ${shown(comparison.value)}`, () =>
      assert.match(conditionProblems(comparison, fields).join('; '), words));
  }

  it('in groups within groups, every one', () => {
    const wrong: Condition = { field: 'nowhere', operator: 'hasValue' };
    assert.equal(conditionProblems({ all: [wrong, { any: [wrong, { all: [wrong] }] }] }, fields).length, 3);
  });
});
