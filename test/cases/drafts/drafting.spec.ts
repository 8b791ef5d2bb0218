/** Drafts without a model: plain words that can go out as they are, from the template that is meant for them. */
import assert from 'node:assert/strict';
import { plainDraft, templateFor, type DraftRequest } from '../../../cases/drafts/drafting';
import type { MailTemplate } from '../../../cases/mail/templates';
import { aCase, anEntry, aDraftRequest, someSettings } from '../../support/builders';

const text = (over: Partial<DraftRequest>): string => plainDraft(aDraftRequest(over)).text;

describe('plain words', () => {
  for (const kind of ['question', 'solution', 'follow-up', 'reply', 'closing', 'resolution'] as const)
    for (const language of ['en', 'de'])
      for (const channel of ['chat', 'email'] as const)
        it(`are there for every draft: ${kind}, ${language}, ${channel}`, () => {
          const made = text({ kind, language, channel, material: 'Wo steht sie?', facts: [] });
          assert.ok(made.length > 10);
          assert.ok(!/undefined|\{\{|"/.test(made), made);
          assert.ok(!/\b(refund|erstatt|promise|versprech)/i.test(made));
        });

  it('ask more urgently each time, and say of the last time what follows', () => {
    const asked = [1, 2, 3].map((number) => text({ kind: 'follow-up', number, of: 3 }));
    assert.equal(new Set(asked).size, 3);
    assert.ok(asked.map((one) => /close the case/.test(one)).join() === 'false,false,true');
    assert.match(text({ kind: 'follow-up', number: 3, of: 3, language: 'de' }), /schließen den Fall/);
  });

  it('refer to the values that they are to refer to', () => {
    const facts = [{ label: 'Serial number', value: 'AB-123' }];
    assert.match(text({ kind: 'follow-up', facts }), /- Serial number: AB-123/);
  });

  it('greet by name, unless a template does', () => {
    assert.match(text({ kind: 'follow-up', language: 'de', customerName: 'Dana' }), /^Guten Tag Dana,/);
    assert.match(text({ kind: 'follow-up', customerName: undefined }), /^Hello,/);
    assert.match(text({ kind: 'follow-up', framed: true }), /^We have not heard/);
  });

  it('ask one question in a chat as it is, and several in a list', () => {
    assert.equal(text({ kind: 'question', material: 'Which grinder is it?' }), 'Which grinder is it?');
    assert.match(text({ kind: 'question', material: 'Which?\nSince when?' }), /- Which\?\n- Since when\?/);
  });

  it('of a resolution say what was told and answered, and claim no more', () => {
    const said = [
      { from: 'representative', text: 'Please replace the gasket.' },
      { from: 'customer', text: 'it works now' },
    ] as const;
    const made = plainDraft(aDraftRequest({ kind: 'resolution', said, statusReasons: ['Problem solved'] }));
    assert.match(made.text, /We told the customer: Please replace the gasket\./);
    assert.match(made.text, /The customer answered: it works now/);
    assert.equal(made.statusReason, 'Problem solved');
    const silent = text({ kind: 'resolution', said: said.slice(0, 1), language: 'de' });
    assert.match(silent, /hat seitdem nicht geantwortet/);
  });
});

describe('the template of a draft', () => {
  const template = (name: string, lineOfBusiness?: string): MailTemplate => ({
    name,
    lineOfBusiness,
    wordings: { en: { text: `${name} {{message}}` } },
  });
  const settings = someSettings({
    templates: [template('Rule'), template('Leaks'), template('House'), template('House', 'repairs')],
    global: { defaultTemplate: 'House' },
    resolution: {
      linesOfBusiness: [
        { name: 'repairs', label: 'Repairs' },
        { name: 'leaks', label: 'Leaks', template: 'Leaks' },
      ],
      intents: ['repairs', 'leaks'].map((name) => ({
        name,
        label: name,
        lineOfBusiness: name,
        description: name,
        solution: { en: 'Do it.' },
      })),
    },
  });
  const about = (intent: string) => aCase({ fields: { intent: anEntry(intent) } });

  it("is the rule's, else the one of the line of business, else the default one", () => {
    assert.equal(templateFor(about('leaks'), settings, 'Rule')?.name, 'Rule');
    assert.equal(templateFor(about('leaks'), settings, undefined)?.name, 'Leaks');
    assert.equal(templateFor(aCase(), settings, undefined)?.name, 'House');
    assert.equal(templateFor(aCase(), someSettings(), undefined), undefined);
  });

  it("of a name is the line of business's own where there is one", () => {
    assert.equal(templateFor(about('repairs'), settings, undefined)?.lineOfBusiness, 'repairs');
  });

  it('that is the default one must exist', () => {
    assert.throws(() => someSettings({ global: { defaultTemplate: 'None' } }), /defaultTemplate .*None/);
  });
});
