/** The one file that makes concrete things of ports: read it to see what the agent is made of. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { createBotFrameworkChannel } from '../adapters/botframework/channel';
import { Connectors } from '../adapters/botframework/connectors';
import { Replies } from '../adapters/botframework/replies';
import { maySendTo, type ServiceUrlPolicy } from '../adapters/botframework/serviceUrls';
import { createCustomAgents } from '../adapters/customAgent';
import { createGraphDirectory } from '../adapters/directory/graph';
import { graphTokens } from '../adapters/directory/graphToken';
import { accessSource } from '../agent/access';
import { createEmailChannel } from '../adapters/email/channel';
import { createMailReader, type MailReader } from '../adapters/email/reading';
import { CaseManagementAgent } from '../agent/agent';
import { CaseNumbers } from '../agent/caseNumbers';
import type { AgentContext, SettingsSource, Step } from '../agent/context';
import { MessageIds } from '../agent/mail/messageIds';
import { createMailOutbox } from '../agent/mail/outbox';
import { automationSource, representativesSource, settingsSource } from '../agent/sources';
import { Simulations } from '../agent/simulation/simulations';
import { Training } from '../agent/training';
import { LIMITS } from '../agent/waiting';
import { plainText, renderCard } from '../cards';
import type { Directory } from '../cases/access';
import type { Channel } from '../cases/channel';
import type { ArrivedMail } from '../cases/mail/store';
import type { Drafter } from '../cases/drafts/drafting';
import type { FieldPredictor } from '../cases/deciding/prediction';
import type { News } from '../cases/conversation/receiving';
import type { Store } from '../cases/store';
import { createDialogStep } from '../dialogs/step';
import { createLocalPredictor, createValueParser } from '../prediction';
import { createModelDrafter, createPlainDrafter } from '../prediction/drafting';
import { Breaker, createModelPolicy, createModelPredictor, type ModelPolicy } from '../prediction/fallback';
import { createLearnedPredictor, createTrainer } from '../prediction/learned';
import { createOpenAIPredictor } from '../prediction/openai';
import { createEmbeddedStore } from '../storage/embedded/store';
import { createMongoStore } from '../storage/mongo/store';
import { channelByReference } from './channels';
import type { Config } from './config';
import { knowledgeOf } from './knowledge';
import { Mailboxes } from './mailboxes';
import { Metrics } from './metrics';
import { createNews, SharedNews } from './news';
import { loadSecret } from './secret';

export interface ComposeOptions {
  readonly config: Pick<
    Config,
    'dataDir' | 'mongoUri' | 'credentials' | 'serviceHosts' | 'model' | 'graphUrl'
  > &
    Partial<Pick<Config, 'turnsMax' | 'instance'>>;
  readonly log: Logger;
  /** Where the secrets are that the settings name. */
  readonly env?: NodeJS.ProcessEnv;
  /** Told after each of the six steps of a turn. */
  readonly afterStep?: (step: Step) => void | Promise<void>;
  readonly predictor?: FieldPredictor;
  /** Told where the store takes nothing any more until the process is started again. */
  readonly storeDied?: (error: Error) => void;
}

export interface Composed {
  readonly agent: CaseManagementAgent;
  readonly context: AgentContext;
  readonly store: Store;
  readonly settings: SettingsSource & { forget(): void };
  readonly simulations: Simulations;
  readonly news: News;
  readonly metrics: Metrics;
  /** By the kind of reference; a channel may be added before the agent starts. */
  readonly channels: Record<string, Channel>;
  readonly replies: Replies;
  readonly mailboxes: Mailboxes;
  /** Has a thread of its own, which ends when it is stopped. */
  readonly mailReader: MailReader;
}

export const clock = (): string => new Date().toISOString();
export const newId = (): string => randomBytes(16).toString('hex');

