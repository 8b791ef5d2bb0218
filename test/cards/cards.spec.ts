import assert from 'node:assert/strict';
import type { CardContent } from '../../cases/cardContent';
import { parseCardAction, plainText, renderCard } from '../../cards';
import type { AdaptiveCard, CardTarget } from '../../cards';
import { buttonsOf, faultsOf, inputsOf, objectsIn, runsOf } from './reading';
import { aHead, aRow, hostileSamples, NOW, SAMPLES } from './samples';

const TARGETS: readonly CardTarget[] = [
  { flavour: 'universal', language: 'en' },
  { flavour: 'universal', language: 'de-AT' },
  { flavour: 'submit', language: 'en' },
  { flavour: 'submit', language: 'de' },
];
const TEAMS = { flavour: 'universal', language: 'en' } as const;
const TEAMS_BYTES_MAX = 28_000;

const sample = (name: keyof typeof SAMPLES): CardContent => SAMPLES[name] as CardContent;
const wordsOf = (card: AdaptiveCard): string => runsOf(card).join(' ');
const titlesOf = (card: AdaptiveCard): unknown[] => (card.actions ?? []).map(({ title }) => title);

describe('every card', () => {
  for (const target of TARGETS)
    for (const [name, content] of Object.entries(SAMPLES)) {
      const card = renderCard(content, target, NOW);
      it(`${name} is valid at its version (${target.flavour}, ${target.language})`, () => {
        assert.deepEqual(faultsOf(card), []);
        assert.equal(card.version, target.flavour === 'universal' ? '1.5' : '1.3');
      });
      it(`${name} has buttons that are understood (${target.flavour}, ${target.language})`, () => {
        for (const { type, verb, data, fallback } of buttonsOf(card)) {
          assert.notEqual(parseCardAction(data).verb, 'unknown');
          if (target.flavour === 'submit') assert.equal(type, 'Action.Submit');
          else {
            assert.equal(verb, (data as { verb: string }).verb);
            assert.deepEqual((fallback as { data: unknown }).data, data);
          }
        }
      });
    }

  it('has each input once', () => {
    for (const content of Object.values(SAMPLES)) {
      const ids = inputsOf(renderCard(content, TEAMS, NOW)).map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
    }
  });

  it('shows at most three buttons in a row, and has no fourth where there is no overflow', () => {
    for (const target of TARGETS)
      for (const content of Object.values(SAMPLES)) {
        const { actions = [] } = renderCard(content, target, NOW);
        const shown = actions.filter((action) => !('mode' in action));
        assert.ok(shown.length <= 3);
        if (target.flavour === 'submit') assert.equal(shown.length, actions.length);
      }
  });

  it('is in English where the language has no texts', () => {
    const french = renderCard(sample('changed'), { flavour: 'universal', language: 'fr' }, NOW);
    assert.deepEqual(french, renderCard(sample('changed'), TEAMS, NOW));
  });

  it('fits a message even with forty rows of long values', () => {
    const rows = Array.from({ length: 40 }, (_, index) =>
      aRow({ field: `field_${index}`, from: 'old '.repeat(300), to: 'new '.repeat(300) }),
    );
    const content = { ...sample('changed'), rows } as CardContent;
    assert.ok(JSON.stringify(renderCard(content, TEAMS, NOW)).length < 2 * TEAMS_BYTES_MAX);
    const ten = { ...content, rows: rows.slice(0, 10) } as CardContent;
    assert.ok(JSON.stringify(renderCard(ten, TEAMS, NOW)).length < TEAMS_BYTES_MAX);
  });
});

describe('the card of an opened case', () => {
  it('offers to take it only while nobody has it', () => {
    assert.deepEqual(titlesOf(renderCard(sample('caseOpened'), TEAMS, NOW)), [
      'Take it',
      'Open case',
      'Why?',
    ]);
    const taken = renderCard(sample('caseOpenedTaken'), TEAMS, NOW);
    assert.deepEqual(titlesOf(taken), ['Open case', 'Why?']);
    assert.match(wordsOf(taken), /Alex Kim has this/);
  });

  it('begins with the title, and says when', () => {
    const card = renderCard(sample('caseOpened'), TEAMS, NOW);
    assert.equal(runsOf(card)[0], 'Espresso machine leaks from the bottom');
    const texts = objectsIn(card).filter(({ type }) => type === 'TextBlock');
    assert.match(String(texts[0]?.['text']), /^4 min ago · \{\{DATE\(2026-11-03T14:01:00Z,SHORT\)\}\}/);
  });
});

