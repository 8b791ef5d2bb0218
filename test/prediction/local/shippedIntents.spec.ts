/** The shipped intents, recognised by the local predictor from first messages, in both languages. */
import assert from 'node:assert/strict';
import { resolvedField } from '../../../cases/settings';
import { shippedSettings } from '../../../cases/shipped/settings';
import { createLocalPredictor } from '../../../prediction';

const SAID: Readonly<Record<string, readonly string[]>> = {
  descaling: [
    'The descaling light stays on even after I ran the programme',
    'how do I descale my Barista 300?',
    'Meine Maschine will ständig entkalkt werden',
    'Das Entkalkungsprogramm hört nicht auf',
  ],
  leak: [
    'my espresso machine leaks from the bottom',
    'There is a puddle of water under the coffee machine every morning',
    'Meine Kaffeemaschine ist undicht, unten läuft Wasser raus',
    'My Aroma Duo leaks from the steam wand since yesterday',
  ],
  'missing-parcel': [
    'My coffee was meant to be here on Monday and nothing has come',
    'Where is my parcel? I ordered two weeks ago',
    'Meine Bestellung 4711-88 ist immer noch nicht da',
    'my order never arrived',
  ],
  refund: [
    'I was charged twice for order 4711-88',
    'I want my money back for the grinder that I returned',
    'Ich möchte mein Geld zurück',
    'Wann bekomme ich die Erstattung?',
  ],
};

const NONE = [
  'my grinder makes a horrible noise',
  "it's about my espresso machine, it won't turn on",
  'Do you have decaf beans?',
  'Guten Tag, meine Kaffeemühle mahlt nicht mehr.',
  'my coffee machine is broken',
  'the milk frother only makes cold milk',
];

async function intentIn(text: string): Promise<unknown> {
  const field = resolvedField(shippedSettings, 'intent');
  assert.ok(field);
  const turn = { id: 'c/1', seq: 1, from: 'customer', text, at: '2026-01-05T10:00:00.000Z' } as const;
  const request = { fields: [field], newTurns: [turn], known: {}, memory: null };
  return (await createLocalPredictor().predict(request)).predictions[0]?.value;
}

describe('the shipped intents', () => {
  for (const [intent, texts] of Object.entries(SAID))
    for (const text of texts)
      it(`${intent}: ${text}`, async () => assert.equal(await intentIn(text), intent));
  for (const text of NONE)
    it(`none of them: ${text}`, async () => assert.equal(await intentIn(text), undefined));
});
