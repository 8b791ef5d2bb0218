import assert from 'node:assert/strict';
import {
  emailRuleSchema,
  mailView,
  ruleFor,
  ruleVerdict,
  type EmailRule,
} from '../../../cases/mail/emailRules';
import { holds, type Condition } from '../../../cases/deciding/conditions';
import { shippedSettings } from '../../../cases/shipped/settings';
import { simulateMailRules } from '../../../cases/mail/simulateRules';
import { settingsSchema } from '../../../cases/settings';
import { aMail, FORGED } from '../../support/mailWorld';
import { someSettingsInput } from '../../support/builders';

const rule = (over: Partial<EmailRule> = {}): EmailRule => ({
  ...emailRuleSchema.parse({ name: 'a rule' }),
  ...over,
});
const file = { name: 'photo.jpg', contentType: 'image/jpeg', bytes: 9, sha256: 'x', inline: false };

describe('the conditions of a creation rule', () => {
  const mail = aMail({
    subject: 'Grinder broken',
    cc: [{ address: 'boss@customers.test' }],
    attachments: [file, { ...file, name: 'logo.png', inline: true }],
  });
  const cases: readonly [string, Condition][] = [
    ['the subject', { field: 'subject', operator: 'contains', value: 'BROKEN' }],
    ['the body', { field: 'body', operator: 'contains', value: 'leaks' }],
    ['the sender', { field: 'from', operator: 'endsWith', value: '@customers.test' }],
    ["the sender's name", { field: 'fromName', operator: 'equals', value: 'dana reyes' }],
    ['whom it went to', { field: 'to', operator: 'equals', value: 'support@example.com' }],
    ['who got a copy', { field: 'cc', operator: 'contains', value: 'boss@' }],
    ['the mailbox', { field: 'mailbox', operator: 'in', value: ['sales', 'support'] }],
    ['files', { field: 'hasAttachments', operator: 'equals', value: true }],
    [
      "files' names, not those of pictures in the text",
      { field: 'attachmentNames', operator: 'equals', value: 'photo.jpg' },
    ],
    ['whether the sender is proven', { field: 'authenticated', operator: 'equals', value: true }],
    ['what a check gave', { field: 'dmarc', operator: 'equals', value: 'pass' }],
  ];
  for (const [what, when] of cases)
    it(`can look at ${what}`, () => assert.ok(holds(when, mailView(mail, 'support'))));

  it('see no files where there are none but pictures in the text', () => {
    const none = mailView(aMail({ attachments: [{ ...file, inline: true }] }), 'support');
    assert.ok(holds({ field: 'hasAttachments', operator: 'equals', value: false }, none));
  });
});

describe('of several creation rules', () => {
  it('the first active one that matches wins, for the mailbox that it watches', () => {
    const rules = [
      rule({ name: 'off', active: false }),
      rule({ name: 'sales', mailboxes: ['sales'] }),
      rule({ name: 'any' }),
    ];
    assert.deepEqual(ruleFor(rules, aMail(), ['support'])?.rule.name, 'any');
    const both = ruleFor(rules, aMail(), ['support', 'sales']);
    assert.deepEqual([both?.rule.name, both?.mailbox], ['sales', 'sales']);
  });

  it('a sender who is not proven is known to nobody, whatever address they use', () => {
    const refuses = rule({ unknownSenders: 'refuse' });
    assert.deepEqual(ruleVerdict(refuses, aMail(), { known: true }), { opens: true, unverified: false });
    assert.deepEqual(ruleVerdict(refuses, aMail({ authentication: FORGED }), { known: true }), {
      opens: false,
      reason: 'unknown-sender',
    });
  });

  it('a simulation says what opening does', () => {
    const simulated = simulateMailRules([rule({ name: 'none', when: { any: [] } }), rule({ name: 'all' })], {
      mail: aMail({ authentication: FORGED }),
      mailboxes: ['support'],
      known: false,
    });
    assert.deepEqual(simulated, { rule: 'all', opens: true, unverified: true });
  });
});

describe('settings are refused', () => {
  const refusal = (over: object): string => {
    const result = settingsSchema.safeParse({ ...someSettingsInput(), ...over });
    return result.success ? '' : result.error.issues.map(({ message }) => message).join('; ');
  };
  const rules = (over: object): object => ({ emailRules: [{ name: 'x', ...over }] });
  const template = (wording: object): object => ({ templates: [{ name: 't', wordings: { en: wording } }] });

  for (const [what, over, says] of [
    [
      'where a rule sets a field that there is not',
      rules({ fields: { nothing: 'x' } }),
      /no field "nothing"/,
    ],
    ['where a rule sets an option that there is not', rules({ fields: { category: 'x' } }), /no option "x"/],
    ['where a rule watches a mailbox that there is not', rules({ mailboxes: ['x'] }), /no mailbox "x"/],
    ['where a rule replies with a template that there is not', rules({ reply: 'x' }), /no template "x"/],
    [
      'where a rule looks at what no mail has',
      rules({ when: { field: 'weather', operator: 'hasValue' } }),
      /no field "weather"/,
    ],
    [
      'where two rules have one name',
      { emailRules: [{ name: 'x' }, { name: 'x' }] },
      /two email rules are named "x"/,
    ],
    [
      'where a template names a variable that there is not',
      template({ text: 'Hi {{customer.nmae}}' }),
      /\{\{customer\.nmae\}\}/,
    ],
    [
      'where only half of a template holds the words',
      template({ text: '{{message}}', html: '<p>hi</p>' }),
      /not in both/,
    ],
    [
      'where a signature names what there is not',
      { mail: { signatures: { en: '{{x}}' } } },
      /a signature names \{\{x\}\}/,
    ],
  ] as const) {
    it(what, () => assert.match(refusal(over), says));
  }
});

describe('the shipped creation rules', () => {
  it('open a case with an invoice as such, and with everything else', () => {
    const opened = (subject: string) =>
      ruleFor(shippedSettings.emailRules, aMail({ subject }), ['support'])?.rule;
    assert.deepEqual(opened('Rechnung 4711')?.fields, { category: 'billing' });
    assert.equal(opened('Machine leaks')?.name, 'All other mails');
  });
});
