/** A long support chat: each line is what the desk asks and what the customer answers; twenty of them hold a value. */
import { fieldDefinition, type FieldDefinition, type FieldOption } from '../../cases/fields';

export interface Line {
  readonly desk: string;
  readonly asks?: readonly string[];
  readonly customer: string;
  readonly value?: { readonly field: string; readonly is: unknown; readonly words: string };
}

const options = (labels: string): FieldOption[] =>
  labels.split(', ').map((label) => ({
    value: label.toLowerCase().replace(/ /g, '-'),
    label,
    description: `Everything that has to do with ${label.toLowerCase()}.`,
  }));

const field = (
  name: string,
  label: string,
  type: FieldDefinition['type'],
  description: string,
  over: Partial<FieldDefinition> = {},
): FieldDefinition => fieldDefinition.parse({ name, label, type, description, ...over });

export const FIELDS: readonly FieldDefinition[] = [
  field('contact.name', 'Contact name', 'text', "The customer's own name."),
  field('contact.email', 'Contact email', 'email', "The customer's email address."),
  field('contact.phone', 'Contact phone', 'phone', "The customer's phone number."),
  field('issue', 'Issue description', 'multilineText', 'What went wrong, in the customer’s own sentences.'),
  field('category', 'Case category', 'choice', 'What kind of matter it is.', {
    options: options('Product defect, Billing, Shipping, Return, Installation, Warranty, Account, Question'),
  }),
  field('family', 'Product family', 'choice', 'The kind of appliance.', {
    options: options('Espresso machines, Grinders, Kettles, Brewers, Accessories'),
  }),
  field('serial', 'Serial number', 'text', 'On the plate under the machine.', { pattern: '[A-Z]{2}-\\d{4}' }),
  field('order', 'Order number', 'text', 'Begins with ORD.', { examples: ['ORD-10023'] }),
  field('bought', 'Date of purchase', 'date', 'When it was bought.'),
  field('since', 'Since when', 'date', 'When the trouble began.'),
  field('amount', 'Amount paid', 'currency', 'What the customer paid.'),
  field('machines', 'Number of machines', 'integer', 'How many machines are concerned.'),
  field('warranty', 'Under warranty', 'boolean', 'Whether the customer has extended the warranty.'),
  field('water', 'Water filter', 'boolean', 'Whether a water filter is used.'),
  field('city', 'City', 'text', 'Where the machine stands.'),
  field('shop', 'Shop', 'text', 'Where it was bought.'),
  field('colour', 'Colour', 'choice', 'The colour of the machine.', {
    options: options('Red, Blue, Green, Silver, Black'),
  }),
  field('pressure', 'Pressure', 'decimal', 'In bar, as the gauge shows it.'),
  field('pickup', 'Pick-up day', 'date', 'When the machine can be fetched.'),
  field('language', 'Language of the manual', 'choice', 'Which manual the customer has.', {
    options: options('English, German, French, Italian, Spanish'),
  }),
];

type Row = readonly [desk: string, customer: string, field: string, is: unknown, words: string];

const ROWS: readonly Row[] = [
  [
    'Hello, how can I help you today?',
    'Hi, my espresso machine leaks from the bottom whenever I heat it up.',
    'issue',
    'leak',
    'my espresso machine leaks from the bottom whenever I heat it up.',
  ],
  [
    'I am sorry to hear that. May I have your name?',
    'Sure, this is Dana Reyes.',
    'contact.name',
    'Dana Reyes',
    'Dana Reyes',
  ],
  [
    'Thank you, Dana. Where can we reach you by mail?',
    'dana.reyes@example.com is the best address.',
    'contact.email',
    'dana.reyes@example.com',
    'dana.reyes@example.com',
  ],
  [
    'And a phone number, in case we get cut off?',
    'You can call me at (415) 555-2671 after six.',
    'contact.phone',
    '+14155552671',
    '(415) 555-2671',
  ],
  [
    'What kind of appliance is it?',
    'One of your espresso machines, the bigger one.',
    'family',
    'espresso-machines',
    'espresso machines',
  ],
  [
    'So water comes out below?',
    'Yes, it drips all over the counter, I have to keep a towel under it.',
    'category',
    'product-defect',
    'it drips all over the counter',
  ],
  [
    'What is the serial number on the plate?',
    'It says CM-2481, if I read it right.',
    'serial',
    'CM-2481',
    'CM-2481',
  ],
  ['Do you have the order number?', 'Yes, ORD-10442 was on the receipt.', 'order', 'ORD-10442', 'ORD-10442'],
  ['When did you buy it?', 'It was on 12 March 2025, I think.', 'bought', '2025-03-12', '12 March 2025'],
  [
    'And since when has it leaked?',
    'It began on 20 December 2025.',
    'since',
    '2025-12-20',
    '20 December 2025',
  ],
  [
    'What did you pay for it?',
    'I paid 649.00 USD for it with the grinder.',
    'amount',
    '649.00 USD',
    '649.00 USD',
  ],
  [
    'How many machines do you have from us?',
    'We have two machines in the office.',
    'machines',
    2,
    'two machines',
  ],
  ['Did you extend the warranty?', 'Yes, I did that right away.', 'warranty', true, 'Yes, I did that'],
  ['Do you use a water filter?', 'No, just tap water.', 'water', false, 'No, just tap water'],
  [
    'Where does the machine stand?',
    'In our office in Portland, on the third floor.',
    'city',
    'Portland',
    'Portland',
  ],
  ['Where did you buy it?', 'At Bean Brothers downtown.', 'shop', 'Bean Brothers', 'Bean Brothers'],
  ['Which colour is it?', 'The silver one.', 'colour', 'silver', 'The silver one'],
  ['What does the gauge show?', 'It goes up to 8.5 bar and then falls.', 'pressure', 8.5, '8.5 bar'],
  [
    'When could we fetch it?',
    'Any time on 15 January 2026 would work.',
    'pickup',
    '2026-01-15',
    '15 January 2026',
  ],
  ['Which manual do you have?', 'The English one came with it.', 'language', 'english', 'The English one'],
];

const TALK: readonly (readonly [desk: string, customer: string])[] = [
  [
    'Thank you. Could you take off the drip tray and look behind it?',
    'I have done that, there is a little water behind it but nothing that looks broken to me.',
  ],
  ['Is the tank seated firmly?', 'It clicks when I put it in, so I would say that it sits as it should.'],
  [
    'Please run it once without coffee and tell me what you see.',
    'Okay, it is running now. At first nothing, then after half a minute it starts again at the back left.',
  ],
  [
    'Does it make any noise while it does that?',
    'A bit of a hiss, nothing loud. It did not do that when it was new though.',
  ],
  [
    'Have you descaled it lately?',
    'A month ago, with the powder that came in the box, just as the manual says.',
  ],
  [
    'Could you dry it and try a different socket?',
    'Same thing with the other socket, I am afraid. It takes about as long as before.',
  ],
];

/** The nth exchange: first those with values, then the long search for the cause, which never says the same twice. */
export function lineAt(turn: number): Line {
  const row = ROWS[turn];
  if (row) {
    const [desk, customer, name, is, words] = row;
    return { desk, asks: [name], customer, value: { field: name, is, words } };
  }
  const [desk = '', customer = ''] = TALK[turn % TALK.length] ?? [];
  return { desk, customer: `${customer} That was try ${turn - ROWS.length + 1}.` };
}
