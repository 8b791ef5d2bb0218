import assert from 'node:assert/strict';
import { FULL_ACCESS, NO_ACCESS } from '../../cases/access';
import { searchCases } from '../../agent/searchCases';
import { aWorld, type World } from '../support/world';

describe('a search for cases', () => {
  let world: World;
  before(async () => {
    world = await aWorld();
    await world.say('c1', 'my grinder leaks. I am Dana, dana@example.com');
    await world.pass(1_000);
    await world.say('c2', 'my kettle leaks, too. I am Robin, robin@example.com');
  });
  after(() => world.stop());

  const titles = async (text: string, over: object = {}): Promise<string[]> => {
    const asked = { text, skip: 0, limit: 10, language: 'en', access: FULL_ACCESS, ...over };
    return (await searchCases(world.context('p'), asked)).map(({ head }) => head.title);
  };

  it('finds by any words of the matter or the customer, the newest first', async () => {
    assert.deepEqual((await titles('leaks')).length, 2);
    assert.match((await titles('LEAKS'))[0] ?? '', /kettle/);
    assert.deepEqual((await titles('robin leaks')).length, 1);
    assert.deepEqual((await titles('dana kettle')).length, 0);
  });

  it('shows the newest before anything is typed, page by page', async () => {
    assert.match((await titles('', { limit: 1 })).join(), /kettle/);
    assert.match((await titles('', { skip: 1 })).join(), /grinder/);
  });

  it('finds nothing by marks alone, and nothing for whoever may not see cases', async () => {
    assert.deepEqual(await titles('?!'), []);
    assert.deepEqual(await titles('leaks', { access: NO_ACCESS }), []);
  });
});
