/** Every answer of a custom agent, at each level of automation, in each spelling, in chat and by mail: a real agent over HTTP. */
import assert from 'node:assert/strict';
import { createCustomAgents } from '../../../adapters/customAgent';
import type { AgentAnswer } from '../../../commands/exampleAgent/rules';
import { startExampleAgent, type ExampleAgent } from '../../../commands/exampleAgent/server';
import type { Case } from '../../../cases/case';
import type { Conversation } from '../../../cases/conversation/conversation';
import { openDrafts } from '../../../cases/drafts/drafts';
import type { SettingsInput } from '../../../cases/settings';
import { aWebhook, SECRET, SECRET_NAME } from '../../support/customAgentServer';
import { aMail, aMailWorld, mailSettings, type MailWorld } from '../../support/mailWorld';
import { someResolution } from '../../support/resolution';
import { ScriptedPredictor, type World } from '../../support/world';
import { COMPLAINT, LEAK_SCRIPT, leakFor } from './desk';

const LEVELS = ['full', 'confirm', 'disabled'] as const;
const CHANNELS = ['chat', 'email'] as const;
const SPELLINGS: readonly unknown[] = [undefined, 'true', 'false', 'True', 'FALSE', true, false];
const FOR_CUSTOMER = ['Question', 'Resolved', 'ResolveCase'] as const;
const MESSAGE = 'Seat the tank.';
const NOT_NEWS = /have opened case|CAS-\S+ eröffnet/;

type Level = (typeof LEVELS)[number];
type Channel = (typeof CHANNELS)[number];

/** What became of one customer's complaint. */
interface Came {
  readonly heard: readonly string[];
  readonly case: Case;
  readonly conversation: Conversation;
}

