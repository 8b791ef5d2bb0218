/** Follow-up and closure among people who answer, undo and write again; the worked example is in test/journeys. */
import assert from 'node:assert/strict';
import type { AgentContext } from '../../../agent/context';
import { plainDraft, type Drafter } from '../../../cases/drafts/drafting';
import type { CardAction } from '../../../cases/cardActions';
import type { SettingsInput } from '../../../cases/settings';
import { aWorld, Gate, quickSettings, type World } from '../../support/world';
import { contosoRule, DAY_MS, HOUR_MS, sendDraft } from '../../support/followUps';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';
const RITA = { id: 'rep:rita', name: 'rita' };

describe('a case that is followed up', () => {
  let world: World;
  let clicks = 0;
  afterEach(() => world.stop());

  const settingsWith = (rule: Parameters<typeof contosoRule>[0] = {}, over: Partial<SettingsInput> = {}) =>
    quickSettings({
      followUp: { rules: [contosoRule({ when: undefined, ...rule })] },
      closure: { holdMinutes: 60 },
      ...over,
    });
  const begin = async (
    rule: Parameters<typeof contosoRule>[0] = {},
    over: Partial<SettingsInput> = {},
    parts: Partial<AgentContext> = {},
  ): Promise<string> => {
    world = await aWorld({ settings: settingsWith(rule, over), over: () => parts });
    await world.representative('rita');
    await world.say('c1', ALL);
    const { number } = await world.case('c1');
    await write(`status ${number} on hold`);
    world.hear('c1');
    world.hear('rita');
    return number;
  };
  const write = (text: string) => world.say('rita', { text, from: RITA });
  const invoke = async (action: CardAction) => {
    const { card: shown } = await world.agent.act('emulator:rita', action, {
      id: `click${++clicks}`,
      by: RITA,
    });
    await world.quiet();
    return shown;
  };
  const heard = (): string => world.hear('c1').join('\n');
  const state = async () => (await world.case('c1')).followUp?.state;
  const history = async () => (await world.audit('c1')).map(({ what }) => what);
  const toClosing = async (): Promise<void> => {
    for (let n = 0; n < 4; n++) await world.restart(48 * HOUR_MS);
    assert.ok((await world.case('c1')).closure);
  };

  describe('whose customer answers', () => {
    it('favourably, is followed up no more', async () => {
      await begin();
      await world.restart(48 * HOUR_MS);
      assert.match(heard(), /we have not heard from you/);
      assert.match((await world.say('c1', 'Yes, it works now. Thank you!')).join(), /Good to hear/);
      assert.equal(await state(), 'ended');
      await world.restart(30 * DAY_MS);
      assert.deepEqual([heard(), (await world.case('c1')).status], ['', 'active']);
    });

    it('that it does not work, stands still until somebody has answered', async () => {
      await begin();
      await world.restart(48 * HOUR_MS);
      heard();
      await world.say('c1', 'No, it still leaks.');
      assert.equal(await state(), 'answered');
      await world.restart(30 * DAY_MS);
      assert.deepEqual([heard(), await state()], ['', 'answered']);
    });

    it('favourably, has nothing suggested about it any more', async () => {
      await begin({ automation: 'confirm' }, { conversation: { idleHours: 1_000 } });
      await world.restart(48 * HOUR_MS);
      assert.equal(world.cards('rita', 'suggested-actions').at(-1)?.suggestion, 'send-follow-up');
      await world.say('c1', 'Yes, it works now. Thank you!');
      assert.equal((await world.case('c1')).followUp?.suggestion, undefined);
      assert.equal(world.cards('rita', 'suggested-actions').at(-1)?.suggestion, undefined);
    });

    it('with something that the agent cannot settle, is to be replied to', async () => {
      await begin({ automation: 'confirm' }, { conversation: { idleHours: 1_000 } });
      await world.restart(48 * HOUR_MS);
      await world.say('c1', 'No, it still leaks.');
      assert.equal(world.cards('rita', 'suggested-actions').at(-1)?.suggestion, 'reply');
    });

    it('days later in a chat, answers that case and begins no other', async () => {
      await begin();
      await world.restart(48 * HOUR_MS);
      await world.restart(47 * HOUR_MS);
      await world.say('c1', 'No, my kettle leaks as well, I am Dana, dana@example.com');
      assert.equal((await world.cases()).length, 1);
    });

    it('while the follow-up is on its way, is asked nothing', async () => {
      await begin();
      const { _id } = await world.case('c1');
      world.channel.before = async () => undefined;
      await Promise.all([world.restart(48 * HOUR_MS - 1_000)]);
      await world.receive('c1', 'it still leaks');
      await world.restart(2_000);
      assert.doesNotMatch(heard(), /have not heard/);
      assert.equal((await world.store.get('cases', _id))?.followUp?.sent, 0);
    });

    it('while the follow-up is being written, is asked nothing', async () => {
      const gate = new Gate();
      let writes = false;
      const draft: Drafter['draft'] = async (request) => {
        writes = true;
        await gate.opened;
        return plainDraft(request);
      };
      await begin({}, {}, { drafter: { asksModel: true, draft } });
      await world.restart(48 * HOUR_MS - 2_000);
      await world.tick(3_000);
      await world.until(() => writes);
      await world.receive('c1', 'it still leaks');
      gate.open();
      await world.quiet();
      assert.doesNotMatch(heard(), /have not heard/);
      assert.equal(await state(), 'answered');
    });

    it('while the closing is held, is not closed', async () => {
      await begin();
      await toClosing();
      await world.say('c1', 'sorry for the wait, it still leaks');
      const found = await world.case('c1');
      assert.deepEqual(
        [found.closure, found.followUp?.state, found.status],
        [undefined, 'answered', 'active'],
      );
      assert.deepEqual((await history()).at(-1), { kind: 'closure', state: 'lifted', why: 'customer-spoke' });
      await world.restart(DAY_MS);
      assert.equal((await world.case('c1')).status, 'active');
    });

    it('with a machine, is asked on', async () => {
      await begin();
      await world.restart(48 * HOUR_MS);
      heard();
      await world.restart(48 * HOUR_MS);
      assert.match(heard(), /asking once more/);
    });
  });

  describe('about to be closed', () => {
    it('is shown to representatives, and stays open with one click', async () => {
      const number = await begin();
      await toClosing();
      const { _id: caseId } = await world.case('c1');
      const card = world.cards('rita', 'closure').at(-1);
      assert.ok(card?.held);
      const shown = await invoke({ verb: 'keep-open', caseId });
      assert.equal(shown.kind, 'closure');
      assert.deepEqual((await history()).at(-1), { kind: 'closure', state: 'undone' });
      await world.restart(DAY_MS);
      const kept = await world.case('c1');
      assert.deepEqual([kept.status, kept.closure, kept.followUp?.why], ['active', undefined, 'kept-open']);
      assert.match((await write(`keep ${number}`)).join(), /Already open/);
    });

    it('stays open by a command', async () => {
      const number = await begin();
      await toClosing();
      assert.match((await write(`keep ${number} open`)).join(), new RegExp(`${number} stays open`));
      assert.equal((await world.case('c1')).closure, undefined);
    });

    it('is not closed once its status says that it is worked on again', async () => {
      const number = await begin();
      await toClosing();
      await write(`status ${number} researching`);
      await world.restart(DAY_MS);
      const found = await world.case('c1');
      assert.deepEqual([found.status, found.closure, found.followUp], ['active', undefined, undefined]);
    });

    it('is not closed while something is promised, and says why', async () => {
      const number = await begin();
      await sendDraft(world, { kind: 'reply', text: 'We will send you a replacement.' });
      for (let n = 0; n < 5; n++) await world.restart(48 * HOUR_MS);
      const found = await world.case('c1');
      assert.deepEqual(
        [found.status, found.followUp?.state, found.followUp?.why],
        ['active', 'stuck', 'promise-open'],
      );
      assert.ok((await history()).some((what) => what.kind === 'closure' && what.state === 'prevented'));
      await write(`why ${number}`);
      const checks =
        world
          .cards('rita', 'why')
          .at(-1)
          ?.checks.map(({ text }) => text) ?? [];
      assert.match(checks.join('\n'), /Something was promised.*We will send you a replacement/);
    });

    it('has its resolution, type and remarks filled in', async () => {
      await begin(
        {},
        { closure: { holdMinutes: 0, statusReason: 'information provided', remarks: ['category'] } },
      );
      for (let n = 0; n < 4; n++) await world.restart(48 * HOUR_MS);
      const closed = await world.case('c1');
      assert.ok(closed.status === 'resolved');
      assert.deepEqual([closed.statusReason, closed.remarks], ['Information provided', 'Category: defect']);
    });
  });

  describe('after the closing', () => {
    const close = async (closure: SettingsInput['closure']): Promise<void> => {
      await begin({}, { closure: { holdMinutes: 0, ...closure } });
      for (let n = 0; n < 4; n++) await world.restart(48 * HOUR_MS);
      assert.equal((await world.case('c1')).status, 'resolved');
      world.hear('c1');
    };

    for (const replies of ['reopen', 'newCase'] as const)
      it(`thanks open nothing, under ${replies}`, async () => {
        await close({ replies: { chat: replies } });
        assert.deepEqual(await world.say('c1', 'Thank you very much!'), []);
        const cases = await world.cases();
        assert.deepEqual(
          cases.map(({ status }) => status),
          ['resolved'],
        );
      });

    it('a reply opens it again, where the settings say so, and representatives are told', async () => {
      await close({ replies: { chat: 'reopen' } });
      await world.say('c1', 'thanks');
      const words = await world.say('c1', 'it leaks again');
      assert.match(words.join(), /I have opened case CAS-\S+ again/);
      const [found] = await world.cases();
      assert.deepEqual([(await world.cases()).length, found?.status], [1, 'active']);
      assert.match(
        world.cards('rita', 'told').at(-1)?.text ?? '',
        /was closed and is open again. Dana Reyes: it leaks again/,
      );
      await world.say('c1', 'the serial is AB-123');
      assert.equal((await world.case('c1')).fields['serial']?.value, 'AB-123');
    });

    it('a reply begins a case that is linked to it, where the settings say so', async () => {
      await close({ replies: { chat: 'newCase' } });
      const { _id } = await world.case('c1');
      await world.say('c1', 'my kettle is broken. I am Dana, dana@example.com');
      const next = await world.case('c1');
      assert.notEqual(next._id, _id);
      assert.equal(next.relatedTo, _id);
    });

    it('a reply comes too late to open it again', async () => {
      await close({ replies: { chat: 'reopen' }, reopenHours: 24 });
      const { _id } = await world.case('c1');
      await world.restart(25 * HOUR_MS);
      await world.say('c1', 'my kettle is broken. I am Dana, dana@example.com');
      assert.equal((await world.case('c1')).relatedTo, _id);
    });
  });

  describe('by rules that change', () => {
    it('begins when a rule is activated, without being touched', async () => {
      await begin({ state: 'draft' });
      await world.restart(10 * DAY_MS);
      assert.equal(await state(), undefined);
      await world.publish(settingsWith());
      await world.restart(1_000);
      await world.restart(1_000);
      assert.match(heard(), /have not heard from you/);
    });

    it('ends when the rule is taken away', async () => {
      await begin();
      await world.restart(48 * HOUR_MS);
      heard();
      await world.publish(settingsWith({ state: 'draft' }));
      await world.restart(1_000);
      await world.restart(30 * DAY_MS);
      assert.deepEqual([heard(), (await world.case('c1')).followUp], ['', undefined]);
    });

    it('begins on each of many cases', async () => {
      world = await aWorld({ settings: settingsWith({ state: 'draft' }) });
      for (let n = 0; n < 30; n++) await world.say(`c${n}`, ALL);
      for (const { _id } of await world.cases())
        await world.store.update('cases', _id, (found) => ({
          is: 'changed',
          doc: { ...found, statusReason: 'On hold' },
        }));
      await world.publish(settingsWith());
      await world.restart(48 * HOUR_MS);
      await world.restart(1_000);
      for (let n = 0; n < 30; n++) assert.match(world.hear(`c${n}`).join(), /have not heard/);
    });
  });

  it('is asked once, however many processes look at it in the same moment', async () => {
    world = await aWorld({ settings: settingsWith(), shared: true });
    await world.representative('rita');
    await world.say('c1', ALL);
    await write(`status ${(await world.case('c1')).number} on hold`);
    world.hear('c1');
    for (const words of [/have not heard/, /asking once more/, /asking a last time/]) {
      await world.restart(48 * HOUR_MS - 2_000);
      assert.equal(heard(), '');
      const others = ['p2', 'p3'].map((holder) => world.anAgent(holder));
      await Promise.all(others.map((agent) => agent.start()));
      await world.skip(3_000);
      const said = world.hear('c1');
      assert.equal(said.length, 1);
      assert.match(said.join(), words);
    }
  });
});
