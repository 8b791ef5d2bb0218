import assert from 'node:assert/strict';
import { setImmediate as breathe } from 'node:timers/promises';
import {
  aCustomAgentServer,
  says,
  silent,
  type Answering,
  type CustomAgentServer,
} from '../../support/customAgentServer';
import type { World } from '../../support/world';
import { aDesk, COMPLAINT, type DeskOptions } from './desk';

const question = { responseType: 'Question', message: 'Is the tank seated?' };

describe('a custom agent is called', () => {
  let server: CustomAgentServer;
  let world: World;
  afterEach(async () => {
    await world.stop();
    await server.stop();
  });

  async function aDeskWith(answers: Answering[], options?: DeskOptions): Promise<void> {
    server = await aCustomAgentServer(...answers);
    world = await aDesk(server.url, options);
    await world.agent.start();
  }

  /** What the customer hears beside that the case was opened. */
  async function complain(): Promise<string[]> {
    return (await world.say('c1', COMPLAINT)).slice(1);
  }

  /** While the agent has not answered. */
  async function beginComplaining(): Promise<void> {
    await world.receive('c1', COMPLAINT);
    await world.until(() => server.asked.length === 1);
  }

  const keys = (): (string | string[] | undefined)[] =>
    server.asked.map(({ headers }) => headers['idempotency-key']);

  async function said(): Promise<string[]> {
    return (await world.audit('c1')).flatMap(({ what }) =>
      what.kind === 'custom-agent' ? [what.answer] : [],
    );
  }

  /** What was said is decided, while a call is under way. */
  async function decided(): Promise<void> {
    while ((await world.conversation('c1')).inbox.length > 0) await breathe();
  }

  it('once, and its words reach the customer', async () => {
    await aDeskWith([says(question)]);
    assert.deepEqual(await complain(), [question.message]);
    assert.equal(server.asked.length, 1);
    assert.deepEqual((await world.case('c1')).pending, []);
  });

  it('again after a failure that passes, under the same key, and not at once', async () => {
    await aDeskWith([says('', 500), says('', 503), says(question)]);
    assert.deepEqual(await complain(), []);
    assert.equal(server.asked.length, 1);
    await world.pass(1_000);
    await world.pass(2_000);
    assert.deepEqual(world.hear('c1'), [question.message]);
    assert.equal(keys().length, 3);
    assert.equal(new Set(keys()).size, 1);
  });

  it('as often as the settings say, then colleagues see why', async () => {
    await aDeskWith([says('', 500)], { agent: { tries: 2 } });
    await complain();
    await world.pass(60_000);
    assert.equal(server.asked.length, 2);
    assert.deepEqual(await said(), ['failing']);
    assert.deepEqual((await world.case('c1')).pending, []);
  });

  const hopeless: readonly [what: string, answer: Answering, reason: string, options?: DeskOptions][] = [
    ['nothing in time', silent, 'late', { agent: { tries: 1, timeoutMs: 150 } }],
    ['garbage', says('<html>'), 'not-understood'],
    ['a book', says(`"${'x'.repeat(100_000)}"`), 'too-large'],
    ['elsewhere', says('', 302, { location: 'http://169.254.169.254/latest' }), 'redirected'],
    ['that it does not know us', says('', 401), 'unauthorised'],
  ];
  for (const [what, answer, reason, options] of hopeless)
    it(`and where it says ${what}, colleagues see why, and the customer no nonsense`, async () => {
      await aDeskWith([answer], options);
      await complain();
      assert.deepEqual(await said(), [reason]);
      assert.equal(server.asked.length, 1);
      assert.equal((await world.case('c1')).status, 'active');
    });

  it('not at an address inside the network that is not listed', async () => {
    await aDeskWith([says(question)], { agent: { url: 'https://127.0.0.1:1/', privateAddresses: [] } });
    await complain();
    assert.deepEqual(await said(), ['forbidden-address']);
  });

  it('not while the flow is switched off, and colleagues see why', async () => {
    await aDeskWith([says(question)], { settings: { flows: { callCustomAgent: false } } });
    await complain();
    assert.deepEqual([server.asked.length, await said()], [0, ['switched-off']]);
  });

  it('while everything else goes on', async () => {
    await aDeskWith([silent], { agent: { timeoutMs: 1_000, tries: 1 } });
    await beginComplaining();
    const { _id } = await world.case('c1');
    await world.receive('c2', 'hello');
    await world.until(() => world.hear('c2').length > 0);
    await world.agent.drain(_id);
    assert.deepEqual(
      (await world.case('c1')).pending.map(({ kind }) => kind),
      ['call'],
    );
    await world.quiet();
  });

  it('anew where the customer has written since, and the old answer is not said', async () => {
    let answerFirst: (() => void) | undefined;
    const held: Answering = (asked, response) =>
      void (answerFirst = () => void says({ ...question, message: 'old' })(asked, response));
    await aDeskWith([held, says(question)]);
    await beginComplaining();
    await world.receive('c1', 'the tank is seated');
    await decided();
    answerFirst?.();
    await world.quiet();
    assert.equal(server.asked.length, 2);
    assert.equal(new Set(keys()).size, 2);
    assert.ok(!world.hear('c1').includes('old'));
    assert.deepEqual(await said(), ['Question']);
  });

  it('again by whoever goes on, under the same key, and its answer is followed once', async () => {
    let dies = true;
    await aDeskWith([says(question)], {
      over: () => ({
        afterStep: (step) => {
          if (step === 'call' && dies) {
            dies = false;
            throw new Error('the process ended here');
          }
        },
      }),
    });
    const heard = await complain();
    await world.pass(60_000);
    assert.deepEqual([keys().length, new Set(keys()).size], [2, 1]);
    assert.deepEqual([...heard, ...world.hear('c1')], [question.message]);
    assert.deepEqual(await said(), ['Question']);
    assert.deepEqual((await world.case('c1')).pending, []);
  });

  it('for a case that is merged meanwhile: its answer finds the one that stands', async () => {
    let answer: (() => void) | undefined;
    await aDeskWith([(asked, response) => void (answer = () => void says(question)(asked, response))]);
    await world.representative('rita');
    await world.say('c0', 'I am Dana, dana@example.com, my kettle is broken');
    const older = await world.case('c0');
    await beginComplaining();
    while ((await world.conversation('c1')).inbox.length > 0) await breathe();
    const younger = await world.case('c1');
    await world.receive('rita', {
      text: `merge ${younger.number} ${older.number}`,
      from: { id: 'rep:rita', name: 'rita' },
    });
    while ((await world.conversation('c1')).caseId !== older._id) await breathe();
    answer?.();
    await world.quiet();
    assert.ok(world.hear('c1').includes(question.message));
    assert.deepEqual(await said(), ['Question']);
    assert.deepEqual((await world.store.get('cases', younger._id))?.pending, []);
  });

  it('by one process of several, though it takes longer than a lease', async () => {
    let answer: (() => void) | undefined;
    await aDeskWith([(asked, response) => void (answer = () => void says(question)(asked, response))], {
      shared: true,
    });
    const other = world.anAgent('process-2');
    await beginComplaining();
    const { _id } = await world.case('c1');
    for (let seconds = 0; seconds < 90; seconds += 10) {
      await world.tick(10_000);
      await other.drain(_id);
    }
    assert.equal(server.asked.length, 1);
    answer?.();
    await world.quiet();
    assert.deepEqual(world.hear('c1').slice(1), [question.message]);
  });
});
