/** The shipped appliances, and how soon a matter must be dealt with. */
import type { FieldOption } from '../fields';

export const shippedFamilies: FieldOption[] = [
  {
    value: 'espresso',
    label: 'Espresso machines',
    description: 'Machines with a portafilter or a pump for espresso.',
    synonyms: ['espresso machine', 'Espressomaschine', 'Siebträger'],
  },
  {
    value: 'automatic',
    label: 'Fully automatic machines',
    description: 'Machines that grind and brew at a button.',
    synonyms: ['bean to cup', 'fully automatic', 'Vollautomat', 'Kaffeevollautomat'],
  },
  {
    value: 'grinder',
    label: 'Grinders',
    description: 'Coffee grinders.',
    synonyms: ['grinder', 'mill', 'Mühle', 'Kaffeemühle'],
  },
  {
    value: 'kettle',
    label: 'Kettles',
    description: 'Electric kettles.',
    synonyms: ['kettle', 'Wasserkocher'],
  },
];

export const shippedProducts: FieldOption[] = [
  {
    value: 'aroma-one',
    label: 'Aroma One',
    parent: 'espresso',
    description: 'Single boiler espresso machine with a portafilter.',
  },
  {
    value: 'aroma-duo',
    label: 'Aroma Duo',
    parent: 'espresso',
    description: 'Dual boiler espresso machine with a steam wand.',
  },
  {
    value: 'aroma-go',
    label: 'Aroma Go',
    parent: 'espresso',
    description: 'Small travel espresso maker with a hand pump.',
  },
  {
    value: 'barista-300',
    label: 'Barista 300',
    parent: 'automatic',
    description: 'Fully automatic machine with a milk carafe.',
    synonyms: ['B300'],
  },
  {
    value: 'barista-500',
    label: 'Barista 500',
    parent: 'automatic',
    description: 'Fully automatic machine with a touch display and two grinders.',
    synonyms: ['B500'],
  },
  {
    value: 'barista-pro',
    label: 'Barista Pro',
    parent: 'automatic',
    description: 'Fully automatic machine for offices, with a water connection.',
  },
  { value: 'grind-s', label: 'Grind S', parent: 'grinder', description: 'Small conical burr grinder.' },
  { value: 'grind-xl', label: 'Grind XL', parent: 'grinder', description: 'Flat burr grinder for cafés.' },
  {
    value: 'temp-kettle',
    label: 'Temp Kettle',
    parent: 'kettle',
    description: 'Kettle with a temperature setting.',
  },
  {
    value: 'pour-kettle',
    label: 'Pour Kettle',
    parent: 'kettle',
    description: 'Gooseneck kettle for pour-over coffee.',
  },
];

export const shippedPriorities: FieldOption[] = [
  {
    value: 'urgent',
    label: 'Urgent',
    description: 'Danger to people: smoke, fire, sparks, burning smell, electric shock, somebody is hurt.',
    synonyms: [
      'smoke',
      'fire',
      'sparks',
      'burning smell',
      'electric shock',
      'burned',
      'Rauch',
      'Feuer',
      'Funken',
      'Stromschlag',
    ],
  },
  {
    value: 'high',
    label: 'High',
    description:
      'A business stands still, or an event or deadline is near: café cannot serve, needed today or tomorrow.',
    synonyms: [
      'as soon as possible',
      'asap',
      'urgent',
      'immediately',
      'our café is closed',
      'dringend',
      'so schnell wie möglich',
      'sofort',
    ],
  },
  {
    value: 'normal',
    label: 'Normal',
    description: 'The appliance cannot be used, without danger or haste.',
    synonyms: ['normal priority'],
  },
  {
    value: 'low',
    label: 'Low',
    description: 'A small fault or a wish that can wait; no hurry.',
    synonyms: ['no hurry', 'no rush', 'whenever it suits you', 'not urgent', 'eilt nicht', 'keine Eile'],
  },
];
