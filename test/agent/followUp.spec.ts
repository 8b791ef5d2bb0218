/** The reference's worked example, at both automation levels: whom nobody answers is asked three times, then closed. */
import assert from 'node:assert/strict';
import { aWorld, quickSettings, type World } from '../support/world';
import { contosoRule, DAY_MS, HOUR_MS, TITLE } from '../support/followUps';

const OPENING = `${TITLE} is broken. I am Dana, dana@example.com`;

describe('follow-up', () => {
  let world: World;
  afterEach(() => world.stop());

  const begin = async (
    rule = contosoRule({ when: { field: '@caseAgeDays', operator: 'greater', value: 7 } }),
  ) => {
    world = await aWorld({
      settings: quickSettings({ followUp: { rules: [rule] }, closure: { holdMinutes: 60 } }),
    });
    await world.agent.start();
    await world.representative('rita');
    await world.say('c1', OPENING);
    const { number } = await world.case('c1');
    await world.say('rita', { text: `status ${number} on hold`, from: { id: 'rep:rita', name: 'rita' } });
    world.hear('c1');
    return number;
  };

  it('asks three times, 48 hours apart, then closes', async () => {
    await begin();
    assert.equal((await world.case('c1')).followUp?.state, 'watching');
    await world.skip(7 * DAY_MS - HOUR_MS);
    assert.deepEqual(world.hear('c1'), []);
    await world.skip(HOUR_MS + 2_000);
    assert.match(world.hear('c1').join(), /we have not heard from you about case/);
    await world.skip(48 * HOUR_MS - 60_000);
    assert.deepEqual(world.hear('c1'), []);
    await world.skip(120_000);
    assert.match(world.hear('c1').join(), /still waiting/);
    await world.skip(48 * HOUR_MS + 60_000);
    assert.match(world.hear('c1').join(), /we will close the case/);
    await world.skip(48 * HOUR_MS + 60_000);
    assert.equal((await world.case('c1')).status, 'active');
    assert.ok((await world.case('c1')).closure);
    await world.skip(2 * HOUR_MS);
    const closed = await world.case('c1');
    assert.equal(closed.status, 'resolved');
  });
});
