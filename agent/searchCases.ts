/** Cases by words, newest first: for whoever looks one up to show it to others. */
import { permits, type Access } from '../cases/access';
import type { CardContent, CaseHead } from '../cases/cardContent';
import type { Case } from '../cases/case';
import { askedWords, hasWords } from '../cases/searchWords';
import { texts } from '../cases/texts';
import { caseCardContent } from './cards/ofCase';
import { CardViews } from './cards/views';
import type { AgentContext } from './context';

const READ_MAX = 100; // the index finds by one word, the others are looked for in these

/** A case that was found: what a list shows of it, and the card to post. */
export interface FoundCase {
  readonly head: CaseHead;
  readonly card: CardContent;
}

export interface Search {
  readonly text: string;
  readonly skip: number;
  readonly limit: number;
  /** "en", "de". */
  readonly language: string;
  readonly access: Access;
}

/** The newest ones where nothing was typed; nothing for whoever may not work on cases. */
export async function searchCases(
  context: AgentContext,
  { text, skip, limit, language, access }: Search,
): Promise<readonly FoundCase[]> {
  if (!permits(access, 'work')) return [];
  const found = (await matching(context, askedWords(text), text)).slice(skip, skip + limit);
  const { settings } = await context.settings.current();
  const views = new CardViews(context, settings, texts(language));
  return Promise.all(
    found.map(async (one) => ({
      head: await views.head(one),
      card: await caseCardContent(views, { kind: 'case-opened', caseId: one._id }, one),
    })),
  );
}

async function matching(
  { store }: AgentContext,
  words: readonly string[],
  text: string,
): Promise<readonly Case[]> {
  const page = { order: 'desc', limit: READ_MAX } as const;
  const [rarest, ...others] = words;
  if (rarest === undefined)
    return text.trim() === '' ? (await store.list('cases', { index: 'opened', ...page })).items : [];
  const { items } = await store.list('cases', { index: 'search', equals: [rarest], ...page });
  return items.filter((found) => others.length === 0 || hasWords(found, others));
}
