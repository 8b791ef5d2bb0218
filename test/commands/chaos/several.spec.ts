/** Three agents on one database; the long round is `npm run chaos -- several`. */
import assert from 'node:assert/strict';
import { seeded } from '../../../commands/chaos/random';
import { severalProcesses } from '../../../commands/chaos/several';
import { aDatabase, needsMongo, type TestDatabase } from '../../support/mongoServer';

describe('several agents on one database', function () {
  this.timeout(180_000);
  before(needsMongo);
  let database: TestDatabase;
  beforeEach(async () => (database = await aDatabase()));
  afterEach(() => database.drop());

  it('make one case of a conversation whose turns come to each of them twice, late and overtaken', async () => {
    const { uri } = database;
    const report = await severalProcesses({ processes: 3, customers: 10, random: seeded(3), uri });
    const { turns, repeats, lost, doubledCases, missingEffects, doubledEffects, broken } = report;
    assert.deepEqual(
      { turns, repeats, lost, doubledCases, missingEffects, doubledEffects, broken },
      {
        turns: 45,
        repeats: 0,
        lost: [],
        doubledCases: [],
        missingEffects: [],
        doubledEffects: [],
        broken: [],
      },
    );
  });
});
