/** Access is checked at every command and every button, by who presses it now. */
import assert from 'node:assert/strict';
import type { CardAction } from '../../cases/cardActions';
import type { SettingsInput } from '../../cases/settings';
import { aWorld, quickSettings, type World } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';
const CONVERSES = ['Omnichannel Agent' as const];
const WORKS = ['Customer Service Representative' as const];

describe('a representative known by the directory', () => {
  let world: World;
  let clicks: number;
  beforeEach(() => (clicks = 0));
  afterEach(() => world.stop());

  type Roles = NonNullable<
    NonNullable<NonNullable<SettingsInput['access']>['representatives']>[number]['roles']
  >;
  const settings = (roles: Roles, over: SettingsInput['access'] = {}) =>
    quickSettings({
      access: { representatives: [{ tenant: 't', objectId: 'rita', name: 'Rita', roles }], ...over },
    });
  async function begin(roles: Roles, over?: SettingsInput['access']): Promise<string> {
    const published = settings(roles, over);
    world = await aWorld({
      settings: published,
      anybody: false,
    });
    await write('help');
    await world.say('c1', ALL);
    await world.say('c2', 'agent please');
    world.hear('rita');
    return (await world.case('c1'))._id;
  }
  const write = (text: string) =>
    world.say('rita', { text, from: { id: 'rita', name: 'Rita' }, identity: { id: 'teams:t/rita' } });
  const press = async (action: CardAction, identityId: string | undefined = 'teams:t/rita') => {
    const by = { id: 'rita', name: 'Rita' };
    const { card: shown } = await world.agent.act('emulator:rita', action, {
      id: `c${++clicks}`,
      by,
      identityId,
    });
    await world.quiet();
    return shown.kind === 'told' ? shown.text : `[${shown.kind}]`;
  };
  const acceptConversation: CardAction = {
    verb: 'accept-conversation',
    conversationId: 'emulator:c2',
    problem: 1,
  };

  it('who may only talk with customers accepts one, and is refused cases', async () => {
    const caseId = await begin(CONVERSES);
    assert.match((await write('cases')).join(), /needs the role Customer Service Representative/);
    assert.match(await press({ verb: 'take', caseId }), /needs the role Customer Service Representative/);
    assert.equal((await world.case('c1')).owner, undefined);
    assert.equal(await press(acceptConversation), '[queue]');
    assert.equal((await world.conversation('c2')).takenBy?.name, 'Rita');
  });

  it('who may only work on cases is refused conversations', async () => {
    const caseId = await begin(WORKS);
    assert.match(await press(acceptConversation), /needs the role Omnichannel Agent/);
    assert.match((await write('queue')).join(), /needs the role Omnichannel Agent/);
    await press({ verb: 'take', caseId });
    assert.equal((await world.case('c1')).owner?.name, 'Rita');
  });

  it('without the feature may edit by hand, but not ask the agent to update', async () => {
    const off = { creationAndUpdate: false };
    const caseId = await begin(WORKS, { profiles: [{ name: 'Off', features: off }] });
    assert.match(await press({ verb: 'update', caseId }), /profile does not include/);
    assert.match(
      (await write(`update ${(await world.case('c1')).number}`)).join(),
      /profile does not include/,
    );
    assert.equal(await press({ verb: 'show', caseId }), 'Shown below.');
  });

  it('who was taken off the list is refused at the next click', async () => {
    const caseId = await begin(WORKS);
    await world.publish(settings([]));
    assert.match(await press({ verb: 'take', caseId }), /Only representatives/);
    assert.equal((await world.case('c1')).owner, undefined);
  });

  it('without the feature is shown nothing that the agent opens or changes', async () => {
    await begin(WORKS, { profiles: [{ name: 'Off', features: { creationAndUpdate: false } }] });
    assert.equal(world.cards('rita', 'case-opened').length, 0);
  });

  it('with it is shown the case as it opens', async () => {
    await begin(WORKS);
    assert.equal(world.cards('rita', 'case-opened').length, 1);
    assert.equal(world.cards('rita', 'queue').length, 0);
  });

  it('nobody else can press a button in their conversation: not unproven, not as another', async () => {
    const caseId = await begin(WORKS);
    assert.match(await press({ verb: 'take', caseId }, 'teams:t/eve'), /Only representatives/);
    assert.match(await press({ verb: 'take', caseId }, ''), /Only representatives/);
    assert.equal((await world.case('c1')).owner, undefined);
  });
});
