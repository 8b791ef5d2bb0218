/** Step 5, drain: what a case has to say is written where it belongs, in order, then taken off in one write. */
import { drained } from '../cases/journal';
import { draftReturned } from '../cases/drafts/acts';
import { enterOut, LONG_AGO, OUT_FULL, SPOKEN_SINCE, type SayEffect } from '../cases/conversation/delivering';
import type { AbsorbEffect, PendingEffect } from '../cases/effects';
import { watched } from '../cases/followUp/followingUp';
import { absorbing } from '../cases/mergeCases';
import { changed, unchanged } from '../cases/store';
import { agentPerson, worker, type AgentContext } from './context';
import { takeFeedback } from './feedback';
import { receiveRequest } from './receive';
import { standingCase } from './standingCase';

type AskEffect = Extract<PendingEffect, { kind: 'ask' }>;

const POSTPONE_MS = 30_000; // a lane that is full is waiting for a channel that does not answer

/** What draining needs of the lanes. */
export interface DrainWork {
  kick(conversationId: string): void;
  /** Makes a call of a custom agent beside everything else; returns at once. */
  call(caseId: string, callId: string): void;
}

export async function drainCase(context: AgentContext, caseId: string, work: DrainWork): Promise<void> {
  const kick = (conversationId: string): void => work.kick(conversationId);
  const theCase = await context.store.get('cases', caseId);
  if (!theCase || theCase.pending.length === 0) return;
  const audits = theCase.pending.filter((effect) => effect.kind === 'audit');
  await Promise.all(audits.map((effect) => context.store.insert('audit', effect.entry)));
  await context.training?.learn(
    theCase,
    audits.map((effect) => effect.entry),
  );
  const done = new Set(audits.map((effect) => effect.id));
  const others: string[] = [];
  const full = new Set<string>();
  for (const effect of theCase.pending) {
    if (effect.kind === 'say' || effect.kind === 'ask') {
      // What goes to a conversation later must not overtake what waits for it.
      if (!full.has(effect.to) && (await enter(context, caseId, effect, kick))) done.add(effect.id);
      else full.add(effect.to);
    }
    if (effect.kind === 'create') {
      await context.store.insert('cases', effect.case);
      done.add(effect.id);
      others.push(effect.case._id);
    }
    if (effect.kind === 'absorb') {
      others.push(await absorb(context, effect));
      done.add(effect.id);
    }
    // It is settled beside this, however long it takes.
    if (effect.kind === 'call') work.call(caseId, effect.id);
    if (effect.kind === 'feedback') {
      await takeFeedback(context, effect, kick);
      done.add(effect.id);
    }
  }
  await context.afterStep?.('drain');
  const { settings } = await context.settings.current();
  const now = context.clock();
  const postponed = new Date(Date.parse(now) + POSTPONE_MS).toISOString();
  await context.store.update('cases', caseId, (fresh) => {
    const drains = fresh.pending.some((effect) => done.has(effect.id));
    const next = drains ? watched(drained(fresh, done), { settings, now }) : fresh;
    const stuck = next.pending.some(
      ({ id, kind }) => kind !== 'call' && theCase.pending.some((one) => one.id === id),
    );
    if (stuck) return changed({ ...next, dueAt: postponed });
    return drains ? changed(next) : unchanged;
  });
  // What they have to say in turn; a process that ends here leaves them due.
  for (const id of others) await drainCase(context, id, work);
}

/** Whether it is settled; not where the conversation has no room. */
function enter(
  context: AgentContext,
  caseId: string,
  effect: SayEffect | AskEffect,
  kick: (id: string) => void,
): Promise<boolean> {
  return effect.kind === 'say' ? say(context, caseId, effect, kick) : ask(context, effect, kick);
}

async function say(
  context: AgentContext,
  caseId: string,
  effect: SayEffect,
  kick: (id: string) => void,
): Promise<boolean> {
  const tryToEnter = (notYet: boolean) =>
    context.store.update('conversations', effect.to, (found) =>
      enterOut(found, effect, worker(context), notYet),
    );
  let result = await tryToEnter(false);
  if (result.is === 'refused' && result.reason === LONG_AGO) {
    if (await wasSent(context, effect)) return true;
    result = await tryToEnter(true);
  }
  if (result.is === 'refused' && result.reason === OUT_FULL) return false;
  // Before the effect is off the case: whoever goes on here finds it refused again.
  if (result.is === 'refused' && result.reason === SPOKEN_SINCE && effect.draftId !== undefined)
    await giveBack(context, caseId, effect.id);
  if (result.is === 'changed') kick(effect.to);
  return true;
}

async function wasSent({ store }: AgentContext, { id }: SayEffect): Promise<boolean> {
  return (await store.list('turns', { index: 'effect', equals: [id], limit: 1 })).items.length > 0;
}

async function giveBack(context: AgentContext, caseId: string, effectId: string): Promise<void> {
  const { settings } = await context.settings.current();
  await context.store.update('cases', caseId, (found) =>
    draftReturned(found, effectId, { agent: agentPerson(settings), at: context.clock() }),
  );
}

/** Whether it is settled: a conversation that is gone has nothing to answer. */
async function ask(context: AgentContext, effect: AskEffect, kick: (id: string) => void): Promise<boolean> {
  const received = await receiveRequest(context, effect.to, effect.entry);
  if (received?.kind === 'busy') return false;
  if (received) kick(effect.to);
  return true;
}

/** The case that took it in: the one that is named, or the one that this one went into meanwhile. */
async function absorb(context: AgentContext, effect: AbsorbEffect): Promise<string> {
  const { settings } = await context.settings.current();
  const { _id } = (await standingCase(context.store, effect.to)) ?? { _id: effect.to };
  await context.store.update('cases', _id, (found) =>
    absorbing(found, effect, { at: context.clock(), settings }),
  );
  return _id;
}
