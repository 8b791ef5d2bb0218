/** The HTTP side of the local Direct Line 3.0. */
import type { Request, Response, Server } from 'restify';
import * as z from 'zod/v4';
import type { Clock } from '../../cases/channel';
import type { CardAction, UnknownAction } from '../../cases/cardActions';
import type { Receive, Received, Transcript } from '../../cases/conversation/receiving';
import { type ProvenIdentity, conversationIdOf } from '../../cases/conversation/turns';
import type { Person } from '../../cases/values';
import type { DirectLineReference } from './channel';
import { readJson } from './body';
import { DirectLineRefusal, asRefusal, busy } from './errors';
import { readActivity } from './incoming';
import { activityIdOf, toActivitySet } from './outgoing';
import { type Holder, type Tokens, TOKEN_SECONDS, bearerOf } from './tokens';

export const ROOT = '/v3/directline';
const PAGE = 100; // activities in one answer; the client asks again with the watermark
const NAME_CHARS_MAX = 100;

export interface RouteDeps {
  readonly receive: Receive;
  readonly transcript: Transcript;
  readonly tokens: Tokens;
  /** Proves who a `userToken` is; without it such tokens are refused. Rejects where it is not accepted. */
  readonly verifyUser?: (jwt: string) => Promise<ProvenIdentity>;
  readonly clock: Clock;
  /** Makes ids fit for an address: letters, digits, "-" and "_". */
  readonly newId: () => string;
  readonly textCharsMax: () => number;
  /** The customer has left the conversation. Undefined where there is no such conversation. */
  readonly end: (conversationId: string, by: Person) => Promise<Received | undefined>;
  /** The customer types; nobody waits for what comes of it. */
  readonly typed?: (conversationId: string, by: Person) => void;
  readonly parseAction: (value: unknown) => CardAction | UnknownAction;
  /** Where clients reach the server, if that is not what they say in `Host`: "https://bot.example.com". */
  readonly publicUrl?: string;
  /** Lets the conversation's sockets read. */
  readonly wake: (conversation: string) => void;
  readonly failed: (error: unknown) => void;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const tokenRequest = z.object({
  user: z.object({ name: z.string().nullish() }).nullish(),
  userToken: z.string().max(8_192).nullish(),
  trustedOrigins: z.array(z.string().max(300)).max(10).nullish(),
});

export class Routes {
  constructor(private readonly deps: RouteDeps) {}

  mount(server: Server): void {
    const post = (path: string, act: (request: Request) => Promise<Answer>): void => {
      server.post(`${ROOT}${path}`, this.answering(act));
    };
    const get = (path: string, act: (request: Request) => Promise<Answer>): void => {
      server.get(`${ROOT}${path}`, this.answering(act));
    };
    post('/tokens/generate', (request) => this.generate(request));
    post('/tokens/refresh', (request) => this.refresh(request));
    post('/conversations', (request) => this.start(request));
    get('/conversations/:id', (request) => this.reconnect(request));
    get('/conversations/:id/activities', (request) => this.read(request));
    post('/conversations/:id/activities', (request) => this.say(request));
    // Not parsed: the body is a file that nobody keeps.
    server.post(
      `${ROOT}/conversations/:id/upload`,
      this.answering(() => this.upload()),
    );
  }

  private answering(act: (request: Request) => Promise<Answer>) {
    return async (request: Request, response: Response): Promise<void> => {
      try {
        const { status, body } = await act(request);
        respond(response, status, body);
      } catch (error) {
        const refusal = asRefusal(error);
        if (!refusal) this.deps.failed(error);
        refuse(response, refusal ?? new DirectLineRefusal('ServiceError', 'That did not work on our side.'));
      }
    };
  }

  private async generate(request: Request): Promise<Answer> {
    return { status: 200, body: await this.granted(await this.newHolder(request)) };
  }

  /** Without a proven user the user is one made here: an id that a client chooses proves nothing. */
  private async newHolder(request: Request): Promise<Holder> {
    const asked = tokenRequest.safeParse((await readJson(request)) ?? {});
    if (!asked.success) throw new DirectLineRefusal('BadArgument', 'The request for a token is malformed.');
    const { user, userToken, trustedOrigins } = asked.data;
    const identity = userToken ? await this.prove(userToken) : undefined;
    const name = (identity ? identity.name : user?.name?.trim()) || 'Guest';
    return {
      conversation: this.deps.newId(),
      user: { id: identity?.id ?? `anon-${this.deps.newId()}`, name: name.slice(0, NAME_CHARS_MAX) },
      ...(identity ? { identity } : {}),
      ...(trustedOrigins?.length ? { trustedOrigins } : {}),
    };
  }

  private async prove(jwt: string): Promise<ProvenIdentity> {
    const refused = new DirectLineRefusal('TokenInvalid', 'The user token is not accepted.');
    if (!this.deps.verifyUser) throw refused;
    return this.deps.verifyUser(jwt).catch(() => Promise.reject(refused));
  }

  private async refresh(request: Request): Promise<Answer> {
    return { status: 200, body: await this.granted(await this.holderOf(request)) };
  }

