/** What is still wanted and not known: default fields, and those of the rules whose conditions hold. */
import type { AgentContext } from '../../../agent/context';
import type { Case } from '../../../cases/case';
import { contactParts } from '../../../cases/contact';
import type { Conversation } from '../../../cases/conversation';
import { isContactField } from '../../../cases/fields';
import { plan, valuesOf } from '../../../cases/plan';
import { resolvedFields, type Settings } from '../../../cases/settings';
import type { Texts } from '../../../cases/texts';
import type { FieldEntries } from '../../../cases/values';
import { labelOf } from './views';

const HOUR_MS = 3_600_000;

export interface MissingView {
  readonly name: string;
  readonly label: string;
  readonly why?: string;
}

export interface Standing {
  readonly case?: Case;
  readonly conversation?: Conversation;
}

/** The case of a conversation; one that is about to be written lies among the conversation's moves. */
export async function caseOfConversation(
  { store }: Pick<AgentContext, 'store'>,
  { caseId, moves }: Conversation,
): Promise<Case | undefined> {
  if (caseId === undefined) return undefined;
  const opening = moves.find((move) => move.kind === 'open' && move.case._id === caseId);
  return (await store.get('cases', caseId)) ?? (opening?.kind === 'open' ? opening.case : undefined);
}

/** The values as they stand: the case's, else those that wait for one. */
export function entriesOf({ case: theCase, conversation }: Standing): FieldEntries {
  return theCase?.fields ?? conversation?.drafts ?? {};
}

export function missingOf(standing: Standing, settings: Settings, words: Texts, now: string): MissingView[] {
  const { case: theCase, conversation } = standing;
  const entries = entriesOf(standing);
  const { wanted } = plan(settings, {
    values: valuesOf(entries),
    channel: theCase?.channel ?? conversation?.channel ?? '',
    conversationStatus: conversation?.status ?? 'ended',
    caseStatus: theCase?.status,
    statusReason: theCase?.statusReason,
    caseAgeHours: theCase && (Date.parse(now) - Date.parse(theCase.openedAt)) / HOUR_MS,
  });
  const partial = contactParts(conversation?.drafts ?? {}).length > 0;
  return wanted
    .filter((name) => entries[name] === undefined)
    .map((name) => {
      const field = resolvedFields(settings).get(name);
      const partly = partial && field !== undefined && isContactField(field);
      const why = partly ? words.panel.why.partial : words.panel.why.missing;
      return { name, label: labelOf(settings, name), why };
    });
}
