/** The full minute is `npm run chaos -- relayed`; here a short one, and the proof that its checks can fail. */
import assert from 'node:assert/strict';
import { seeded } from '../../../commands/chaos/random';
import { relayedConversations } from '../../../commands/chaos/relayed';
import { checkRelayed, noRelayFaults } from '../../../commands/chaos/relayVerdict';

describe('conversations relayed at once', function () {
  this.timeout(120_000);

  it('lose no word, double none, and keep the order of each side', async () => {
    const options = { conversations: 20, seconds: 3, pauseMs: 1_000, random: seeded(11) };
    const report = await relayedConversations(options);
    const { lost, doubled, outOfOrder, strayed, broken, messages } = report;
    assert.deepEqual({ lost, doubled, outOfOrder, strayed, broken }, noRelayFaults());
    assert.ok(messages >= 40, `${messages} messages`); // each side of each has said something
  });
});

describe('the verdict on relayed words', () => {
  const arrived = (conversation: string, ...texts: string[]) =>
    texts.map((text) => ({ conversation, text, effectId: text, life: 1, atMs: 5 }));
  const said = ['c1-0: a', 'c1-1: b', 'c1-2: c'].map((text) => ({ text, atMs: 0 }));
  const judged = (arrivals: ReturnType<typeof arrived>) => {
    const faults = noRelayFaults();
    checkRelayed([{ to: 't1', said }], arrivals, faults);
    return faults;
  };

  it('finds nothing where each came once, in order, whoever speaks before them', () =>
    assert.deepEqual(
      judged(arrived('t1', 'Dana: c1-0: a', 'New case', 'c1-1: b', 'c1-2: c')),
      noRelayFaults(),
    ));

  const table: readonly [string, readonly string[], keyof ReturnType<typeof judged>, string][] = [
    ['a word that never came', ['c1-0: a', 'c1-2: c'], 'lost', 't1: c1-1: b'],
    ['a word that came twice', ['c1-0: a', 'c1-0: a', 'c1-1: b', 'c1-2: c'], 'doubled', 't1: c1-0: a'],
    ['a word that was overtaken', ['c1-1: b', 'c1-0: a', 'c1-2: c'], 'outOfOrder', 't1: c1-0: a'],
    ['a word of somebody else', ['c1-0: a', 'c1-1: b', 'c1-2: c', 'c2-0: x'], 'strayed', 't1: c2-0: x'],
  ];
  for (const [name, texts, kind, fault] of table)
    it(`tells ${name}`, () =>
      assert.deepEqual(judged(arrived('t1', ...texts)), { ...noRelayFaults(), [kind]: [fault] }));

  it('tells words in a place where nobody is talked with', () =>
    assert.deepEqual(
      judged([...arrived('t1', 'c1-0: a', 'c1-1: b', 'c1-2: c'), ...arrived('t9', 'c1-0: a')]),
      {
        ...noRelayFaults(),
        strayed: ['t9: c1-0: a'],
      },
    ));
});
