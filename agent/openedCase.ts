/** The case that a decision opens, as a whole: opening it is one insert. */
import { caseIdOf, type Case } from '../cases/case';
import type { Conversation } from '../cases/conversation/conversation';
import { answerRecord, withRecord } from '../cases/feedback/feedback';
import { isContactField, type Automation } from '../cases/fields';
import { candidatesOf } from '../cases/joining';
import { rulePerson, type MailOpening } from '../cases/mail/opening';
import type { Asker, MoveDraft, SettleRequest } from '../cases/moves';
import { openCase, titleOf } from '../cases/opening';
import type { ModelUsage } from '../cases/deciding/prediction';
import { resolvedFields, type Settings } from '../cases/settings';
import type { FieldEntries, FieldEntry } from '../cases/values';
import { agentPerson, type AgentContext } from './context';
import { shownTo } from './shownTo';

export interface OpenedBy {
  readonly conversation: Conversation;
  readonly settings: Settings;
  readonly fields: FieldEntries;
  readonly usage?: ModelUsage;
  /** Whoever wanted it; missing: the agent, or the rule. */
  readonly asker?: Asker;
  readonly opening?: MailOpening;
  readonly relatedTo?: string;
  /** What was said of it being a duplicate. */
  readonly answer?: Pick<SettleRequest, 'by' | 'byKind'> & { readonly act: 'rejected' | 'edited' };
  readonly title?: string;
  readonly now: string;
}

export interface Opened {
  readonly case: Case;
  /** What is asked about it: values that are not filled without a person's word. */
  readonly asks: readonly MoveDraft[];
}

export async function openedCase(context: AgentContext, opened: OpenedBy): Promise<Opened> {
  const { conversation, settings } = opened;
  const caseId = caseIdOf(conversation._id, conversation.problem);
  const modes = await context.automation?.modes();
  const { filled, held } = heldBack(opened.fields, settings, modes);
  const title = titleOf(opened.fields, settings, opened.title);
  const theCase = await madeOf(context, { ...opened, fields: filled, title }, caseId);
  const candidates = candidatesOf(held);
  const recorded = answersOf(opened).reduce(
    (made, { by, byKind, ...said }) =>
      withRecord(
        made,
        answerRecord(made, { ...said, about: caseId }, { by, byKind, settings, at: opened.now }),
      ),
    theCase,
  );
  return { case: recorded, asks: candidates.length > 0 ? [{ kind: 'change', caseId, candidates }] : [] };
}

/** What people answered before it was opened. */
function answersOf({ conversation, asker, answer }: OpenedBy) {
  const proposed = conversation.openingProposed && asker ? [asker] : [];
  return [
    ...proposed.map(
      ({ by, byKind }) => ({ card: 'creation-proposal', act: 'accepted', by, byKind }) as const,
    ),
    ...(answer ? [{ card: 'duplicate', ...answer } as const] : []),
  ];
}

/** What people corrected too often is asked about at the opening, too. Who the customer is was not predicted, but settled. */
function heldBack(
  fields: FieldEntries,
  settings: Settings,
  modes: ReadonlyMap<string, Automation> | undefined,
): { readonly filled: FieldEntries; readonly held: FieldEntries } {
  const definitions = resolvedFields(settings);
  const isHeld = ([name, { provenance }]: [string, FieldEntry]): boolean => {
    const field = definitions.get(name);
    return (
      modes?.get(name) === 'confirm' &&
      provenance.kind === 'ai' &&
      field !== undefined &&
      !isContactField(field)
    );
  };
  const all = Object.entries(fields);
  return {
    filled: Object.fromEntries(all.filter((one) => !isHeld(one))),
    held: Object.fromEntries(all.filter(isHeld)),
  };
}

async function madeOf(context: AgentContext, opened: OpenedBy, id: string): Promise<Case> {
  const { conversation, settings, fields, usage, asker, opening, relatedTo, title, now } = opened;
  return openCase({
    id,
    number: await context.caseNumbers.take(),
    channel: conversation.channel,
    conversations: [conversation._id],
    fields,
    by: asker?.by ?? opening?.by ?? (opening ? rulePerson(opening.rule) : agentPerson(settings)),
    byKind: asker?.byKind ?? (opening ? (opening.by ? 'api' : 'rule') : 'agent'),
    at: now,
    tell: await shownTo(context, { ownerId: opening?.owner?.id, takenIn: conversation.takenIn }),
    settings,
    usage,
    owner: opening?.owner,
    queue: opening?.queue,
    relatedTo: relatedTo ?? opening?.relatedTo ?? conversation.relatedTo,
    unverified: opening?.unverified,
    title,
  });
}
