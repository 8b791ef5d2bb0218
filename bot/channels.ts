/** One door out: each conversation's reference says through which adapter it is answered. */
import { ChannelFailed, type Channel } from '../cases/channel';

export function channelByReference(channels: Readonly<Record<string, Channel>>): Channel {
  return {
    send(message) {
      const kind = (message.reference as { kind?: unknown } | null)?.kind;
      const channel = typeof kind === 'string' && Object.hasOwn(channels, kind) ? channels[kind] : undefined;
      if (!channel)
        return Promise.reject(new ChannelFailed('no channel is set up for this conversation', false));
      return channel.send(message);
    },
  };
}
