/** What an answer to "did this solve it?" means, in the predictor's languages. */
import assert from 'node:assert/strict';
import { hearAnswer, isPostponed } from '../../../cases/resolution/answerWords';

const ACCEPT = [
  'yes',
  'Yes!',
  'yes, thanks',
  'yep it works now',
  'no it works now',
  'No, it works now',
  'it works again, thank you so much!',
  'The machine works fine now',
  'that helped',
  'That did the trick, thanks',
  'problem solved',
  'Great, it is fixed',
  'all good now',
  'The problem is gone.',
  'I fixed it myself',
  'Great, the light is off and it works again, thank you!',
  'It works now. My serial number is CM-2481-09371, by the way',
  'Ja',
  'ja, danke',
  'Nein, es geht jetzt wieder',
  'Es funktioniert wieder, vielen Dank!',
  'die Maschine läuft jetzt einwandfrei',
  'Das hat geholfen',
  'Problem gelöst',
  'hat geklappt',
  'alles gut, danke',
  'Jetzt geht es wieder',
  'Die Lampe ist aus und die Maschine geht wieder',
];

const DECLINE = [
  'no',
  'No.',
  'nope, sorry',
  'not really',
  'it still leaks',
  'yes, it still leaks',
  'No, the fuse blew again',
  "It doesn't work",
  "that didn't help at all",
  'did not help',
  'still the same',
  'same problem as before',
  'no change',
  'Unfortunately not',
  'it is even worse',
  'Nein',
  'leider nein',
  'leider nicht',
  'Nein, sie tropft immer noch',
  'Das hat nicht geholfen',
  'es funktioniert immer noch nicht',
  'geht nicht',
  'keine Besserung',
  'Immer noch dasselbe Problem',
];

const OTHER = [
  '',
  'thanks',
  'ok',
  'the fuse blew again',
  'die Sicherung ist wieder rausgeflogen',
  'How do I open the tank?',
  'Is it working?',
  'does it work with decaf?',
  'will it be fixed under warranty',
  'yes, and one more thing where is my invoice',
  'it works for a minute and goes off then',
  'it works now, where is my invoice',
  'it works again, but only cold',
  'es geht wieder, aber nur kurz',
  'My serial number is CM-2481-09371',
  'where is my order',
  'wie öffne ich den Tank',
  'it works, but no coffee comes out and the display shows nothing at all',
  'Wenn es wieder geht, melde ich mich',
  "I'll try that tonight",
  'x '.repeat(400),
];

const LATER = [
  "I'll try that tonight",
  'ok, will do',
  "ok, I'll wait then",
  'Gut, dann warte ich',
  'Thanks, let me check',
  'one moment please',
  'Ich probiere es heute Abend aus',
  'Danke, mache ich',
  'Moment bitte',
  'thanks',
  'ok thanks, bye',
];

describe('an answer to "did this solve it?"', () => {
  for (const text of ACCEPT) it(`accepts: ${text}`, () => assert.equal(hearAnswer(text), 'accept'));
  for (const text of DECLINE) it(`declines: ${text}`, () => assert.equal(hearAnswer(text), 'decline'));
  for (const text of OTHER)
    it(`is an ordinary turn: ${text.slice(0, 60)}`, () => assert.equal(hearAnswer(text), 'other'));
});

describe('an answer that is put off', () => {
  for (const text of LATER) it(text, () => assert.ok(isPostponed(text)));
  for (const text of ['the fuse blew again', 'yes', 'no', 'will it be fixed?', 'wie lange dauert das'])
    it(`is not: ${text}`, () => assert.ok(!isPostponed(text)));
});

describe('hearing an answer', () => {
  it('takes no longer for words made to be hard', () => {
    for (const text of [
      'still '.repeat(40),
      `still ${'x'.repeat(230)}`,
      'a '.repeat(120),
      'so'.repeat(119),
      'is not '.repeat(34),
    ]) {
      assert.ok(['accept', 'decline', 'other'].includes(hearAnswer(text)));
      assert.equal(typeof isPostponed(text), 'boolean');
    }
  });
});