describe('the card of a review', () => {
  it('has a toggle, switched on, for each row that is open', () => {
    const toggles = inputsOf(renderCard(sample('proposed'), TEAMS, NOW));
    assert.deepEqual(
      toggles.map(({ id, title, value }) => [id, title, value]),
      [
        ['row0', 'Serial number', 'true'],
        ['row1', 'Date of purchase', 'true'],
      ],
    );
  });

  it('says how sure the agent is, and how it may be answered', () => {
    const changed = renderCard(sample('changed'), TEAMS, NOW);
    assert.match(wordsOf(changed), /^Changed by AI .*sure {2}· 94% .*likely {2}· 81% .*unsure {2}· 58%/);
    assert.deepEqual(titlesOf(changed), ['Confirm chosen', 'Edit', 'Undo']);
    const proposed = renderCard(sample('proposed'), TEAMS, NOW);
    assert.match(wordsOf(proposed), /^Proposed by AI .*Confirmed by Alex Kim/);
    assert.deepEqual(titlesOf(proposed), ['Confirm chosen', 'Edit', 'Reject']);
  });

  it('loses buttons and toggles once nothing is open, and says who did it', () => {
    for (const name of ['decided', 'allConfirmed']) {
      const card = renderCard(sample(name), TEAMS, NOW);
      assert.deepEqual([buttonsOf(card), inputsOf(card)], [[], []]);
    }
    assert.match(wordsOf(renderCard(sample('allConfirmed'), TEAMS, NOW)), /^Confirmed by Alex Kim/);
    assert.match(wordsOf(renderCard(sample('decided'), TEAMS, NOW)), /Rejected by Alex Kim/);
  });
});

describe('the card of a case', () => {
  it('shows how it began and the newest of what happened, and how much lies between', () => {
    const timeline = Array.from({ length: 20 }, (_, n) => ({ at: NOW, text: `step ${n}.` }));
    const words = wordsOf(renderCard({ ...sample('summary'), timeline } as CardContent, TEAMS, NOW));
    assert.match(words, /step 0\. and 12 more step 13\. .*step 19\.$/);
    assert.doesNotMatch(words, /step (1|12)\./);
  });
});

describe('a form', () => {
  it('has an input for each type of field, and keeps what its input could not show', () => {
    const inputs = inputsOf(renderCard(sample('editForm'), TEAMS, NOW));
    const byLabel = Object.fromEntries(inputs.map((input) => [String(input['label']), input]));
    const kind = (label: string) => [byLabel[label]?.['type'], byLabel[label]?.['value']];
    assert.deepEqual(kind('Units'), ['Input.Number', 2]);
    assert.deepEqual(kind('Weight (kg)'), ['Input.Text', 'about three']);
    assert.deepEqual(kind('Date of purchase'), ['Input.Date', '2026-11-02']);
    assert.deepEqual(kind('Visit'), ['Input.Text', '2026-11-23T14:00']);
    assert.deepEqual(kind('Paid'), ['Input.Toggle', 'true']);
    assert.deepEqual(kind('In warranty'), ['Input.ChoiceSet', undefined]);
    assert.deepEqual(kind('Priority'), ['Input.ChoiceSet', 'high']);
    assert.equal(byLabel['Product']?.['style'], 'filtered');
  });

  it('shows what was wrong under its input', () => {
    const card = renderCard(sample('editForm'), TEAMS, NOW);
    const wrong = objectsIn(card).find(({ text }) => text === 'This is not an email address.');
    assert.equal(wrong?.['color'], 'Attention');
  });
});

describe('plain text', () => {
  it('says every card in words, in each language', () => {
    for (const content of Object.values(SAMPLES))
      for (const language of ['en', 'de']) {
        const text = plainText(content, language, NOW);
        assert.ok(text.length > 5 && !text.includes('undefined'), text);
      }
    assert.equal(
      plainText({ kind: 'case-list', title: 'Open', cases: [aHead()] }, 'en', NOW),
      'Open\nCAS-01042-K7F2: Espresso machine leaks from the bottom (Dana Reyes, dana@example.com, Web chat, 4 min ago)',
    );
  });

  it('keeps a value on its own line', () => {
    const content = hostileSamples('one\nConfirmed by the boss')[1] as CardContent;
    assert.doesNotMatch(plainText(content, 'en', NOW), /^Confirmed by the boss/m);
  });
});
