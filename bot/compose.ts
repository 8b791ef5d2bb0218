/** The one file that makes concrete things of everything: read it to see what the process is made of. */
import { randomBytes, randomUUID } from 'node:crypto';

import type { TeamsAdapter } from '@microsoft/teams-ai';
import type { Logger } from 'pino';
import type { Server } from 'restify';
import { Connectors } from '../adapters/botframework/connectors';
import { createBotFrameworkChannel } from '../adapters/botframework/channel';
import type { EndpointDeps } from '../adapters/botframework/endpoint';
import { Replies } from '../adapters/botframework/replies';
import { TeamsRouter } from '../adapters/botframework/router';
import { maySendTo } from '../adapters/botframework/serviceUrls';
import { createDirectLine, type DirectLine } from '../adapters/directline';
import { CaseManagementAgent } from '../agent/agent';
import { CaseNumbers } from '../agent/caseNumbers';
import type { AgentContext, SettingsSource, Step } from '../agent/context';
import { representativesSource, settingsSource } from '../agent/sources';
import { parseCardAction, parseInvokeAction, renderCard } from '../cards';
import type { Settings } from '../cases/settings';
import type { FieldPredictor } from '../cases/prediction';
import type { News } from '../cases/receiving';
import { createDialogStep } from '../dialogs/step';
import { createLocalPredictor, createValueParser } from '../prediction';
import { createEmbeddedStore, type EmbeddedStore } from '../storage/embedded/store';
import { channelByReference } from './channels';
import type { Config } from './config';
import { mountApi } from './http/api';
import { mountHealth } from './http/health';
import { mountMessages } from './http/messages';
import { mountPages } from './http/pages';
import { admits, createServer } from './http/server';
import type { FencePolicy } from './http/fences';
import { createNews } from './news';
import { loadSecret } from './secret';
import { userVerifier } from './signedUsers';

export interface ComposeOptions {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Logger;
  /** Where the built pages are. */
  readonly pages: string;
  /** Told after each of the six steps of a turn. */
  readonly afterStep?: (step: Step) => void | Promise<void>;
  readonly predictor?: FieldPredictor;
}

export interface Service {
  readonly agent: CaseManagementAgent;
  readonly store: EmbeddedStore;
  /** Listens when it resolves. */
  start(): Promise<{ readonly url: string; readonly pages: boolean }>;
  /** Takes no more turns, finishes what runs, closes the store. */
  stop(): Promise<void>;
}

const clock = (): string => new Date().toISOString();
const newId = (): string => randomBytes(16).toString('hex');

export function compose(options: ComposeOptions): Service {
  const { config, log } = options;
  const store = createEmbeddedStore({
    folder: config.dataDir,
    log: { warn: (line) => log.warn(line), error: (line) => log.error(line) },
  });
  const news = createNews();
  const settings = settingsSource(store, Date.now);
  const replies = new Replies();
  const channels: Record<string, ReturnType<typeof createBotFrameworkChannel>> = {};
  channels['botframework'] = createBotFrameworkChannel({
    connectors: new Connectors(sdkCredentials(config)),
    replies,
    render: (content, target) => renderCard(content, target, clock()),
    maySendTo: (serviceUrl) => maySendTo(serviceUrl, servicePolicy(config)),
  });
  const context: AgentContext = {
    store,
    predictor: options.predictor ?? createLocalPredictor(),
    dialogs: createDialogStep(),
    channel: channelByReference(channels),
    valueParser: valueParsers(),
    clock,
    news,
    log,
    holder: randomUUID(),
    random: Math.random,
    newId,
    settings,
    representatives: representativesSource(store, Date.now),
    caseNumbers: new CaseNumbers(store, Math.random),
    anybodyMayRegister: config.credentials === undefined,
    afterStep: options.afterStep,
  };
  const agent = new CaseManagementAgent(context);
  const policy = fencePolicy(config);
  const server = createServer(policy, log);
  const router = new TeamsRouter(once(() => createTeamsAdapter(config)));
  let directLine: DirectLine | undefined;
  return {
    agent,
    store,
    async start() {
      await store.start();
      const current = await settings.current();
      if (config.localChat) {
        directLine = await localChat(options, agent, news, settings, policy, current.settings);
        channels['directline'] = directLine.channel;
        directLine.mount(server);
      }
      mountMessages(
        server,
        once(() => endpoint(options, agent, router, replies, settings)),
      );
      mountHealth(
        server,
        async () => (await store.list('settings', { index: 'number', limit: 1 })).items.length > 0,
      );
      mountApi(server, { agent, context, log, settings, panel: panelOf(directLine) });
      const pages = config.localChat && (await mountPages(server, options.pages));
      await agent.start();
      const url = await listen(server, config);
      // Half a second of loading that the first message need not wait for.
      router
        .load()
        .catch((error: unknown) => log.error({ err: error }, 'the Teams application could not be loaded'));
      return { url, pages };
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.server?.closeAllConnections();
      await directLine?.stop();
      await closed;
      await agent.stop();
      await store.stop();
    },
  };
}

