/**
 * Calls of custom agents, beside everything else: a slow one holds up nothing. Each is on its case until its answer
 * lies in the inbox of the conversation, so that whichever process goes on calls again, under the same id.
 */
import type { CallEffect, CallOutcome } from '../../cases/customAgent/call';
import {
  callLeased,
  callPostponed,
  callSettled,
  pendingCalls,
  remoteKept,
  threadOf,
} from '../../cases/customAgent/calls';
import {
  CustomAgentFailed,
  type CustomAgentReply,
  type CustomAgentSettings,
  type RemoteConversation,
} from '../../cases/customAgent/settings';
import { LEASE_MS } from '../../cases/lease';
import type { RequestedEntry } from '../../cases/moves';
import { agentPerson, worker, type AgentContext } from '../context';
import { receiveRequest } from '../receive';
import { standingCase } from '../standingCase';
import { Slots } from '../waiting';

const CALLS_MAX = 50; // under way at once in this process; sockets, mostly waiting
const WAITING_MAX = 5_000; // for one of those; past it a call stays on its case, due
const RENEW_MS = LEASE_MS / 3;
const RETRY_MS = 1_000; // doubled each time
const BUSY_MS = 2_000; // a full inbox empties in one decision

export class Calls {
  private readonly running = new Map<string, Promise<void>>();
  private readonly slots = new Slots(CALLS_MAX);
  private readonly stopping = new AbortController();

  constructor(
    private readonly context: AgentContext,
    private readonly kick: (conversationId: string) => void,
  ) {}

  get size(): number {
    return this.running.size;
  }

  /** Makes the call unless it is being made, or waits for its time; returns at once. */
  begin(caseId: string, id: string): void {
    if (this.stopping.signal.aborted || this.running.has(id) || this.running.size >= WAITING_MAX) return;
    const run = this.make(caseId, id)
      .catch((error: unknown) => {
        this.context.log.error({ caseId, callId: id, err: error }, 'a call of a custom agent failed');
      })
      .finally(() => this.running.delete(id));
    this.running.set(id, run);
  }

  /** Resolves when no call is under way. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  /** What is under way is given up, to be called again by whoever goes on. */
  stop(): void {
    this.stopping.abort();
  }

  /** The lease comes first, so that a call that waits for its turn here is not due all the while. */
  private async make(caseId: string, id: string): Promise<void> {
    const { context, slots } = this;
    const leased = await context.store.update('cases', caseId, (found) =>
      callLeased(found, id, worker(context)),
    );
    if (leased.is !== 'changed') return;
    const call = pendingCalls(leased.doc).find((one) => one.id === id);
    if (!call) return;
    if (leased.doc.status !== 'active' && leased.doc.status !== 'merged') return this.drop(caseId, call);
    const renewing = setInterval(() => void this.renew(caseId, id), RENEW_MS);
    try {
      await slots.run(() => this.answer(caseId, call));
    } finally {
      clearInterval(renewing);
    }
  }

  private async answer(caseId: string, call: CallEffect): Promise<void> {
    try {
      const { answer, remote } = await this.ask(caseId, call);
      await this.settle(caseId, call, { kind: 'answered', answer }, remote);
    } catch (error) {
      if (this.stopping.signal.aborted) return this.postpone(caseId, call, 0, false);
      if (!(error instanceof CustomAgentFailed)) throw error;
      const { code: failure, message: detail } = error;
      this.context.log.warn(
        { caseId, agent: call.agent, failure, detail, attempts: call.attempts + 1 },
        'a custom agent gave no answer',
      );
      const tries = (await this.agentOf(call))?.tries ?? 0;
      if (!error.retry || call.attempts + 1 >= tries)
        return this.settle(caseId, call, { kind: 'failed', failure, detail }, undefined);
      const backOffMs = RETRY_MS * 2 ** call.attempts * (1 + this.context.random());
      await this.postpone(caseId, call, error.afterMs ?? backOffMs, true);
    }
  }

