/** Representatives and drafts: first click wins, nothing is sent over the customer's head, and nothing twice. */
import assert from 'node:assert/strict';
import { withDraft, type NewDraft } from '../../../cases/drafts/drafts';
import { changed } from '../../../cases/store';
import { AGENT } from '../../support/builders';
import { aWorld, type World } from '../../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';

describe('a draft in a chat', () => {
  let world: World;
  let caseId: string;
  afterEach(() => world.stop());

  async function drafted(over: Partial<NewDraft> = {}): Promise<void> {
    world = await aWorld();
    await world.representative('rita');
    await world.representative('sam');
    await world.say('c1', ALL);
    ({ _id: caseId } = await world.case('c1'));
    const { lastCustomerSeq } = await world.conversation('c1');
    await world.store.update('cases', caseId, (found) =>
      changed(
        withDraft(
          found,
          {
            kind: 'question',
            conversationId: 'emulator:c1',
            text: 'Which grinder is it?',
            language: 'en',
            writtenBy: { kind: 'model', name: 'gpt' },
            basedOn: lastCustomerSeq,
            ...over,
          },
          {
            at: new Date().toISOString(),
            by: AGENT,
            byKind: 'agent',
            tell: ['emulator:rita', 'emulator:sam'],
          },
        ),
      ),
    );
    await world.agent.drain(caseId);
    await world.quiet();
    world.hear('c1');
  }

  const shown = (who: string) => {
    const card = world.cards(who, 'draft').at(-1);
    assert.ok(card, `${who} is shown a draft`);
    return card.draft;
  };
  const send = (who: string) => {
    const { id: draftId, revision, seen } = shown(who);
    return world.click(who, { verb: 'send-draft', caseId, draftId, revision, seen });
  };

  it('is shown to those who are told, and said when one of them sends it', async () => {
    await drafted();
    assert.equal(shown('rita').text, 'Which grinder is it?');
    assert.equal(shown('sam').state, 'open');
    await send('rita');
    assert.deepEqual(world.hear('c1'), ['Which grinder is it?']);
    assert.deepEqual([shown('sam').state, shown('sam').by], ['sent', 'rita']);
  });

  it('that a model wrote says so below, one from a template does not; neither is part of the words', async () => {
    const noteOf = async () => {
      const { content } =
        world.channel.sent.filter(({ conversationId }) => conversationId === 'emulator:c1').at(-1) ?? {};
      const turn = (await world.turns('c1')).at(-1);
      assert.equal(turn?.text, 'Which grinder is it?');
      return [content?.kind === 'text' && content.note, turn.note];
    };
    await drafted();
    await send('rita');
    assert.deepEqual(await noteOf(), Array(2).fill('Written with AI, on behalf of Support'));
    await world.stop();
    await drafted({ writtenBy: { kind: 'template', name: 'Question' } });
    await send('rita');
    assert.deepEqual(await noteOf(), [undefined, undefined]);
  });

  it('is said once, however many send it at the same time', async () => {
    await drafted();
    const { id: draftId, revision, seen } = shown('rita');
    const action = { verb: 'send-draft', caseId, draftId, revision, seen } as const;
    await Promise.all(
      ['rita', 'sam'].map((name) =>
        world.agent.act(`emulator:${name}`, action, { id: 'x', by: { id: `rep:${name}`, name } }),
      ),
    );
    await world.quiet();
    assert.deepEqual(world.hear('c1'), ['Which grinder is it?']);
  });

  it('that the customer has overtaken is shown with what they said, and sent only on the next word', async () => {
    await drafted();
    await world.say('c1', 'it is the grinder g1');
    world.hear('c1');
    await send('rita');
    assert.deepEqual(world.hear('c1'), []);
    assert.equal(shown('rita').since, 'it is the grinder g1');
    await send('rita');
    assert.deepEqual(world.hear('c1'), ['Which grinder is it?']);
  });

  it('is edited in a form, and what was typed is what is said', async () => {
    await drafted();
    const { id: draftId } = shown('rita');
    await world.click('rita', { verb: 'edit-draft', caseId, draftId });
    const form = world.cards('rita', 'draft-form').at(-1);
    assert.deepEqual(
      form?.fields.map(({ name, value }) => [name, value]),
      [['text', 'Which grinder is it?']],
    );
    await world.click('rita', { verb: 'save-draft', caseId, draftId, revision: 1, typed: { text: '  ' } });
    assert.ok(world.cards('rita', 'draft-form').at(-1)?.fields[0]?.problem);
    await world.click('rita', {
      verb: 'save-draft',
      caseId,
      draftId,
      revision: 1,
      typed: { text: 'Which?' },
    });
    await send('sam');
    assert.deepEqual(world.hear('c1'), ['Which?']);
  });

  it('that is discarded is never said', async () => {
    await drafted();
    const { id: draftId } = shown('rita');
    await world.click('rita', { verb: 'discard-draft', caseId, draftId });
    await send('sam');
    assert.deepEqual(world.hear('c1'), []);
    assert.equal(shown('sam').state, 'discarded');
  });
});
