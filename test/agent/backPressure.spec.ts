/** Too much at once: the channel is asked to come again; what was taken is decided, and the heap does not grow with it. */
import assert from 'node:assert/strict';
import { Slots, Waiting } from '../../agent/waiting';
import { LEASE_LATE_MS, LEASE_MS } from '../../cases/lease';
import { aMail, aMailWorld, mailSettings } from '../support/mailWorld';
import { aWorld, Gate, quickSettings, type World } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';
const TURNS = 400;
const realSetTimeout = setTimeout; // while the clock stands still for everybody else

describe('an agent with a slow predictor', function () {
  this.timeout(60_000);
  let world: World;
  afterEach(() => world.stop());

  it('takes what it can hold, asks for the rest later, and decides all of it in the end', async () => {
    const limits = { turnsMax: 100, lanesMax: 20 };
    world = await aWorld({ over: () => ({ limits }) });
    let predicting = 0;
    let predictingMax = 0;
    world.predictor.before = async () => {
      predictingMax = Math.max(predictingMax, ++predicting);
      await new Promise((resolve) => setImmediate(resolve));
      predicting -= 1;
    };
    let refused = 0;
    const send = async (n: number): Promise<void> => {
      const turn = { text: ALL, activityId: `a${n}` };
      for (;;) {
        const received = await world.receive(`c${n}`, turn);
        if (received.kind === 'accepted') return;
        assert.ok(received.retryAfterSeconds >= 1);
        refused += 1;
        await new Promise((resolve) => realSetTimeout(resolve, 20));
      }
    };
    await Promise.all(Array.from({ length: TURNS }, (_, n) => send(n)));
    await world.quiet();
    assert.ok(refused > 0);
    assert.ok(predictingMax <= limits.lanesMax, `${predictingMax} at once`);
    for (let n = 0; n < TURNS; n++) {
      const { inbox, caseId } = await world.conversation(`c${n}`);
      assert.deepEqual([inbox.length, caseId], [0, `emulator:c${n}~1`]);
    }
  });

  it('counts a turn until it is decided, and a repeat of it not at all', async () => {
    world = await aWorld({ over: () => ({ limits: { turnsMax: 2, lanesMax: 5 } }) });
    const gate = new Gate();
    world.predictor.before = () => gate.opened;
    const kinds: string[] = [];
    for (const id of ['a', 'a', 'a', 'b', 'c'])
      kinds.push((await world.receive(id, { text: ALL, activityId: id })).kind);
    assert.deepEqual(kinds, ['accepted', 'accepted', 'accepted', 'accepted', 'busy']);
    gate.open();
    await world.quiet();
    assert.equal((await world.receive('c', { text: ALL, activityId: 'c' })).kind, 'accepted');
    await world.quiet();
    assert.equal((await world.cases()).length, 3);
  });
});

describe('an agent that stops', () => {
  let world: World;
  afterEach(() => world.stop());

  it('takes no more turns, finishes what runs, and leaves the rest without a lease', async () => {
    world = await aWorld({
      settings: quickSettings({ turns: { settleMs: 5_000, settleMaxMs: 9_000 } }),
      shared: true,
    });
    const gate = new Gate();
    world.predictor.before = () => gate.opened;
    await world.receive('runs', { text: ALL, now: true });
    await world.receive('waits', ALL);
    await world.until(() => world.predictor.requests.length === 1);
    const stopped = world.agent.stop();
    assert.equal((await world.receive('late', ALL)).kind, 'busy');
    gate.open();
    await stopped;
    const [runs, waits] = [await world.conversation('runs'), await world.conversation('waits')];
    assert.deepEqual([runs.inbox.length, waits.inbox.length], [0, 1]);
    assert.deepEqual([runs.lease, waits.lease], [undefined, undefined]);
  });

  it('does not wait longer than it may for a mail, and gives leases back meanwhile', async () => {
    const turns = { settleMs: 5_000, settleMaxMs: 9_000 };
    const mails = await aMailWorld({ settings: mailSettings({ turns }), shared: true });
    world = mails.world;
    const gate = new Gate();
    world.predictor.before = () => gate.opened;
    await world.receive('waits', ALL);
    await mails.arrive(aMail());
    await world.until(() => world.predictor.requests.length === 1);
    const stopped = world.agent.stop(50).then(() => 'stopped');
    await world.tick(50);
    const late = new Promise((resolve) => realSetTimeout(resolve, 2_000));
    const first = await Promise.race([stopped, late]); // the mail's turn is still being decided
    const { lease } = await world.conversation('waits');
    gate.open();
    await stopped;
    assert.equal(first, 'stopped');
    assert.equal(lease, undefined);
  });

  it('is followed at once by another process', async () => {
    world = await aWorld({
      settings: quickSettings({ turns: { settleMs: 5_000, settleMaxMs: 9_000 } }),
      shared: true,
    });
    await world.receive('c1', ALL);
    await world.agent.stop();
    const other = world.anAgent('process-2');
    await other.start();
    await world.pass(6_000); // far less than it takes a lease to end
    assert.ok(6_000 < LEASE_MS + LEASE_LATE_MS);
    assert.equal((await world.cases()).length, 1);
  });
});

describe('the turns that wait', () => {
  it('are counted while they are accepted, too', async () => {
    const waiting = new Waiting(1);
    const gate = new Gate();
    const first = waiting.whileThereIsRoom(() => gate.opened);
    assert.equal(await waiting.whileThereIsRoom(() => Promise.resolve('in')), 'full');
    gate.open();
    await first;
    assert.equal(await waiting.whileThereIsRoom(() => Promise.resolve('in')), 'in');
  });

  it('give their room back where accepting fails', async () => {
    const waiting = new Waiting(1);
    await assert.rejects(waiting.whileThereIsRoom(() => Promise.reject(new Error('disk'))));
    assert.equal(waiting.size, 0);
  });
});

describe('slots', () => {
  it('let in so many at once, in order, and go on after one that fails', async () => {
    const slots = new Slots(2);
    const order: number[] = [];
    const job = (n: number) => async (): Promise<void> => {
      order.push(n);
      await new Promise((resolve) => setImmediate(resolve));
      if (n === 1) throw new Error('one');
    };
    const all = [0, 1, 2, 3, 4].map((n) => slots.run(job(n)));
    await Promise.resolve();
    assert.deepEqual(order, [0, 1]);
    await Promise.allSettled(all);
    assert.deepEqual(order, [0, 1, 2, 3, 4]);
  });
});
