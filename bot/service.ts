/** The running process: the composed agent behind an HTTP server. */
import type { Server as HttpServer } from 'node:http';
import type { Server } from 'restify';
import { createTeamsAdapter } from '../adapters/botframework/adapter';
import type { IncomingActivity } from '../adapters/botframework/activity';
import type { EndpointDeps } from '../adapters/botframework/endpoint';
import { TeamsRouter } from '../adapters/botframework/router';
import { maySendTo } from '../adapters/botframework/serviceUrls';
import { createDirectLine, type DirectLine } from '../adapters/directline';
import { parseCardAction, parseInvokeAction, renderCard } from '../cards';
import type { Receive } from '../cases/conversation/receiving';
import type { Settings } from '../cases/settings';
import {
  clock,
  compose,
  newId,
  sdkCredentials,
  servicePolicy,
  type Composed,
  type ComposeOptions,
} from './compose';
import type { Config } from './config';
import { mountApi } from './http/api';
import type { FencePolicy } from './http/fences';
import { limitRequests } from './http/backPressure';
import { mountHealth } from './http/health';
import { mountMessages } from './http/messages';
import { mountMetrics } from './http/metrics';
import { mountPages } from './http/pages';
import { admits, createServer } from './http/server';
import { limited } from './rateLimit';
import { loadSecret } from './secret';
import { userVerifier } from './signedUsers';

export interface ServiceOptions extends ComposeOptions {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  /** Where the built pages are. */
  readonly pages: string;
}

export interface Listening {
  readonly url: string;
  readonly pages: boolean;
  /** The addresses of the mailboxes that are read. */
  readonly mailboxes: readonly string[];
}

export interface Service {
  readonly composed: Composed;
  /** Listens when it resolves. */
  start(): Promise<Listening>;
  /** Takes no more turns, finishes what runs, closes the store. */
  stop(): Promise<void>;
}

const REQUESTS_FINISH_MS = 3_000; // sockets of chat pages would never end by themselves

export function createService(options: ServiceOptions): Service {
  const { config, log } = options;
  const composed = compose(options);
  const { agent, store, settings, simulations, channels, mailboxes, mailReader, metrics } = composed;
  const policy = fencePolicy(config);
  const server = createServer(policy, log);
  limitRequests(server, config.requestsMax);
  const router = new TeamsRouter(once(() => createTeamsAdapter(sdkCredentials(config))));
  const receive = metrics.receiving(
    limited(
      agent.receive,
      async () => ({ perMinute: (await settings.current()).settings.turns.perMinuteMax }),
      Date.now,
    ),
  );
  let directLine: DirectLine | undefined;
  return {
    composed,
    async start() {
      await store.start();
      const { settings: first } = await settings.current();
      if (config.localChat) {
        directLine = await localChat(options, composed, receive, policy, first);
        channels['directline'] = directLine.channel;
        directLine.mount(server);
      }
      mountMessages(
        server,
        once(() => endpoint(options, composed, receive, router)),
      );
      mountHealth(
        server,
        () => isReady(composed),
        () => mailboxes.views(),
      );
      mountMetrics(server, metrics);
      mountApi(server, { ...composed, log, panel: panelOf(directLine) });
      const pages = config.localChat && (await mountPages(server, options.pages));
      await agent.start();
      await mailboxes.start();
      const url = await listen(server, config);
      // Half a second of loading that the first message need not wait for.
      router
        .load()
        .catch((error: unknown) => log.error({ err: error }, 'the Teams application could not be loaded'));
      const read = first.mailboxes.filter(({ enabled }) => enabled).map(({ address }) => address);
      return { url, pages, mailboxes: read };
    },
    async stop() {
      // Still listening: whoever asks meanwhile hears 503 and comes again, here or elsewhere.
      await Promise.all([agent.stop(), mailboxes.stopReading()]);
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      await directLine?.stop();
      const http = server.server as HttpServer;
      const hurry = setTimeout(() => http.closeAllConnections(), REQUESTS_FINISH_MS);
      await closed;
      clearTimeout(hurry);
      await simulations.stop();
      await Promise.all([mailboxes.stop(), mailReader.stop()]);
      await store.stop();
    },
  };
}

