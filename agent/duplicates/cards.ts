/** What the card shows that asks whether what would be opened is open already, read from the store when it is sent. */
import type { CardContent, DuplicateView } from '../../cases/cardContent';
import type { Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import { likeness, openQuestion, type DuplicateQuestion } from '../../cases/duplicates';
import { customerName } from '../../cases/live/live';
import { titleOf } from '../../cases/opening';
import { resolvedFields, type Settings } from '../../cases/settings';
import { texts } from '../../cases/texts';
import type { CardViews } from '../cards/views';
import type { AgentContext } from '../context';
import { standingCase } from '../standingCase';

interface Showing {
  readonly context: AgentContext;
  readonly settings: Settings;
  readonly view: CardViews;
  readonly language: string;
}

export async function duplicateCardContent(
  { context, settings, view, language }: Showing,
  { conversationId, problem }: { readonly conversationId: string; readonly problem: number },
): Promise<CardContent> {
  const conversation = await context.store.get('conversations', conversationId);
  const duplicate = conversation?.duplicate;
  if (!conversation || duplicate?.problem !== problem)
    return { kind: 'told', text: texts(language).representative.oldCard() };
  const known = { ...conversation.drafts, ...duplicate.typed };
  const fields = Object.fromEntries(Object.entries(known).filter(([name]) => !name.startsWith('contact.')));
  const now = { title: titleOf(fields, settings), fields };
  const cases = await Promise.all(duplicate.caseIds.map((id) => standingCase(context.store, id)));
  const like = cases
    .filter((one) => one !== undefined)
    .map(async (one): Promise<DuplicateView> => ({
      case: await view.head(one),
      rows: duplicate.decided ? [] : rowsOf(now.fields, one, settings),
      reasons: duplicate.decided ? [] : reasonsOf(now, one, settings),
    }));
  return {
    ...{ kind: 'duplicate', conversationId, problem, title: now.title, channel: conversation.channel },
    who: customerName(conversation),
    like: await Promise.all(like),
    until: openQuestion(conversation)?.until,
    decided: await decidedOf(context, duplicate, conversation),
  };
}

/** What both say, in the order of the settings; what only one knows is shown all the same. */
function rowsOf(now: Conversation['drafts'], { fields }: Case, settings: Settings): DuplicateView['rows'] {
  return settings.fields.flatMap(({ name, label }) => {
    const [here, there] = [now[name]?.label, fields[name]?.label];
    return here === undefined && there === undefined ? [] : [{ label, now: here, there }];
  });
}

function reasonsOf(
  now: Parameters<typeof likeness>[0],
  theCase: Case,
  settings: Settings,
): DuplicateView['reasons'] {
  const labels = resolvedFields(settings);
  return likeness(now, theCase, settings).reasons.map((reason) => {
    if (reason.kind === 'words') return reason;
    const { kind, field, value } = reason;
    return { kind, label: labels.get(field)?.label ?? field, value };
  });
}

async function decidedOf(
  { store }: AgentContext,
  { decided }: DuplicateQuestion,
  conversation: Conversation,
) {
  if (!decided) return undefined;
  const { choice, by, at, wasClosed, caseId } = decided;
  // What it opens is there once the decision was applied.
  const theCase = await standingCase(store, caseId);
  const opening = conversation.moves.find((move) => move.kind === 'open' && move.case._id === caseId);
  const number = theCase?.number ?? (opening?.kind === 'open' ? opening.case.number : '');
  return { choice, by: by.name, at, number, wasClosed };
}
