/** Choices in a dialogue: what is named, offered, accepted, refused and changed. */
import assert from 'node:assert/strict';
import { playRow } from '../../../agent/simulation/simulate';
import type { FieldDefinition } from '../../../cases/fields';
import type { PredictorMemory } from '../../../cases/deciding/prediction';
import { createLocalPredictor } from '../../../prediction';
import { aChoice, aField, turnsOf } from '../../support/predictionBuilders';

const BRANCH = aChoice('branch', ['Downtown', 'Airport', 'Riverside', 'Old Town']);
const DAY = aChoice('day', ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'], { label: 'Day' });
const DEVICE = aChoice('device', ['Router', 'Modem', 'Switch'], { label: 'Device' });
const GERAET = aChoice('device', ['Router', 'Modem', 'Kühlschrank', 'Waschmaschine'], { label: 'Gerät' });
const TARIFF = aChoice('tariff', ['Basic 10', 'Comfort 50', 'Premium 100'], { label: 'Tariff' });
const DOCTOR = aChoice('doctor', ['Dr. Weber', 'Dr. Klein', 'Dr. Sommer'], { label: 'Doctor' });
const DATES = ['1st', '2nd', '3rd', '4th', '19th', '20th', '21st', '22nd'];
const FROM = aChoice('from', DATES, { label: 'Start date' });
const TO = aChoice('to', DATES, { label: 'End date' });

interface Dialogue {
  readonly name: string;
  readonly fields: readonly FieldDefinition[];
  readonly lines: readonly string[];
  readonly is: Readonly<Record<string, string>>;
}

const DIALOGUES: readonly Dialogue[] = [
  {
    name: 'the last of several that were asked after',
    fields: [DAY],
    lines: [
      'Can I come on Monday?',
      '> Monday is full. Tuesday?',
      'Tuesday does not work either. Thursday?',
      '> Thursday is fine.',
      'great',
    ],
    is: { day: 'Thursday' },
  },
  {
    name: 'what the other side offers once the first is not to be had',
    fields: [BRANCH],
    lines: [
      'Can I collect it at Downtown?',
      '> Sorry, Downtown has none in stock. Riverside has it.',
      'ok, then that one',
      '> So Riverside?',
      'yes',
    ],
    is: { branch: 'Riverside' },
  },
  {
    name: 'an offer that is taken',
    fields: [BRANCH],
    lines: ['I need a branch near me', '> Would Old Town work for you?', 'Yes, that works'],
    is: { branch: 'Old Town' },
  },
  {
    name: 'an offer that is taken without a yes',
    fields: [BRANCH],
    lines: [
      'I need a branch',
      '> Would Old Town work?',
      'No, too far',
      '> How about Riverside?',
      'Perfect, thanks',
    ],
    is: { branch: 'Riverside' },
  },
  {
    name: 'nothing where the offer is declined',
    fields: [BRANCH],
    lines: ['I need a branch', '> Would Old Town work for you?', 'No, too far'],
    is: {},
  },
  {
    name: 'nothing where a yes answers two offers',
    fields: [BRANCH],
    lines: ['I need a branch', '> Do you want Downtown or Airport?', 'yes'],
    is: {},
  },
  {
    name: 'nothing that the other side told and nobody confirmed',
    fields: [DOCTOR],
    lines: ['I need an appointment', '> Dr. Klein is here today.', 'my back hurts so much'],
    is: {},
  },
  {
    name: 'what is wanted, not what is had',
    fields: [TARIFF],
    lines: ['I am on Basic 10 but I want to switch to Comfort 50'],
    is: { tariff: 'Comfort 50' },
  },
  {
    name: 'a correction in the same breath',
    fields: [DEVICE],
    lines: ['> Which device?', 'the router, no wait, the modem'],
    is: { device: 'Modem' },
  },
  {
    name: 'a correction a turn later',
    fields: [GERAET],
    lines: ['Mein Router geht nicht', '> Der Router?', 'Entschuldigung, ich meinte das Modem'],
    is: { device: 'Modem' },
  },
  {
    name: 'not what is denied',
    fields: [DEVICE],
    lines: ["It's the modem, not the router"],
    is: { device: 'Modem' },
  },
  {
    name: 'not what another is taken in place of',
    fields: [DEVICE],
    lines: ['the switch rather than the router'],
    is: { device: 'Switch' },
  },
  {
    name: 'not what was before',
    fields: [DOCTOR],
    lines: ['I was with Dr. Weber', '> I see.', 'Sorry, I mean Dr. Klein. Dr. Weber was my old doctor.'],
    is: { doctor: 'Dr. Klein' },
  },
  {
    name: 'both ends of a span, changed together',
    fields: [FROM, TO],
    lines: ['A room from the 4th to the 20th please', '> Shall I book it?', 'Can I change it to 2nd-21st?'],
    is: { from: '2nd', to: '21st' },
  },
  {
    name: 'a word without its umlaut, in the plural, with a slip',
    fields: [GERAET],
    lines: ['Unsere Kuehlschränke kühlen, aber die Waschmaschiene läuft aus'],
    is: { device: 'Waschmaschine' },
  },
];

const MONTH = aChoice('month', ['March', 'April', 'May'], { label: 'Month' });
const PRIORITY = aChoice('priority', ['Low', 'Normal', 'High'], { label: 'Priority' });
const FAMILY = aChoice('family', ['Networking', 'Audio'], { label: 'Product family' });
const PRODUCT = aField({
  name: 'product',
  label: 'Product',
  type: 'lookup',
  parentField: 'family',
  options: [
    { value: 'Router X1', label: 'Router X1', parent: 'Networking' },
    { value: 'SoundBar Mini', label: 'SoundBar Mini', parent: 'Audio' },
  ],
});

const WORDS: readonly Dialogue[] = [
  { name: 'a month, not a perhaps', fields: [MONTH], lines: ['I may come back to you'], is: {} },
  { name: 'a month in a sentence', fields: [MONTH], lines: ['We travel in May'], is: { month: 'May' } },
  { name: 'no everyday word', fields: [PRIORITY], lines: ['my bill is far too high'], is: {} },
  {
    name: "an everyday word beside the field's own",
    fields: [PRIORITY],
    lines: ['please treat it with high priority'],
    is: { priority: 'High' },
  },
  {
    name: 'a child with its parent, and another child with another',
    fields: [FAMILY, PRODUCT],
    lines: ['I have a Router X1', '> ok', 'No sorry, it is the SoundBar Mini that is broken'],
    is: { family: 'Audio', product: 'SoundBar Mini' },
  },
  {
    name: 'not what was told, where the customer names another',
    fields: [TARIFF],
    lines: ['Comfort 50 please', '> OK, Comfort 50.', 'On second thought let me take Basic 10'],
    is: { tariff: 'Basic 10' },
  },
];

describe('of what a dialogue brings up, the choice is', () => {
  for (const { name, fields, lines, is } of [...DIALOGUES, ...WORDS])
    it(name, async () => {
      const row = { id: 'row', turns: turnsOf(...lines), fields: {} };
      const { last } = await playRow(row, fields, createLocalPredictor());
      assert.deepEqual(Object.fromEntries([...last].map(([field, { value }]) => [field, value])), is);
    });
});

describe('what was brought up', () => {
  it('is remembered from round to round, and an old naming gives way to a new one', async () => {
    const predictor = createLocalPredictor();
    let memory: PredictorMemory | null = null;
    const heard: unknown[] = [];
    for (const turn of turnsOf('Can I come on Monday?', 'or rather Tuesday', 'let us take Thursday')) {
      const known: Record<string, string> = heard.length === 0 ? {} : { day: String(heard.at(-1)) };
      const result = await predictor.predict({ fields: [DAY], newTurns: [turn], known, memory });
      memory = JSON.parse(JSON.stringify(result.memory)) as PredictorMemory;
      heard.push(result.predictions[0]?.value);
    }
    assert.deepEqual(heard, ['Monday', 'Tuesday', 'Thursday']);
  });

  it('is surer once the customer has accepted it', async () => {
    const sureOf = async (...lines: string[]): Promise<number> => {
      const { predictions } = await createLocalPredictor().predict({
        fields: [DAY],
        newTurns: turnsOf(...lines),
        known: {},
        memory: null,
      });
      return predictions[0]?.confidence ?? 0;
    };
    const named = await sureOf('Could I come on Monday?');
    const accepted = await sureOf(
      'Could I come on Monday?',
      '> Monday at noon, shall I book it?',
      'yes please',
    );
    assert.ok(named > 0.5 && accepted > named, `${named} ${accepted}`);
  });

  it('by the other side alone is no evidence, and what is quoted of it was confirmed', async () => {
    const { predictions } = await createLocalPredictor().predict({
      fields: [DAY],
      newTurns: turnsOf('I need an appointment', '> Is Friday good for you?', 'sounds good'),
      known: {},
      memory: null,
    });
    assert.deepEqual(predictions[0]?.quotes, [{ turn: 'chat:c1/1', start: 3, end: 9 }]);
  });
});
