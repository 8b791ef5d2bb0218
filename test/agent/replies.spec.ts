/** What is said: after what it tells of has happened, in order, once, and never so that a lane stands still. */
import assert from 'node:assert/strict';
import type { Step } from '../../agent/context';
import { ChannelFailed } from '../../cases/channel';
import { LEASE_LATE_MS, LEASE_MS } from '../../cases/lease';
import type { Store } from '../../cases/store';
import { transcriptOf } from '../../agent/readers';
import { NOW } from '../support/builders';
import { aStoredConversation, aStoredTurn } from '../support/stores';
import { aWorld, quickSettings, type World, type WorldOptions } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';
const STEPS: readonly Step[] = ['accept', 'decide', 'commit', 'apply', 'drain', 'send'];
const refusedForGood = () => new ChannelFailed('the channel answered 403', false);
const tryAgain = (afterMs?: number) => new ChannelFailed('the channel answered 502', true, afterMs);

describe('a reply', () => {
  let world: World;
  afterEach(() => world.stop());
  const begin = async (options?: WorldOptions): Promise<World> => (world = await aWorld(options));

  it('goes out only after its move was applied', async () => {
    await begin();
    const casesThen: number[] = [];
    world.channel.before = async () => void casesThen.push((await world.cases()).length);
    await world.say('c1', ALL);
    assert.deepEqual(casesThen, [1, 1]);
  });

  it('is a turn once it was sent, with the channel’s id and what it asks for', async () => {
    await begin();
    await world.say('c1', 'hello');
    const turn = (await world.turns('c1')).at(-1);
    assert.deepEqual(
      [turn?.seq, turn?.from, turn?.text, turn?.asks, turn?.activityId],
      [2, 'agent', 'What is wrong?', ['issue'], 'm1'],
    );
    assert.equal(turn?.effectId, world.channel.sent[0]?.effectId);
  });

  it('answers the message that it is about', async () => {
    await begin();
    await world.say('c1', { text: 'hello', activityId: 'hello-1' });
    assert.equal(world.channel.sent[0]?.replyTo, 'hello-1');
  });

  it('that the channel refuses for good is kept with its problem, and the lane goes on', async () => {
    await begin();
    world.channel.failures.push(refusedForGood());
    assert.deepEqual(await world.say('c1', ALL), ['What is the serial number?']);
    const kept = (await world.turns('c1')).filter(({ from }) => from === 'agent');
    assert.deepEqual(
      kept.map(({ problem }) => problem),
      ['the channel answered 403', undefined],
    );
    assert.deepEqual((await world.conversation('c1')).out, []);
  });

  it('to a representative who is gone holds nobody up', async () => {
    await begin();
    for (const name of ['rita', 'sam']) await world.representative(name);
    world.channel.gone.add('emulator:rita');
    world.hear('sam');
    await world.say('c1', ALL);
    assert.deepEqual(world.hear('sam'), ['[case-opened]']);
    assert.deepEqual((await world.case('c1')).pending, []);
  });

  it('that fails is tried again, in order, when it is time', async () => {
    await begin();
    world.channel.failures.push(tryAgain(), tryAgain());
    assert.deepEqual(await world.say('c1', ALL), []);
    await world.pass(999);
    assert.deepEqual(world.hear('c1'), []);
    await world.pass(1);
    await world.pass(2_000);
    assert.deepEqual(
      world.hear('c1').map((text) => text.slice(0, 12)),
      ['Thank you, D', 'What is the '],
    );
    assert.equal(new Set(world.channel.sent.map(({ effectId }) => effectId)).size, 2);
  });

  it('waits as long as the channel asks', async () => {
    await begin();
    world.channel.failures.push(tryAgain(20_000));
    await world.say('c1', 'hello');
    await world.pass(19_999);
    assert.deepEqual(world.hear('c1'), []);
    await world.pass(1);
    assert.deepEqual(world.hear('c1'), ['What is wrong?']);
  });

  it('that waits does not keep the next turn from being decided', async () => {
    await begin();
    world.channel.failures.push(tryAgain(60_000));
    await world.say('c1', 'hello');
    await world.say('c1', ALL);
    assert.equal((await world.cases()).length, 1);
  });

  it('that fails for hours is given up, and the next is said', async () => {
    await begin();
    world.channel.failures.push(...Array.from({ length: 12 }, () => tryAgain()));
    await world.say('c1', ALL);
    for (let n = 0; n < 14; n++) await world.pass(900_000);
    assert.deepEqual(world.hear('c1'), ['What is the serial number?']);
    assert.equal(
      (await world.turns('c1')).find(({ problem }) => problem)?.problem,
      'the channel answered 502',
    );
  });

  for (const step of STEPS) {
    it(`is not lost by an error right after the step "${step}", nor is what it tells done twice`, async () => {
      let failures = 1;
      const afterStep = (done: Step): void => {
        if (done === step && failures-- > 0) throw new Error(`after ${step}`);
      };
      await begin({ over: () => ({ afterStep }) });
      const turn = { text: ALL, activityId: 'same' };
      await world.receive('c1', turn).catch(() => world.receive('c1', turn)); // a channel retries
      await world.pass(2_000);
      const effects = world.channel.sent.map(({ effectId }) => effectId);
      assert.equal(new Set(effects).size, 2);
      assert.ok(effects.length <= (step === 'send' ? 3 : 2));
      assert.equal((await world.cases()).length, 1);
      assert.equal((await world.audit('c1')).length, 4);
      assert.equal((await world.turns('c1')).length, 3);
      assert.equal((await world.conversation('c1')).dueAt, undefined);
    });
  }
});

