/** Resolving, interrupted after each of its steps: everything is said once, and it ends as it would have. */
import assert from 'node:assert/strict';
import type { Step } from '../../../agent/context';
import { DESCALE, someResolution } from '../../support/resolution';
import { RESOLUTION_SCRIPT } from '../../support/resolutionDesks';
import { aWorld, quickSettings, ScriptedPredictor, type World } from '../../support/world';

const SCRIPT = ['my grinder is broken. I am Dana, dana@example.com. I need to descale it', 'it works now'];
const RETRIED_MS = 60_000;
const STEPS: readonly Step[] = ['decide', 'commit', 'apply', 'drain', 'send'];
const TIMES = [1, 2, 3];

/** What the customer heard, and what became of the case. */
async function played(world: World): Promise<unknown[]> {
  for (const text of SCRIPT) {
    await world.say('c1', text);
    await world.pass(RETRIED_MS);
  }
  // Between sending and noting it is sent again, under the same id: who receives it knows.
  const sent = world.channel.sent.filter(({ conversationId }) => conversationId === 'emulator:c1');
  const once = new Map(sent.map((message) => [message.effectId, message.content]));
  const heard = [...once.values()].flatMap((content) => (content.kind === 'text' ? [content.text] : []));
  const found = await world.case('c1');
  const steps = (await world.audit('c1')).flatMap(({ what }) => ('step' in what ? [what.step] : []));
  return [
    heard.map((line) => line.replace(/CAS-\S+?(?=[:. ])/, 'CAS')),
    found.status,
    found.resolving?.step,
    steps,
  ];
}

async function inWorld(failing: { step: Step; time: number } | undefined): Promise<unknown[]> {
  let times = 0;
  const world = await aWorld({
    settings: quickSettings({ resolution: someResolution('full'), updates: { rules: [] } }),
    predictor: new ScriptedPredictor(RESOLUTION_SCRIPT),
    over: () => ({
      afterStep: (step) => {
        if (step !== failing?.step) return;
        times += 1;
        if (times === failing.time) throw new Error('interrupted here');
      },
    }),
  });
  try {
    await world.representative('rita');
    times = 0;
    return await played(world);
  } finally {
    await world.stop();
  }
}

describe('resolving that is interrupted', () => {
  let whole: unknown[];
  before(async () => {
    whole = await inWorld(undefined);
    const [heard, status, step] = whole as [string[], string, string];
    assert.equal(heard.filter((line) => line.includes(DESCALE)).length, 1);
    assert.deepEqual([heard.length, status, step], [3, 'resolved', 'solved']);
  });

  for (const step of STEPS)
    for (const time of TIMES)
      it(`after "${step}", the ${time}. time, goes on as if nothing had been`, async () =>
        assert.deepEqual(await inWorld({ step, time }), whole));
});
