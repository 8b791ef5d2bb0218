/** What is missing, in words. */
import type { AgentContext } from '../../../agent/context';
import { missingNames } from '../../../agent/missing';
import type { Standing } from '../../../cases/deciding/conditionView';
import type { Case } from '../../../cases/case';
import { contactParts } from '../../../cases/contact';
import type { Conversation } from '../../../cases/conversation/conversation';
import { isContactField } from '../../../cases/fields';
import { resolvedFields, type Settings } from '../../../cases/settings';
import type { Texts } from '../../../cases/texts';
import { labelOf } from './views';

export interface MissingView {
  readonly name: string;
  readonly label: string;
  readonly why?: string;
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

export function missingOf(standing: Standing, settings: Settings, words: Texts, now: string): MissingView[] {
  const partial = contactParts(standing.conversation?.drafts ?? {}).length > 0;
  return missingNames(standing, settings, now).map((name) => {
    const field = resolvedFields(settings).get(name);
    const partly = partial && field !== undefined && isContactField(field);
    const why = partly ? words.panel.why.partial : words.panel.why.missing;
    return { name, label: labelOf(settings, name), why };
  });
}
