/** What is erased is nowhere any more, what must stay stays, and it does not matter where it was interrupted. */
import assert from 'node:assert/strict';
import { erasePass, fingerprint, requestErasure } from '../../agent/erasing';
import { checkStore } from '../../commands/store/check';
import { COLLECTIONS } from '../../commands/store/exports';
import { everyDocument } from '../../commands/store/everyDocument';
import type { Erasure } from '../../cases/erasing';
import { changed, type Store } from '../../cases/store';
import { RITA } from '../support/builders';
import { aWorld, Gate, quickSettings, type World } from '../support/world';

const DANA = { id: 'email:dana@example.com', name: 'Dana Reyes', email: 'dana@example.com' };
const WORDS = 'my grinder leaks. note: secret';
const PERSONAL = ['Dana', 'dana@', 'grinder', 'secret', 'AB-123', 'user-7'];
const DAY_MS = 86_400_000;

describe('erasing a contact', function () {
  this.timeout(30_000);
  let world: World;
  afterEach(() => world.stop());

  async function begin(): Promise<void> {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', { text: WORDS, identity: DANA, from: { id: 'user-7', name: 'Dana Reyes' } });
    await world.say('c1', { text: 'the serial is AB-123', from: { id: 'user-7', name: 'Dana Reyes' } });
    const { _id, reviews } = await world.case('c1');
    await world.click('rita', { verb: 'show', caseId: _id });
    const typed = { serial: 'AB-123', note: 'secret' };
    await world.click('rita', { verb: 'save', caseId: _id, reviewId: reviews[0]?.id ?? '', typed });
    const sam = { id: 'user-8', name: 'Sam' };
    await world.say('other', { text: 'my kettle tropft. I am Sam, sam@example.com', from: sam });
  }

  const request = (id = 'e1') => requestErasure(world.agent.context, DANA.id, { id, by: RITA });

  async function eraseAll(): Promise<void> {
    await world.agent.retainOnce();
    await world.pass(70_000); // the last pass comes once nothing can be on its way any more
    await world.agent.retainOnce();
    assert.equal((await world.store.get('erasures', 'e1'))?.state, 'done');
  }

  async function everything(): Promise<string> {
    const all: string[] = [];
    for (const collection of COLLECTIONS)
      for await (const doc of everyDocument(world.store, collection))
        if (collection !== 'settings') all.push(`${collection} ${JSON.stringify(doc)}`);
    return all.join('\n');
  }

  async function assertErased(): Promise<void> {
    const text = await everything();
    for (const word of PERSONAL) {
      const line = text.split('\n').find((one) => one.includes(word));
      assert.equal(line, undefined, `"${word}" is still there`);
    }
    assert.match(text, /sam@example.com/); // somebody else's
  }

  it('leaves nothing of them anywhere, in other conversations neither, and the cases as numbers', async () => {
    await begin();
    const before = await everything();
    for (const word of PERSONAL) assert.ok(before.includes(word), word);
    const { number, status, openedAt, fields } = await world.case('c1');
    const audits = (await world.audit('c1')).length;
    await request();
    await eraseAll();
    await assertErased();
    const kept = await world.store.get('cases', 'emulator:c1~1');
    assert.deepEqual(
      [kept?.number, kept?.status, kept?.openedAt, kept?.title],
      [number, status, openedAt, number],
    );
    assert.deepEqual(Object.keys(kept?.fields ?? {}), ['category']);
    assert.equal(kept?.fields['category']?.value, fields['category']?.value);
    assert.equal((await world.audit('c1')).length, audits);
    assert.deepEqual((await checkStore(world.store, { pause: () => Promise.resolve() })).findings, []);
  });

  it('says what, when and by whom, without saying who it was', async () => {
    await begin();
    await request();
    await eraseAll();
    const erasure = await world.store.get('erasures', 'e1');
    assert.deepEqual([erasure?.what, erasure?.state, erasure?.by], ['contact', 'done', RITA]);
    assert.ok((erasure?.removed ?? 0) >= 5);
    assert.equal(erasure?.subject, fingerprint('e1', DANA.id));
    assert.deepEqual([erasure?.conversations, erasure?.cases, erasure?.dueAt], [[], [], undefined]);
  });

  it('lets a late turn begin anew, and does not erase that', async () => {
    await begin();
    await request();
    await world.agent.retainOnce();
    await world.say('c1', { text: 'my kettle leaks. I am Dana, dana@example.com' });
    await world.pass(70_000);
    await world.agent.retainOnce();
    const anew = await world.case('c1');
    assert.equal(anew._id, 'emulator:c1~2');
    assert.equal(anew.fields['issue']?.value, 'my kettle leaks. I am Dana, dana@example.com');
    assert.equal((await world.store.get('erasures', 'e1'))?.state, 'done');
  });

  it('waits for what is to be applied to a case, and opens none of what was erased', async () => {
    await begin();
    const { moves: none } = await world.conversation('c1');
    assert.deepEqual(none, []);
    const move = { kind: 'change', seq: 99, caseId: 'emulator:c1~1', candidates: [] } as const;
    await world.store.update('conversations', 'emulator:c1', (found) => changed({ ...found, moves: [move] }));
    await request();
    await erasePass(world.agent.context, 'e1');
    assert.equal((await world.store.get('erasures', 'e1'))?.passes, 0);
    assert.equal((await world.conversation('c1')).moves.length, 1);
    await world.store.update('conversations', 'emulator:c1', (found) => changed({ ...found, moves: [] }));
    await erasePass(world.agent.context, 'e1');
    assert.equal((await world.store.get('erasures', 'e1'))?.passes, 1);
  });

  it('goes on where it was interrupted, wherever that was', async () => {
    await begin();
    await request();
    let interrupted = 0;
    for (let writes = 0; ; writes++) {
      const context = { ...world.agent.context, store: failingAfter(world.store, writes) };
      const done = await erasePass(context, 'e1').then(
        () => true,
        () => false,
      );
      if (done) break;
      interrupted += 1;
    }
    assert.ok(interrupted >= 3, `${interrupted} interruptions`);
    await erasePass(world.agent.context, 'e1');
    assert.equal((await world.store.get('erasures', 'e1'))?.state, 'done');
    await assertErased();
  });

  it('waits for them where turns were removed by their age before, too', async () => {
    await begin();
    const move = { kind: 'change', seq: 99, caseId: 'emulator:c1~1', candidates: [] } as const;
    const at = (erasedUpTo: (seq: number) => number) =>
      world.store.update('conversations', 'emulator:c1', (found) =>
        changed({ ...found, erasedUpTo: erasedUpTo(found.seq), moves: [move] }),
      );
    await request();
    for (const erasedUpTo of [() => 1, (seq: number) => seq]) {
      await at(erasedUpTo);
      await erasePass(world.agent.context, 'e1');
      assert.equal((await world.store.get('erasures', 'e1'))?.passes, 0);
    }
    await world.store.update('conversations', 'emulator:c1', (found) => changed({ ...found, moves: [] }));
    await world.pass(6_000);
    await eraseAll();
    await assertErased();
  });

  for (const call of ['get', 'update'])
    it(`keeps the list and the last pass where two processes are at it at once (${call})`, async () => {
      await begin();
      await request();
      const [stands, goOn] = [new Gate(), new Gate()];
      const store = pausedAfter(call, world.store, stands, goOn);
      const late = erasePass({ ...world.agent.context, store }, 'e1');
      await stands.opened;
      const first = await erasePass(world.agent.context, 'e1');
      assert.deepEqual([first?.passes, first?.cases], [1, ['emulator:c1~1']]);
      goOn.open();
      const parts = (found: Erasure | undefined) => ({ ...found, version: 0 });
      assert.deepEqual(parts(await late), parts(first));
    });

  it('keeps what one process found before it ended, where another had begun to look', async () => {
    await begin();
    await request();
    const [reads, goOn] = [new Gate(), new Gate()];
    const late = erasePass(
      { ...world.agent.context, store: pausedAfter('get', world.store, reads, goOn) },
      'e1',
    );
    await reads.opened;
    const ending = endingAfterUpdateOf(world.store, 'cases');
    await assert.rejects(erasePass({ ...world.agent.context, store: ending }, 'e1'), /the process ended/);
    goOn.open();
    await late;
    await eraseAll();
    await assertErased();
  });

  it('is asked for once under an id, and not for somebody whom nobody knows', async () => {
    await begin();
    const first = await request();
    assert.deepEqual(await request(), first);
    assert.equal(await requestErasure(world.agent.context, 'nobody', { id: 'e2', by: RITA }), undefined);
  });
});

