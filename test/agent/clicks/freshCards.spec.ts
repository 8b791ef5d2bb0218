/** A card shown anew to whoever looks at it: from the store as it stands, for this person. */
import assert from 'node:assert/strict';
import type { CardAction, FreshCard } from '../../../cases/cardActions';
import type { SettingsInput } from '../../../cases/settings';
import { aWorld, quickSettings, type World } from '../../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';

describe('a card that somebody looks at', () => {
  let world: World;
  let looks = 0;
  afterEach(() => world.stop());

  const act = (who: string, action: CardAction, where = 'team') =>
    world.agent.act(`emulator:${where}`, action, {
      id: `look${++looks}`,
      by: { id: who, name: who },
      identityId: `teams:t/${who}`,
      viewerId: `29:${who}`,
    });
  const look = (who: string, card: FreshCard) => act(who, { verb: 'refresh', card });
  const write = (who: string, text: string, where = 'team') =>
    world.say(where, {
      text,
      from: { id: who, name: who },
      identity: { id: `teams:t/${who}` },
      viewerId: `29:${who}`,
    });

  /** A chat of Rita, who does cases, and Tom, who talks with customers only. */
  async function begin(over: SettingsInput['access'] = {}): Promise<{ caseId: string; reviewId: string }> {
    const representatives = [
      { tenant: 't', objectId: 'rita', name: 'Rita' },
      { tenant: 't', objectId: 'tom', name: 'Tom', roles: ['Omnichannel Agent' as const] },
    ];
    const settings = quickSettings({ access: { representatives, ...over } });
    world = await aWorld({ settings, anybody: false });
    await write('rita', 'help');
    await world.say('c1', ALL);
    await world.say('c1', 'the serial is AB-123');
    const { _id, reviews } = await world.case('c1');
    return { caseId: _id, reviewId: reviews.at(-1)?.id ?? assert.fail() };
  }

  it('is read and nothing is written', async () => {
    const ids = await begin();
    const { length } = world.predictor.requests;
    const before = [await world.conversation('team'), await world.case('c1')];
    const { card, notice } = await look('rita', { kind: 'review', ...ids });
    assert.ok(card.kind === 'review' && notice === undefined);
    assert.deepEqual([await world.conversation('team'), await world.case('c1')], before);
    assert.equal(world.predictor.requests.length, length);
  });

  it('shows who has acted what came of it', async () => {
    const ids = await begin();
    await act('rita', { verb: 'accept', ...ids, fields: ['serial'] });
    const { card } = await look('rita', { kind: 'review', ...ids });
    assert.ok(card.kind === 'review');
    assert.deepEqual(
      card.rows.map(({ state, by }) => [state, by]),
      [['confirmed', 'rita']],
    );
  });

  it('has buttons for who may press them, and none for who may not', async () => {
    const ids = await begin({
      profiles: [
        { name: 'No updates', features: { creationAndUpdate: false }, members: ['ned'] },
        { name: 'Default' },
      ],
      representatives: [
        { tenant: 't', objectId: 'rita', name: 'Rita' },
        { tenant: 't', objectId: 'ned', name: 'Ned' },
      ],
    });
    const rita = await look('rita', { kind: 'review', ...ids });
    const ned = await look('ned', { kind: 'review', ...ids });
    for (const verb of ['accept', 'undo', 'take'] as const) assert.ok(!rita.without.includes(verb), verb);
    assert.ok(ned.card.kind === 'review');
    for (const verb of ['accept', 'undo', 'update'] as const) assert.ok(ned.without.includes(verb), verb);
  });

  it('of a case is not shown to who does no cases; of a conversation it is', async () => {
    const ids = await begin();
    await write('tom', 'help');
    await world.say('c2', 'agent please');
    assert.equal((await look('tom', { kind: 'review', ...ids })).card.kind, 'told');
    const queue = await look('tom', { kind: 'queue', conversationId: 'emulator:c2', problem: 1 });
    assert.equal(queue.card.kind, 'queue');
    assert.ok(queue.without.includes('take') && !queue.without.includes('accept-conversation'));
  });

  it('of what was said live is shown where it is held, and elsewhere only who has it', async () => {
    await begin();
    await write('tom', 'help');
    await world.say('c2', 'agent please');
    const of = { conversationId: 'emulator:c2', problem: 1 };
    await act('tom', { verb: 'accept-conversation', ...of });
    await world.quiet();
    assert.equal((await look('tom', { kind: 'live', ...of })).card.kind, 'live');
    await write('rita', 'help', 'elsewhere');
    const forged = await act('rita', { verb: 'refresh', card: { kind: 'live', ...of } }, 'elsewhere');
    assert.ok(forged.card.kind === 'queue' && forged.card.live.by === 'tom');
  });

  it('is meant for everybody who wrote or clicked there', async () => {
    const { caseId } = await begin();
    await act('tom', { verb: 'why', caseId });
    await act('sue', { verb: 'why', caseId }); // nobody we know
    assert.deepEqual((await world.conversation('team')).people, ['29:rita', '29:tom']);
    world.channel.sent.length = 0;
    await write('rita', 'cases');
    assert.deepEqual(world.channel.sent[0]?.viewers, ['29:rita', '29:tom']);
  });
});
