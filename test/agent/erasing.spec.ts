/** What is erased is nowhere any more, what must stay stays, and it does not matter where it was interrupted. */
import assert from 'node:assert/strict';
import { erasePass, fingerprint, requestErasure } from '../../agent/erasing';
import { beginRetentionAnew, keepRetention } from '../../agent/retention';
import { checkStore } from '../../commands/store/check';
import { COLLECTIONS } from '../../commands/store/exports';
import { everyDocument } from '../../commands/store/everyDocument';
import type { CardAction } from '../../cases/cardActions';
import { withDraft, type NewDraft } from '../../cases/drafts/drafts';
import type { Erasure } from '../../cases/erasing';
import type { SimulationCase } from '../../cases/simulation';
import { changed, type Store } from '../../cases/store';
import { aCase, AGENT, NOW, RITA } from '../support/builders';
import { aBounce, aMail, aMailWorld, FORGED, mailSettings, type MailWorld } from '../support/mailWorld';
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

/** Everything that a person can leave behind, so that whatever is added to the store is looked at here. */
describe('erasing a contact who has left all that one can leave', function () {
  this.timeout(60_000);
  const IN = ['conversations', 'turns', 'cases', 'audit', 'contacts', 'identities', 'training', 'models'];
  const MORE = ['mails', 'blobs', 'correspondents', 'simulationCases'];
  const TRACES = /dana|grinder|secret|AB-123|user-7|elm street|555-0199/i;
  const CHANNEL = { channel: 'emulator', conversation: 'queue', reference: { kind: 'test' }, name: 'Queue' };
  const RITAS_ID = { id: 'teams:t/rita' };
  const rita = { id: 'rita', name: 'Rita' };
  const dana = { id: 'user-7', name: 'Dana Reyes' };
  let m: MailWorld;
  let world: World;
  let clicks = 0;
  afterEach(() => world.stop());

  async function begin(): Promise<void> {
    const representative = { tenant: 't', objectId: 'rita', name: 'Rita' };
    const roles = ['CSR Manager' as const, 'Omnichannel Agent' as const];
    const access = { representatives: [{ ...representative, roles }] };
    const recording = { enabled: true, values: true };
    m = await aMailWorld({ settings: mailSettings({ access, recording }), anybody: false });
    world = m.world;
    world.channel.channels.add('emulator:queue');
    world.channel.givesCards = true;
    await write('help');
    await inThread('queue;command', 'serve', true);
  }

  const write = (text: string) => world.say('rita', { text, from: rita, identity: RITAS_ID });
  const inThread = (where: string, text: string, addressed = false) => {
    const shared = { kind: 'channel', addressed, served: CHANNEL } as const;
    return world.say(where, { text, from: rita, identity: RITAS_ID, shared });
  };
  const says = (conversation: string, text: string) =>
    world.say(conversation, { text, identity: DANA, from: dana });
  async function press(action: CardAction, where = 'rita'): Promise<void> {
    const thread = where === 'rita' ? undefined : { ...CHANNEL, conversation: where, name: '' };
    const click = { id: `click${++clicks}`, by: rita, identityId: RITAS_ID.id, thread };
    await world.agent.act(`emulator:${where}`, action, click);
    await world.quiet();
  }
  const pressed = (action: CardAction) =>
    world.say('rita', { text: '', action, from: rita, identity: RITAS_ID });

  /** A case with notes, drafts, acts and learned values, and a live talk in a thread of a channel. */
  async function inThreads(): Promise<void> {
    await says('c1', WORDS);
    await says('c1', 'the serial is AB-123');
    const { _id, number, reviews } = await world.case('c1');
    await write(`note ${number} Dana rang from 555-0199`);
    await write(`assign ${number} me`);
    const typed = { serial: 'AB-123', note: 'secret', category: 'billing' };
    await pressed({ verb: 'save', caseId: _id, reviewId: reviews[0]?.id ?? '', typed });
    await pressed({ verb: 'show', caseId: _id });
    await write(`why ${number}`);
    await draft(_id);
    await says('c1', 'I want to talk to a person');
    const posted = world.channel.sent.findIndex(
      ({ conversationId, content }) =>
        conversationId === 'emulator:queue' && content.kind === 'card' && content.card.kind === 'queue',
    );
    const root = `queue;m${posted + 1}`;
    await press({ verb: 'accept-conversation', conversationId: 'emulator:c1', problem: 1 }, root);
    await says('c1', 'Dana here, I live in Elm Street 5');
    await inThread(root, 'Hello Dana Reyes, of Elm Street 5');
    assert.equal((await world.conversation('c1')).takenIn, `emulator:${root}`);
  }

  async function draft(caseId: string): Promise<void> {
    const made: NewDraft = {
      ...{ kind: 'question', conversationId: 'emulator:c1', text: 'Dana, which grinder?', language: 'en' },
      ...{ writtenBy: { kind: 'model', name: 'gpt' }, basedOn: 2 },
    };
    const by = { at: new Date().toISOString(), by: AGENT, byKind: 'agent', tell: ['emulator:rita'] } as const;
    await world.store.update('cases', caseId, (found) => changed(withDraft(found, made, by)));
    await world.agent.drain(caseId);
    await world.quiet();
  }

  /** The same matter once more: asked whether it is a duplicate, a live talk in a chat, resolved. */
  async function inChats(): Promise<void> {
    await says('c2', 'my grinder leaks again, secret');
    const { duplicate } = await world.conversation('c2');
    assert.ok(duplicate, 'asked whether it is a duplicate');
    const place = { conversationId: 'emulator:c2', problem: 1 };
    await pressed({ verb: 'settle-duplicate', ...place, choice: 'new', caseId: duplicate.caseIds[0] });
    await says('c2', 'I want to talk to a person');
    await write('queue');
    await press({ verb: 'accept-conversation', ...place });
    await says('c2', 'Dana here, call 555-0199');
    await write('Hello Dana Reyes, I call 555-0199');
    assert.equal((await world.conversation('c2')).takenIn, 'emulator:rita');
    const { _id, number } = await world.case('c2');
    await pressed({ verb: 'end-conversation', ...place });
    await write(`split ${number} Dana has a broken grinder, too`);
    const { into } = await split(_id);
    await pressed({ verb: 'thumbs', caseId: _id, card: 'summary', up: true });
    const closing = { statusReason: 'Problem solved', resolution: 'told Dana', remarks: 'Dana was rude' };
    await pressed({ verb: 'resolve', caseId: into, typed: closing });
    await write(`merge ${number} ${(await world.case('c1')).number}`);
    const { status } = (await world.store.get('cases', _id)) ?? {};
    assert.equal(status, 'merged');
  }

  async function split(id: string): Promise<{ readonly into: string }> {
    const audit = await world.store.list('audit', { index: 'case', equals: [id], limit: 100 });
    const what = audit.items.map((one) => one.what).find(({ kind }) => kind === 'split');
    return what?.kind === 'split' ? what : assert.fail('it was not split');
  }

  /** Mails that are a case, that opened nothing, that came back, and the answers to them. */
  async function byMail(): Promise<void> {
    const from = { address: DANA.email, name: DANA.name };
    const [asked] = await m.mail(aMail({ from, text: 'Dana here' }));
    assert.ok(asked, 'asked what is wrong');
    await m.mail(m.answerTo(asked, { from, messageId: 'answer@x.test', text: 'my grinder leaks, secret' }));
    const { conversationId = '' } = await m.fateOf('first@customers.test');
    await pressed({ verb: 'settle-duplicate', conversationId, problem: 1, choice: 'new' });
    await m.mail(aMail({ from, messageId: 'away@x.test', kind: 'automatic', text: 'Dana is away' }));
    await m.mail(aMail({ from, messageId: 'forged@x.test', authentication: FORGED, kind: 'calendar' }));
    const bounce = { recipient: DANA.email, permanent: true, diagnostic: 'no dana here' };
    await m.mail({ ...aBounce('x'), bounce: { ...bounce, messageId: asked.messageId } });
    await m.mail({ ...aBounce('x'), messageId: 'bounce2@x.test', fullText: 'Dana', bounce });
  }

  /** What comes of days of work, or of other parts of the program. */
  async function later(): Promise<void> {
    const { _id } = await world.case('c1');
    await world.store.update('cases', _id, (found) =>
      changed({
        ...found,
        followUp: { rule: 'r', state: 'stuck', sent: 1, of: 2, words: 'Dana asks where it is' },
        closure: {
          ...{ heldUntil: '2027-01-01T00:00:00.000Z', by: AGENT, at: NOW, statusReason: 'Problem solved' },
          ...{ resolution: 'Dana did not answer', remarks: 'Dana is away', shownIn: [] },
        },
      }),
    );
    const turns = [{ from: 'customer', text: WORDS }] as const;
    await world.store.insert('training', {
      ...{ _id: `${_id}/category/9`, version: 1, caseId: _id, field: 'category', value: 'billing' },
      ...{ turns, at: NOW, source: 'case' },
    });
    const share = { right: 0, wrong: 0 };
    await world.store.insert('models', {
      ...{ _id: 'category', version: 1, at: NOW, definition: 'x', rows: 60, newestAt: NOW },
      verdict: {
        inUse: true,
        why: 'better',
        heldOut: 60,
        classifier: share,
        retrieval: share,
        lowerBound: 1,
      },
      model: { values: ['billing'], words: [['grinder', 'secret']] },
    });
    await world.store.insert('simulationCases', {
      ...{
        _id: 's1/1',
        version: 1,
        run: 's1',
        place: 1,
        caseId: _id,
        turns: [{ from: 'customer', text: WORDS }],
      },
    } as unknown as SimulationCase);
  }

  async function dump(): Promise<Map<string, string[]>> {
    const all = new Map<string, string[]>();
    for (const collection of COLLECTIONS) {
      const lines: string[] = [];
      for await (const doc of everyDocument(world.store, collection)) {
        const raw = 'data' in doc && typeof doc.data === 'string' ? doc.data : '';
        lines.push(`${JSON.stringify(doc)} ${Buffer.from(raw, 'base64').toString('latin1')}`);
      }
      if (collection !== 'settings') all.set(collection, lines);
    }
    return all;
  }

  async function traces(): Promise<[string, string][]> {
    return [...(await dump())].flatMap(([collection, lines]) =>
      lines.filter((line) => TRACES.test(line)).map((line): [string, string] => [collection, line]),
    );
  }

  it('leaves no trace of them in any collection', async () => {
    await begin();
    await inThreads();
    await inChats();
    await byMail();
    await later();
    assert.ok((await dump()).get('interactions')?.length, 'who did what, without words');
    const before = new Set((await traces()).map(([collection]) => collection));
    assert.deepEqual([...before].sort(), [...IN, ...MORE].sort());
    await requestErasure(world.agent.context, DANA.id, { id: 'e1', by: RITA });
    await world.agent.retainOnce();
    await world.pass(70_000);
    await world.agent.retainOnce();
    assert.equal((await world.store.get('erasures', 'e1'))?.state, 'done');
    assert.deepEqual(await traces(), []);
    assert.deepEqual((await dump()).get('interactions'), []);
    assert.deepEqual((await checkStore(world.store, { pause: () => Promise.resolve() })).findings, []);
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

  const ALL = 'my grinder leaks. I am Dana, dana@example.com';
  const after = async (days: number): Promise<void> => {
    await world.skip(days * DAY_MS);
    await world.agent.retainOnce();
  };
  const write = (text: string) => world.say('rita', { text, from: { id: 'rep:rita', name: 'rita' } });
  const resolve = (caseId: string) =>
    world.click('rita', {
      ...{ verb: 'resolve', caseId },
      typed: { statusReason: 'Problem solved', resolution: 'told Dana' },
    });

  it('forgets what representatives said last, and contacts that no case and no conversation knows any more', async () => {
    const retention = { transcriptDays: 30, closedCaseDays: 30 };
    world = await aWorld({ settings: quickSettings({ retention }) });
    await world.representative('rita');
    await world.say('c1', { text: 'my grinder leaks', identity: DANA });
    const sam = { id: 'email:sam@example.com', name: 'Sam', email: 'sam@example.com' };
    await world.say('c2', { text: 'my kettle leaks', identity: sam });
    for (const { email } of [DANA, sam])
      await world.store.insert('correspondents', { _id: email, version: 1, automatic: [] });
    await resolve((await world.case('c1'))._id);
    await write('call Dana Reyes');
    assert.equal((await world.conversation('rita')).lastTurn?.text, 'call Dana Reyes');
    await after(31);
    await after(1);
    assert.equal((await world.conversation('rita')).lastTurn, undefined);
    for (const [collection, dana, sams] of [
      ['contacts', DANA.id, sam.id],
      ['identities', DANA.id, sam.id],
      ['correspondents', DANA.email, sam.email],
    ] as const) {
      assert.equal(await world.store.get(collection, dana), undefined, collection);
      assert.ok(await world.store.get(collection, sams), `${collection} of an open case`);
    }
    const { items } = await world.store.list('erasures', { index: 'at', limit: 9 });
    assert.equal(items.find(({ what }) => what === 'contacts')?.removed, 3);
  });

  it('takes what is personal out of the cases that were merged into one, too', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { closedCaseDays: 10 } }) });
    await world.representative('rita');
    await world.say('c1', ALL);
    await world.pass(60_000);
    await world.say('c2', ALL);
    const [older, younger] = [await world.case('c1'), await world.case('c2')];
    await write(`merge ${younger.number} ${older.number}`);
    await resolve(older._id);
    await after(11);
    for (const { _id } of [older, younger]) {
      const found = await world.store.get('cases', _id);
      assert.doesNotMatch(JSON.stringify([found?.title, found?.fields, found?.contactId]), /Dana|grinder/);
    }
  });

  it('comes back to a case that could not be erased, and keeps no other waiting', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { closedCaseDays: 10 } }) });
    await world.representative('rita');
    for (const name of ['c1', 'c2']) {
      await world.say(name, ALL);
      await resolve((await world.case(name))._id);
      await world.pass(60_000);
    }
    await world.skip(11 * DAY_MS);
    let broken = true;
    const store = around(world.store, (call, name, of, id) =>
      broken && name === 'update' && of === 'cases' && id === 'emulator:c1~1'
        ? Promise.reject(new TypeError('a document like no other'))
        : call(),
    );
    const retain = () => keepRetention({ ...world.agent.context, store }, () => false);
    const erased = async () => {
      const found = await Promise.all([1, 2].map((n) => world.store.get('cases', `emulator:c${n}~1`)));
      return found.map((one) => one?.erasedAt !== undefined);
    };
    await retain();
    assert.deepEqual(await erased(), [false, true]);
    assert.ok(world.logged.some(({ message }) => message.includes('could not be erased')));
    broken = false;
    await retain();
    assert.deepEqual(await erased(), [true, true]);
  });

  it('looks again at all closed cases where older ones were brought in', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { closedCaseDays: 10 } }) });
    await world.representative('rita');
    await world.say('c1', ALL);
    await resolve((await world.case('c1'))._id);
    await after(11);
    const older = { closedAt: '2020-01-01T00:00:00.000Z', status: 'cancelled', title: 'Dana' } as const;
    await world.store.load('cases', [aCase({ _id: 'older~1', ...(older as object) })]);
    await after(1);
    assert.equal((await world.store.get('cases', 'older~1'))?.title, 'Dana');
    await beginRetentionAnew(world.store);
    await after(1);
    assert.equal((await world.store.get('cases', 'older~1'))?.title, 'CAS-00001-TEST');
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
  act: (call: Call, name: string, collection: unknown, id: unknown) => Promise<unknown>,
): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      if (typeof found !== 'function') return found;
      return (...args: unknown[]) =>
        act(
          async () => (await Reflect.apply(found, target, args)) as unknown,
          String(name),
          ...([args[0], args[1]] as const),
        );
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