describe('what a custom agent answers', () => {
  let example: ExampleAgent;
  let answer: AgentAnswer;
  let asked: string[];
  let mails: MailWorld;
  let world: World;
  let count = 0;

  async function begin(level: Level, secret = SECRET): Promise<void> {
    asked = [];
    example = await startExampleAgent({
      secret: SECRET,
      readCase: (caseId) => {
        asked.push(caseId);
        return Promise.resolve({ title: '', status: 'active', fields: {} });
      },
      rules: [{ when: () => true, answer: () => answer }],
    });
    const agent = aWebhook(example.url);
    const resolution: SettingsInput['resolution'] = someResolution(level, {
      intents: [leakFor(agent)],
      customAgents: [agent],
    });
    mails = await aMailWorld({
      settings: mailSettings({
        resolution,
        // Each mail of the one sender is a matter of its own here.
        creation: { defaultFields: ['issue', 'contact'], channels: ['chat', 'email'], duplicates: 'off' },
        turns: { settleMs: 0, settleMaxMs: 0 },
        updates: { rules: [] },
        mail: { automaticPerHourMax: 50 },
      }),
      predictor: new ScriptedPredictor(LEAK_SCRIPT),
      over: () => ({
        customAgents: createCustomAgents({ env: { [SECRET_NAME]: secret }, nowMs: Date.now }),
      }),
    });
    world = mails.world;
    await world.representative('rita');
  }

  afterEach(async () => {
    await world.stop();
    await example.stop();
  });

  async function complain(channel: Channel): Promise<Came> {
    count += 1;
    return channel === 'chat' ? say(`c${count}`, COMPLAINT) : mail(`m${count}@customers.test`);
  }

  async function say(conversation: string, text: string): Promise<Came> {
    const heard = (await world.say(conversation, text)).filter((line) => !NOT_NEWS.test(line));
    return {
      heard,
      case: await world.case(conversation),
      conversation: await world.conversation(conversation),
    };
  }

  async function mail(messageId: string): Promise<Came> {
    const sent = await mails.mail(aMail({ messageId, text: COMPLAINT }));
    const { conversationId = '' } = await mails.fateOf(messageId);
    const conversation = await world.store.get('conversations', conversationId);
    assert.ok(conversation);
    const heard = sent.map(({ text }) => text ?? '').filter((text) => !NOT_NEWS.test(text));
    return { heard, case: await mails.caseWith(messageId), conversation };
  }

  const isTrue = (needsReview: unknown): boolean => String(needsReview).toLowerCase() === 'true';

  function answering(responseType: AgentAnswer['responseType'], needsReview: unknown): AgentAnswer {
    const options = needsReview === undefined ? {} : { handlingOptions: { needsReview } };
    return { responseType, message: MESSAGE, ...options } as AgentAnswer;
  }

  for (const level of LEVELS)
    for (const channel of CHANNELS)
      it(`under ${level}, ${channel}: words for the customer are sent, or drafted, in every spelling`, async () => {
        await begin(level);
        for (const responseType of FOR_CUSTOMER)
          for (const needsReview of SPELLINGS) {
            answer = answering(responseType, needsReview);
            const row = `${responseType}, needsReview ${JSON.stringify(needsReview)}`;
            const { heard, case: found } = await complain(channel);
            const drafts = openDrafts(found);
            if (level === 'disabled') {
              assert.deepEqual([heard, drafts, found.status], [[], [], 'active'], row);
            } else if (level === 'confirm' || isTrue(needsReview)) {
              assert.deepEqual([heard, found.status], [[], 'active'], row);
              assert.deepEqual(
                drafts.map(({ text, writtenBy }) => [text, writtenBy.kind]),
                [[MESSAGE, 'custom-agent']],
                row,
              );
            } else {
              assert.ok(heard[0]?.startsWith(MESSAGE), `${row}: ${JSON.stringify(heard)}`);
              assert.deepEqual(drafts, [], row);
              assert.equal(found.status, responseType === 'ResolveCase' ? 'resolved' : 'active', row);
            }
          }
        assert.equal(asked.length, level === 'disabled' ? 0 : FOR_CUSTOMER.length * SPELLINGS.length);
      });

  for (const level of LEVELS)
    for (const channel of CHANNELS)
      it(`under ${level}, ${channel}: where it cannot resolve it, a person is needed; where it does nothing, nothing is done`, async () => {
        await begin(level);
        answer = { responseType: 'UnableToResolve', message: 'no such order' };
        const unable = await complain(channel);
        const person = level !== 'disabled';
        assert.equal(unable.case.resolving?.step, person ? 'person' : 'shown');
        assert.equal(unable.case.resolving.detail, person ? 'no such order' : undefined);
        assert.equal(unable.conversation.waiting !== undefined, level === 'full' && channel === 'chat');
        assert.equal(unable.heard.length, level === 'full' ? 1 : 0);
        assert.ok(!unable.heard.join().includes('no such order'));
        answer = { responseType: 'NoAction' };
        const nothing = await complain(channel);
        assert.deepEqual([nothing.heard, openDrafts(nothing.case)], [[], []]);
        assert.equal(nothing.case.status, 'active');
        assert.equal(nothing.conversation.waiting, undefined);
      });

  it('is asked again when the customer has answered, in the same conversation', async () => {
    await begin('full');
    answer = { responseType: 'Question', message: 'Is the tank seated?' };
    const { case: found } = await complain('chat');
    answer = { responseType: 'Resolved', message: 'Then dry the tray.' };
    const { heard } = await say(`c${count}`, 'I do not know');
    assert.deepEqual([heard, asked], [['Then dry the tray.'], [found._id, found._id]]);
  });

  it('is asked again when the customer has answered by mail', async () => {
    await begin('full');
    answer = { responseType: 'Question', message: 'Is the tank seated?' };
    const [question] = await mails
      .mail(aMail({ messageId: 'first@customers.test', text: COMPLAINT }))
      .then((sent) => sent.filter(({ text }) => text?.startsWith('Is the tank')));
    assert.ok(question);
    answer = { responseType: 'Resolved', message: 'Then dry the tray.' };
    const reply = mails.answerTo(question, {
      messageId: 'second@customers.test',
      text: 'Yes, it is seated.',
    });
    const sent = await mails.mail(reply);
    assert.equal(sent.filter(({ text }) => text?.startsWith('Then dry the tray.')).length, 1);
    assert.equal(new Set(asked).size, 1);
    assert.equal(asked.length, 2);
  });

  it('as a solution that the customer accepts closes the case with its words', async () => {
    await begin('full');
    answer = { responseType: 'Resolved', message: 'Dry the tray.' };
    await complain('chat');
    const { case: found } = await say(`c${count}`, 'yes, that solved it, thank you');
    assert.ok(found.status === 'resolved', found.status);
    assert.match(found.resolution, /Dry the tray\./);
  });

  it('as closing words that a representative sends are heard, and resolve the case', async () => {
    await begin('confirm');
    answer = { responseType: 'ResolveCase', message: 'We close this, then.' };
    const { case: found } = await complain('chat');
    const [draft] = openDrafts(found);
    assert.ok(draft);
    const { id: draftId, revision, basedOn: seen } = draft;
    await world.click('rita', { verb: 'send-draft', caseId: found._id, draftId, revision, seen });
    const heard = world.hear(`c${count}`);
    assert.equal(heard[0], 'We close this, then.');
    assert.equal((await world.case(`c${count}`)).status, 'resolved');
  });

  it('is not known where the secrets differ: the customer is passed on, colleagues see why', async () => {
    await begin('full', 'another secret');
    answer = { responseType: 'NoAction' };
    const { case: found, conversation } = await complain('chat');
    assert.equal(found.resolving?.reason, 'agent-failed');
    assert.match(found.resolving.detail ?? '', /answered 401/);
    assert.ok(conversation.waiting);
    assert.deepEqual(asked, []);
    const [card] = world.cards('rita', 'intent').slice(-1);
    assert.deepEqual([card?.intent.step, card?.intent.detail], ['person', found.resolving.detail]);
  });
});
