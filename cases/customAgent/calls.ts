/** Calls of custom agents that a case has pending: made, leased, tried again, settled. Pure. */
import { caseDueAt } from '../caseDue';
import type { Case } from '../case';
import type { CallEffect, CallWish, CustomAgentThread } from './call';
import type { RemoteConversation } from './settings';
import type { Worker } from '../conversation/delivering';
import type { PendingEffect } from '../effects';
import { leaseFor, mayLease } from '../lease';
import { changed, refused, unchanged, type Change } from '../store';

export function threadOf(theCase: Pick<Case, '_id' | 'customAgents'>, agent: string): CustomAgentThread {
  return theCase.customAgents?.[agent] ?? { conversationId: `${theCase._id}/${agent}`, calledFor: {} };
}

export function pendingCalls({ pending }: Pick<Case, 'pending'>): CallEffect[] {
  return pending.filter((effect) => effect.kind === 'call');
}

/**
 * The case with the call pending: once for the same words, unless somebody asks for it from outside. It takes the place
 * of a call about older words of the same conversation, and does for it what that one was asked for.
 */
export function withCall<T extends Case>(theCase: T, wish: CallWish, at: string): T {
  const thread = threadOf(theCase, wish.agent);
  const known = thread.calledFor[wish.to] ?? 0;
  if (known >= wish.basedOn && wish.operation === undefined) return theCase;
  const { agent, to, basedOn, automation, operation } = wish;
  const wanted = operation === undefined ? thread.wish : { automation, operation };
  const call: CallEffect = { agent, to, basedOn, ...wanted, id: callId(wish), kind: 'call', at, attempts: 0 };
  const calledFor = { ...thread.calledFor, [to]: Math.max(known, basedOn) };
  return {
    ...theCase,
    customAgents: { ...theCase.customAgents, [agent]: { ...thread, calledFor, wish: wanted } },
    pending: [...theCase.pending.filter((effect) => effect.kind !== 'call' || effect.to !== to), call],
    dueAt: at,
  };
}

/** The case has taken the answer; what was wished of it is done. */
export function withAnswerTaken<T extends Case>(theCase: T, agent: string, callId: string): T {
  const { wish: _wish, ...thread } = threadOf(theCase, agent);
  return {
    ...theCase,
    customAgents: { ...theCase.customAgents, [agent]: { ...thread, answered: callId } },
  };
}

/** Named after what it rests on: thought of again, it is the same call. */
function callId({ agent, to, basedOn, operation }: CallWish): string {
  return `${to}/${basedOn}/call/${agent}${operation === undefined ? '' : `/${operation}`}`;
}

/** Takes the call for this process; refused where another one waits for the answer, or it is not due. */
export function callLeased(theCase: Case, id: string, worker: Worker): Change<Case> {
  const { now, holder, alone } = worker;
  const call = pendingCalls(theCase).find((one) => one.id === id);
  if (!call) return refused('gone');
  if (!mayLease(call.lease, holder, now, alone) || (call.notBefore ?? '') > now) return refused('not-now');
  return changed(withCallAs(theCase, { ...call, lease: leaseFor(holder, now) }));
}

/** It failed in a way that may pass: called again under the same id, not before that time. */
export function callPostponed(
  theCase: Case,
  id: string,
  { notBefore, failed }: { readonly notBefore: string; readonly failed: boolean },
): Change<Case> {
  const call = pendingCalls(theCase).find((one) => one.id === id);
  if (!call) return unchanged;
  const { lease: _lease, ...free } = call;
  return changed(withCallAs(theCase, { ...free, attempts: call.attempts + (failed ? 1 : 0), notBefore }));
}

/** Its answer is in the conversation's inbox: it leaves the case, and where the agent's conversation stands is kept. */
export function callSettled(
  theCase: Case,
  id: string,
  agent: string,
  remote: RemoteConversation | undefined,
): Change<Case> {
  const pending = theCase.pending.filter((effect) => effect.id !== id);
  if (pending.length === theCase.pending.length) return unchanged;
  const kept = remote ? withRemote(theCase, agent, remote) : theCase;
  return changed(rescheduled({ ...kept, pending }));
}

/** The agent's conversation, kept before anything is said in it. */
export function remoteKept(theCase: Case, agent: string, remote: RemoteConversation): Change<Case> {
  return changed(withRemote(theCase, agent, remote));
}

function withRemote(theCase: Case, agent: string, remote: RemoteConversation): Case {
  const thread = { ...threadOf(theCase, agent), remote };
  return { ...theCase, customAgents: { ...theCase.customAgents, [agent]: thread } };
}

function withCallAs(theCase: Case, call: CallEffect): Case {
  const pending = theCase.pending.map((effect): PendingEffect => (effect.id === call.id ? call : effect));
  return rescheduled({ ...theCase, pending });
}

/** What else is pending is due as it was. */
function rescheduled(theCase: Case): Case {
  const onlyCalls = theCase.pending.every(({ kind }) => kind === 'call');
  return onlyCalls ? { ...theCase, dueAt: caseDueAt(theCase) } : theCase;
}
