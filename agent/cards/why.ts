/** The answer to "why": what the newest decision has checked, and where each value comes from. */
import type { CardContent } from '../../cases/cardContent';
import type { CardRef } from '../../cases/effects';
import { followUpChecks } from '../followUp/cards';
import type { CardViews } from './views';

export async function whyContent(
  view: CardViews,
  { caseId, conversationId }: Extract<CardRef, { kind: 'why' }>,
): Promise<CardContent> {
  const { representative } = view.words;
  const found = caseId ? await view.context.store.get('cases', caseId) : undefined;
  const title = found ? representative.whyTitle({ number: found.number }) : representative.whyNoCase();
  const decided = await view.checksOf(found?.conversations.at(-1) ?? conversationId);
  const checks = [...decided, ...(found ? followUpChecks(found, view.words) : [])];
  return { kind: 'why', title, caseId, checks, fields: found ? await view.fields(found.fields) : [] };
}
