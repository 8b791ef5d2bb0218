import assert from 'node:assert/strict';
import { renderCard } from '../../cards';
import { withoutMarkdown } from '../../cards/literal';
import { buttonsOf, faultsOf, inputsOf, objectsIn, runsOf } from './reading';
import { hostileSamples, NOW } from './samples';

const TEAMS = { flavour: 'universal', language: 'en' } as const;
const seen = (text: string): string => text.replace(/[\u200b\u2060\u2066-\u2069]/g, '');

const HOSTILE = {
  'a link': '[click](http://x)',
  'bold words': '**bold** and _slanted_',
  'a date to fill in': '{{DATE(2017-02-14T06:00:00Z,SHORT)}}',
  'a time to fill in': '{{TIME(2017-02-14T06:00:00Z)}}',
  'a template': '${secret} {{secret}}',
  'a very long word': `x${'W'.repeat(99)}`,
  emoji: '👩‍👩‍👧‍👦 fine 🇩🇪',
  'right-to-left words': 'שלום עולם',
  markup: '<script>alert(1)</script><at>Alex</at>',
} as const;

describe("customers' words in cards", () => {
  for (const [name, words] of Object.entries(HOSTILE)) {
    const cards = hostileSamples(words).map((content) => renderCard(content, TEAMS, NOW));

    it(`${name} stands there literally`, () => {
      for (const card of cards) {
        assert.deepEqual(faultsOf(card), []);
        assert.ok(
          runsOf(card).some((text) => seen(text).includes(words)),
          JSON.stringify(card.body[0]),
        );
      }
    });

    it(`${name} never stands where Markdown or times take effect`, () => {
      for (const card of cards) {
        const blocks = objectsIn(card).filter(({ type }) => type === 'TextBlock' || type === 'FactSet');
        assert.ok(blocks.every((block) => !JSON.stringify(block).includes(words)));
        assert.ok(runsOf(card).every((text) => !/\{\{(DATE|TIME)\(/.test(text)));
      }
    });

    it(`${name} is in no button's data`, () => {
      for (const card of cards)
        for (const { data } of buttonsOf(card)) assert.ok(!JSON.stringify(data).includes(words));
    });
  }

  it('an override of the direction turns nothing else around', () => {
    for (const content of hostileSamples('a\u202eb\u2069c'))
      for (const text of runsOf(renderCard(content, TEAMS, NOW))) assert.doesNotMatch(text, /[\u202e\u2069]/);
  });

  it('an emoji is not cut in two', () => {
    for (const content of hostileSamples(`${'a'.repeat(150)}${'👩‍👩‍👧‍👦'.repeat(200)}`))
      for (const text of runsOf(renderCard(content, TEAMS, NOW))) assert.doesNotMatch(text, /\p{Surrogate}/u);
  });

  it("a toggle's title, which understands Markdown, is escaped where it would take effect", () => {
    assert.equal(withoutMarkdown('[click](http://x)'), '\\[click\\](http://x)');
    assert.equal(withoutMarkdown('**bold** _it_ snake_case'), '\\*\\*bold\\*\\* \\_it\\_ snake_case');
    assert.equal(withoutMarkdown('1. one'), '1\\. one');
    assert.equal(withoutMarkdown('- one'), '\\- one');
    const [review] = hostileSamples('**a**').slice(1);
    assert.ok(review);
    assert.equal(inputsOf(renderCard(review, TEAMS, NOW))[0]?.['title'], '\\*\\*a\\*\\*');
  });
});
