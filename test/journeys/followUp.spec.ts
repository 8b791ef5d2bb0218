/** Follow-up to the end on each store, the process ending between any two steps. */
import { followUpContract } from '../contracts/followUpContract';
import { madeEmbedded } from '../storage/embeddedMade';
import { madeMongo } from '../storage/mongoMade';
import { needsMongo } from '../support/mongoServer';

followUpContract('the embedded store', madeEmbedded);

describe('with a server of MongoDB’s protocol', function () {
  this.timeout(60_000);
  before(needsMongo);
  followUpContract('the MongoDB store', madeMongo);
});
