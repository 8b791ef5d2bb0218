/** Lines of business and intents: what is accepted, what is wrong with them, and how an intent becomes a field. */
import assert from 'node:assert/strict';
import { automationOf, intentNamed, isSureEnough } from '../../../cases/resolution/intents';
import { namesToPredict, fieldsToPredict, plan } from '../../../cases/deciding/plan';
import { resolvedField, settingsSchema, type Settings } from '../../../cases/settings';
import { someSettings, someSettingsInput } from '../../support/builders';
import { someResolution } from '../../support/resolution';

type Over = Parameters<typeof someResolution>[1];
type IntentInput = NonNullable<NonNullable<Over>['intents']>[number];

const DESCALING: IntentInput = {
  name: 'descale',
  label: 'Descaling',
  lineOfBusiness: 'care',
  description: 'It wants to be descaled.',
  solution: { en: 'Descale it.' },
};

function problemsOf(over: Over): string[] {
  const resolution = someResolution('full', over);
  const parsed = settingsSchema.safeParse({ ...someSettingsInput(), resolution });
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
}

const withIntent = (over: Partial<IntentInput>): string[] =>
  problemsOf({ intents: [{ ...DESCALING, ...over }] });

describe('the automation of a line of business', () => {
  for (const [word, meaning] of [
    ['full', 'full'],
    ['Full', 'full'],
    ['confirm', 'confirm'],
    ['Semi', 'confirm'],
    ['semi', 'confirm'],
    ['disabled', 'disabled'],
    ['Disabled', 'disabled'],
  ] as const)
    it(`${word} means ${meaning}`, () => {
      const { resolution } = someSettings({ resolution: someResolution(word) });
      assert.equal(automationOf(resolution, intentNamed(resolution, 'refund')), meaning);
    });

  it('is confirm where nothing is said: nothing goes out without a person', () => {
    const { resolution } = someSettings({ resolution: someResolution(undefined) });
    assert.equal(automationOf(resolution, intentNamed(resolution, 'refund')), 'confirm');
  });

  it('is the most careful of those that are on while the intent is unknown', () => {
    const lines = (care: 'full' | 'confirm' | 'disabled', orders: 'full' | 'confirm' | 'disabled') =>
      automationOf(
        someSettings({
          resolution: someResolution('full', {
            linesOfBusiness: [
              { name: 'care', label: 'Care', automation: care },
              { name: 'orders', label: 'Orders', automation: orders },
            ],
          }),
        }).resolution,
        undefined,
      );
    assert.equal(lines('full', 'full'), 'full');
    assert.equal(lines('full', 'confirm'), 'confirm');
    assert.equal(lines('disabled', 'full'), 'full');
    assert.equal(lines('disabled', 'disabled'), 'disabled');
  });
});

