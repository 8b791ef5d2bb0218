/** A custom agent behind Direct Line: Copilot Studio, or any bot. It is told of the case, and what it says is the answer. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAnswer } from '../../cases/customAgent/answer';
import {
  CustomAgentFailed,
  type CustomAgentAnswer,
  type CustomAgentCall,
  type CustomAgentReply,
  type DirectLineSettings,
  type RemoteConversation,
} from '../../cases/customAgent/settings';
import {
  fetchToken,
  misunderstood,
  postActivity,
  readActivities,
  startConversation,
  type Line,
  type RemoteActivity,
  type Started,
} from './directLineClient';
import type { Send } from './http';

const US = 'case-management-agent';
const POLL_MS = 500;
/** After words that are no JSON: a bot that says a sentence may go on with another. */
const QUIET_POLLS = 3;

export interface DirectLineParts {
  readonly send: Send;
  /** @throws CustomAgentFailed where the variable is not set. */
  readonly secret: (name: string) => string;
  readonly nowMs: () => number;
  /** How long to wait between two looks. */
  readonly pollMs?: number;
}

export class DirectLineAgents {
  /** Tokens of conversations that no secret opens; lost with the process, then another conversation begins. */
  private readonly bearers = new Map<string, string>();

  constructor(private readonly parts: DirectLineParts) {}

