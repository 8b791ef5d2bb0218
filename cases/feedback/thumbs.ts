/** Whether a card of the agent's helped: a word that anybody who sees it may give. */

/** The cards that can be given thumbs. */
export const JUDGED_CARDS = ['review', 'summary', 'case-opened', 'suggestion', 'draft'] as const;
export type JudgedCard = (typeof JUDGED_CARDS)[number];

export interface Thumbs {
  readonly card: JudgedCard;
  /** What on the card: a review's or a draft's id. */
  readonly target?: string;
  readonly up: boolean;
}
