/** Searching articles: the passage that fits, as people read it, in the customer's language. */
import assert from 'node:assert/strict';
import type { Article } from '../../../cases/resolution/knowledge';
import { ArticleSearch } from '../../../prediction/knowledge/search';
import {
  loadLexer,
  PASSAGE_CHARS_MAX,
  readArticle,
  type Lexer,
} from '../../../prediction/knowledge/passages';

const DESCALING = `---
tags: [care]
---
# How to descale

Lime makes the machine slow.

## With the **descaling programme**

1. Fill the tank with one sachet and two litres of water.
2. Hold *both* buttons for five seconds, see [the video](https://example.com/descale).

## Cups

A cup of the right size keeps the crema.
`;

const ARTICLES: readonly Article[] = [
  { name: 'care/descaling', text: DESCALING },
  {
    name: 'leaks',
    language: 'en',
    title: 'Water under the machine',
    text: 'Seat the tank, then dry the drip tray.',
  },
  {
    name: 'leaks',
    language: 'de',
    text: '# Wasser unter der Maschine\n\nSetzen Sie den Tank richtig ein und trocknen Sie die Schale.',
  },
  {
    name: 'parcels',
    text: '# Late parcels\n\nA parcel that is late is traced for two days.',
    url: 'https://example.com/parcels',
  },
];

describe('a search in articles', () => {
  let search: ArticleSearch;
  before(async () => (search = await ArticleSearch.of(ARTICLES)));
  const find = (words: string, articles?: readonly string[], language = 'en') =>
    search.find({ words, articles, language });

  it('gives the passage under the heading that fits, without the Markdown', () => {
    assert.deepEqual(find('the descaling programme, which buttons do I hold'), {
      article: { name: 'care/descaling', title: 'How to descale' },
      text: '1. Fill the tank with one sachet and two litres of water.\n2. Hold both buttons for five seconds, see the video (https://example.com/descale).',
    });
  });

  it('finds other forms of a word', () =>
    assert.equal(find('my parcels were traced?')?.article.name, 'parcels'));

  it('says where the article is', () =>
    assert.equal(find('late parcel')?.article.url, 'https://example.com/parcels'));

  it("prefers the customer's language, and takes another where there is none", () => {
    assert.match(find('Tank tank leaks machine tray', ['leaks'], 'de')?.text ?? '', /Setzen Sie/);
    assert.match(find('tank machine tray', ['leaks'], 'en')?.text ?? '', /^Seat the tank/);
    assert.match(find('the descaling programme buttons', ['care/descaling'], 'de')?.text ?? '', /sachet/);
  });

  it('looks only into the articles that are named, by name or title', () => {
    assert.equal(find('the descaling programme buttons', ['parcels'])?.article.name, 'parcels');
    assert.equal(find('tray', ['water under the machine'])?.article.name, 'leaks');
    assert.equal(find('tray', ['nothing of the kind']), undefined);
  });

  it('finds nothing where only a word or two in passing agree', () => {
    assert.equal(find('my invoice is wrong'), undefined);
    assert.equal(find('the machine'), undefined);
    assert.equal(find(''), undefined);
  });
});

describe('an article', () => {
  let lexer: Lexer;
  before(async () => void (lexer = await loadLexer()));
  const read = (text: string, over: Partial<Article> = {}) =>
    readArticle({ name: 'n', text, ...over }, lexer);

  it('is called what it says, else its first heading, else its name', () => {
    assert.equal(read('# A *title*\n\nText', { title: 'Own' }).title, 'Own');
    assert.equal(read('# A *title*\n\nText').title, 'A title');
    assert.equal(read('Text').title, 'n');
  });

  it('is read in passages short enough to be quoted, none of it lost', () => {
    const sentence = (at: number): string => `Sentence number ${at} says something about machines.`;
    const text = Array.from({ length: 100 }, (_, at) => sentence(at)).join(' ');
    const { passages } = read(`# Long\n\n${text}\n\nShort.`);
    assert.ok(passages.length > 3);
    for (const one of passages) assert.ok(one.text.length <= PASSAGE_CHARS_MAX, one.text);
    const joined = passages.map((one) => one.text).join(' ');
    for (let at = 0; at < 100; at++) assert.ok(joined.includes(sentence(at)), String(at));
    assert.ok(joined.includes('Short.'));
  });

  it('keeps lists, quotes, code and tables as lines, and leaves markup out', () => {
    const { passages } = read(
      '> Quoted\n\n- one\n  - two\n\n```\ncode & more\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<script>x</script>\n\n![picture](x.png) a < b & c',
    );
    assert.equal(
      passages[0]?.text,
      'Quoted\n\n- one\n   - two\n\ncode & more\n\na | b\n1 | 2\n\npicture a < b & c',
    );
  });

  it('without a word has no passage', () => assert.deepEqual(read('\n\n---\n\n').passages, []));
});
