/** Everything that a person can leave behind, so that whatever is added to the store is looked at here. */
import assert from 'node:assert/strict';
import { requestErasure } from '../../agent/erasing';
import { checkStore } from '../../commands/store/check';
import { COLLECTIONS } from '../../commands/store/exports';
import { everyDocument } from '../../commands/store/everyDocument';
import type { CardAction } from '../../cases/cardActions';
import { withDraft, type NewDraft } from '../../cases/drafts/drafts';
import type { SimulationCase } from '../../cases/simulation';
import { changed } from '../../cases/store';
import { AGENT, NOW, RITA } from '../support/builders';
import { aBounce, aMail, aMailWorld, FORGED, mailSettings, type MailWorld } from '../support/mailWorld';
import { type World } from '../support/world';

const DANA = { id: 'email:dana@example.com', name: 'Dana Reyes', email: 'dana@example.com' };
const WORDS = 'my grinder leaks. note: secret';

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