  async ask(agent: DirectLineSettings, call: CustomAgentCall): Promise<CustomAgentReply> {
    const line = this.lineOf(agent, call.signal);
    const { remote } = call;
    const known = remote && this.known(agent, remote);
    if (known) {
      try {
        return await this.converse(line, call, known, remote.watermark);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
    const started = await this.start(line);
    await call.keep({ id: started.conversationId });
    return this.converse(line, call, started, undefined);
  }

  /** @throws CustomAgentFailed */
  async check(agent: DirectLineSettings): Promise<string> {
    const line = this.lineOf(agent, undefined);
    if (agent.auth.kind === 'tokenEndpoint') await fetchToken(line, agent.auth.url);
    else await startConversation(line, this.parts.secret(agent.auth.secretName));
    return `${new URL(agent.url).host} takes conversations`;
  }

  private lineOf(agent: DirectLineSettings, signal: AbortSignal | undefined): Line {
    const { send, nowMs } = this.parts;
    return { send, agent, nowMs, untilMs: nowMs() + agent.timeoutMs, signal };
  }

  private known(agent: DirectLineSettings, { id }: RemoteConversation): Started | undefined {
    const { auth } = agent;
    const bearer =
      auth.kind === 'secret' ? this.parts.secret(auth.secretName) : this.bearers.get(keyOf(agent, id));
    return bearer === undefined ? undefined : { conversationId: id, bearer };
  }

  private async start(line: Line): Promise<Started> {
    const { agent } = line;
    const { auth } = agent;
    if (auth.kind === 'secret') {
      const secret = this.parts.secret(auth.secretName);
      return { ...(await startConversation(line, secret)), bearer: secret };
    }
    const started = await startConversation(line, await fetchToken(line, auth.url));
    this.bearers.set(keyOf(agent, started.conversationId), started.bearer);
    return started;
  }

  /** Tells the bot of the case, unless an earlier try has, and waits for what it says. */
  private async converse(
    line: Line,
    call: CustomAgentCall,
    started: Started,
    watermark: string | undefined,
  ): Promise<CustomAgentReply> {
    const clientId = clientIdOf(call.id);
    const before = await readActivities(line, started, watermark);
    const ours = before.activities.findIndex((one) => one.channelData?.clientActivityID === clientId);
    const listener = new Listener(ours < 0 ? undefined : before.activities[ours]?.id);
    if (ours < 0) listener.postedAs = await postActivity(line, started, saying(line.agent, call, clientId));
    else before.activities.slice(ours + 1).forEach((one) => listener.hear(one));
    let read = before.watermark;
    while (!listener.answer) {
      await this.pause(line);
      const more = await readActivities(line, started, read);
      read = more.watermark;
      listener.look(more.activities);
      if (listener.ended) throw misunderstood(line, 'the bot ended the conversation without an answer');
    }
    return { answer: listener.answer, remote: { id: started.conversationId, watermark: read } };
  }

  private async pause({ agent, untilMs, nowMs, signal }: Line): Promise<void> {
    const pollMs = this.parts.pollMs ?? POLL_MS;
    if (nowMs() + pollMs >= untilMs)
      throw new CustomAgentFailed(
        'late',
        `${new URL(agent.url).host} did not answer within ${agent.timeoutMs} ms`,
        true,
      );
    await sleep(pollMs, undefined, { signal });
  }
}

/** What the bot says after us: an answer as JSON at once, else its words once it has finished. */
class Listener {
  answer?: CustomAgentAnswer;
  ended = false;
  private readonly texts: string[] = [];
  private quiet = 0;

  constructor(public postedAs: string | undefined) {}

  look(activities: readonly RemoteActivity[]): void {
    const said = this.texts.length;
    activities.forEach((one) => this.hear(one));
    this.quiet = this.texts.length > said ? 0 : this.quiet + 1;
    if (this.texts.length > 0 && (this.quiet >= QUIET_POLLS || this.ended)) this.asQuestion();
  }

  hear(said: RemoteActivity): void {
    if (this.answer || said.channelData?.clientActivityID !== undefined) return; // clients' own, and we are the only one
    // What answers something else is no answer to us; many bots do not say what they answer.
    if (said.replyToId && this.postedAs !== undefined && said.replyToId !== this.postedAs) return;
    if (said.type === 'endOfConversation') this.ended = true;
    const structured = structuredAnswer(said);
    if (structured) this.answer = structured;
    else if (said.type === 'message' && said.text?.trim()) this.texts.push(said.text.trim());
  }

  /** Plain words are for the customer. */
  private asQuestion(): void {
    const message = this.texts.join('\n\n');
    this.answer = { responseType: 'Question', message, needsReview: false };
    this.ended = false;
  }
}

/** JSON as a message's text, or as the value of a message or an event; a hand-over to a person, as Copilot Studio says it. */
function structuredAnswer({ type, name, text, value }: RemoteActivity): CustomAgentAnswer | undefined {
  if (type !== 'message' && type !== 'event') return undefined;
  if (type === 'event' && name === 'handoff.initiate') return { responseType: 'UnableToResolve' };
  for (const one of [value, jsonIn(text)]) {
    const read = readAnswer(one);
    if (read.ok) return read.answer;
  }
  return undefined;
}

/** Models like to put their JSON into a fence. */
function jsonIn(text: string | null | undefined): unknown {
  const bare = /^\s*(?:```(?:json)?)?\s*(\{[\s\S]*\})\s*(?:```)?\s*$/.exec(text ?? '')?.[1];
  if (bare === undefined) return undefined;
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}

function saying({ event }: DirectLineSettings, { request }: CustomAgentCall, clientId: string): object {
  const value = { caseId: request.caseId, conversationId: request.conversationId };
  const shared = { from: { id: US }, channelData: { clientActivityID: clientId }, value };
  return event === undefined
    ? { type: 'message', text: JSON.stringify(value), ...shared }
    : { type: 'event', name: event, ...shared };
}

/** Short and of visible ASCII, the same for the same call. */
function clientIdOf(callId: string): string {
  return createHash('sha256').update(callId).digest('hex').slice(0, 40);
}

function keyOf({ name, url }: DirectLineSettings, conversationId: string): string {
  return JSON.stringify([name, url, conversationId]);
}

/** The conversation does not exist any more, or the token for it has expired. */
function isGone(error: unknown): boolean {
  return error instanceof CustomAgentFailed && (error.code === 'refused' || error.code === 'unauthorised');
}