function panelOf(directLine: DirectLine | undefined) {
  return {
    on: directLine !== undefined,
    conversationOf: (authorization: string | undefined) =>
      directLine?.conversationOf(authorization) ?? Promise.resolve(undefined),
  };
}

async function localChat(
  { config, env, log }: ComposeOptions,
  agent: CaseManagementAgent,
  news: News,
  settings: SettingsSource,
  policy: FencePolicy,
  first: Settings,
): Promise<DirectLine> {
  // The limit is read with each turn; what was read last serves until then.
  let textCharsMax = first.turns.textCharsMax;
  return createDirectLine({
    receive: async (turn) => {
      textCharsMax = (await settings.current()).settings.turns.textCharsMax;
      return agent.receive(turn);
    },
    transcript: agent.transcript,
    news,
    secret: await loadSecret(config.dataDir),
    verifyUser: userVerifier(settings, env),
    clock,
    newId,
    textCharsMax: () => textCharsMax,
    end: async (conversationId, by) => void (await agent.endConversation(conversationId, by, newId())),
    render: (content, language) => renderCard(content, { flavour: 'submit', language }, clock()),
    parseAction: parseCardAction,
    admits: admits(policy),
    publicUrl: config.publicUrl,
    failed: (error) => log.error({ err: error }, 'the local chat failed'),
  });
}

async function endpoint(
  { config, log }: ComposeOptions,
  agent: CaseManagementAgent,
  router: TeamsRouter,
  replies: Replies,
  settings: SettingsSource,
): Promise<EndpointDeps> {
  const tenants = async (): Promise<string[]> =>
    (await settings.current()).settings.access.representatives.map(({ tenant }) => tenant);
  const listed = new Set(await tenants());
  return {
    adapter: await router.adapter(),
    route: (context, onMessage) => router.route(context, onMessage),
    receive: agent.receive,
    act: (conversationId, action, click) => agent.act(conversationId, action, click),
    quiet: (conversationId) => agent.quiet(conversationId),
    end: async (conversationId, by, id) => void (await agent.endConversation(conversationId, by, id)),
    replies,
    parseInvoke: parseInvokeAction,
    parseAction: parseCardAction,
    render: (content, target) => renderCard(content, target, clock()),
    maySendTo: (serviceUrl) => maySendTo(serviceUrl, servicePolicy(config)),
    vouches: ({ channelId, conversation }) => {
      const tenant = conversation.tenantId;
      return (
        config.credentials !== undefined &&
        channelId === 'msteams' &&
        tenant !== undefined &&
        (tenant === config.credentials.tenantId || listed.has(tenant))
      );
    },
    textCharsMax: async () => (await settings.current()).settings.turns.textCharsMax,
    clock,
    newId,
    log,
  };
}

async function createTeamsAdapter(config: Config): Promise<TeamsAdapter> {
  const { TeamsAdapter: Adapter } = await import('@microsoft/teams-ai');
  return new Adapter(sdkCredentials(config));
}

/** The SDK's own names; empty means anonymous. */
function sdkCredentials({ credentials }: Config) {
  if (!credentials) return {};
  const { appId, password, tenantId, type } = credentials;
  return {
    MicrosoftAppId: appId,
    MicrosoftAppPassword: password,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: type,
  };
}

function servicePolicy(config: Config) {
  return { credentials: config.credentials !== undefined, hosts: config.serviceHosts };
}

function fencePolicy(config: Config): FencePolicy {
  const { apiKey, allowedHosts, allowedOrigins, credentials } = config;
  return { credentials: credentials !== undefined, apiKey, allowedHosts, allowedOrigins };
}

function valueParsers(): AgentContext['valueParser'] {
  return ({ global: { region, timeZone } }) => createValueParser({ region, timeZone });
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
