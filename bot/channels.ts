/** One door out: each conversation's reference says through which adapter it is answered. */
import { ChannelFailed, type Channel } from '../cases/channel';

export function channelByReference(channels: Readonly<Record<string, Channel>>): Channel {
  const channelOf = (reference: unknown): Channel | undefined => {
    const kind = (reference as { kind?: unknown } | null)?.kind;
    return typeof kind === 'string' && Object.hasOwn(channels, kind) ? channels[kind] : undefined;
  };
  return {
    typing: async (shown) => channelOf(shown.reference)?.typing?.(shown),
    send(message) {
      const channel = channelOf(message.reference);
      if (!channel)
        return Promise.reject(new ChannelFailed('no channel is set up for this conversation', false));
      return channel.send(message);
    },
  };
}
