/** Buttons that get nothing: of another time, of another installation, or forged. The log says which, never what was sent. */
import type { CardAction, UnknownAction } from '../../cases/cardActions';
import { failed, type Answer, type Answering } from '../answers';
import type { AgentContext } from '../context';

/** What was wrong: data that is none of ours, ids of nothing, or somebody whose button it is not. */
export type Refusal = 'unknown' | 'gone' | 'not-a-representative' | 'not-permitted';

export function noteRefused(
  { log }: Pick<AgentContext, 'log'>,
  conversationId: string,
  { verb }: CardAction | UnknownAction,
  refusal: Refusal,
): void {
  log.warn({ conversationId, verb, refusal }, 'a card action was refused');
}

/** What the button is about is not there, or is nothing of ours. */
export function nothingThere(
  context: AgentContext,
  action: CardAction | UnknownAction,
  { asker, words }: Answering,
): Answer {
  noteRefused(context, asker.conversationId, action, action.verb === 'unknown' ? 'unknown' : 'gone');
  return { words: failed('gone', words) };
}
