/** What a mail of ours looks like. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeMail, type Composing } from '../../../cases/mail/composing';
import { referenceOf } from '../../../cases/mail/reference';
import { fill, mailSettingsSchema, renderTemplate } from '../../../cases/mail/templates';
import { shippedSettings } from '../../../cases/shipped/settings';
import { NOW, RITA } from '../../support/builders';
import { aMail } from '../../support/mailWorld';

const made = (over: Partial<Composing> = {}): Composing => ({
  messageId: 'cma.1.2@example.com',
  reference: referenceOf(aMail({ references: ['root@x.test'] }), 'support'),
  mailboxAddress: 'support@example.com',
  companyName: 'Contoso',
  agentName: 'Agent',
  text: 'Which model is it?',
  words: { automatic: true, byAi: true },
  caseNumber: 'CAS-01042-K7F2',
  language: 'en',
  at: NOW,
  mail: mailSettingsSchema.parse({
    signatures: { en: '{{company.name}} service', de: '{{company.name}} Dienst' },
  }),
  ...over,
});

describe('a mail of ours', () => {
  it('threads with the mail that it answers', () => {
    const { inReplyTo, references, subject } = composeMail(made());
    assert.deepEqual(
      [inReplyTo, references],
      ['first@customers.test', ['root@x.test', 'first@customers.test']],
    );
    assert.equal(subject, 'Re: [CAS-01042-K7F2] Grinder');
  });

  it('says that AI wrote it where it did, in its language, under the signature', () => {
    assert.match(composeMail(made()).text, /\n\nContoso service\n\nWritten with AI, on behalf of Contoso$/);
    assert.match(composeMail(made({ language: 'de' })).text, /Mit KI geschrieben, im Namen von Contoso$/);
    assert.doesNotMatch(composeMail(made({ words: { automatic: true, byAi: false } })).text, /AI/);
  });

  it('of a person comes under their name, and does not say that a machine answered', () => {
    const mail = composeMail(made({ by: RITA, words: { automatic: false, byAi: false } }));
    assert.equal(mail.from.name, 'Rita (Contoso)');
    assert.equal(mail.headers?.['Auto-Submitted'], undefined);
    assert.equal(composeMail(made()).headers?.['Auto-Submitted'], 'auto-replied');
  });

  it('has no markup but ours, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const html = composeMail(made({ text: `<script>${text}</script>`, customerName: text })).html ?? '';
        assert.deepEqual(
          [...html.matchAll(/<\/?([a-z!]+)/gi)].map(([, tag]) => tag).filter((tag) => !OURS.has(tag ?? '')),
          [],
        );
      }),
    );
  });
  const OURS = new Set(['!doctype', 'html', 'body', 'p', 'br', 'div']);

  it('is the same each time', () => assert.deepEqual(composeMail(made()), composeMail(made())));
});

describe('a template', () => {
  it('never reads a value for variables', () => {
    assert.equal(
      fill('Hi {{customer.name}}', { 'customer.name': '{{case.number}}', 'case.number': 'CAS' }),
      'Hi {{case.number}}',
    );
  });

  it('leaves nothing of a value that is missing', () => {
    const [template] = shippedSettings.templates;
    const { text, html } = renderTemplate(template!, { 'case.number': 'CAS-1' }, 'en');
    assert.match(text, /^Hello,\n\nthank you .*just answer this mail\.$/s);
    assert.doesNotMatch(html, /<p><\/p>/);
  });

  it('is taken in the language of the conversation, in English where it has none', () => {
    const [template] = shippedSettings.templates;
    assert.match(renderTemplate(template!, {}, 'de').text, /^Guten Tag,/);
    assert.match(renderTemplate(template!, {}, 'fr').text, /^Hello,/);
  });
});
