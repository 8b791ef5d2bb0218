/**
 * The message extension: a search whose results are cards to post.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
 */
import { z } from 'zod/v4';
import type { CardContent, CaseHead } from '../../cases/cardContent';
import { CARD_CONTENT_TYPE, type AdaptiveCard } from '../../cards';

export const SEARCH = 'composeExtension/query';
const RESULTS_MAX = 25; // what Teams asks for at a time
const SKIP_MAX = 75;
const TEXT_CHARS_MAX = 200;

/** What was asked for. A parameter of the name "initialRun" comes before anything is typed. */
const query = z.object({
  commandId: z.literal('searchCases'),
  parameters: z
    .array(z.object({ name: z.string().max(100), value: z.union([z.string(), z.boolean(), z.number()]) }))
    .max(10)
    .default([]),
  queryOptions: z
    .object({ skip: z.number().int().min(0).default(0), count: z.number().int().min(1).default(RESULTS_MAX) })
    .prefault({}),
});

export interface CaseQuery {
  readonly text: string;
  readonly skip: number;
  readonly limit: number;
}

/** Undefined where it is no search of ours. */
export function parseCaseQuery(value: unknown): CaseQuery | undefined {
  const read = query.safeParse(value);
  if (!read.success) return undefined;
  const { parameters, queryOptions } = read.data;
  const typed = parameters.find(({ name }) => name === 'words')?.value ?? '';
  return {
    text: String(typed).slice(0, TEXT_CHARS_MAX),
    skip: Math.min(queryOptions.skip, SKIP_MAX),
    limit: Math.min(queryOptions.count, RESULTS_MAX),
  };
}

export interface Result {
  readonly head: CaseHead;
  readonly card: CardContent;
}

/** Each result as a line of the list, and the card that is posted when it is chosen. */
export function searchResults(
  results: readonly Result[],
  render: (content: CardContent) => AdaptiveCard,
): object {
  const attachments = results.map(({ head, card }) => ({
    contentType: CARD_CONTENT_TYPE,
    content: withoutButtons(render(card)),
    preview: {
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: {
        title: head.title,
        text: [head.number, head.contact, head.statusReason].filter(Boolean).join(' · '),
      },
    },
  }));
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

/** Posted where others read it, too: it shows, and does nothing. */
function withoutButtons({ actions: _actions, ...card }: AdaptiveCard): AdaptiveCard {
  return card;
}
