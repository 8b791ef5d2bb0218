import assert from 'node:assert/strict';
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

  async function aCaseWith(answer: Answering, options?: DeskOptions): Promise<void> {
    server = await aCustomAgentServer(answer);
    world = await aDesk(server.url, options);
    await world.say('c1', COMPLAINT);
  }

  it('beside everything else, once, and its words reach the customer', async () => {
    await aCaseWith(says(question));
    await resolve();
    assert.deepEqual(world.hear('c1').at(-1), question.message);
    assert.equal(server.asked.length, 1);
    assert.deepEqual((await world.case('c1')).pending, []);
  });

  let asked = 0;
  async function resolve(): Promise<void> {
    const { _id, caseId = '' } = await world.conversation('c1');
    const id = `r${++asked}`;
    const by = { id: 'api', name: 'API' };
    const asker = { by, byKind: 'api' as const };
    await world.agent.request(_id, { kind: 'resolve', id, caseId, asker, operation: id });
    await world.quiet();
  }
  void silent;
});