  private async ask(caseId: string, call: CallEffect): Promise<CustomAgentReply> {
    const { context, stopping } = this;
    const { flows } = (await context.settings.current()).settings;
    if (!flows.callCustomAgent)
      throw new CustomAgentFailed('switched-off', 'the flow callCustomAgent is switched off', false);
    const agent = await this.agentOf(call);
    if (!agent || !context.customAgents)
      throw new CustomAgentFailed('not-set-up', `there is no custom agent "${call.agent}"`, false);
    const theCase = await context.store.get('cases', caseId);
    const standing = await standingCase(context.store, caseId);
    if (!theCase || !standing) throw new Error('the case of a call is gone');
    const { conversationId, remote } = threadOf(theCase, call.agent);
    const asked = context.customAgents.ask({
      id: call.id,
      agent,
      request: { caseId: standing._id, conversationId },
      remote,
      keep: async (kept) => {
        await context.store.update('cases', caseId, (found) => remoteKept(found, call.agent, kept));
      },
      signal: stopping.signal,
    });
    return asked.catch((error: unknown) => this.asFailure(caseId, call, error));
  }

  /** What nobody thought of is tried again as often as anything else, and then a person takes over. */
  private asFailure(caseId: string, { id, agent }: CallEffect, error: unknown): never {
    if (error instanceof CustomAgentFailed || this.stopping.signal.aborted) throw error;
    this.context.log.error({ caseId, callId: id, err: error }, 'asking a custom agent failed');
    throw new CustomAgentFailed('failing', `asking ${agent} failed on our side`, true);
  }

  private async agentOf({ agent }: CallEffect): Promise<CustomAgentSettings | undefined> {
    const { settings } = await this.context.settings.current();
    return settings.resolution.customAgents.find(({ name }) => name === agent);
  }

  /** First into the conversation, then off the case: whoever ends in between leaves a call whose answer is known. */
  private async settle(
    caseId: string,
    call: CallEffect,
    outcome: CallOutcome,
    remote: RemoteConversation | undefined,
  ): Promise<void> {
    const { context } = this;
    const theCase = await context.store.get('cases', caseId);
    // A newer call has taken its place.
    if (!theCase || !pendingCalls(theCase).some(({ id }) => id === call.id)) return;
    const { settings } = await context.settings.current();
    const { agent, basedOn, automation, operation, to } = call;
    const entry: RequestedEntry = {
      kind: 'custom-agent-answer',
      id: `${call.id}/answer`,
      by: agentPerson(settings),
      caseId,
      callId: call.id,
      agent,
      basedOn,
      automation,
      operation,
      outcome,
    };
    const received = await receiveRequest(context, to, entry);
    if (received?.kind === 'busy') return this.postpone(caseId, call, BUSY_MS, false);
    await context.afterStep?.('call');
    await context.store.update('cases', caseId, (found) => callSettled(found, call.id, agent, remote));
    if (received) this.kick(to);
  }

  /** Nobody waits for an answer about a case that is closed. */
  private async drop(caseId: string, { id, agent }: CallEffect): Promise<void> {
    await this.context.store.update('cases', caseId, (found) => callSettled(found, id, agent, undefined));
  }

  private async postpone(caseId: string, { id }: CallEffect, byMs: number, failed: boolean): Promise<void> {
    const notBefore = new Date(Date.parse(this.context.clock()) + byMs).toISOString();
    await this.context.store.update('cases', caseId, (found) =>
      callPostponed(found, id, { notBefore, failed }),
    );
  }

  private async renew(caseId: string, id: string): Promise<void> {
    await this.context.store
      .update('cases', caseId, (found) => callLeased(found, id, worker(this.context)))
      .catch((error: unknown) => {
        this.context.log.warn({ caseId, callId: id, err: error }, 'the lease of a call was not renewed');
      });
  }
}
