/** Ten fields, one of them a lookup of fifty options; each has a question, so that each turn has an answer. */
import type { SettingsInput } from '../../cases/settings';

const COLOURS = ['Red', 'Blue', 'Green', 'Silver', 'Black'];
const SERIES = ['Alto', 'Brio', 'Cara', 'Dora', 'Elva', 'Fino', 'Gala', 'Hera', 'Iris', 'Juno'];

const machines = SERIES.flatMap((series) =>
  COLOURS.map((colour) => ({ value: `${series}-${colour}`.toLowerCase(), label: `${series} ${colour}` })),
);

export function benchSettings(settleMs: number): SettingsInput {
  return {
    fields: [
      { name: 'issue', label: 'Issue description', type: 'multilineText', description: 'What went wrong.' },
      { name: 'contact', label: 'Contact', type: 'lookup', catalogue: 'contacts' },
      {
        name: 'machine',
        label: 'Machine',
        type: 'lookup',
        catalogue: 'machines',
        question: { en: 'Which machine is it?' },
      },
      {
        name: 'serial',
        label: 'Serial number',
        type: 'text',
        pattern: '[A-Z]{2}-\\d{4}-\\d{5}',
        examples: ['CM-2481-09371'],
        question: { en: 'What is the serial number?' },
      },
      {
        name: 'order',
        label: 'Order number',
        type: 'text',
        examples: ['4711-88', '9024-17'],
        question: { en: 'What is the order number?' },
      },
      { name: 'bought', label: 'Purchase date', type: 'date', question: { en: 'When did you buy it?' } },
      {
        name: 'guarantee',
        label: 'Under guarantee',
        type: 'boolean',
        question: { en: 'Is it under guarantee?' },
      },
      {
        name: 'count',
        label: 'Number of machines',
        type: 'integer',
        question: { en: 'How many machines are affected?' },
      },
      { name: 'price', label: 'Price paid', type: 'currency', question: { en: 'What did you pay for it?' } },
      {
        name: 'postcode',
        label: 'Postcode',
        type: 'text',
        pattern: '\\d{5}',
        question: { en: 'What is your postcode?' },
      },
    ],
    catalogues: { machines },
    creation: { defaultFields: ['issue', 'contact'] },
    updates: {
      rules: [
        {
          name: 'Everything',
          fields: ['machine', 'serial', 'order', 'bought', 'guarantee', 'count', 'price', 'postcode'],
        },
      ],
    },
    turns: { settleMs, settleMaxMs: Math.max(settleMs, 3_000) },
  };
}

/** Six turns of a customer, each of which has an answer: two questions before the case opens, four after. */
export function conversation(number: number): readonly string[] {
  const machine = machines[number % machines.length]?.label ?? '';
  const digits = String(10_000 + (number % 89_999));
  return [
    'Hello, our coffee machine stopped working this morning and leaks water on the floor.',
    `My name is Dana Reyes and my email is dana${number}@example.com.`,
    `It is the ${machine}.`,
    `The serial number is CM-2481-${digits}.`,
    'Last Monday, and the order number was 4711-88.',
    'Yes, it is.',
  ];
}
