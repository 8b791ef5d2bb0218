/** A card that goes out by mail: its words. */
import assert from 'node:assert/strict';
import { createEmailChannel } from '../../../adapters/email/channel';
import { plainText } from '../../../cards';
import type { OutgoingMessage } from '../../../cases/channel';
import { aHead } from '../../cards/samples';
import { NOW } from '../../support/builders';

it('a card goes out by mail in words, in the language of the thread', async () => {
  const prepared: OutgoingMessage[] = [];
  const mail = { messageId: '<1@shop.example>' } as never; // only its id is looked at here
  const channel = createEmailChannel({
    outbox: {
      prepare: (message) => Promise.resolve(void prepared.push(message)).then(() => ({ mail, sent: false })),
      settle: () => Promise.resolve(),
    },
    send: () => Promise.resolve({} as never),
    words: (content, language) => plainText(content, language, NOW),
  });
  const card = { kind: 'nothing-to-change', case: aHead(), why: [{ text: 'Nothing new.' }] } as const;
  await channel.send({
    effectId: 'e1',
    conversationId: 'email:t1',
    seq: 1,
    channel: 'email',
    reference: {},
    language: 'de',
    at: NOW,
    content: { kind: 'card', card, fallback: 'CAS-01042-K7F2' },
  });
  const [message] = prepared;
  assert.ok(message?.content.kind === 'text');
  assert.match(message.content.text, /^Nichts zu ändern: CAS-01042-K7F2.*\n• Nothing new\.$/);
});
