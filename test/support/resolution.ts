/** Resolution for the small shop of the builders: two lines of business, three intents. */
import type { SettingsInput } from '../../cases/settings';

type ResolutionInput = NonNullable<SettingsInput['resolution']>;
type Automation = NonNullable<ResolutionInput['linesOfBusiness']>[number]['automation'];

export const DESCALE = 'Run the descaling programme with one sachet in two litres of water.';
export const REFUND = 'The money is on its way: it takes three days.';

/** Every line of business at one level. */
export function someResolution(automation: Automation, over: Partial<ResolutionInput> = {}): ResolutionInput {
  return {
    linesOfBusiness: [
      { name: 'care', label: 'Care', automation },
      { name: 'orders', label: 'Orders', automation },
    ],
    intents: [
      {
        name: 'descale',
        label: 'Descaling',
        lineOfBusiness: 'care',
        description: 'The machine wants to be descaled.',
        solution: { en: DESCALE, de: 'Starten Sie das Entkalkungsprogramm.' },
      },
      {
        name: 'leak',
        label: 'Leaking machine',
        lineOfBusiness: 'care',
        description: 'Water comes out of the machine.',
        attributes: ['serial'],
        solution: { en: 'Seat the tank and dry the tray.', de: 'Setzen Sie den Tank richtig ein.' },
      },
      {
        name: 'refund',
        label: 'Refund',
        lineOfBusiness: 'orders',
        description: 'The customer wants the money back.',
        attributes: [
          {
            name: 'orderNumber',
            label: 'Order number',
            type: 'text',
            pattern: '\\d{5}',
            question: { en: 'What is the order number?', de: 'Wie lautet die Bestellnummer?' },
          },
          { name: 'reason', label: 'Reason', type: 'text' },
        ],
        solution: { en: REFUND, de: 'Das Geld ist unterwegs.' },
      },
    ],
    ...over,
  };
}
