/** What people answered to proposals that are no values: recorded where that is wanted, and erased with whom it is about. */
import assert from 'node:assert/strict';
import { eraseNow } from '../../commands/store/erase';
import { someSettings } from '../support/builders';
import { aWorld, quickSettings, type World } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';

describe('an answer to a proposed opening', () => {
  let world: World;
  afterEach(() => world.stop());

  async function begin(enabled: boolean): Promise<void> {
    const creation = { ...someSettings().creation, automation: 'confirm' as const };
    world = await aWorld({ settings: quickSettings({ creation, recording: { enabled } }) });
    await world.representative('rita');
    for (const one of ['c1', 'c2']) await world.say(one, ALL);
    await answer('accept-opening', 'c1');
    await answer('reject-opening', 'c2');
    await answer('reject-opening', 'c2');
  }
  const answer = (verb: 'accept-opening' | 'reject-opening', conversation: string) =>
    world.click('rita', { verb, conversationId: `emulator:${conversation}`, problem: 1 });
  const recorded = async () => (await world.store.list('interactions', { index: 'case', limit: 9 })).items;

  it('is recorded once, whether a case came of it or not', async () => {
    await begin(true);
    assert.deepEqual(
      (await recorded()).map(({ caseId, act, card, by }) => [caseId, act, card, by.name]),
      [
        ['emulator:c1~1', 'accepted', 'creation-proposal', 'rita'],
        ['emulator:c2~1', 'rejected', 'creation-proposal', 'rita'],
      ],
    );
  });

  it('is not recorded unless the settings say so', async () => {
    await begin(false);
    assert.deepEqual(await recorded(), []);
  });

  it('goes with the data of its customer, also where no case came of it', async () => {
    await begin(true);
    for (const one of ['c1', 'c2']) {
      const { contactId } = await world.conversation(one);
      await eraseNow(world.store, contactId ?? assert.fail(one), 'test');
    }
    assert.deepEqual(await recorded(), []);
  });
});
