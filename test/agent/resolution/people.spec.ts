/** Resolving among people: one question at a time, silence once somebody is there, and a card that tells it all. */
import assert from 'node:assert/strict';
import type { Case } from '../../../cases/case';
import type { Passage, PassageAsked } from '../../../cases/resolution/knowledge';
import { changed } from '../../../cases/store';
import { DESCALE, someResolution } from '../../support/resolution';
import { aDesk, RESOLUTION_SCRIPT, type Desk } from '../../support/resolutionDesks';
import { aWorld, quickSettings, ScriptedPredictor, SHOP_RULES, type World } from '../../support/world';

const OPENS = 'my grinder is broken. I am Dana, dana@example.com';
const DESCALES = `${OPENS}. I need to descale it`;

const stepOf = ({ resolving }: Case) => [resolving?.step, resolving?.reason];

describe('resolving, among people', () => {
  let desk: Desk;
  let world: World;
  afterEach(() => world.stop());

  const full = async (over: Parameters<typeof aDesk>[2] = {}): Promise<void> => {
    desk = await aDesk('emulator', someResolution('full'), over);
    world = desk.world;
  };

  it('waits while Intake asks, and goes on when it is done', async () => {
    await full({ updates: { rules: SHOP_RULES } });
    const first = await desk.say('my grinder leaks, I need to descale it. I am Dana, dana@example.com');
    assert.deepEqual(first, ['What is the serial number?']);
    assert.deepEqual(await desk.say('AB-123'), [`${DESCALE}\n\nDid this solve it?`]);
  });

  it('does not ask once more for what Intake asked in vain', async () => {
    await full({
      updates: { rules: SHOP_RULES },
      resolution: someResolution('full', {
        intents: [{ ...LEAK, attributes: ['serial'] }],
      }),
    });
    await desk.say('my grinder leaks water. I am Dana, dana@example.com');
    await desk.say("I don't have it at hand");
    assert.deepEqual(stepOf(await desk.theCase()), ['person', 'cannot-say']);
  });

  it('asks no more often where the customer writes in two conversations of the case', async () => {
    await full();
    await desk.say(`${OPENS}. I want my money back`);
    const { _id: caseId } = await desk.theCase();
    await world.say('c2', 'hello');
    await world.store.update('conversations', 'emulator:c2', (found) => changed({ ...found, caseId }));
    const heard: string[] = [];
    for (const words of ['well', 'as I said', 'so', 'and now?'])
      for (const conversation of ['c2', 'c1']) heard.push(...(await world.say(conversation, words)));
    assert.equal(heard.filter((line) => line.includes('What is the order number?')).length, 2);
    assert.deepEqual(stepOf(await desk.theCase()), ['person', 'incomplete']);
  });

  it('begins at once where a representative opens the case by hand and nothing else is asked', async () => {
    await full({ intake: { ask: false } });
    await world.say('c1', 'I need to descale it');
    world.hear('c1');
    await world.click('rita', {
      verb: 'open',
      conversationId: 'emulator:c1',
      typed: { issue: 'Lime in the machine' },
    });
    assert.ok(world.hear('c1').some((line) => line.includes(DESCALE)));
    assert.equal((await world.case('c1')).resolving?.step, 'proposed');
  });

  it('ends when the customer asks for a person', async () => {
    await full();
    await desk.say(DESCALES);
    const lines = await desk.say('I want to talk to a person');
    assert.match(lines.join('|'), /^I am passing you to a colleague now[^|]*$/);
    assert.equal((await desk.theCase()).resolving?.step, 'stopped');
  });

  it('ends when a representative accepts the conversation, and says nothing to what follows', async () => {
    await full();
    await desk.say(DESCALES);
    await desk.say('I want to talk to a person');
    await world.click('rita', {
      verb: 'accept-conversation',
      conversationId: 'emulator:c1',
      problem: 1,
    });
    await desk.say('here');
    assert.deepEqual(await desk.say('it still does not work'), []);
    assert.equal((await desk.theCase()).resolving?.step, 'stopped');
  });

  it('ends when a representative resolves the case', async () => {
    await full();
    await desk.say(DESCALES);
    const { _id: caseId } = await desk.theCase();
    await world.click('rita', {
      verb: 'resolve',
      caseId,
      typed: { statusReason: 'Problem solved', resolution: 'by phone' },
    });
    const found = await desk.theCase();
    assert.deepEqual(
      [found.status, found.resolving?.step, found.resolving?.by?.name],
      ['resolved', 'stopped', 'rita'],
    );
  });

  it('drafts for whoever has taken the case, and still hears the customer', async () => {
    await full();
    await desk.say(OPENS);
    const { _id: caseId } = await desk.theCase();
    await world.click('rita', { verb: 'take', caseId });
    assert.deepEqual(await desk.say('I need to descale it'), []);
    assert.deepEqual(await desk.send(), [`${DESCALE}\n\nDid this solve it?`]);
    await desk.say('yes, it works now');
    assert.equal((await desk.theCase()).resolving?.step, 'accepted');
    const [form] = (await desk.drafts()).filter(
      ({ state, kind }) => state === 'open' && kind === 'resolution',
    );
    assert.equal(form?.text, `Descaling: ${DESCALE}`);
  });

  it('shows the issue, the questions and their answers, and why a person is needed', async () => {
    await full();
    await desk.say(`${OPENS}. I want my money back`);
    await desk.say('order 12345');
    await desk.say('as I said');
    const { intent } = desk.cards('intent').at(-1) ?? assert.fail('there is a card');
    assert.deepEqual(
      [intent.label, intent.lineOfBusiness, intent.step, intent.reason],
      ['Refund', 'Orders', 'person', 'incomplete'],
    );
    assert.match(intent.issue ?? '', /grinder is broken/);
    assert.deepEqual(intent.questions, [
      { question: 'What is the order number?', answer: '12345', quote: '12345' },
      { question: 'What is the reason?' },
    ]);
  });

  it('shows that a draft of it waits, and that it has been sent', async () => {
    desk = await aDesk('emulator', someResolution('confirm'));
    world = desk.world;
    await desk.say(DESCALES);
    const shown = async (): Promise<unknown[]> => {
      const { number } = await desk.theCase();
      await world.say('rita', { text: `intent ${number}`, from: { id: 'rep:rita', name: 'rita' } });
      const { intent } = desk.cards('intent').at(-1) ?? assert.fail('there is a card');
      return [intent.step, intent.drafted];
    };
    assert.deepEqual(await shown(), ['proposed', true]);
    await desk.send();
    assert.deepEqual(await shown(), ['proposed', false]);
  });

  it('shows its card when it is asked for', async () => {
    await full();
    await desk.say(DESCALES);
    const { number } = await desk.theCase();
    await world.say('rita', { text: `intent ${number}`, from: { id: 'rep:rita', name: 'rita' } });
    assert.equal(desk.cards('intent').at(-1)?.intent.step, 'proposed');
  });

  it('is in the history of the case, with the words that it rests on', async () => {
    await full();
    await desk.say(DESCALES);
    await desk.say('it works now');
    const audit = (await world.audit('c1')).filter(({ what }) => what.kind === 'resolution');
    assert.deepEqual(
      audit.map(({ what }) => 'step' in what && what.step),
      ['proposed', 'solved'],
    );
    assert.deepEqual(audit[1]?.quotes.length, 1);
  });

  it('says nothing that a newer word has overtaken, and proposes again', async () => {
    let crossed = false;
    const predictor = new ScriptedPredictor(RESOLUTION_SCRIPT);
    world = await aWorld({
      settings: quickSettings({ resolution: someResolution('full'), updates: { rules: [] } }),
      predictor,
      over: () => ({
        afterStep: async (step) => {
          if (step !== 'apply' || crossed) return;
          crossed = true;
          await world.receive('c1', 'yes that is me');
        },
      }),
    });
    const lines = await world.say('c1', DESCALES);
    const proposals = lines.filter((line) => line.includes(DESCALE));
    assert.equal(proposals.length, 1, lines.join(' | '));
    const found = await world.case('c1');
    assert.deepEqual([found.status, found.resolving?.step], ['active', 'proposed']);
  });

  it('quotes the article that the knowledge has for the intent, searched with what is known', async () => {
    const asked: PassageAsked[] = [];
    const passage: Passage = {
      article: { name: 'care/descaling', title: 'How to descale', url: 'https://example.com/d' },
      text: 'One sachet, two litres.',
    };
    const { solution: _solution, ...intent } = DESCALING;
    const knowledge = { kind: 'folder' as const, path: 'articles' };
    world = await aWorld({
      settings: quickSettings({
        resolution: someResolution('full', {
          intents: [{ ...intent, articles: ['care/descaling'] }],
          knowledge,
        }),
        updates: { rules: [] },
      }),
      predictor: new ScriptedPredictor(RESOLUTION_SCRIPT),
      over: () => ({ knowledge: { passage: (one) => (asked.push(one), Promise.resolve(passage)) } }),
    });
    const lines = await world.say('c1', DESCALES);
    assert.equal(
      lines.at(-1),
      '“How to descale” says:\n\nOne sachet, two litres.\n\nhttps://example.com/d\n\nDid this solve it?',
    );
    assert.deepEqual(asked[0]?.articles, ['care/descaling']);
    assert.match(asked[0]?.words ?? '', /Descaling[^]*my grinder is broken/);
    assert.equal((await world.case('c1')).resolving?.article?.title, 'How to descale');
  });

  it('leaves it to a person where the knowledge has nothing', async () => {
    const { solution: _solution, ...intent } = DESCALING;
    const knowledge = { kind: 'folder' as const, path: 'articles' };
    await full({ resolution: someResolution('full', { intents: [intent], knowledge }) });
    await desk.say(DESCALES);
    assert.deepEqual(stepOf(await desk.theCase()), ['person', 'no-solution']);
  });
});

const [DESCALING, LEAK] = (someResolution('full').intents ?? []) as [
  NonNullable<ReturnType<typeof someResolution>['intents']>[number],
  NonNullable<ReturnType<typeof someResolution>['intents']>[number],
];
