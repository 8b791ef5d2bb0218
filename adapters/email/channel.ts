/** The way out by mail: what is said in a thread goes out as a mail of it. */
import type { CardContent } from '../../cases/cardContent';
import { ChannelFailed, type Channel, type OutgoingMessage } from '../../cases/channel';
import type { MailOutbox } from '../../cases/mail/outbox';
import type { SendMail } from '../../cases/mail/outgoingMail';

export interface EmailChannelParts {
  readonly outbox: MailOutbox;
  readonly send: SendMail;
  /** A card in words: a mail shows none. */
  readonly words: (content: CardContent, language: string) => string;
}

/** The channel's id of a message is its Message-ID: it is the same on every repeat. */
export function createEmailChannel({ outbox, send, words }: EmailChannelParts): Channel {
  return {
    async send(outgoing) {
      const message = inWords(outgoing, words);
      // A mail that is out stays as it is.
      if (message.onlyInPlace) return { activityId: message.replaces ?? '' };
      const { mail, sent } = await outbox.prepare(message);
      if (sent) return { activityId: mail.messageId };
      try {
        await send(mail);
      } catch (error) {
        if (error instanceof ChannelFailed && !error.retry) await outbox.settle(message, error.reason);
        throw error;
      }
      await outbox.settle(message);
      return { activityId: mail.messageId };
    },
  };
}

function inWords(message: OutgoingMessage, words: EmailChannelParts['words']): OutgoingMessage {
  const { content, language } = message;
  if (content.kind === 'text') return message;
  return { ...message, content: { kind: 'text', text: words(content.card, language) } };
}
