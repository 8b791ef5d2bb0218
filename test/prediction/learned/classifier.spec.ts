/** A classifier: what it says, how sure it is of it, and why. */
import assert from 'node:assert/strict';
import { classify, explain, trainClassifier, type Classifier } from '../../../prediction/learned';
import { someTexts } from './examples';

const HOSTILE = [
  '',
  ' \n\t\n ',
  '\u0000\uFFFF\uD800',
  'a'.repeat(20_000),
  'ä'.repeat(20_000),
  '😀'.repeat(3_000),
  'invoice '.repeat(5_000),
  '请问我的发票在哪里请问我的发票在哪里',
  '__proto__ constructor toString hasOwnProperty',
  '){|[]}*+?^$ <script>alert(1)</script>',
  '\n'.repeat(10_000),
  'İstanbul ﬁnance Å ẞ',
];

describe('a classifier', () => {
  const classifier = trainClassifier(someTexts(300, { confusion: 0.15 }));

  it('learns what words go with which value', () => {
    const unseen = someTexts(300, { seed: 99 });
    const right = unseen.filter(({ text, value }) => classify(classifier, text)[0]?.value === value);
    assert.ok(right.length / unseen.length > 0.97, `${right.length} of ${unseen.length}`);
  });

  it('names every value once, the likeliest first, with shares of one whole', () => {
    const answers = classify(classifier, 'the parcel never arrived');
    assert.deepEqual(answers.map(({ value }) => value).sort(), ['billing', 'defect', 'delivery']);
    const confidences = answers.map(({ confidence }) => confidence);
    assert.deepEqual(
      confidences,
      [...confidences].sort((a, b) => b - a),
    );
    assert.ok(Math.abs(confidences.reduce((sum, one) => sum + one, 0) - 1) < 0.02);
  });

  it('explains itself by slices of the text', () => {
    const text = 'Hello,\nthe INVOICE is wrong: I was charged twice';
    const [best] = classify(classifier, text);
    assert.equal(best?.value, 'billing');
    assert.ok(best.words.length > 0);
    for (const { word, start, end, weight } of best.words) {
      assert.equal(text.slice(start, end), word);
      assert.ok(weight > 0);
    }
    assert.deepEqual(
      best.words
        .slice(0, 2)
        .map(({ word }) => word)
        .sort(),
      ['INVOICE', 'charged'],
    );
  });

  it('adds up: what the words weigh is what speaks for the value', () => {
    const text = 'the parcel leaks';
    const sum = (value: string): number =>
      explain(classifier, text, value).reduce((total, { weight }) => total + weight, 0);
    assert.ok(sum('delivery') > sum('billing'));
    assert.deepEqual(explain(classifier, text, 'unheard of'), []);
  });

  it('keeps, for each value, the words that weigh most in all', () => {
    const billing = classifier.words[classifier.values.indexOf('billing')] ?? [];
    assert.ok(billing.includes('invoice') && billing.includes('refund'), billing.join(' '));
  });

  it('is the same after it was stored, and no larger than 2 MB', () => {
    const json = JSON.stringify(classifier);
    const stored = JSON.parse(json) as Classifier;
    for (const { text } of someTexts(20, { seed: 5 }))
      assert.deepEqual(classify(stored, text), classify(classifier, text));
    assert.ok(json.length < 2_000_000);
  });

  it('is the same each time it is trained on the same rows', () => {
    const rows = someTexts(120);
    assert.equal(JSON.stringify(trainClassifier(rows)), JSON.stringify(trainClassifier(rows)));
  });

  it('reads whatever it is given', () => {
    for (const text of HOSTILE) {
      for (const { confidence, words } of classify(classifier, text)) {
        assert.ok(confidence >= 0 && confidence <= 1, JSON.stringify(text.slice(0, 20)));
        for (const { word, start, end } of words) assert.equal(text.slice(start, end), word);
      }
    }
    const hostile = trainClassifier(
      HOSTILE.flatMap((text) => [
        { text, value: '__proto__' },
        { text, value: 'x' },
      ]),
    );
    assert.equal(classify(hostile, 'invoice').length, 2);
  });

  it('trains on very little, and on one value, without failing', () => {
    const [only = { text: '', value: '' }] = someTexts(1);
    assert.equal(classify(trainClassifier([only]), 'anything')[0]?.value, only.value);
    assert.throws(() => trainClassifier([]), RangeError);
  });

  it('stays bounded with thousands of values and words', () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => ({
      text: `matter${at} word${at % 700} thing${at % 31}`,
      value: `value-${at % 1_000}`,
    }));
    const big = trainClassifier(rows);
    assert.ok(big.values.length <= 400);
    assert.ok(JSON.stringify(big).length < 2_000_000);
  }).timeout(60_000);
});

describe('how sure a classifier is', () => {
  const classifier = trainClassifier(someTexts(600, { confusion: 0.45 }));
  const judged = someTexts(1_500, { seed: 77, confusion: 0.45 }).map(({ text, value }) => {
    const [best] = classify(classifier, text);
    return { confidence: best?.confidence ?? 0, right: best?.value === value };
  });
  const between = (low: number, high: number) => {
    const some = judged.filter(({ confidence }) => confidence >= low && confidence < high);
    return { count: some.length, right: some.filter(({ right }) => right).length / Math.max(1, some.length) };
  };

  it('is how often it is right', () => {
    for (const [low, high] of [
      [0.4, 0.6],
      [0.6, 0.8],
      [0.8, 1],
    ] as const) {
      const { count, right } = between(low, high);
      assert.ok(count > 30, `${count} at ${low}`);
      assert.ok(right > low - 0.1 && right < high + 0.1, `${right} right between ${low} and ${high}`);
    }
  });

  it('grows with how often it is right', () => {
    const shares = [between(0, 0.55), between(0.55, 0.8), between(0.8, 1)].map(({ right }) => right);
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
  });

  it('is small where nothing was said that it knows', () => {
    for (const text of ['', 'xyzzy', '12345'])
      assert.ok((classify(classifier, text)[0]?.confidence ?? 1) < 0.5);
  });
});