  /** With a token its conversation begins; without one, a token is made first. */
  private async start(request: Request): Promise<Answer> {
    const anew = request.headers.authorization === undefined;
    const holder = anew ? await this.newHolder(request) : await this.holderOf(request);
    return { status: 201, body: await this.connected(request, holder, 0) };
  }

  private async reconnect(request: Request): Promise<Answer> {
    const holder = await this.holderIn(request);
    return { status: 200, body: await this.connected(request, holder, watermarkOf(request.url)) };
  }

  private async read(request: Request): Promise<Answer> {
    const { conversation } = await this.holderIn(request);
    const after = watermarkOf(request.url);
    const turns = await this.deps.transcript.after(conversationIdOf('directline', conversation), after, PAGE);
    return { status: 200, body: toActivitySet(conversation, turns, after) };
  }

  /** Answered once the turn is stored; what the agent says comes later, by socket or poll. */
  private async say(request: Request): Promise<Answer> {
    const holder = await this.holderIn(request);
    const { conversation } = holder;
    const says = readActivity(await readJson(request), holder, {
      parseAction: this.deps.parseAction,
      newId: this.deps.newId,
      textCharsMax: this.deps.textCharsMax(),
    });
    if (says.kind === 'end') {
      const ended = await this.deps.end(conversationIdOf('directline', conversation), holder.user);
      if (ended?.kind === 'busy') throw busy(ended.retryAfterSeconds);
    }
    if (says.kind === 'typing') this.deps.typed?.(conversationIdOf('directline', conversation), holder.user);
    if (says.kind !== 'message') return { status: 200, body: { id: `${conversation}|${this.deps.newId()}` } };
    const reference: DirectLineReference = { kind: 'directline', conversation };
    const received = await this.deps.receive({ ...says.turn, at: this.deps.clock(), reference });
    if (received.kind === 'busy') throw busy(received.retryAfterSeconds);
    this.deps.wake(conversation);
    return { status: 200, body: { id: activityIdOf(conversation, received.seq) } };
  }

  private upload(): Promise<Answer> {
    throw new DirectLineRefusal('NotImplemented', 'Files are not taken here yet. Send a link to the file.');
  }

  private async granted(holder: Holder): Promise<object> {
    const token = await this.deps.tokens.issue(holder);
    return { conversationId: holder.conversation, token, expires_in: TOKEN_SECONDS };
  }

  private async connected(request: Request, holder: Holder, watermark: number): Promise<object> {
    const stream = await this.deps.tokens.issueForStream(holder);
    const path = `${ROOT}/conversations/${encodeURIComponent(holder.conversation)}/stream`;
    const streamUrl = `${this.socketBase(request)}${path}?watermark=${watermark}&t=${stream}`;
    return { ...(await this.granted(holder)), streamUrl };
  }

  private socketBase(request: Request): string {
    if (this.deps.publicUrl) return this.deps.publicUrl.replace(/^http/, 'ws').replace(/\/+$/, '');
    return `${request.isSecure() ? 'wss' : 'ws'}://${request.headers.host ?? ''}`;
  }

  private async holderOf(request: Request): Promise<Holder> {
    const token = bearerOf(request.headers.authorization);
    if (!token) throw new DirectLineRefusal('Unauthorized', 'A token is missing.');
    const holder = await this.deps.tokens.read(token);
    refuseOrigin(holder, request.headers.origin);
    return holder;
  }

  private async holderIn(request: Request): Promise<Holder> {
    const holder = await this.holderOf(request);
    const id = String((request.params as Record<string, unknown>)['id']);
    if (holder.conversation === id) return holder;
    if (await this.deps.transcript.exists(conversationIdOf('directline', id)))
      throw new DirectLineRefusal('Forbidden', 'The token is for another conversation.');
    throw new DirectLineRefusal('ConversationNotFound', 'There is no such conversation.');
  }
}

/** @throws DirectLineRefusal where the token names the pages that may use it, and this is none. */
export function refuseOrigin(holder: Holder, origin: string | undefined): void {
  if (origin !== undefined && holder.trustedOrigins && !holder.trustedOrigins.includes(origin))
    throw new DirectLineRefusal('Forbidden', 'The token is not for this page.');
}

/** What clients send for "from the start": the last two are botframework-directlinejs before its first activity. */
const FROM_START: ReadonlySet<string> = new Set(['', '-', 'undefined', 'null']);

/** @throws DirectLineRefusal where it is none that this server gave. */
export function watermarkOf(url: string | undefined): number {
  const raw = new URL(url ?? '', 'http://local').searchParams.get('watermark') ?? '';
  if (FROM_START.has(raw)) return 0;
  if (!/^\d{1,15}$/.test(raw)) throw new DirectLineRefusal('BadArgument', 'The watermark is malformed.');
  return Number(raw);
}

function respond(
  response: Response,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  const fixed = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
  response.sendRaw(status, JSON.stringify(body), { ...fixed, ...headers });
}

function refuse(response: Response, refusal: DirectLineRefusal): void {
  const seconds = refusal.retryAfterSeconds;
  const headers: Record<string, string> = seconds === undefined ? {} : { 'Retry-After': String(seconds) };
  respond(response, refusal.status, { error: { code: refusal.code, message: refusal.message } }, headers);
}
