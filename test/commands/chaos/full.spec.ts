/** The long rounds are `npm run chaos -- full`. */
import assert from 'node:assert/strict';
import { fullRounds, missingForFull } from '../../../commands/chaos/full';
import { seeded } from '../../../commands/chaos/random';

describe('an agent whose disk fills up under load', function () {
  this.timeout(120_000);

  it('refuses turns, loses none that it acknowledged, and goes on when there is room', async function () {
    const missing = missingForFull();
    if (missing !== undefined) {
      console.log(`      skipped: ${missing}`);
      assert.ok(process.env['CI'] !== 'true', missing);
      this.skip();
    }
    const { refused, ...report } = await fullRounds({ rounds: 1, random: seeded(7) });
    assert.ok(refused > 0);
    assert.deepEqual(report, {
      rounds: 1,
      acknowledged: 160,
      filled: 1,
      lost: [],
      doubledCases: [],
      missingEffects: [],
      doubledEffects: [],
      broken: [],
    });
  });
});
