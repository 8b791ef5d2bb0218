/** Lanes and sweeps when much is due, something fails for long, or another process has taken over. */
import assert from 'node:assert/strict';
import { OUT_MAX } from '../../cases/conversation/conversation';
import { enterOut, type SayEffect } from '../../cases/conversation/delivering';
import { changed } from '../../cases/store';
import { around } from '../support/failingStore';
import { aWorld, Gate, type World } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';
const PAST_MS = 1_000;

describe('a lane', () => {
  let world: World;
  afterEach(() => world.stop());

  const saying = (name: string, to: string): SayEffect => ({
    id: `effect/${name}`,
    kind: 'say',
    to: `emulator:${to}`,
    words: { kind: 'text', text: name },
  });
  const enter = (effect: SayEffect, alone = true) =>
    world.store.update('conversations', effect.to, (found) =>
      enterOut(found, effect, { now: new Date().toISOString(), holder: 'process-1', alone }),
    );
  const sent = (name: string) =>
    world.channel.sent.filter(({ effectId }) => effectId === `effect/${name}`).length;

  const seconds = async (count: number) => {
    for (let second = 0; second < count; second++) {
      await world.agent.sweepOnce();
      await world.agent.idle();
      await world.tick(1_000);
    }
  };

  /** Has a case say it, as if a process had ended right after. */
  const pend = (caseId: string, effect: SayEffect) =>
    world.store.update('cases', caseId, (found) =>
      changed({ ...found, pending: [...found.pending, effect], dueAt: found.openedAt }),
    );

  describe('after much else was said', () => {
    const MUCH = 260;

    beforeEach(async () => {
      world = await aWorld();
      await world.representative('rita');
      await world.say('c1', ALL);
    });

    const sayMuch = async () => {
      for (let at = 0; at < MUCH; at++) {
        await world.store.update('conversations', 'emulator:rita', (found) => {
          const effect = saying(`other${at}`, 'rita');
          const worker = { now: new Date().toISOString(), holder: 'process-1', alone: true };
          const entered = enterOut(found, effect, worker, true);
          assert.ok(entered.is === 'changed');
          return changed({ ...entered.doc, out: [], dueAt: undefined, lease: undefined });
        });
      }
    };

    it('takes what the channel sends again under the same id once', async () => {
      const { number } = await world.case('c1');
      const note = {
        activityId: 'same',
        text: `note ${number} hello`,
        from: { id: 'rep:rita', name: 'rita' },
      };
      await world.say('rita', note);
      await sayMuch();
      for (let at = 0; at < 60; at++) await world.say('rita', 'cases');
      await world.say('rita', note);
      assert.equal((await world.audit('c1')).filter(({ what }) => what.kind === 'note').length, 1);
    });

    it("says a case's words once, however late the case is drained again", async () => {
      const { _id } = await world.case('c1');
      await pend(_id, saying('late', 'rita'));
      await world.agent.drain(_id);
      await world.quiet();
      assert.equal(sent('late'), 1);
      await sayMuch();
      await pend(_id, saying('late', 'rita'));
      await pend(_id, saying('new', 'rita'));
      await world.agent.drain(_id);
      await world.quiet();
      assert.deepEqual([sent('late'), sent('new')], [1, 1]);
    });
  });

  it('is left by whoever was held up in a send, once somebody else has taken over', async () => {
    world = await aWorld({ shared: true });
    await world.say('c1', 'hello');
    const other = world.anAgent('process-2');
    const held = new Gate();
    const others: Gate[] = [];
    let stalled = false;
    world.channel.before = async ({ effectId }) => {
      const gate = stalled ? new Gate() : held;
      if (stalled) others.push(gate);
      stalled = true;
      assert.match(effectId, /^effect/);
      await gate.opened;
    };
    for (const name of ['first', 'second', 'third']) await enter(saying(name, 'c1'), false);
    world.agent['lanes'].kick('emulator:c1');
    await world.until(() => stalled);
    await world.tick(41_000); // its lease has ended, for every clock
    other['lanes'].kick('emulator:c1');
    await world.until(() => others.length === 1);
    others[0]?.open(); // the first again, under its id: the one in flight
    await world.until(() => others.length === 2);
    held.open();
    await world.agent.idle();
    world.channel.before = () => Promise.resolve();
    others.forEach((gate) => gate.open());
    await world.quiet();
    assert.deepEqual([sent('first'), sent('second'), sent('third')], [2, 1, 1]);
  });

  it('is found behind any number that another process works on', async () => {
    world = await aWorld({ shared: true });
    await world.acceptAndDie('c0', 'hello', 'dead');
    const left = await world.store.get('conversations', 'emulator:c0');
    assert.ok(left?.dueAt);
    const dueAt = new Date(Date.parse(left.dueAt) - PAST_MS).toISOString();
    const lease = { holder: 'alive', until: new Date(Date.now() + 3_600_000).toISOString() };
    for (let at = 0; at < 650; at++)
      await world.store.insert('conversations', { ...left, _id: `emulator:busy${at}`, dueAt, lease });
    await world.tick(60_000);
    for (let second = 0; second < 4; second++) {
      await world.agent.sweepOnce();
      await world.agent.idle();
    }
    assert.equal((await world.conversation('c0')).inbox.length, 0);
  });

  it('keeps what lies in it while a move cannot be made, tries seldom, and goes on when it can', async () => {
    world = await aWorld();
    await world.say('c1', ALL);
    const { context } = world.agent;
    let tries = 0;
    let broken = true;
    const failing = around(context.store, (call, name, collection) => {
      if (!broken || name !== 'update' || collection !== 'cases') return call();
      tries += 1;
      return Promise.reject(new RangeError('cannot be written'));
    });
    Object.assign(context, { store: failing });
    world.hear('c1');
    await world.receive('c1', 'the invoice is wrong');
    await world.until(() => tries > 0);
    await seconds(20);
    await world.receive('c1', 'and nobody answers the phone');
    await seconds(20);
    assert.ok(tries < 15, `${tries} tries`);
    assert.equal((await world.conversation('c1')).inbox.length, 1);
    broken = false;
    await world.skip(120_000);
    assert.equal((await world.conversation('c1')).inbox.length, 0);
    assert.equal((await world.values('c1'))['category'], 'billing');
    assert.ok(!world.hear('c1').some((text) => text.includes('did not work')));
  });

  describe('that is full', () => {
    /** c1's case has words for Rita, whose channel has not answered for long. */
    const aStuckCase = async (): Promise<string> => {
      world = await aWorld();
      await world.representative('rita');
      await world.say('c1', ALL);
      const { _id } = await world.case('c1');
      const late = new Date(Date.now() + 3_600_000).toISOString();
      await world.store.update('conversations', 'emulator:rita', (found) =>
        changed({
          ...found,
          out: Array.from({ length: OUT_MAX }, (_, at) => ({
            id: `waits${at}`,
            seq: found.seq + at + 1,
            at: late,
            words: { kind: 'text', text: 'waits' } as const,
            attempts: 3,
            notBefore: late,
          })),
          seq: found.seq + OUT_MAX,
          dueAt: late,
        }),
      );
      await pend(_id, saying('stuck', 'rita'));
      return _id;
    };

    it('is tried again twice a minute, not every second', async () => {
      const _id = await aStuckCase();
      await world.agent.sweepOnce();
      const { dueAt, pending } = (await world.store.get('cases', _id)) ?? {};
      assert.ok(dueAt && Date.parse(dueAt) - Date.now() > 20_000, dueAt);
      assert.equal(pending?.length, 1);
    });

    it('keeps no other case from being worked on', async () => {
      await aStuckCase();
      const stuck = await world.case('c1');
      for (let at = 0; at < 250; at++)
        await world.store.insert('cases', {
          ...stuck,
          _id: `stuck${at}~1`,
          number: `CAS-S${at}`,
          pending: stuck.pending.map((effect) => ({ ...effect, id: `${effect.id}/${at}` })),
        });
      await world.say('c2', ALL.replace('Dana', 'Eve').replace('dana', 'eve'));
      const { _id } = await world.case('c2');
      await pend(_id, saying('heard', 'c2'));
      await world.agent.sweepOnce();
      await world.quiet();
      assert.equal(sent('heard'), 1);
    });
  });
});