async function isReady({ store, agent }: Composed): Promise<boolean> {
  if (agent.isStopping) return false;
  return (await store.list('settings', { index: 'number', limit: 1 })).items.length > 0;
}

function panelOf(directLine: DirectLine | undefined) {
  return {
    on: directLine !== undefined,
    conversationOf: (authorization: string | undefined) =>
      directLine?.conversationOf(authorization) ?? Promise.resolve(undefined),
  };
}

async function localChat(
  { config, env, log }: ServiceOptions,
  { agent, news, settings, store }: Composed,
  receive: Receive,
  policy: FencePolicy,
  first: Settings,
): Promise<DirectLine> {
  // The limit is read with each turn; what was read last serves until then.
  let textCharsMax = first.turns.textCharsMax;
  return createDirectLine({
    receive: async (turn) => {
      textCharsMax = (await settings.current()).settings.turns.textCharsMax;
      return receive(turn);
    },
    transcript: agent.transcript,
    news,
    secret: await loadSecret(store, 'chat'),
    verifyUser: userVerifier(settings, env),
    clock,
    newId,
    textCharsMax: () => textCharsMax,
    end: (conversationId, by) => agent.endConversation(conversationId, by, newId()),
    typed: (conversationId, by) => void agent.typed({ conversationId, by }),
    render: (content, language) => renderCard(content, { flavour: 'submit', language }, clock()),
    parseAction: parseCardAction,
    admits: admits(policy),
    publicUrl: config.publicUrl,
    failed: (error) => log.error({ err: error }, 'the local chat failed'),
  });
}

async function endpoint(
  { config, log }: ServiceOptions,
  { agent, replies, settings }: Composed,
  receive: Receive,
  router: TeamsRouter,
): Promise<EndpointDeps> {
  return {
    adapter: await router.adapter(),
    route: (context, onMessage) => router.route(context, onMessage),
    receive,
    act: (conversationId, action, click) => agent.act(conversationId, action, click),
    listensTo: (conversationId) => agent.listensTo(conversationId),
    placeChanged: (event) => agent.placeChanged(event),
    typed: (typing) => void agent.typed(typing),
    search: (asked, identityId) => agent.search(asked, identityId),
    quiet: (conversationId) => agent.quiet(conversationId),
    end: (conversationId, by, id) => agent.endConversation(conversationId, by, id),
    replies,
    parseInvoke: parseInvokeAction,
    parseAction: parseCardAction,
    render: (content, target) => renderCard(content, target, clock()),
    maySendTo: (serviceUrl) => maySendTo(serviceUrl, servicePolicy(config)),
    vouches: async (activity) => vouchesFor(activity, config, (await settings.current()).settings),
    textCharsMax: async () => (await settings.current()).settings.turns.textCharsMax,
    clock,
    newId,
    log,
  };
}

/** Teams says who somebody is, in a verified token; we believe it of our own tenant and those of listed people. */
function vouchesFor(
  { channelId, conversation }: IncomingActivity,
  { credentials }: Config,
  settings: Settings,
): boolean {
  const { tenantId } = conversation;
  if (!credentials || channelId !== 'msteams' || tenantId === undefined) return false;
  return (
    tenantId === credentials.tenantId ||
    [...settings.access.representatives, ...settings.access.groups].some(({ tenant }) => tenant === tenantId)
  );
}

function fencePolicy(config: Config): FencePolicy {
  const { apiKey, allowedHosts, allowedOrigins, credentials } = config;
  return { credentials: credentials !== undefined, apiKey, allowedHosts, allowedOrigins };
}

function listen(server: Server, { port, host }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(
        `http://${host.includes(':') ? `[${host}]` : host}:${typeof address === 'object' ? address.port : port}`,
      );
    });
  });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
