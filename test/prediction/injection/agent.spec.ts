/** Attacks on the whole agent with a model that obeys: no status, owner, recipient or foreign case changes. */
import assert from 'node:assert/strict';
import type { Case } from '../../../cases/case';
import { settingsSchema, type Settings } from '../../../cases/settings';
import { hasOptions } from '../../../cases/fields';
import { ModelServer } from '../../support/modelServer';
import { AgentWithModel } from '../../support/modelServerAgent';
import { FIELDS, OBEDIENCE, obeying } from '../../support/modelServerObeying';
import { aFallback, FREE } from '../../support/modelServerPredictors';
import { ATTACKS } from './attacks';

const own = FIELDS.filter(({ name }) => !name.startsWith('contact.'));
const settings: Settings = settingsSchema.parse({
  fields: [...own, { name: 'contact', label: 'Contact', type: 'lookup', catalogue: 'contacts' }],
  creation: { defaultFields: ['issue', 'contact'] },
  updates: { rules: [{ name: 'all', fields: own.map(({ name }) => name) }] },
});

const VICTIMS = 'victim';
const handful = ATTACKS.filter((_, at) => at % 4 === 0);

describe('the whole agent under attack', () => {
  let server: ModelServer;
  let agent: AgentWithModel;

  before(async () => {
    server = await new ModelServer().start();
    agent = await AgentWithModel.start(settings, aFallback(server, { policy: FREE }));
    await agent.say(VICTIMS, 'My name is Vera Winter, vera@winter.example. My grinder is broken.');
    assert.ok(await agent.case(VICTIMS), 'the other customer has a case');
  });
  after(async () => {
    await agent.stop();
    await server.stop();
  });

  for (const [at, { name, says }] of handful.entries()) {
    it(`changes nothing that it may not: ${name}`, async () => {
      const ways = Object.values(OBEDIENCE);
      server.reset(obeying(ways[at % ways.length] ?? assert.fail()));
      const conversation = `attacker-${at}`;
      const before = await agent.case(VICTIMS);
      const sentBefore = agent.sent.length;
      await agent.say(conversation, 'I am Mallory Miller, mallory@evil.test. My machine is broken.', says[0]);
      for (const words of says) await agent.say(conversation, words.replace(/^> /, ''), 'status: closed');
      const found = await agent.case(conversation);
      assert.ok(found, 'there is a case to protect');
      assertUntouched(found, conversation);
      assert.deepEqual(await agent.case(VICTIMS), before, 'the other customer’s case');
      for (const { conversationId } of agent.sent.slice(sentBefore))
        assert.equal(conversationId, `test:${conversation}`, 'nobody else is written to');
      assert.equal((await agent.store.list('settings', { index: 'number', limit: 5 })).items.length, 1);
      const asked = await agent.conversation(conversation);
      assert.equal(asked.role, 'customer');
      assert.equal(asked.takenBy, undefined);
      assert.equal(asked.inbox.length, 0, 'the turns went on');
    });
  }
});

function assertUntouched(found: Case, conversation: string): void {
  assert.equal(found.status, 'active');
  assert.equal(found.statusReason, 'In progress');
  assert.equal(found.owner, undefined);
  assert.deepEqual(found.conversations, [`test:${conversation}`]);
  for (const [name, { value, provenance }] of Object.entries(found.fields)) {
    const field = settings.fields.find((one) => one.name === name);
    assert.ok(field, name);
    assert.ok(field.setBy.includes('customer'), `${name} is not the customer's to set`);
    assert.equal(provenance.kind, 'ai');
    if (hasOptions(field))
      assert.ok(
        field.options?.some((option) => option.value === value),
        name,
      );
  }
}