describe('retention', function () {
  this.timeout(30_000);
  let world: World;
  afterEach(() => world.stop());

  it('takes away what was said when it is past its time, in active conversations too, and keeps the rest', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { transcriptDays: 30 } }) });
    await world.say('old', 'my grinder leaks. I am Dana, dana@example.com');
    await world.say('lively', 'hello');
    await world.pass(20 * DAY_MS);
    await world.say('lively', 'still there');
    await world.pass(11 * DAY_MS);
    await world.agent.retainOnce();
    assert.deepEqual(await world.turns('old'), []);
    const texts = (await world.turns('lively')).map(({ text }) => text);
    assert.ok(texts.includes('still there') && !texts.includes('hello'));
    const [old, lively] = [await world.conversation('old'), await world.conversation('lively')];
    assert.deepEqual([old.status, old.person.name, old.lastTurn], ['ended', '', undefined]);
    assert.deepEqual([lively.status, lively.lastTurn?.text], ['active', 'still there']);
    assert.equal((await world.store.get('cases', 'emulator:old~1'))?.fields['issue'] !== undefined, true);
    assert.deepEqual((await checkStore(world.store, { pause: () => Promise.resolve() })).findings, []);
    const { items } = await world.store.list('erasures', { index: 'at', limit: 10 });
    assert.deepEqual(
      items.map(({ what, by }) => [what, by.id]),
      [['transcripts', 'retention']],
    );
  });

  it('takes what is personal out of cases that were closed long ago, each once', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { closedCaseDays: 10 } }) });
    for (const name of ['c1', 'c2', 'c3']) {
      await world.say(name, 'my grinder leaks. I am Dana, dana@example.com');
      if (name === 'c3') continue;
      const at = new Date(Date.now() + (name === 'c1' ? 0 : 5 * DAY_MS)).toISOString();
      await world.store.update('cases', `emulator:${name}~1`, (found) =>
        changed({ ...found, status: 'resolved', closedAt: at, resolution: 'told Dana' } as typeof found),
      );
    }
    const titles = async (): Promise<(string | undefined)[]> => {
      await world.agent.retainOnce();
      const found = await Promise.all([1, 2, 3].map((n) => world.store.get('cases', `emulator:c${n}~1`)));
      return found.map((one) => (one?.title === one?.number ? 'erased' : 'kept'));
    };
    assert.deepEqual(await titles(), ['kept', 'kept', 'kept']);
    await world.pass(11 * DAY_MS);
    assert.deepEqual(await titles(), ['erased', 'kept', 'kept']);
    const { version } = (await world.store.get('cases', 'emulator:c1~1'))!;
    await world.pass(5 * DAY_MS);
    assert.deepEqual(await titles(), ['erased', 'erased', 'kept']);
    assert.equal((await world.store.get('cases', 'emulator:c1~1'))?.version, version);
    const { items } = await world.store.list('erasures', { index: 'at', limit: 10 });
    assert.deepEqual(
      items.map(({ removed }) => removed),
      [1, 1],
    );
  });

  it('takes it out of a case again that was reopened and closed once more', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { closedCaseDays: 10 } }) });
    await world.representative('rita');
    await world.say('c1', 'my grinder leaks. I am Dana, dana@example.com');
    const id = 'emulator:c1~1';
    const { number } = await world.case('c1');
    const resolve = (typed: Record<string, string>) =>
      world.click('rita', {
        verb: 'resolve',
        caseId: id,
        typed: { statusReason: 'Problem solved', ...typed },
      });
    const retain = async (): Promise<void> => {
      await world.skip(11 * DAY_MS);
      await world.agent.retainOnce();
    };
    await resolve({ resolution: 'told Dana' });
    await retain();
    await world.say('rita', { text: `reopen ${number}`, from: { id: 'rep:rita', name: 'rita' } });
    const open = await world.store.get('cases', id);
    assert.deepEqual([open?.status, open?.erasedAt], ['active', undefined]);
    await resolve({ resolution: 'told Dana again' });
    const closed = await world.store.get('cases', id);
    assert.equal(closed?.status === 'resolved' && closed.resolution, 'told Dana again');
    await retain();
    const again = await world.store.get('cases', id);
    assert.equal(again?.status === 'resolved' && again.resolution, '');
    const { items } = await world.store.list('audit', { index: 'case', equals: [id], limit: 100 });
    assert.doesNotMatch(JSON.stringify(items), /Dana/);
    const erased = async () => (await world.store.list('erasures', { index: 'at', limit: 9 })).items;
    const before = await erased();
    await world.agent.retainOnce();
    assert.deepEqual(await erased(), before, 'nothing is counted twice');
  });

  it('is off unless the settings say so', async () => {
    world = await aWorld();
    await world.say('c1', 'hello');
    await world.pass(3_000 * DAY_MS);
    await world.agent.retainOnce();
    assert.equal((await world.turns('c1')).length, 2);
  });
});

