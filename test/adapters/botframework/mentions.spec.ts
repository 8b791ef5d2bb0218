/** Mentions, however a client writes them: whether the bot is meant, and what remains of the words. */
import assert from 'node:assert/strict';
import { incomingActivity } from '../../../adapters/botframework/activity';
import { readMentions } from '../../../adapters/botframework/mentions';

const BOT = { id: '28:app', name: 'Case Agent' };
const ALEX = { id: '29:alex', name: 'Alex Wilber' };
const mention = (mentioned: typeof BOT, text = `<at>${mentioned.name}</at>`) => ({
  type: 'mention',
  mentioned,
  text,
});

function read(text: string | undefined, entities?: readonly object[]) {
  const activity = { type: 'message', channelId: 'msteams', serviceUrl: 'http://127.0.0.1', from: ALEX };
  const parsed = incomingActivity.parse({
    ...activity,
    recipient: BOT,
    conversation: { id: 'c' },
    text,
    entities,
  });
  const { bot, text: words } = readMentions(parsed);
  return [bot, words];
}

describe('a mention', () => {
  const table: readonly [string, string | undefined, readonly object[] | undefined, [boolean, string]][] = [
    ['of the bot is no word of it', '<at>Case Agent</at> cases', [mention(BOT)], [true, 'cases']],
    ['counts without its entity', '<at>case agent</at> cases', undefined, [true, 'cases']],
    ['counts without its tag', 'Case Agent cases', [mention(BOT)], [true, 'cases']],
    ['counts without its tag and behind an @', '@Case Agent, cases', [mention(BOT)], [true, 'cases']],
    ['counts where tag and name are gone', 'cases', [mention(BOT)], [true, 'cases']],
    [
      'is found in the middle',
      'please <at id="0">Case Agent</at>\u00a0help',
      [mention(BOT)],
      [true, 'please help'],
    ],
    [
      'twice is taken off twice',
      '<at>Case Agent</at> <at>Case Agent</at> help',
      [mention(BOT)],
      [true, 'help'],
    ],
    ['leaves no entity of a space', '<at>Case Agent</at>&nbsp;cases\n', [mention(BOT)], [true, 'cases']],
    [
      'by another name goes by its id',
      '<at>Helper</at> cases',
      [mention({ ...BOT, name: 'Helper' })],
      [true, 'cases'],
    ],
    [
      'of somebody else is text',
      '<at>Alex Wilber</at> can you?',
      [mention(ALEX)],
      [false, 'Alex Wilber can you?'],
    ],
    [
      'of both keeps the other one',
      '<at>Case Agent</at> assign it to <at>Alex Wilber</at>',
      [mention(BOT), mention(ALEX)],
      [true, 'assign it to Alex Wilber'],
    ],
    ['is not a name in the words', 'the Case Agent is down', undefined, [false, 'the Case Agent is down']],
    [
      'is not the beginning of a longer name',
      'Case Agents are many',
      [mention(BOT)],
      [true, 'Case Agents are many'],
    ],
    ['is not there', 'my invoice', [{ type: 'clientInfo', locale: 'de-DE' }], [false, 'my invoice']],
    ['needs no text', undefined, undefined, [false, '']],
  ];
  for (const [name, text, entities, expected] of table)
    it(name, () => assert.deepEqual(read(text, entities), expected));

  it('whose entity is broken costs no message', () =>
    assert.deepEqual(read('<at>Case Agent</at> cases', [{ type: 'mention', mentioned: 7, text: [] }]), [
      true,
      'cases',
    ]));
});
