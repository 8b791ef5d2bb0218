/** What is erased is nowhere any more, what must stay stays, and it does not matter where it was interrupted. */
import assert from 'node:assert/strict';
import { erasePass, fingerprint, requestErasure } from '../../agent/erasing';
import { checkStore } from '../../commands/store/check';
import { COLLECTIONS } from '../../commands/store/exports';
import { everyDocument } from '../../commands/store/everyDocument';
import type { Erasure } from '../../cases/erasing';
import { changed } from '../../cases/store';
import { RITA } from '../support/builders';
import { around, failingAfter, endingAfterUpdateOf, pausedAfter } from '../support/failingStore';
import { aWorld, Gate, type World } from '../support/world';

const DANA = { id: 'email:dana@example.com', name: 'Dana Reyes', email: 'dana@example.com' };
const WORDS = 'my grinder leaks. note: secret';
const PERSONAL = ['Dana', 'dana@', 'grinder', 'secret', 'AB-123', 'user-7'];

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

  it("takes their words out of somebody else's case that theirs was merged into, and nothing else of it", async () => {
    world = await aWorld();
    await world.representative('rita');
    world.channel.givesCards = true;
    const sam = { id: 'email:sam@example.com', name: 'Sam', email: 'sam@example.com' };
    await world.say('sams', { text: 'my kettle leaks', identity: sam, from: { id: 'user-8', name: 'Sam' } });
    await world.pass(60_000);
    await world.say('c1', { text: WORDS, identity: DANA, from: { id: 'user-7', name: 'Dana Reyes' } });
    await world.say('c1', { text: 'the serial is AB-123', from: { id: 'user-7', name: 'Dana Reyes' } });
    const [older, younger] = [await world.case('sams'), await world.case('c1')];
    const write = (text: string) => world.say('rita', { text, from: { id: 'rep:rita', name: 'rita' } });
    await write(`merge ${younger.number} ${older.number}`);
    await write(`case ${older.number}`);
    const merged = await world.store.get('cases', older._id);
    assert.equal(merged?.fields['serial']?.value, 'AB-123');
    await request();
    await eraseAll();
    await assertErased();
    const stands = await world.store.get('cases', older._id);
    const { serial: _serial, note: _note, ...own } = merged?.fields ?? {};
    assert.deepEqual(
      [stands?.fields['issue'], stands?.title, stands?.contactId],
      [own['issue'], merged?.title, sam.id],
    );
    assert.deepEqual((await checkStore(world.store, { pause: () => Promise.resolve() })).findings, []);
  });

  it('leaves aside what cannot be erased, tells of it, and tries again', async () => {
    await begin();
    await world.say('c2', { text: WORDS, identity: DANA, from: { id: 'user-7', name: 'Dana Reyes' } });
    await request();
    let broken = true;
    const store = around(world.store, (call, name, of, id) =>
      broken && name === 'update' && of === 'conversations' && id === 'emulator:c1'
        ? Promise.reject(new TypeError('a document like no other'))
        : call(),
    );
    const found = await erasePass({ ...world.agent.context, store }, 'e1');
    assert.deepEqual([found?.passes, found?.failed], [0, 1]);
    const [logged] = world.logged.filter(({ level }) => level === 'error');
    assert.match(logged?.message ?? '', /could not be erased/);
    assert.match(JSON.stringify(logged?.details), /emulator:c1/);
    assert.equal((await world.conversation('c2')).person.name, '', 'the rest is erased');
    broken = false;
    await world.pass(6_000);
    await eraseAll();
    assert.equal((await world.store.get('erasures', 'e1'))?.failed, undefined);
    await assertErased();
  });

  it('is asked for once under an id, and not for somebody whom nobody knows', async () => {
    await begin();
    const first = await request();
    assert.deepEqual(await request(), first);
    assert.equal(await requestErasure(world.agent.context, 'nobody', { id: 'e2', by: RITA }), undefined);
  });
});
