/** What the classifier of trouble learns from is not what it is measured on. */
import assert from 'node:assert/strict';
import { readSupportChats } from '../../bench/accuracy/data';
import { learn, probability } from '../../bench/trouble/logistic';
import { examplesOf, taughtLines } from '../../bench/trouble/sentences';
import { splitSentences } from '../../prediction/local/sentences';
import { tokenize } from '../../prediction/local/tokens';
import { reasonsOf } from '../../prediction/local/trouble';

const ALIKE = 0.6;
const WORDS_MIN = 4; // "where are you?" is nobody's own

describe('the sentences that trouble is learned from', () => {
  const wordsOf = (text: string): Set<string> => new Set(tokenize(text).map(({ stem }) => stem));

  it('are not those of the chats that it is measured on', () => {
    const measured = [...readSupportChats(), ...readSupportChats(true)]
      .flatMap(({ turns }) => turns.filter(({ from }) => from === 'customer'))
      .flatMap(({ text }) => splitSentences(text).map((sentence) => sentence.text))
      .flatMap((text) => [text, ...text.split(/[,;]\s/)])
      .map(wordsOf)
      .filter(({ size }) => size >= WORDS_MIN - 1);
    const alike = taughtLines().filter(({ text }) => {
      const taught = wordsOf(text);
      if (taught.size < WORDS_MIN) return false;
      return measured.some((words) => {
        const shared = [...taught].filter((word) => words.has(word)).length;
        return shared / (taught.size + words.size - shared) >= ALIKE;
      });
    });
    assert.deepEqual(alike, []);
  });

  it('name each sentence once', () => {
    const texts = taughtLines().map(({ text }) => text.toLowerCase());
    assert.deepEqual(
      texts.filter((text, at) => texts.indexOf(text) !== at),
      [],
    );
  });
});

describe('the classifier of trouble', () => {
  const lines = [
    { text: 'the lamp is broken', trouble: true },
    { text: 'the chair is broken', trouble: true },
    { text: 'the door is broken', trouble: true },
    { text: 'what a lovely lamp', trouble: false },
    { text: 'what a lovely chair', trouble: false },
    { text: 'what a lovely door', trouble: false },
  ];

  it('learns what its sentences have in common, and the same each time', () => {
    const weights = learn(examplesOf(lines));
    assert.deepEqual(learn(examplesOf(lines)), weights);
    const [broken, lovely] = examplesOf([
      { text: 'the table is broken', trouble: true },
      { text: 'what a lovely table', trouble: false },
    ]).filter(({ line }, at, all) => all.findIndex((one) => one.line === line) === at);
    assert.ok(probability(weights, broken!.features) > 0.5);
    assert.ok(probability(weights, lovely!.features) < 0.5);
  });

  it('tells what spoke for a sentence and what against it', () => {
    const [sentence] = splitSentences('The machine is broken.');
    const reasons = reasonsOf(sentence!, 5);
    assert.equal(reasons.length, 5);
    assert.ok(reasons.every(([, weight]) => weight !== 0));
  });
});
