/** What representatives can write: whole commands, and a plain answer to everything else. */
import assert from 'node:assert/strict';
import { aWorld, type World } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';
const NUMBER = 'CAS-00001-2222';

/** With one case open unless `empty`. */
const conversations: readonly {
  name: string;
  empty?: boolean;
  script: readonly (readonly [say: string, hear: RegExp])[];
}[] = [
  {
    name: 'help lists what can be asked',
    script: [
      ['help', /^my cases: .*\ncase CAS-/],
      ['HELP', /^my cases: /],
      ['/help', /^my cases: /],
    ],
  },
  { name: 'cases lists the newest', script: [['cases', /^\[case-list\]$/]] },
  {
    name: 'cases says so where there are none',
    empty: true,
    script: [['cases', /^There are no cases yet\.$/]],
  },
  {
    name: 'case shows one, however its number is written',
    script: [
      [`case ${NUMBER}`, /^\[summary\]$/],
      [`Case ${NUMBER.toLowerCase()}`, /^\[summary\]$/],
    ],
  },
  {
    name: 'the count in a number is enough to find it, and so is the number alone',
    script: [
      ['case 1', /^\[summary\]$/],
      ['why #1.', /^\[why\]$/],
      ['case cas-1', /^\[summary\]$/],
      ['case "CAS-00001"', /^\[summary\]$/],
      [NUMBER, /^\[summary\]$/],
      [`#${NUMBER}`, /^\[summary\]$/],
    ],
  },
  {
    name: 'a slip in a number names the case that was likely meant, and does nothing',
    script: [
      [
        'resolve CAS-00001-2223',
        /^There is no case CAS-00001-2223\. Did you mean CAS-00001-2222: My grinder leaks/,
      ],
      ['case CAS-00002-2222', /^There is no case CAS-00002-2222\.$/],
    ],
  },
  {
    name: 'what no click undoes takes the whole number',
    script: [
      ['cancel 1', /^Nothing was done: that takes the whole number\. Write "cancel CAS-00001-2222" if/],
      [`merge ${NUMBER} 1`, /^There is no case 1\. Did you mean CAS-00001-2222/],
      [`cancel ${NUMBER}`, /CAS-00001-2222 is closed: Cancelled\./],
    ],
  },
  {
    name: 'a slip in a command is answered with the one that was likely meant',
    script: [
      [
        `resolv ${NUMBER}`,
        /^I don't know "resolv CAS-00001-2222"\. Did you mean "resolve CAS-00001-2222"\?$/,
      ],
      ['caess', /Did you mean "cases"\?$/],
      ['cases please', /Did you mean "cases"\?$/],
      [`case ${NUMBER} please`, /Did you mean "case CAS-00001-2222"\?$/],
      ['what is open?', /Write "help"/],
    ],
  },
  {
    name: 'the words on the buttons are commands, too',
    script: [
      ['take 1', /^CAS-00001-2222 is yours now\./],
      ['close 1', /^\[resolve-form\]$/],
      ['show 1', /^\[summary\]$/],
    ],
  },
  {
    name: 'German words mean the same',
    script: [
      ['Fälle', /^\[case-list\]$/],
      ['Fall 1', /^\[summary\]$/],
      ['warum 1', /^\[why\]$/],
      ['Warteschlange', /waiting/],
      ['meine Fälle', /^You have no open cases/],
      ['übernehmen 1', /^CAS-00001-2222 is yours now\./],
      ['meine  fälle', /^\[case-list\]$/],
      ['Notiz 1 Rückruf morgen', /^Noted on CAS-00001-2222\.$/],
      ['abschließen 1', /^\[resolve-form\]$/],
    ],
  },
  {
    name: 'what is missing behind a number is asked for',
    script: [
      ['my cases', /^You have no open cases\. "cases" shows/],
      ['merge 1', /^Nothing was done/],
      [`merge ${NUMBER}`, /^Please write both numbers/],
      ['assign 1', /^To whom\? .*There are: rita/],
      ['reopen 1', /^Already open\.$/],
      ['keep 1', /^Already open\.$/],
    ],
  },
  {
    name: 'a command without a number shows the cases that it could be about',
    script: [
      ['take 1', /is yours now/],
      ['resolve', /^Which case\? Write "resolve CAS-\.\.\." with its number\. \| \[case-list\]$/],
    ],
  },
  { name: 'why tells what was decided', script: [[`why ${NUMBER}`, /^\[why\]$/]] },
  { name: 'update reads the conversation again', script: [[`update ${NUMBER}`, /^\[nothing-to-change\]$/]] },
  { name: 'open shows the form', script: [['open', /^\[open-form\]$/]] },
  {
    name: 'a number that is missing or unknown is told',
    script: [
      ['case', /^Which case\? Write "case CAS-\.\.\."/],
      ['why', /^Which case\? Write "why/],
      ['update', /^Which case\? Write "update/],
      ['case CAS-99999-XXXX', /^There is no case CAS-99999-XXXX\.$/],
      ['update 7', /^There is no case 7\.$/],
      ['case nine', /^There is no case nine\.$/],
    ],
  },
  {
    name: 'words that only contain a command do nothing',
    script: [
      [`please don't update ${NUMBER}`, /^I don't know "please don't update/],
      ['open sesame now', /^I don't know/],
      ['what?', /^I don't know "what\?"/],
      ['x'.repeat(500), /^I don't know "x{80}"/],
    ],
  },
];

describe('a representative writes', () => {
  let world: World;
  afterEach(() => world.stop());

  for (const { name, empty, script } of conversations) {
    it(name, async () => {
      world = await aWorld();
      await world.representative('rita');
      if (!empty) await world.say('c1', ALL);
      world.hear('rita');
      for (const [say, hear] of script) assert.match((await world.say('rita', say)).join(' | '), hear, say);
    });
  }

  it('several commands at once: each is answered, in order', async () => {
    world = await aWorld();
    await world.representative('rita');
    world.hear('rita');
    await Promise.all(['cases', 'open', 'help'].map((text) => world.receive('rita', text)));
    await world.quiet();
    assert.deepEqual(
      world.hear('rita').map((text) => text.slice(0, 9)),
      ['There are', '[open-for', 'my cases:'],
    );
  });

  it('and nothing of it is predicted from', async () => {
    world = await aWorld();
    await world.representative('rita');
    await world.say('rita', ALL);
    assert.deepEqual([world.predictor.requests, await world.cases()], [[], []]);
  });

  it('"case", and sees the values with the words that they rest on', async () => {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', ALL);
    await world.say('rita', `case ${NUMBER}`);
    const [summary] = world.cards('rita', 'summary');
    assert.deepEqual(
      summary?.fields.map(({ name, quote }) => [name, quote]),
      [
        ['issue', ALL],
        ['contact', 'I am Dana … dana@example.com'],
        ['category', 'leaks'],
      ],
    );
    assert.deepEqual(summary.missing, ['Serial number']);
    assert.match(summary.timeline[0]?.text ?? '', /^Opened by Case Management Agent/);
  });
});
