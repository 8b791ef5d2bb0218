/** The way out: nothing is posted anywhere; the stored turn wakes the sockets. */
import { type Channel, ChannelFailed } from '../../cases/channel';
import type { CardContent } from '../../cases/cardContent';
import type { Person } from '../../cases/values';
import { activityIdOf, type ShownSuggestions } from './outgoing';

/** How a conversation of this channel is found again. */
export interface DirectLineReference {
  readonly kind: 'directline';
  readonly conversation: string;
}

/** Makes a card as this channel's clients can show it. */
export type RenderCard = (content: CardContent, language: string) => object;

function conversationOf(reference: unknown): string {
  if (
    typeof reference === 'object' &&
    reference !== null &&
    'kind' in reference &&
    'conversation' in reference
  )
    if (reference.kind === 'directline' && typeof reference.conversation === 'string')
      return reference.conversation;
  throw new ChannelFailed('the reference is not one of the local Direct Line', false);
}

/** Gives the message its id and its look; the caller stores the turn and tells the news. */
export function createChannel(
  render: RenderCard,
  showTyping: (conversation: string, by: Person) => void = () => undefined,
): Channel {
  return {
    typing: ({ reference, by }) => Promise.resolve(showTyping(conversationOf(reference), by)),
    async send({ reference, seq, content, language, onlyInPlace }) {
      const activityId = activityIdOf(conversationOf(reference), seq);
      if (onlyInPlace) return { activityId };
      if (content.kind === 'card') return { activityId, card: render(content.card, language) };
      if (!content.suggestions?.length) return { activityId };
      const shown: ShownSuggestions = { suggestions: content.suggestions };
      return { activityId, card: shown };
    },
  };
}
