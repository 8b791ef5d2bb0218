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
      ['help', /^cases: .*\ncase CAS-/],
      ['HELP', /^cases: /],
      ['/help', /^cases: /],
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
      ['update 1', /^There is no case 1\.$/],
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
      ['There are', '[open-for', 'cases: th'],
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