/** Makes everything and starts nothing: `store.start()` first, then `agent.start()`, then `mailboxes.start()`. */
export function compose({
  config,
  log,
  env = {},
  afterStep,
  predictor,
  storeDied,
}: ComposeOptions): Composed {
  const metrics = new Metrics();
  const store = metrics.storing(createStore(config, log, storeDied));
  const news = store.alone ? createNews() : new SharedNews(store);
  const settings = settingsSource(store, Date.now);
  const replies = new Replies();
  const stepDone = (step: Step): void | Promise<void> => {
    metrics.stepDone(step);
    return afterStep?.(step);
  };
  const channels: Record<string, Channel> = {
    botframework: createBotFrameworkChannel({
      connectors: new Connectors(sdkCredentials(config)),
      replies,
      render: (content, target) => renderCard(content, target, clock()),
      words: (content, language) => plainText(content, language, clock()),
      maySendTo: (serviceUrl) => maySendTo(serviceUrl, servicePolicy(config)),
    }),
  };
  const training = new Training({ store, settings, trainer: createTrainer(), clock, log });
  const local = createLearnedPredictor({ local: createLocalPredictor(), models: training });
  const access = accessSource({
    settings,
    directory: directoryOf(config),
    anybody: config.credentials === undefined,
    log,
  });
  const mailReader = createMailReader();
  const ids = new MessageIds(() => loadSecret(store, 'mail'));
  const modelParts = { config, log, ...modelUse(store, settings, log) };
  const knowledge = knowledgeOf({ settings, dataDir: config.dataDir, log });
  const context: AgentContext = {
    store,
    predictor: predictor ?? withModel(local, modelParts),
    drafter: drafterOf(modelParts),
    dialogs: createDialogStep(),
    channel: metrics.sending(channelByReference(channels)),
    valueParser: ({ global: { region, timeZone } }) => createValueParser({ region, timeZone }),
    clock,
    news,
    log: metrics.logging(log),
    holder: config.instance ?? randomUUID(),
    random: Math.random,
    newId,
    settings,
    representatives: representativesSource(store, Date.now, access),
    access,
    automation: automationSource(store, Date.now),
    caseNumbers: new CaseNumbers(store, Math.random),
    training,
    knowledge,
    customAgents: createCustomAgents({ env, nowMs: Date.now }),
    mail: {
      read: async (raw, { authservIds: servers, ...trust }) => {
        const authentication = { servers, ...trust };
        const { mail, contents: files } = await mailReader.readMail(asBuffer(raw), { authentication });
        return { mail, files };
      },
      ids,
    },
    anybodyMayRegister: config.credentials === undefined,
    limits: { ...LIMITS, turnsMax: config.turnsMax ?? LIMITS.turnsMax },
    afterStep: stepDone,
  };
  const simulations = new Simulations({
    ...context,
    parserAt: ({ global: { region, timeZone } }, at) =>
      createValueParser({ region, timeZone, now: () => new Date(at) }),
  });
  const agent = new CaseManagementAgent(context);
  metrics.waiting(() => agent.turnsWaiting);
  const storeMail = async (mail: ArrivedMail): Promise<void> => {
    await agent.storeMail(mail);
    await stepDone('mail');
  };
  const mailboxes = new Mailboxes({ ...context, knowledge, storeMail, env });
  channels['email'] = createEmailChannel({
    outbox: createMailOutbox({ ...context, ids }),
    send: mailboxes.send,
    words: (content, language) => plainText(content, language, clock()),
  });
  return {
    ...{ agent, context, store, settings, simulations, news, metrics },
    ...{ channels, replies, mailboxes, mailReader },
  };
}

/** The same bytes, not a copy. */
function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** MongoDB where there is one, else a folder of this machine. */
export function createStore(
  { dataDir, mongoUri }: Pick<Config, 'dataDir' | 'mongoUri'>,
  log?: { warn(line: string): void; error(line: string): void },
  died?: (error: Error) => void,
): Store {
  if (mongoUri !== undefined) return createMongoStore({ uri: mongoUri });
  return createEmbeddedStore({
    folder: dataDir,
    log: log && { warn: (line) => log.warn(line), error: (line) => log.error(line) },
    died,
  });
}

interface ModelParts extends Pick<ComposeOptions, 'config' | 'log'> {
  readonly policy: ModelPolicy;
  readonly breaker: Breaker;
}

/** One budget and one breaker, whatever the model is asked for. */
function modelUse(store: Store, settings: SettingsSource, log: Logger) {
  const policy = createModelPolicy({
    store,
    settings: async () => (await settings.current()).settings,
    clock,
    failed: (error) => log.error({ err: error }, 'what the model cost could not be noted'),
  });
  return { policy, breaker: new Breaker(Date.now) };
}

/** The model in front of the local predictor, where one is configured. */
function withModel(local: FieldPredictor, { config, policy, breaker, log }: ModelParts): FieldPredictor {
  if (!config.model) return local;
  const model = createOpenAIPredictor({ endpoint: config.model });
  return createModelPredictor({
    model,
    local,
    policy,
    clock,
    breaker,
    failed: (reason) => log.warn({ model: model.name, reason }, 'the model was not heard'),
  });
}

function drafterOf({ config, policy, breaker, log }: ModelParts): Drafter {
  if (!config.model) return createPlainDrafter();
  return createModelDrafter({
    endpoint: config.model,
    policy,
    breaker,
    clock,
    failed: (reason) => log.warn({ reason }, 'the model has not drafted'),
  });
}

const LOGIN = 'https://login.microsoftonline.com';

/** The directory behind the bot's own application, where groups may be asked for. */
function directoryOf({
  credentials,
  graphUrl,
}: Pick<Config, 'credentials' | 'graphUrl'>): Directory | undefined {
  if (!credentials || graphUrl === undefined) return undefined;
  const { appId, password, tenantId } = credentials;
  const token = graphTokens({ authority: LOGIN, tenantId, appId, password, resource: graphUrl });
  return createGraphDirectory({ url: graphUrl, tenant: tenantId, token, nowMs: Date.now });
}

/** The SDK's own names; empty means anonymous. */
export function sdkCredentials({ credentials }: Pick<Config, 'credentials'>) {
  if (!credentials) return {};
  const { appId, password, tenantId, type } = credentials;
  return {
    MicrosoftAppId: appId,
    MicrosoftAppPassword: password,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: type,
  };
}

export function servicePolicy(config: Pick<Config, 'credentials' | 'serviceHosts'>): ServiceUrlPolicy {
  return { credentials: config.credentials !== undefined, hosts: config.serviceHosts };
}
