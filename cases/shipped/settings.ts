/** The settings that a fresh installation begins with: the worked example of the reference, for a maker of coffee machines. */
import { settingsSchema, type Settings, type SettingsInput } from '../settings';
import { shippedCategories, shippedSubcategories } from './categories';
import { shippedMail } from './mail';
import { shippedResolution } from './resolution';
import { shippedFamilies, shippedPriorities, shippedProducts } from './products';

const shipped: SettingsInput = {
  fields: [
    {
      name: 'issueDescription',
      label: 'Issue description',
      type: 'multilineText',
      description: 'What went wrong or what the customer wants to have done, in their own sentences.',
      question: { en: 'What can we help you with?', de: 'Wobei können wir Ihnen helfen?' },
    },
    {
      name: 'contact',
      label: 'Contact',
      type: 'lookup',
      catalogue: 'contacts',
      description: 'Who the customer is: a name, and an email address or phone number.',
    },
    {
      name: 'category',
      label: 'Case category',
      type: 'choice',
      catalogue: 'categories',
      description: 'What kind of matter it is.',
    },
    {
      name: 'subcategory',
      label: 'Subcategory',
      type: 'choice',
      catalogue: 'subcategories',
      parentField: 'category',
      description: 'What exactly it is about.',
    },
    {
      name: 'productFamily',
      label: 'Product family',
      type: 'lookup',
      catalogue: 'productFamilies',
      description: 'The kind of appliance.',
    },
    {
      name: 'product',
      label: 'Product',
      type: 'lookup',
      catalogue: 'products',
      parentField: 'productFamily',
      synonyms: ['model', 'machine', 'appliance', 'Modell', 'Gerät'],
      description: 'The model that the matter is about.',
      question: {
        en: "Which model is it? It stands on the plate under the machine. If you don't have it at hand, just say so.",
        de: 'Um welches Modell geht es? Es steht auf dem Schild unter dem Gerät. Wenn Sie es nicht zur Hand haben, sagen Sie es einfach.',
      },
    },
    {
      name: 'priority',
      label: 'Priority',
      type: 'choice',
      options: shippedPriorities,
      description: 'How soon it must be dealt with, judged by what the trouble does to the customer.',
    },
    {
      name: 'serialNumber',
      label: 'Serial number',
      type: 'text',
      pattern: '[A-Z]{2}-\\d{4}-\\d{5}',
      examples: ['CM-2481-09371', 'GR-1107-55120'],
      synonyms: ['serial no', 'serial', 's/n', 'Seriennummer'],
      description: 'Two letters, four digits, five digits, printed on the plate under the machine.',
      question: {
        en: "What is the serial number? It looks like CM-2481-09371. If you don't have it at hand, just say so.",
        de: 'Wie lautet die Seriennummer? Sie sieht so aus: CM-2481-09371. Wenn Sie sie nicht zur Hand haben, sagen Sie es einfach.',
      },
    },
  ],
  catalogues: {
    categories: shippedCategories,
    subcategories: shippedSubcategories,
    productFamilies: shippedFamilies,
    products: shippedProducts,
  },
  creation: { channels: ['chat', 'voice'], defaultFields: ['issueDescription', 'contact'] },
  updates: {
    rules: [
      { name: 'Category of every case', fields: ['category'] },
      {
        name: 'Details of a product defect',
        when: { field: 'category', operator: 'equals', value: 'product-defect' },
        fields: ['product', 'priority', 'serialNumber'],
      },
    ],
  },
  global: { companyName: 'Contoso Coffee' },
  resolution: shippedResolution,
  ...shippedMail,
};

/** The shipped settings, parsed: always the same object. */
export const shippedSettings: Settings = settingsSchema.parse(shipped);
