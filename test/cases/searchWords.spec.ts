import assert from 'node:assert/strict';
import { askedWords, searchWords } from '../../cases/searchWords';
import { aStoredCase } from '../support/stores';

const entry = (label: string) =>
  ({
    value: label,
    label,
    provenance: { kind: 'human', by: { id: 'x', name: 'x' }, at: '', quotes: [], reason: '' },
  }) as const;

describe('a case is found by', () => {
  const words = searchWords(
    aStoredCase({
      number: 'CAS-01042-K7F2',
      title: 'Die Mühle, schon wieder!',
      fields: { serial: entry('CM-2481-09371'), contact: entry('Zoë Groß <zoe@example.com>') },
    }),
  );
  const finds = (asked: string): boolean => askedWords(asked).every((word) => words.includes(word));

  for (const asked of [
    'CAS-01042-K7F2',
    '01042',
    'muhle',
    'MÜHLE wieder',
    'cm-2481-09371',
    '09371',
    'zoe gross',
    'zoe@example.com',
    'example',
    '(wieder)',
  ])
    it(`"${asked}"`, () => assert.ok(finds(asked), words.join(' ')));

  for (const asked of ['kettle', 'wieder kettle', '0104'])
    it(`and not by "${asked}"`, () => assert.equal(finds(asked), false));

  it('so many words at most, however long its texts are', () => {
    const long = Array.from({ length: 5_000 }, (_, n) => `word${n}`).join(' ');
    assert.equal(searchWords(aStoredCase({ title: long })).length, 200);
    assert.equal(searchWords(aStoredCase({ title: 'x'.repeat(5_000) })).at(-1)?.length, 40);
    assert.equal(askedWords(long).length, 8);
  });

  it('nothing where nothing is asked', () => assert.deepEqual(askedWords(' ?! a '), []));
});
