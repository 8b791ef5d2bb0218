/** The case that a decision opens, as a whole: opening it is one insert. */
import { caseIdOf, type Case } from '../cases/case';
import type { Conversation } from '../cases/conversation';
import { rulePerson, type MailOpening } from '../cases/mailOpening';
import type { Asker } from '../cases/moves';
import { openCase } from '../cases/opening';
import type { ModelUsage } from '../cases/prediction';
import type { Settings } from '../cases/settings';
import type { FieldEntries } from '../cases/values';
import { agentPerson, type AgentContext } from './context';
import { shownTo } from './live/readers';

export interface OpenedBy {
  readonly conversation: Conversation;
  readonly settings: Settings;
  readonly fields: FieldEntries;
  readonly usage?: ModelUsage;
  /** Whoever wanted it; missing: the agent, or the rule. */
  readonly asker?: Asker;
  readonly opening?: MailOpening;
  readonly relatedTo?: string;
  readonly title?: string;
  readonly now: string;
}

export async function openedCase(context: AgentContext, opened: OpenedBy): Promise<Case> {
  const { conversation, settings, fields, usage, asker, opening, relatedTo, title, now } = opened;
  return openCase({
    id: caseIdOf(conversation._id, conversation.problem),
    number: await context.caseNumbers.take(),
    channel: conversation.channel,
    conversations: [conversation._id],
    fields,
    by: asker?.by ?? opening?.by ?? (opening ? rulePerson(opening.rule) : agentPerson(settings)),
    byKind: asker?.byKind ?? (opening ? (opening.by ? 'api' : 'rule') : 'agent'),
    at: now,
    tell: await shownTo(context, conversation),
    settings,
    usage,
    owner: opening?.owner,
    queue: opening?.queue,
    relatedTo: relatedTo ?? opening?.relatedTo ?? conversation.relatedTo,
    unverified: opening?.unverified,
    title,
  });
}
