/** Settings: what is accepted, and that every problem is told. */
import assert from 'node:assert/strict';
import { resolvedField, settingsSchema, settingsShape, type SettingsInput } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { someSettings, someSettingsInput } from '../support/builders';

function problemsOf(over: object): string[] {
  const parsed = settingsSchema.safeParse({ ...someSettingsInput(), ...over });
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
}

describe('the shipped settings', () => {
  it('parse to themselves: what is stored is read back', () => {
    const stored: unknown = JSON.parse(JSON.stringify(shippedSettings));
    assert.deepEqual(settingsSchema.parse(stored), shippedSettings);
  });

  it('open a case once issue description and contact are known, without asking a representative', () => {
    assert.deepEqual(shippedSettings.creation.defaultFields, ['issueDescription', 'contact']);
    assert.equal(shippedSettings.creation.automation, 'full');
    assert.equal(shippedSettings.creation.requires, 'all');
  });

  it('let no human edit be overridden', () =>
    assert.equal(shippedSettings.updates.overrideHumanEdits, false));

  it('name only existing parents in their options', () => {
    for (const field of shippedSettings.fields.filter((one) => one.parentField)) {
      const parents = resolvedField(shippedSettings, field.parentField ?? '')?.options?.map(
        ({ value }) => value,
      );
      for (const option of resolvedField(shippedSettings, field.name)?.options ?? [])
        assert.ok(option.parent === undefined || parents?.includes(option.parent), option.value);
    }
  });
});

describe("Microsoft's words for automation are accepted beside ours", () => {
  for (const [word, meaning] of [
    ['full', 'full'],
    ['Full', 'full'],
    ['confirm', 'confirm'],
    ['Semi', 'confirm'],
    ['semi', 'confirm'],
  ] as const) {
    it(`${word} means ${meaning}, at creation and for updates`, () => {
      const settings = someSettings({
        creation: { defaultFields: ['issue'], automation: word },
        updates: { automation: word },
      });
      assert.equal(settings.creation.automation, meaning);
      assert.equal(settings.updates.automation, meaning);
    });
  }

  it('another word is refused', () =>
    assert.equal(problemsOf({ creation: { defaultFields: ['issue'], automation: 'Partly' } }).length, 1));
});

it('settings that were stored before something was refused are still completed', () => {
  const stored = { ...someSettingsInput(), global: { timeZone: 'Berlin' } };
  assert.equal(settingsSchema.safeParse(stored).success, false);
  assert.equal(settingsShape.parse(stored).turns.settleMs, 700);
});

