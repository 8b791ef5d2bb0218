/** Buttons that want something written: a draft for the customer, or the resolution form filled in. */
import type { CardAction, UnknownAction, WantedDraft } from '../../cases/cardActions';
import type { Case } from '../../cases/case';
import type { Settings } from '../../cases/settings';
import { card, refusal, told, type Answer, type Answering } from '../answers';
import type { AgentContext } from '../context';
import { draftFor, type DraftWish } from './drafting';

/** Whether a model is asked for the answer, which may take longer than a click's response may. */
export function takesTime(
  { drafter }: Pick<AgentContext, 'drafter'>,
  { verb }: CardAction | UnknownAction,
  { resolution }: Settings,
): boolean {
  if (!drafter?.asksModel) return false;
  return verb === 'draft' || (verb === 'resolve-form' && resolution.fill.on);
}

/** The draft is shown to who asked for it, in a message of its own. */
export async function answerDraftWish(
  context: AgentContext,
  { draft: kind }: Extract<CardAction, { verb: 'draft' }>,
  found: Case,
  answering: Answering,
): Promise<Answer> {
  const { settings, inPlace, words } = answering;
  const { representative } = words;
  const refused = kind === 'reply' ? undefined : refusal(answering, 'close');
  if (refused) return refused;
  if (found.status !== 'active') return { words: told(representative.closed({ number: found.number })) };
  const answer = await drafted(context, found, wishFor(found, kind, settings), answering);
  if (!answer) return { words: told(representative.noConversation({ number: found.number })) };
  if (!inPlace) return answer;
  const suggested = card({ kind: 'suggested-actions', caseId: found._id }, `${found.number}: ${found.title}`);
  return { ...answer, words: suggested, notice: representative.shownBelow() };
}

/** A follow-up is the next one of the rule that the case is followed up by. */
export function wishFor(found: Case, kind: WantedDraft, { followUp: { rules } }: Settings): DraftWish {
  const { followUp } = found;
  const rule = rules.find(({ name }) => name === followUp?.rule);
  if (kind !== 'follow-up' || !followUp || !rule) return { kind };
  const of = rule.followUps.length;
  const number = Math.min(followUp.suggestion?.n ?? followUp.sent + 1, of);
  const { template } = rule.followUps[number - 1] ?? {};
  return { kind, purpose: { rule: rule.name, number }, of, template, fields: rule.fields };
}

/** The resolution form, with a proposal to type over where the settings say so. */
export async function fillIn(context: AgentContext, found: Case, answering: Answering): Promise<Answer> {
  const { on, fields } = answering.settings.resolution.fill;
  if (!on || found.status !== 'active') return {};
  return (await drafted(context, found, { kind: 'resolution', fields }, answering)) ?? {};
}

async function drafted(
  context: AgentContext,
  found: Case,
  wish: DraftWish,
  { asker }: Answering,
): Promise<Answer | undefined> {
  const made = await draftFor(context, found, wish);
  if (!made) return undefined;
  const tell = wish.kind === 'resolution' ? [] : [asker.conversationId];
  return { moves: [{ kind: 'draft', caseId: found._id, made, by: asker.by, tell }] };
}
