/** What people make of the agent's values, written where it belongs: recorded, counted, and told when it has consequences. */
import { createHash } from 'node:crypto';
import {
  acceptanceRules,
  counted,
  newAcceptance,
  told,
  type Acceptance,
  type Decision,
} from '../cases/feedback/acceptance';
import { enterOut } from '../cases/conversation/delivering';
import type { Words } from '../cases/effects';
import type { FeedbackEffect } from '../cases/feedback/feedback';
import { resolvedField } from '../cases/settings';
import { documentOf } from '../cases/store';
import { agentPerson, worker, type AgentContext } from './context';

/** Can be run again: a record is inserted once, a decision is counted once, and each administrator is told once. */
export async function takeFeedback(
  context: AgentContext,
  { id, record, counts }: FeedbackEffect,
  kick: (conversationId: string) => void,
): Promise<void> {
  if (record) await context.store.insert('interactions', record);
  if (!counts) return;
  const { n } = await context.settings.current();
  const decision = { id: fingerprint(id), accepted: counts.accepted, n, at: context.clock() };
  const found = await count(context, counts.field, decision);
  if (found?.tell !== undefined) await tellAdministrators(context, found, found.tell, kick);
}

const FINGERPRINT_CHARS = 16; // 64 bits: two of the newest two hundred are never the same

/** The ids of cases and calls name people; a fingerprint tells only whether it is the same one again. */
function fingerprint(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, FINGERPRINT_CHARS);
}

/** Nothing where the settings have no such field any more. */
async function count(
  context: AgentContext,
  name: string,
  decision: Decision,
): Promise<Acceptance | undefined> {
  const { store } = context;
  const { settings } = await context.settings.current();
  const field = resolvedField(settings, name);
  if (!field) return undefined;
  const rules = acceptanceRules(settings, field);
  const agent = agentPerson(settings);
  for (;;) {
    const result = await store.update('acceptance', name, (found) => counted(found, decision, rules, agent));
    if (result.is === 'changed') context.automation?.changed();
    const doc = documentOf(result);
    if (doc) return doc;
    await store.insert('acceptance', newAcceptance(name)); // "exists": somebody else just did
  }
}

/** Each by the same id, so that whoever was told before a process ended is not told twice. */
async function tellAdministrators(
  context: AgentContext,
  { field }: Acceptance,
  tell: string,
  kick: (conversationId: string) => void,
): Promise<void> {
  const words: Words = { kind: 'card', card: { kind: 'automation', field, id: tell }, fallback: field };
  for (const to of await context.representatives.administrators()) {
    const effect = { id: `acceptance/${tell}`, kind: 'say', to, words } as const;
    const result = await context.store.update('conversations', to, (found) =>
      enterOut(found, effect, worker(context)),
    );
    if (result.is === 'changed') kick(to);
  }
  await context.store.update('acceptance', field, (found) => told(found, tell));
}