describe('what is wrong with settings is told', () => {
  const field = (over: object): object => ({ name: 'x', label: 'X', type: 'text', ...over });
  const fields = (...more: object[]): object => ({
    fields: [...(someSettingsInput().fields as object[]), ...more],
  });
  const table: readonly [name: string, over: object, words: RegExp][] = [
    ['two fields of one name', fields(field({ name: 'issue' })), /two fields are named "issue"/],
    ['a choice without options', fields(field({ type: 'choice' })), /field "x" has no options/],
    [
      'a catalogue that does not exist',
      fields(field({ type: 'choice', catalogue: 'none' })),
      /"none", which does not exist/,
    ],
    [
      'an option twice',
      fields(
        field({
          type: 'choice',
          options: [
            { value: 'a', label: 'A' },
            { value: 'a', label: 'B' },
          ],
        }),
      ),
      /has two options "a"/,
    ],
    ['a choice of contacts', fields(field({ type: 'choice', catalogue: 'contacts' })), /field "x"/],
    ['a parent that does not exist', fields(field({ parentField: 'none' })), /has the parent "none"/],
    [
      'a default field that does not exist',
      { creation: { defaultFields: ['none'] } },
      /no default field "none"/,
    ],
    ['a time zone that nobody knows', { global: { timeZone: 'Berlin' } }, /"Berlin" is no time zone/],
    [
      'an option below a parent that is none',
      fields(
        field({ name: 'p', type: 'choice', options: [{ value: 'a', label: 'A' }] }),
        field({ type: 'choice', parentField: 'p', options: [{ value: 'b', label: 'B', parent: 'A' }] }),
      ),
      /field "x" has "b" below "A", which p lacks/,
    ],
    [
      'a condition that no option can meet, with the value that was meant',
      {
        ...fields(field({ type: 'choice', options: [{ value: 'bill', label: 'Billing' }] })),
        updates: {
          rules: [
            { name: 'r', fields: ['note'], when: { field: 'x', operator: 'in', value: ['BILL', 'Billing'] } },
          ],
        },
      },
      /^update rule "r": x has no option "Billing"; the value of "Billing" is "bill"$/,
    ],
    [
      'two rules of one name',
      {
        updates: {
          rules: [
            { name: 'r', fields: ['note'] },
            { name: 'r', fields: ['note'] },
          ],
        },
      },
      /two update rules are named "r"/,
    ],
    [
      'a mail rule that leads to no queue',
      { emailRules: [{ name: 'r', queue: 'Nowhere' }] },
      /email rule "r": there is no queue "Nowhere"/,
    ],
    [
      'a workstream that leads to no queue, or on a field that does not exist',
      {
        routing: {
          workstreams: [{ name: 'w', queue: 'Nowhere', when: { field: 'none', operator: 'hasValue' } }],
        },
      },
      /workstream "w": there is no queue "Nowhere"[^]*workstream "w": .*none/,
    ],
    [
      'two queues of one name',
      { routing: { queues: [{ name: 'Support' }, { name: 'support' }] } },
      /two queues are named "support"/,
    ],
    [
      'a rule on a field that does not exist',
      { updates: { rules: [{ name: 'r', fields: ['none'] }] } },
      /update rule "r": there is no field "none"/,
    ],
    [
      'a rule whose condition does not fit',
      {
        updates: {
          rules: [
            { name: 'r', fields: ['note'], when: { field: 'category', operator: 'greater', value: 1 } },
          ],
        },
      },
      /update rule "r": "greater" does not fit category/,
    ],
    ['a name that starts with a digit', fields(field({ name: '1x' })), /a letter first/],
    ['a key that nobody knows', { colour: 'blue' }, /colour/],
    ['no default field at all', { creation: { defaultFields: [] } }, />=1|at least 1/i],
  ];
  for (const [name, over, words] of table) it(name, () => assert.match(problemsOf(over).join('\n'), words));

  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    it(`a field named as what every object has: ${name}`, () =>
      assert.notDeepEqual(problemsOf(fields(field({ name }))), []));
  }

  it('all problems at once', () => {
    const problems = problemsOf({
      creation: { defaultFields: ['none', 'nothing'] },
      updates: { rules: [{ name: 'r', fields: ['never'] }] },
    });
    assert.equal(problems.length, 3);
  });
});

describe('a field is resolved', () => {
  it('with the options of its catalogue', () => {
    const values = resolvedField(someSettings(), 'category')?.options?.map(({ value }) => value);
    assert.deepEqual(values, ['defect', 'billing', 'return']);
  });

  it('to the same object each time, for what is derived from it', () => {
    const settings = someSettings();
    assert.equal(resolvedField(settings, 'category'), resolvedField(settings, 'category'));
  });

  it('contacts without options: they are not listed', () =>
    assert.equal(resolvedField(someSettings(), 'contact')?.options, undefined));

  it('to nothing where there is none', () =>
    assert.equal(resolvedField(someSettings(), 'toString'), undefined));
});

describe('what settings leave out', () => {
  it('has a value: least settings parse', () => {
    const least: SettingsInput = {
      fields: [{ name: 'issue', label: 'Issue', type: 'text' }],
      creation: { defaultFields: ['issue'] },
    };
    const settings = settingsSchema.parse(least);
    assert.deepEqual(settings.creation.moments, { fieldsComplete: true, accept: true, end: true });
    assert.equal(settings.updates.everyTurn, true);
    assert.deepEqual(settings.fields[0]?.setBy, ['customer', 'representative', 'rule']);
  });
});