describe('what is wrong with intents is told', () => {
  it('nothing with those of the test shop', () => assert.deepEqual(problemsOf({}), []));

  const wrong: readonly [string, Partial<IntentInput>, RegExp][] = [
    ['a line of business that is not there', { lineOfBusiness: 'tea' }, /no line of business "tea"/],
    ['an attribute that is no field', { attributes: ['colour'] }, /there is no field "colour"/],
    ['an attribute named twice', { attributes: ['serial', 'serial'] }, /"serial" twice/],
    ['the contact as an attribute', { attributes: ['contact'] }, /asked for when a case is opened/],
    ['an attribute that customers do not fill', { attributes: ['priority'] }, /not filled from a customer/],
    ['nothing to propose', { solution: undefined }, /has nothing to propose/],
    ['a solution without a text', { solution: {} }, /no text in any language/],
    ['articles without a place where they are', { articles: ['descaling'] }, /resolution\.knowledge/],
  ];
  for (const [name, over, problem] of wrong)
    it(name, () => {
      const problems = withIntent(over);
      assert.equal(problems.length, 1, problems.join('; '));
      assert.match(problems[0] ?? '', problem);
      assert.match(problems[0] ?? '', /^intent "descale": /);
    });

  it('two of the same name, and a template that is not there', () => {
    assert.deepEqual(problemsOf({ intents: [DESCALING, DESCALING] }), ['two intents are named "descale"']);
    const lines = [{ name: 'care', label: 'Care', template: 'none' }];
    assert.deepEqual(problemsOf({ intents: [DESCALING], linesOfBusiness: lines }), [
      'line of business "care": there is no template "none"',
    ]);
  });

  it('an own attribute that takes the name of a field, or of the intent itself', () => {
    const own = (name: string): IntentInput['attributes'] => [{ name, label: 'X', type: 'text' }];
    assert.deepEqual(withIntent({ attributes: own('serial') }), ['two fields are named "serial"']);
    assert.deepEqual(withIntent({ attributes: own('intent') }), ['two fields are named "intent"']);
  });

  it('knowledge that is neither on the disk nor on the web', () => {
    const knowledge = { kind: 'http' as const, url: 'ftp://example.com/articles' };
    assert.equal(problemsOf({ knowledge }).length, 1);
  });
});

describe('an intent is a field', () => {
  const settings = someSettings({ resolution: someResolution('full') });
  const planOf = (values: Record<string, string>, of: Settings = settings) =>
    plan(of, { values, channel: 'emulator', conversationStatus: 'active' });

  it('whose options are the intents, with what customers say', () => {
    const intents = [{ ...DESCALING, examples: ['it shows the lime symbol'] }];
    const field = resolvedField(someSettings({ resolution: someResolution('full', { intents }) }), 'intent');
    assert.equal(field?.type, 'choice');
    assert.deepEqual(field.options, [
      {
        value: 'descale',
        label: 'Descaling',
        description: 'It wants to be descaled.\nit shows the lime symbol',
      },
    ]);
  });

  it('that is read from the words beside what the rules want, and is not missing from the case', () => {
    assert.deepEqual(planOf({}).wanted, ['issue', 'contact']);
    assert.deepEqual(namesToPredict(planOf({})), ['issue', 'contact', 'intent']);
  });

  it('that wants what its solution needs while it holds, its own fields too', () => {
    const names = namesToPredict(planOf({ intent: 'refund' }));
    assert.deepEqual(names, ['issue', 'contact', 'intent', 'orderNumber', 'reason']);
    const fields = fieldsToPredict(settings, names).map(({ name }) => name);
    assert.deepEqual(fields.slice(-3), ['intent', 'orderNumber', 'reason']);
    assert.ok(!namesToPredict(planOf({ intent: 'descale' })).includes('orderNumber'));
  });

  it('that rules may look at', () => {
    const rules = [
      {
        name: 'refunds',
        when: { field: 'intent', operator: 'equals' as const, value: 'refund' },
        fields: ['note'],
      },
    ];
    const ruled = someSettings({ resolution: someResolution('full'), updates: { rules } });
    assert.ok(planOf({ intent: 'refund' }, ruled).wanted.includes('note'));
  });

  it('of which there is none without intents', () => {
    assert.equal(resolvedField(someSettings(), 'intent'), undefined);
    assert.deepEqual(planOf({}, someSettings()).forResolution, []);
  });

  it('that is taken only from its own threshold on', () => {
    const intents = [
      { ...DESCALING, threshold: 0.3 },
      { ...DESCALING, name: 'leak' },
    ];
    const { resolution } = someSettings({ resolution: someResolution('full', { intents }) });
    const sure = (value: string, confidence: number): boolean =>
      isSureEnough({ field: 'intent', value, confidence }, resolution);
    assert.deepEqual([sure('descale', 0.3), sure('leak', 0.3), sure('leak', 0.6)], [true, false, true]);
    assert.ok(isSureEnough({ field: 'note', value: 'x', confidence: 0.1 }, resolution));
  });
});
