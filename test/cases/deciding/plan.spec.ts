/** The plan: which fields are wanted, in order, and why. */
import assert from 'node:assert/strict';
import type { ConditionView } from '../../../cases/deciding/conditions';
import { fieldsToPredict, plan } from '../../../cases/deciding/plan';
import type { UpdateRule } from '../../../cases/settings';
import { someSettings } from '../../support/builders';

type Rule = Partial<UpdateRule> & Pick<UpdateRule, 'name' | 'fields'>;

function planOf(rules: readonly Rule[], values: ConditionView['values'] = {}) {
  const settings = someSettings({ updates: { rules: [...rules] } });
  return plan(settings, { values, channel: 'emulator', conversationStatus: 'active' });
}

const ON_DEFECT = { field: 'category', operator: 'equals', value: 'defect' } as const;

describe('the plan wants', () => {
  it('the default fields, whatever the rules say', () =>
    assert.deepEqual(planOf([]).wanted, ['issue', 'contact']));

  it("then each rule's fields in the order of the rules, each once", () => {
    const rules = [
      { name: 'one', fields: ['note', 'serial'] },
      { name: 'two', fields: ['amount', 'note', 'issue'] },
    ];
    assert.deepEqual(planOf(rules).wanted, ['issue', 'contact', 'note', 'serial', 'amount']);
  });

  it('only the fields of rules whose conditions hold', () => {
    const rules = [{ name: 'defect', when: ON_DEFECT, fields: ['serial'] }];
    assert.deepEqual(planOf(rules).wanted, ['issue', 'contact']);
    assert.deepEqual(planOf(rules, { category: 'defect' }).wanted, ['issue', 'contact', 'serial']);
  });

  it('nothing of a rule that is not active', () =>
    assert.deepEqual(planOf([{ name: 'off', active: false, fields: ['note'] }]).wanted, [
      'issue',
      'contact',
    ]));

  it('the parent before its child', () =>
    assert.deepEqual(planOf([{ name: 'r', fields: ['product'] }]).wanted, [
      'issue',
      'contact',
      'family',
      'product',
    ]));

  it('a parent once, where it is wanted by itself too', () =>
    assert.deepEqual(planOf([{ name: 'r', fields: ['product', 'family'] }]).wanted.slice(2), [
      'family',
      'product',
    ]));

  it('no field for ever where two are each other’s parents', () => {
    const fields = [
      { name: 'a', label: 'A', type: 'text' as const, parentField: 'b' },
      { name: 'b', label: 'B', type: 'text' as const, parentField: 'a' },
    ];
    const settings = someSettings({ fields, creation: { defaultFields: ['a'] } });
    const { wanted } = plan(settings, { values: {}, channel: 'x', conversationStatus: 'active' });
    assert.deepEqual([...wanted].sort(), ['a', 'b']);
  });
});

describe('the plan says why', () => {
  it('a rule applies, does not, or is off', () => {
    const { trace } = planOf([
      { name: 'always', fields: ['note'] },
      { name: 'defect', when: ON_DEFECT, fields: ['serial'] },
      { name: 'off', active: false, fields: ['note'] },
    ]);
    assert.deepEqual(trace, [
      { ok: true, key: 'rule-applied', params: { rule: 'always' } },
      { ok: false, key: 'rule-skipped', params: { rule: 'defect' } },
      { key: 'rule-off', params: { rule: 'off' } },
    ]);
  });
});

describe('a predictor is asked for', () => {
  const names = (wanted: readonly string[]): string[] =>
    fieldsToPredict(someSettings(), wanted).map((field) => field.name);

  it('a contact in its parts', () =>
    assert.deepEqual(names(['issue', 'contact']), [
      'issue',
      'contact.name',
      'contact.email',
      'contact.phone',
    ]));

  it('no field that customers may not set', () => assert.deepEqual(names(['priority', 'note']), ['note']));

  it('nothing that does not exist', () => assert.deepEqual(names(['none']), []));

  it('choices with their options', () =>
    assert.equal(fieldsToPredict(someSettings(), ['category'])[0]?.options?.length, 3));
});
