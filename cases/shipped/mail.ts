/** What a fresh installation makes of mails, once it has a mailbox: each opens a case, and its sender hears so. */
import type { SettingsInput } from '../settings';

type MailInput = Required<Pick<SettingsInput, 'emailRules' | 'templates' | 'mail'>>;

const RECEIVED = 'Mail received';

const subjectHas = (value: string) => ({ field: 'subject', operator: 'contains' as const, value });

export const shippedMail: MailInput = {
  emailRules: [
    {
      name: 'Invoices',
      when: { any: [subjectHas('invoice'), subjectHas('Rechnung')] },
      fields: { category: 'billing' },
      reply: RECEIVED,
    },
    { name: 'All other mails', reply: RECEIVED },
  ],
  templates: [
    {
      name: RECEIVED,
      for: [],
      wordings: {
        en: {
          text:
            'Hello {{customer.name}},\n\n' +
            'thank you for your mail. It is case {{case.number}} with us; a colleague will look at it. ' +
            'To add something, just answer this mail.\n\n{{message}}',
        },
        de: {
          text:
            'Guten Tag {{customer.name}},\n\n' +
            'vielen Dank für Ihre Nachricht. Sie ist bei uns der Fall {{case.number}}; eine Kollegin oder ein Kollege ' +
            'sieht sie sich an. Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese Mail.\n\n{{message}}',
        },
      },
    },
  ],
  mail: { signatures: { en: '{{company.name}} customer service', de: '{{company.name}} Kundenservice' } },
};
