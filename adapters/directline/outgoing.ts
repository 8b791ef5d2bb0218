/** A stored turn as a Direct Line activity. */
import type { Turn } from '../../cases/conversation/turns';
import type { Person } from '../../cases/values';

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
const SEQ_DIGITS = 7;

/** What a text with suggestions keeps with its turn. */
export interface ShownSuggestions {
  readonly suggestions: readonly string[];
}

export interface ActivitySet {
  readonly activities: readonly object[];
  readonly watermark: string;
}

/** One form for client, bot and transcript: Web Chat holds back replies to an id that it has not seen. */
export function activityIdOf(conversation: string, seq: number): string {
  return `${conversation}|${String(seq).padStart(SEQ_DIGITS, '0')}`;
}

/** The id under which a client's message is accepted: the client's own, kept apart by user so that none can take another's. */
export function incomingIdOf(user: string, clientActivityId: string): string {
  return `${user}|${clientActivityId}`;
}

function clientActivityIdOf(turn: Turn): string | undefined {
  const prefix = incomingIdOf(turn.by.id, '');
  return turn.activityId?.startsWith(prefix) ? turn.activityId.slice(prefix.length) : undefined;
}

function isSuggestions(card: unknown): card is ShownSuggestions {
  return (
    typeof card === 'object' && card !== null && 'suggestions' in card && Array.isArray(card.suggestions)
  );
}

function shownBy(turn: Turn): object {
  if (isSuggestions(turn.card)) {
    const actions = turn.card.suggestions.map((text) => ({ type: 'imBack', title: text, value: text }));
    return { text: withNote(turn), suggestedActions: { actions } };
  }
  // The text of a card's turn is for those who cannot show the card: beside it, it would be said twice.
  if (turn.card !== undefined)
    return { summary: turn.text, attachments: [{ contentType: CARD_TYPE, content: turn.card }] };
  return { text: withNote(turn) };
}

function withNote({ text, note }: Turn): string {
  return note === undefined ? text : `${text}\n\n${note}`;
}

function customerSide(turn: Turn): object {
  const clientActivityID = clientActivityIdOf(turn);
  return {
    from: { id: turn.by.id, name: turn.by.name, role: 'user' },
    text: turn.raw ?? turn.text,
    ...(turn.attachments?.length ? { attachments: turn.attachments } : {}),
    ...(turn.action ? { value: turn.action } : {}),
    channelData: {
      'webchat:sequence-id': turn.seq,
      ...(clientActivityID === undefined ? {} : { clientActivityID }),
      // A pressed button is no message of its own in the transcript.
      ...(turn.action && turn.text === '' ? { postBack: true } : {}),
    },
  };
}

function ourSide(turn: Turn): object {
  return {
    from: { id: turn.by.id, name: turn.by.name, role: 'bot' },
    ...shownBy(turn),
    ...(turn.attachments?.length ? { attachments: turn.attachments } : {}),
    inputHint: 'acceptingInput',
    // Web Chat orders by it; timestamps of two clocks would let a reply jump above its question.
    channelData: { 'webchat:sequence-id': turn.seq },
  };
}

/** Plain text both ways: customers' words in our replies are no Markdown. */
export function toActivity(conversation: string, turn: Turn): object {
  return {
    type: 'message',
    id: activityIdOf(conversation, turn.seq),
    timestamp: turn.at,
    channelId: 'directline',
    conversation: { id: conversation },
    textFormat: 'plain',
    ...(turn.from === 'customer' ? customerSide(turn) : ourSide(turn)),
  };
}

/** A page of the transcript; its watermark is the highest `seq` given. */
export function toActivitySet(conversation: string, turns: readonly Turn[], after: number): ActivitySet {
  const watermark = turns.reduce((highest, turn) => Math.max(highest, turn.seq), after);
  // What a representative asked of the conversation was not said in it.
  const said = turns.filter((turn) => turn.request === undefined);
  return { activities: said.map((turn) => toActivity(conversation, turn)), watermark: String(watermark) };
}

/** It is no turn, so it has no place in the transcript and no id of one. */
export function typingActivity(conversation: string, by: Person): object {
  return {
    type: 'typing',
    id: `${conversation}|typing-${Date.now()}`,
    timestamp: new Date().toISOString(),
    channelId: 'directline',
    conversation: { id: conversation },
    from: { id: by.id, name: by.name, role: 'bot' },
  };
}
