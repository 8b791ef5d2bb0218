/** Step 5, drain: what a case has to say is written where it belongs, in order, then taken off in one write. */
import { drained } from '../cases/journal';
import { enterOut, OUT_FULL } from '../cases/delivering';
import type { PendingEffect } from '../cases/effects';
import { changed, unchanged } from '../cases/store';
import { worker, type AgentContext } from './context';
import { receiveRequest } from './receive';

const POSTPONE_MS = 30_000; // a lane that is full is waiting for a channel that does not answer

export async function drainCase(
  context: AgentContext,
  caseId: string,
  kick: (conversationId: string) => void,
): Promise<void> {
  const theCase = await context.store.get('cases', caseId);
  if (!theCase || theCase.pending.length === 0) return;
  const audits = theCase.pending.filter((effect) => effect.kind === 'audit');
  await Promise.all(audits.map((effect) => context.store.insert('audit', effect.entry)));
  await context.training?.learn(
    theCase,
    audits.map((effect) => effect.entry),
  );
  const done = new Set(audits.map((effect) => effect.id));
  for (const effect of theCase.pending) {
    if (effect.kind === 'say' && (await say(context, effect, kick))) done.add(effect.id);
    if (effect.kind === 'ask' && (await ask(context, effect, kick))) done.add(effect.id);
  }
  await context.afterStep?.('drain');
  const postponed = new Date(Date.parse(context.clock()) + POSTPONE_MS).toISOString();
  await context.store.update('cases', caseId, (fresh) => {
    if (!fresh.pending.some((effect) => done.has(effect.id))) return unchanged;
    const next = drained(fresh, done);
    const stuck = next.pending.some((effect) => theCase.pending.some((one) => one.id === effect.id));
    return changed(stuck ? { ...next, dueAt: postponed } : next);
  });
}

async function say(
  context: AgentContext,
  effect: Extract<PendingEffect, { kind: 'say' }>,
  kick: (id: string) => void,
): Promise<boolean> {
  const result = await context.store.update('conversations', effect.to, (found) =>
    enterOut(found, effect, worker(context)),
  );
  if (result.is === 'refused' && result.reason === OUT_FULL) return false;
  if (result.is === 'changed') kick(effect.to);
  return true;
}

/** Whether it is settled: a conversation that is gone has nothing to answer. */
async function ask(
  context: AgentContext,
  effect: Extract<PendingEffect, { kind: 'ask' }>,
  kick: (id: string) => void,
): Promise<boolean> {
  const received = await receiveRequest(context, effect.to, effect.entry);
  if (received?.kind === 'busy') return false;
  if (received) kick(effect.to);
  return true;
}