type Call = () => Promise<unknown>;

/** The store, with something done around each call of its methods. */
function around(
  store: Store,
  act: (call: Call, name: string, collection: unknown) => Promise<unknown>,
): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      if (typeof found !== 'function') return found;
      return (...args: unknown[]) =>
        act(async () => (await Reflect.apply(found, target, args)) as unknown, String(name), args[0]);
    },
  });
}

/** A store whose process ends after so many writes. */
function failingAfter(store: Store, writes: number): Store {
  let left = writes;
  return around(store, (call, name) => {
    if (['insert', 'update', 'remove', 'load'].includes(name) && left-- <= 0)
      return Promise.reject(new Error('the process ended'));
    return call();
  });
}

/** A store whose process ends once it has changed a document of the collection. */
function endingAfterUpdateOf(store: Store, collection: string): Store {
  let ended = false;
  return around(store, async (call, name, of) => {
    if (ended) throw new Error('the process ended');
    const result = await call();
    ended = name === 'update' && of === collection;
    return result;
  });
}

/** A store whose process stands still after the first such call for an erasure. */
function pausedAfter(what: string, store: Store, reads: Gate, goOn: Gate): Store {
  let first = true;
  return around(store, async (call, name, of) => {
    const result = await call();
    if (first && name === what && of === 'erasures') {
      first = false;
      reads.open();
      await goOn.opened;
    }
    return result;
  });
}
