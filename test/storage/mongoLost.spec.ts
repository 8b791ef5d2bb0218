/** What the driver of MongoDB has lost, its server or an operation, is noticed. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import sinon from 'sinon';
import { MongoNetworkTimeoutError } from 'mongodb';
import { answered, OPERATION_MS_MAX } from '../../storage/mongo/answered';
import { heartbeatMsMax, whenDeaf } from '../../storage/mongo/heartbeat';
import { createClient, PREPARE_MS_MAX } from '../../storage/mongo/connection';

const WITHIN_MS = 20_000;
const A = { connectionId: 'a:27017' };

describe('a heartbeat of the database', () => {
  let clock: sinon.SinonFakeTimers;
  let client: EventEmitter;
  let deaf: sinon.SinonSpy;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
    client = new EventEmitter();
    deaf = sinon.spy();
    whenDeaf(client, WITHIN_MS, deaf);
  });
  afterEach(() => clock.restore());

  it('that neither succeeds nor fails is told once it has taken too long', () => {
    client.emit('serverHeartbeatStarted', A);
    clock.tick(WITHIN_MS - 1);
    assert.equal(deaf.callCount, 0);
    clock.tick(1);
    assert.equal(deaf.callCount, 1);
  });

  for (const event of ['serverHeartbeatSucceeded', 'serverHeartbeatFailed'])
    it(`is well where it ends (${event}), however long the next one lets wait`, () => {
      client.emit('serverHeartbeatStarted', A);
      client.emit(event, A);
      clock.tick(10 * WITHIN_MS);
      assert.equal(deaf.callCount, 0);
    });

  it('of a server that is no member any more is waited for no longer', () => {
    client.emit('serverHeartbeatStarted', A);
    client.emit('serverClosed', { address: A.connectionId });
    clock.tick(10 * WITHIN_MS);
    assert.equal(deaf.callCount, 0);
  });

  it('of one member does not speak for another', () => {
    client.emit('serverHeartbeatStarted', A);
    client.emit('serverHeartbeatStarted', { connectionId: 'b:27017' });
    client.emit('serverHeartbeatSucceeded', { connectionId: 'b:27017' });
    clock.tick(WITHIN_MS);
    assert.equal(deaf.callCount, 1);
  });

  it('may take as long as the driver allows, whatever the address sets', () => {
    const { options } = createClient(
      'mongodb://127.0.0.1/cases?heartbeatFrequencyMS=60000&connectTimeoutMS=30000',
    );
    assert.ok(heartbeatMsMax({ options }) > 90_000);
  });
});

describe('a client of the database', () => {
  it('that makes indexes waits for them, whatever the address sets for everything else', () => {
    const uri = 'mongodb://127.0.0.1/cases?socketTimeoutMS=1000';
    assert.equal(createClient(uri).options.socketTimeoutMS, 1_000);
    assert.equal(createClient(uri, PREPARE_MS_MAX).options.socketTimeoutMS, PREPARE_MS_MAX);
  });
});

describe('an operation of the database', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => (clock = sinon.useFakeTimers()));
  afterEach(() => clock.restore());

  it('that the driver has lost ends, and whether it happened is left open', async () => {
    const ended = assert.rejects(answered(new Promise(() => undefined)), MongoNetworkTimeoutError);
    await clock.tickAsync(OPERATION_MS_MAX);
    await ended;
  });

  it('that is answered leaves no clock behind', async () => {
    assert.equal(await answered(Promise.resolve('there')), 'there');
    await assert.rejects(answered(Promise.reject(new Error('refused'))), /refused/);
    assert.equal(clock.countTimers(), 0);
  });
});
