import { storeContract } from '../contracts/storeContract';
import { needsMongo } from '../support/mongoServer';
import { madeMongo } from './mongoMade';

describe('with a server of MongoDB’s protocol', () => {
  before(needsMongo);
  storeContract('the MongoDB store', madeMongo);
});
