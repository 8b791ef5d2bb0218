/** Twenty fields of all kinds, and what both sides say about them. */
import { fieldDefinition, type FieldDefinition, type FieldOption } from '../../cases/fields';

const KINDS = ['Router', 'Modem', 'Switch', 'Cable', 'Phone', 'Camera', 'Printer', 'Screen'];
const NAMES = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Omega'];

/** One of the fields is a lookup of so many options. */
export function twentyFields(optionCount: number): FieldDefinition[] {
  return [
    field('contact.name', 'Contact name', 'text', { synonyms: ['your name'] }),
    field('contact.email', 'Email', 'email'),
    field('contact.phone', 'Phone', 'phone'),
    field('issue', 'Issue description', 'multilineText'),
    field('title', 'Title', 'text'),
    field('order', 'Order number', 'text'),
    field('account', 'Account number', 'text', { pattern: 'ACC-\\d{5}', examples: ['ACC-10023'] }),
    field('serial', 'Serial number', 'text'),
    field('guests', 'Number of guests', 'integer'),
    field('amount', 'Amount', 'currency'),
    field('bought', 'Date of purchase', 'date'),
    field('urgent', 'Urgent', 'boolean'),
    field('from', 'Departure location', 'text'),
    field('to', 'Destination', 'text'),
    field('product', 'Product', 'lookup', { options: products(optionCount) }),
    field('priority', 'Priority', 'choice', {
      options: ['Low', 'Normal', 'High'].map((label) => ({ value: label.toLowerCase(), label })),
    }),
    field('weight', 'Weight', 'decimal'),
    field('postcode', 'Postal code', 'text'),
    field('user', 'User name', 'text'),
    field('note', 'Note', 'multilineText'),
  ];
}

function field(
  name: string,
  label: string,
  type: FieldDefinition['type'],
  more: Partial<FieldDefinition> = {},
): FieldDefinition {
  return fieldDefinition.parse({ name, label, type, ...more });
}

function products(count: number): FieldOption[] {
  return Array.from({ length: count }, (_, i) => ({
    value: `p${i}`,
    label: `${KINDS[i % KINDS.length] ?? ''} ${NAMES[i % NAMES.length] ?? ''}${i} Series ${i % 97}`,
    description: 'A device for home and office use, with a warranty of two years.',
  }));
}

export const QUESTIONS = [
  'How can I help?',
  'What product is it?',
  'May I have your name?',
  'What is your email address?',
  'When shall we call?',
  'What is your account number?',
  'Is it urgent?',
];

export const WORDS = [
  'Hi there',
  'My router stopped working last week and I cannot log in any more, it is the Router Alpha40 Series 40.',
  'My name is Jane Doe and my order number is 3348917502.',
  'my email is jane.doe@example.com',
  'You can call me at 650-581-1305 tomorrow at 4pm.',
  'It cost 120.50 EUR I think, and I bought it on March 3rd.',
  'yes',
  'acc 10 023',
  'The serial is SN-9921-AA, thanks.',
];
