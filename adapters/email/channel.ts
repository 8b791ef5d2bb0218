/** The way out by mail: what is said in a thread goes out as a mail of it. */
import { ChannelFailed, type Channel } from '../../cases/channel';
import type { MailOutbox } from '../../cases/mailOutbox';
import type { SendMail } from '../../cases/outgoingMail';

export interface EmailChannelParts {
  readonly outbox: MailOutbox;
  readonly send: SendMail;
}

/** The channel's id of a message is its Message-ID: it is the same on every repeat. */
export function createEmailChannel({ outbox, send }: EmailChannelParts): Channel {
  return {
    async send(message) {
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
