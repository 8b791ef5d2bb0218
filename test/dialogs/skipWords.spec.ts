/** What counts as "I don't have it", and what is an answer that must not be thrown away. */
import assert from 'node:assert/strict';
import { isSkip } from '../../dialogs/skipWords';

const SKIPS = [
  "I don't know",
  'I dont know',
  'I don’t know', // as phones write it
  "don't know, sorry",
  "I really don't know.",
  "I don't know which one it is",
  "I don't know the serial number",
  "Sorry, I don't have it at hand right now",
  "I don't have it here, I'm at work",
  "No, I can't find it.",
  "I couldn't find the plate",
  "can't remember",
  'no idea',
  'No idea, sorry!',
  'we have no clue',
  'not sure',
  "I'm not sure",
  'Skip',
  'skip this one please',
  'pass',
  "I'd rather not say",
  'prefer not to say',
  'none of your business',
  'weiß nicht',
  'Weiß ich nicht.',
  'Das weiß ich leider nicht',
  'ich weiss es nicht',
  'Keine Ahnung',
  'Leider keine Ahnung, tut mir leid',
  'hab ich nicht',
  'Habe ich gerade nicht zur Hand',
  'Ich habe sie gerade nicht zur Hand',
  'Die habe ich nicht',
  'Ich finde sie nicht',
  'ich kann sie nicht finden',
  'Möchte ich nicht sagen',
  'überspringen',
  'Bitte überspringen',
  'weiter ohne',
];

const ANSWERS = [
  '',
  'CM-2481-09371',
  'yes',
  'It still leaks',
  "I don't know what to do, it still leaks and the floor is wet and ",
  "I don't know what to do, it still leaks",
  "I don't know why it leaks",
  "I don't know how to open it",
  'It does not work',
  'please pass this on to your manager',
  'The parcel did not pass customs',
  'I have a ski pass for the lift',
  "I can't see the display, it is dark",
  'I am not at home today, please call me tomorrow',
  'Ich habe den Wasserkocher, er heizt nicht',
  'Ich habe das Gerät neu gestartet, es geht nicht',
  'Ich weiß nicht, was ich tun soll',
  'Ich weiß nicht, warum sie tropft',
  'Die Maschine geht nicht',
  `I don't know, ${'and another thing is broken '.repeat(6)}`,
];

describe('an answer is a skip', () => {
  for (const text of SKIPS) it(`"${text}"`, () => assert.equal(isSkip(text), true));
});

describe('an answer is not a skip', () => {
  for (const text of ANSWERS) it(`"${text.slice(0, 80)}"`, () => assert.equal(isSkip(text), false));
});