describe('what another process left', () => {
  let world: World;
  afterEach(() => world.stop());

  it('is taken over at once where nobody else can be alive', async () => {
    world = await aWorld();
    await world.acceptAndDie('c1', ALL);
    await world.agent.start();
    await world.quiet();
    assert.equal(world.hear('c1').length, 2);
  });

  it('is left alone while its lease lasts, and taken over when it is late', async () => {
    world = await aWorld({ shared: true });
    await world.acceptAndDie('c1', ALL);
    await world.agent.start();
    await world.pass(LEASE_MS + LEASE_LATE_MS - 1_000);
    assert.deepEqual([world.hear('c1'), world.predictor.requests], [[], []]);
    await world.pass(2_000);
    assert.equal(world.hear('c1').length, 2);
  });

  it('is gone on with at once by whoever is started again under the same name', async () => {
    world = await aWorld({ shared: true });
    await world.acceptAndDie('c1', ALL, 'desk-1');
    const again = world.anAgent('desk-1');
    await again.start();
    await world.quiet();
    assert.equal(world.hear('c1').length, 2);
  });

  it('is not said again where its turn was noted already, and leaves the lane', async () => {
    world = await aWorld();
    const words = { kind: 'text', text: 'left over' } as const;
    const out = [{ id: 'left/1', seq: 1, at: NOW, words, attempts: 0 }];
    const left = { _id: 'emulator:c1', channel: 'emulator', seq: 1, dueAt: NOW, out };
    await world.store.insert('conversations', aStoredConversation(left));
    const noted = { conversationId: left._id, seq: 1, from: 'agent', effectId: 'left/1' } as const;
    await world.store.insert('turns', aStoredTurn(noted));
    await world.agent.start();
    await world.quiet();
    assert.deepEqual(world.hear('c1'), []);
    assert.deepEqual((await world.conversation('c1')).out, []);
  });

  it('of a case is said by whoever comes first', async () => {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', ALL);
    const effect = {
      id: 'left/1',
      kind: 'say' as const,
      to: 'emulator:rita',
      words: { kind: 'text' as const, text: 'left over' },
    };
    const { _id } = await world.case('c1');
    await world.store.update('cases', _id, (found) => ({
      is: 'changed',
      doc: { ...found, pending: [effect], dueAt: found.openedAt },
    }));
    world.hear('rita');
    await world.agent.start();
    await world.quiet();
    assert.deepEqual(world.hear('rita'), ['left over']);
  });

  it('is done once by two processes that come at the same time', async () => {
    world = await aWorld({ shared: true });
    const other = world.anAgent('process-2');
    await world.acceptAndDie('c1', ALL);
    await world.pass(LEASE_MS + LEASE_LATE_MS);
    await Promise.all([world.agent.start(), other.start()]);
    await world.quiet();
    assert.equal(new Set(world.channel.sent.map(({ effectId }) => effectId)).size, 2);
    assert.deepEqual([(await world.cases()).length, (await world.audit('c1')).length], [1, 4]);
  });

  it('is decided by one process while the other accepts', async () => {
    world = await aWorld({ shared: true });
    const other = world.anAgent('process-2');
    await world.receive('c1', 'my grinder leaks', other);
    await world.receive('c1', 'I am Dana, dana@example.com');
    await world.quiet();
    await world.agent.start();
    await world.pass(LEASE_MS + LEASE_LATE_MS + 1_000);
    assert.equal((await world.cases()).length, 1);
    assert.equal((await world.conversation('c1')).dueAt, undefined);
  });
});

describe('the transcript', () => {
  let world: World;
  afterEach(() => world.stop());
  const read = async (after = 0, limit = 100, store: Store = world.store) =>
    (await transcriptOf({ store }).after('emulator:c1', after, limit)).map(({ seq }) => seq);

  it('has turns that wait to be decided', async () => {
    world = await aWorld({ settings: quickSettings({ turns: { settleMs: 700 } }) });
    await world.receive('c1', 'hello');
    assert.deepEqual(await read(), [1]);
  });

  it('never passes a reply that is not sent yet, so that no reader misses one', async () => {
    world = await aWorld();
    world.channel.failures.push(tryAgain(60_000));
    await world.say('c1', 'hello');
    await world.say('c1', 'hello again');
    assert.deepEqual(await read(), [1]);
    await world.pass(60_000);
    assert.deepEqual(await read(), [1, 2, 3, 4]);
  });

  it('never passes a reply that is committed while it is read', async () => {
    world = await aWorld();
    await world.acceptAndDie('c1', 'hello');
    const meanwhile = new Proxy(world.store, {
      get: (target, name) =>
        name === 'list'
          ? async (...args: Parameters<Store['list']>) => {
              world.channel.failures.push(tryAgain(60_000));
              await world.say('c1', 'hello again');
              await world.say('c1', 'and again');
              return target.list(...args);
            }
          : (Reflect.get(target, name) as (...args: unknown[]) => unknown).bind(target),
    });
    const seqs = await read(0, 100, meanwhile);
    const { out } = await world.conversation('c1');
    assert.ok(out.length > 0);
    assert.ok(
      seqs.every((seq) => seq < (out[0]?.seq ?? 0)),
      `${seqs.join()} passes ${out[0]?.seq ?? 0}`,
    );
  });

  it('is read on from where a reader is, in pages', async () => {
    world = await aWorld();
    await world.say('c1', 'hello');
    await world.say('c1', 'hello again');
    assert.deepEqual([await read(0, 2), await read(2, 2), await read(4, 2)], [[1, 2], [3, 4], []]);
  });

  it('of a conversation that does not exist is empty', async () => {
    world = await aWorld();
    assert.deepEqual(await read(), []);
    assert.equal(await world.agent.transcript.exists('emulator:c1'), false);
  });
});
