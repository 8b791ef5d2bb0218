/** What representatives ask to have written: drafts for the customer, and the resolution form filled in. */
import assert from 'node:assert/strict';
import type { Drafter } from '../../../cases/drafts/drafting';
import type { CardAction } from '../../../cases/cardActions';
import { shippedSettings } from '../../../cases/shipped/settings';
import { someSettings } from '../../support/builders';
import { aWorld, quickSettings, type World, type WorldOptions } from '../../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';
const GERMAN = 'meine Mühle tropft, das ist nicht gut. I am Dana, dana@example.com';

/** A model that writes what it is told to. */
function aDrafter(text: string, before: () => Promise<unknown> = () => Promise.resolve()): Drafter {
  return {
    asksModel: true,
    draft: async ({ kind }) => {
      await before();
      const form = kind === 'resolution' ? { statusReason: 'Information provided', remarks: 'Noted.' } : {};
      return {
        text,
        ...form,
        writtenBy: { kind: 'model', name: 'openai:small' },
        usage: { inputTokens: 10, outputTokens: 5, costMicros: 7 },
      };
    },
  };
}

describe('drafting', () => {
  let world: World;
  let caseId: string;
  afterEach(() => world.stop());

  async function begun(said: string, options: WorldOptions = {}): Promise<void> {
    world = await aWorld(options);
    for (const name of ['rita', 'sam']) await world.representative(name);
    await world.say('c1', said);
    ({ _id: caseId } = await world.case('c1'));
    world.hear('c1');
  }
  const draft = (kind: 'follow-up' | 'reply' | 'closing' = 'follow-up'): CardAction => ({
    verb: 'draft',
    caseId,
    draft: kind,
  });
  const invoke = async (name: string, action: CardAction, id = `i-${name}`) => {
    const click = { id, by: { id: `rep:${name}`, name } };
    return (await world.agent.act(`emulator:${name}`, action, click)).card;
  };
  const shown = (name: string) => world.cards(name, 'draft').at(-1)?.draft;

  it("is in the customer's language and shown to who asked", async () => {
    await begun(GERMAN);
    await world.click('rita', draft());
    assert.match(shown('rita')?.text ?? '', /^Guten Tag Dana,[\s\S]*gehört/);
    assert.equal(shown('rita')?.byAi, false);
    assert.equal(shown('sam'), undefined);
    assert.deepEqual(world.hear('c1'), []);
  });

  it('of the same thing by two people is one draft, which both are shown', async () => {
    await begun(ALL);
    await Promise.all([invoke('rita', draft()), invoke('sam', draft())]);
    await world.quiet();
    assert.equal((await world.case('c1')).drafts?.length, 1);
    assert.equal(shown('rita')?.id, shown('sam')?.id);
  });

  it('by a model takes its time without keeping the click waiting, says so, and is charged to the case', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const drafter = aDrafter('Does it still leak?', () => gate);
    await begun(ALL, { over: () => ({ drafter }) });
    const click = { id: 'i1', by: { id: 'rep:rita', name: 'rita' } };
    const answer = await world.agent.act('emulator:rita', draft(), click);
    open();
    await world.quiet();
    assert.equal(answer.card.kind, 'suggested-actions');
    assert.match(answer.notice ?? '', /being written/);
    assert.deepEqual(
      [shown('rita')?.text, shown('rita')?.byAi, shown('rita')?.author],
      ['Does it still leak?', true, 'openai:small'],
    );
    assert.equal((await world.case('c1')).usage?.costMicros, 7);
  });

  it('is made again where the customer has spoken since the last one', async () => {
    await begun(ALL);
    await world.click('rita', draft('reply'));
    await world.say('c1', 'and now it is broken');
    await world.click('rita', draft('reply'));
    assert.deepEqual(
      (await world.case('c1')).drafts?.map(({ state }) => state),
      ['superseded', 'open'],
    );
  });

  it('of a follow-up is the one that the rule is at, and the rule hears that it was sent', async () => {
    const rule = {
      name: 'On hold',
      state: 'active' as const,
      automation: 'confirm' as const,
      statusReason: 'On hold',
      followUps: [{ waitHours: 48, template: 'Reminder' }, { waitHours: 48 }],
      fields: ['category'],
    };
    const templates = [{ name: 'Reminder', wordings: { en: { text: 'Any news, {{customer.name}}?' } } }];
    await begun(ALL, { settings: quickSettings({ followUp: { rules: [rule] }, templates }) });
    await world.agent.start();
    const { number } = await world.case('c1');
    await world.say('rita', { text: `status ${number} on hold`, from: { id: 'rep:rita', name: 'rita' } });
    await world.skip(49 * 3_600_000);
    assert.equal((await world.case('c1')).followUp?.suggestion?.kind, 'send-follow-up');
    const card = await invoke('rita', { verb: 'refresh', card: { kind: 'suggested-actions', caseId } });
    assert.ok(card.kind === 'suggested-actions');
    assert.deepEqual([card.suggestion, card.rule], ['send-follow-up', 'On hold']);
    assert.match(card.summary, /last wrote 2 days ago: “my grinder leaks/);
    await invoke('rita', draft());
    await world.quiet();
    const made = shown('rita');
    assert.deepEqual([made?.text, made?.purpose], ['Any news, Dana?', { rule: 'On hold', number: 1 }]);
    const { id: draftId = '', revision = 0, seen = 0 } = made ?? {};
    await invoke('rita', { verb: 'send-draft', caseId, draftId, revision, seen }, 'i2');
    await world.skip(2_000);
    assert.deepEqual(world.hear('c1'), ['Any news, Dana?']);
    assert.equal((await world.case('c1')).followUp?.sent, 1);
    assert.equal((await world.conversation('c1')).expects?.kind, 'follow-up');
    await world.skip(49 * 3_600_000);
    assert.equal((await world.case('c1')).followUp?.suggestion?.kind, 'send-next-follow-up');
  });

  it('of follow-ups is for those who may close', async () => {
    const access = {
      representatives: [{ tenant: 't', objectId: 'rita', name: 'Rita' }],
      profiles: [{ name: 'No closing', features: { followUpAndClosure: false } }],
    };
    await begun(ALL, { settings: quickSettings({ access }) });
    const identity = { id: 'teams:t/rita' };
    await world.publish(quickSettings({ access }));
    const limited = world.anAgent('limited', { access: { of: lacking, known: lacking } });
    const { card: answer } = await limited.act('emulator:rita', draft(), {
      id: 'x',
      by: { id: 'rep:rita', name: 'rita' },
      identityId: identity.id,
    });
    assert.match(answer.kind === 'told' ? answer.text : '', /follow-up and closure/);
    assert.equal((await world.case('c1')).drafts, undefined);
    function lacking() {
      return Promise.resolve({
        roles: ['Customer Service Representative' as const],
        features: { creationAndUpdate: true, followUpAndClosure: false },
      });
    }
  });

  describe('the resolution form', () => {
    const formOf = async (name: string) => {
      const answer = await invoke(name, { verb: 'resolve-form', caseId });
      assert.equal(answer.kind, 'resolve-form');
      return answer.kind === 'resolve-form' ? answer : assert.fail();
    };

    it('is filled in from the case, typed over, and what was typed counts', async () => {
      await begun(ALL, { settings: quickSettings({ resolution: { fill: { fields: ['category'] } } }) });
      const { fields, byAi } = await formOf('rita');
      const [reason, resolution, remarks] = fields.map(({ value }) => value);
      assert.deepEqual([reason, remarks, byAi], ['Problem solved', 'Category: defect', undefined]);
      assert.match(resolution ?? '', /grinder leaks/);
      const typed = { statusReason: 'Information provided', resolution: 'New seal.', remarks: 'Rare.' };
      await invoke('rita', { verb: 'resolve', caseId, typed }, 'i2');
      const found = await world.case('c1');
      assert.ok(found.status === 'resolved');
      assert.deepEqual(
        [found.statusReason, found.resolution, found.remarks],
        ['Information provided', 'New seal.', 'Rare.'],
      );
    });

    it('is empty where the settings say so', async () => {
      await begun(ALL, { settings: quickSettings({ resolution: { fill: { on: false } } }) });
      const { fields } = await formOf('rita');
      assert.deepEqual(
        fields.map(({ value }) => value),
        ['Problem solved', undefined, undefined],
      );
      assert.equal((await world.case('c1')).drafts, undefined);
    });

    it('filled in by a model says so, in a message of its own', async () => {
      await begun(ALL, { over: () => ({ drafter: aDrafter('A new seal.') }) });
      await invoke('rita', { verb: 'resolve-form', caseId });
      await world.quiet();
      const form = world.cards('rita', 'resolve-form').at(-1);
      assert.deepEqual(
        form?.fields.map(({ value }) => value),
        ['Information provided', 'A new seal.', 'Noted.'],
      );
      assert.equal(form?.byAi, 'openai:small');
    });

    it('is filled in only with fields that there are', () => {
      assert.throws(() => someSettings({ resolution: { fill: { fields: ['none'] } } }), /fill.fields.*none/);
      assert.equal(shippedSettings.resolution.fill.on, true);
    });
  });
});
