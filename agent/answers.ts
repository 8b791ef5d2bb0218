/** What a representative's command or button is answered with. */
import { permits, type Access, type Deed } from '../cases/access';
import type { CaseAct } from '../cases/acts';
import type { Case } from '../cases/case';
import type { FreshCard } from '../cases/cardActions';
import type { CardRef, Failure, Words } from '../cases/effects';
import type { MoveDraft, PresentAsker } from '../cases/moves';
import type { Settings } from '../cases/settings';
import type { Texts } from '../cases/texts';

/** What one command or button makes. */
export interface Answer {
  readonly words?: Words;
  /** What was not done, and why; `words` then show how things stand. */
  readonly notice?: string;
  /** Further cards, each a message of its own. */
  readonly more?: readonly Words[];
  readonly moves?: readonly MoveDraft[];
  /** Where the answer is shown in place: the card as it stands once the moves are done. */
  readonly shows?: CardRef;
}

export interface Answering {
  readonly asker: PresentAsker;
  /** Of the turn or click: what it causes is named after it. */
  readonly id: string;
  /** The answer takes the place of the card that was clicked. */
  readonly inPlace?: boolean;
  readonly settings: Settings;
  readonly access: Access;
  readonly words: Texts;
}

/** Update from conversation: asked of the conversation itself, where it takes its place in the order. */
export function updateAnswer(found: Case, { asker, id, words }: Answering): Answer {
  const conversationId = found.conversations.at(-1);
  if (!conversationId)
    return { words: told(words.representative.nothingToUpdateFrom({ number: found.number })) };
  return {
    moves: [
      {
        kind: 'request',
        conversationId,
        entry: { kind: 'update', id: `${id}/update`, caseId: found._id, asker },
      },
    ],
  };
}

/** An act on the case, answered where it was asked for. */
export function acted(found: Case, act: CaseAct, { asker }: Answering): Answer {
  return { moves: [{ kind: 'act', caseId: found._id, act, by: asker.by, replyTo: asker }] };
}

export function plain(text: string): Words {
  return { kind: 'text', text };
}

export function told(text: string): Words {
  return { kind: 'card', card: { kind: 'told', text }, fallback: text };
}

export function card(ref: CardRef, fallback: string): Words {
  return { kind: 'card', card: ref, fallback };
}

/** An action that failed, with its card to be shown again. */
export function failed(failure: Failure, { representative }: Texts, again?: FreshCard): Words {
  const { happened, todo } = representative.failures[failure]({ reference: '' });
  return { kind: 'card', card: { kind: 'failed', failure, again }, fallback: `${happened} ${todo}` };
}

/** The refusal where the asker may not do that; undefined where they may. */
export function refusal({ access, words }: Answering, deed: Deed): Answer | undefined {
  return permits(access, deed) ? undefined : { words: told(words.representative.notPermitted[deed]) };
}
