import assert from 'node:assert/strict';
import { aField, valuesOf } from '../../support/predictionBuilders';

const issue = aField({ name: 'description', label: 'Issue description', type: 'multilineText' });
const title = aField({ name: 'title', label: 'Title' });

const NO_TROUBLE = [
  'hi',
  'Hello there!',
  'thanks',
  'Thank you so much for your help!',
  'Good morning',
  'can I talk to a human?',
  'I want to speak to a real person please',
  'what are your opening hours?',
  'are you a bot?',
  'I need help',
  'hello i have a question',
  'hi there how are you',
  'Hello there, good morning',
  'hello hello good morning everybody',
  'Good evening to all of you',
  'hallo guten Morgen zusammen',
  'Hi all, nice to meet you',
  'I have a question',
  'Can you help me please?',
  'ok',
  '4711',
  'My name is Jane',
  'hallo',
  'Guten Tag',
  'vielen Dank',
  'Ich möchte mit einem Menschen sprechen',
  'Wie sind Ihre Öffnungszeiten?',
  'Ich habe eine Frage',
  'Können Sie mir helfen?',
  'bye',
  'How are you today?',
  'Do you ship to Canada?',
];

const TROUBLE = [
  'My dishwasher is leaking',
  'I cannot log in to my account',
  'My order never arrived',
  'I want to return the shoes I bought',
  'Please cancel my subscription',
  'I was charged twice',
  'where is my order?',
  'The screen stays black since yesterday',
  "It won't turn on",
  'I need to change my address',
  'someone stole $300 from me',
  'Mein Drucker druckt nicht mehr',
  'Ich möchte meine Bestellung stornieren',
  'Die Heizung ist kaputt',
  'Ich kann mich nicht anmelden',
  'Das Paket kam beschädigt an',
  'Wo ist meine Lieferung?',
  'I would like a refund for the broken lamp',
  'how do I reset my password?',
];

describe('the local predictor reads the issue description', () => {
  for (const text of NO_TROUBLE)
    it(`"${text}" is no trouble`, async () => assert.deepEqual(await valuesOf([issue, title], [text]), {}));
  for (const [said, issued] of [
    ['hi my coffee subscription should be paused', 'my coffee subscription should be paused'],
    ['hallo meine maschine spinnt', 'meine maschine spinnt'],
  ] as const)
    it(`"${said}" is trouble behind a greeting without a comma`, async () =>
      assert.equal((await valuesOf([issue], [said]))['description'], issued));

  for (const text of TROUBLE)
    it(`"${text}" is trouble`, async () =>
      assert.equal((await valuesOf([issue], [text]))['description'], text));
  it('a greeting before the trouble is left out', async () => {
    assert.deepEqual(await valuesOf([issue], ['Hi, my modem is broken.']), {
      description: 'my modem is broken.',
    });
  });
  it('a title is a short slice without its full stop', async () => {
    assert.deepEqual(await valuesOf([title], ['My modem is broken.']), { title: 'My modem is broken' });
  });
});
