/** What the environment says, read once, before anything listens. */
import { LIMITS } from '../agent/waiting';
import { isLoopback } from '../adapters/botframework/serviceUrls';
import type { ModelEndpoint } from '../prediction/openai';
import { readModel } from './modelConfig';

export interface Credentials {
  readonly appId: string;
  readonly password: string;
  readonly tenantId: string;
  readonly type: string;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Missing: the store is the folder `dataDir`. */
  readonly mongoUri?: string;
  /** Under this name leases are taken: whoever is started again under it goes on at once with what it held. */
  readonly instance?: string;
  /** Missing: no bot credentials, loopback only. */
  readonly credentials?: Credentials;
  readonly apiKey?: string;
  /** Missing: no model is configured, the local predictor works alone. */
  readonly model?: ModelEndpoint;
  /** Whether the local Direct Line and the chat page are on. */
  readonly localChat: boolean;
  /** Hosts under which the process may be reached beside loopback. */
  readonly allowedHosts: readonly string[];
  /** Origins of pages that may call beside our own. */
  readonly allowedOrigins: readonly string[];
  /** Further hosts that replies may be sent to. */
  readonly serviceHosts: readonly string[];
  readonly publicUrl?: string;
  /** Where directory groups are asked for; missing: the settings list people by name alone. */
  readonly graphUrl?: string;
  readonly logLevel: string;
  /** What this process takes on at once; past it every channel hears 503 with Retry-After. */
  readonly turnsMax: number;
  readonly requestsMax: number;
}

/** All that is wrong with the environment, told at once. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const REQUESTS_MAX_SHIPPED = 2_000; // with bodies of some KB each; the largest are 512 KB
const PORT_SHIPPED = 3978; // the Bot Framework Emulator's default
const API_KEY_CHARS_MIN = 24; // long enough that guessing is hopeless
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * @throws ConfigError with every problem.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const list = (name: string): string[] =>
    (text(name) ?? '')
      .split(',')
      .map((one) => one.trim().toLowerCase())
      .filter(Boolean);
  const credentials = readCredentials(text, problems);
  const host = text('HOST') ?? (credentials ? '0.0.0.0' : '127.0.0.1');
  if (!credentials && !isLoopback(host)) {
    problems.push(
      `HOST is ${host}, but without MicrosoftAppId and MicrosoftAppPassword the agent listens on loopback only`,
    );
  }
  const apiKey = text('API_KEY');
  if (apiKey !== undefined && apiKey.length < API_KEY_CHARS_MIN)
    problems.push(`API_KEY has less than ${API_KEY_CHARS_MIN} characters`);
  if (credentials && !apiKey)
    problems.push('API_KEY is not set: with bot credentials every /api route needs it');
  const logLevel = text('LOG_LEVEL') ?? 'info';
  if (!LOG_LEVELS.includes(logLevel))
    problems.push(`LOG_LEVEL is "${logLevel}"; it can be ${LOG_LEVELS.join(', ')}`);
  const config: Config = {
    port: readPort(text('PORT'), problems),
    host,
    dataDir: text('DATA_DIR') ?? 'data',
    mongoUri: readMongoUri(text('MONGODB_URI'), problems),
    instance: text('INSTANCE'),
    credentials,
    apiKey,
    model: readModel(text, problems),
    localChat: readSwitch('LOCAL_CHAT', text('LOCAL_CHAT'), credentials === undefined, problems),
    allowedHosts: list('ALLOWED_HOSTS'),
    allowedOrigins: list('ALLOWED_ORIGINS'),
    serviceHosts: list('SERVICE_HOSTS'),
    publicUrl: text('PUBLIC_URL'),
    graphUrl: readGraph(text, credentials, problems),
    logLevel,
    turnsMax: readCount('TURNS_MAX', text('TURNS_MAX'), LIMITS.turnsMax, problems),
    requestsMax: readCount('REQUESTS_MAX', text('REQUESTS_MAX'), REQUESTS_MAX_SHIPPED, problems),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function readCredentials(
  text: (name: string) => string | undefined,
  problems: string[],
): Credentials | undefined {
  const appId = text('MicrosoftAppId');
  const password = text('MicrosoftAppPassword');
  const tenantId = text('MicrosoftAppTenantId');
  const type = text('MicrosoftAppType') ?? 'SingleTenant';
  if (!appId && !password) return undefined;
  if (!appId) problems.push('MicrosoftAppPassword is set, but MicrosoftAppId is not');
  if (!password) problems.push('MicrosoftAppId is set, but MicrosoftAppPassword is not');
  if (type !== 'SingleTenant' && type !== 'MultiTenant')
    problems.push(`MicrosoftAppType is "${type}"; it can be SingleTenant or MultiTenant`);
  if (type === 'SingleTenant' && !tenantId)
    problems.push('MicrosoftAppTenantId is not set; a SingleTenant bot needs it');
  return { appId: appId ?? '', password: password ?? '', tenantId: tenantId ?? '', type };
}

/** What else is wrong with it, the driver says at the start; never its text, which may hold a password. */
function readMongoUri(raw: string | undefined, problems: string[]): string | undefined {
  if (raw !== undefined && !/^mongodb(\+srv)?:\/\/[^/]/.test(raw))
    problems.push('MONGODB_URI must begin with mongodb:// or mongodb+srv://, then the host');
  return raw;
}

const GRAPH_SHIPPED = 'https://graph.microsoft.com';

function readGraph(
  text: (name: string) => string | undefined,
  credentials: Credentials | undefined,
  problems: string[],
): string | undefined {
  const directory = text('DIRECTORY');
  if (directory === undefined) return undefined;
  if (directory !== 'graph') problems.push(`DIRECTORY is "${directory}"; it can be graph, or empty`);
  if (!credentials?.tenantId)
    problems.push(
      "DIRECTORY is set, but without the bot's credentials and tenant nobody may ask the directory",
    );
  return (text('GRAPH_URL') ?? GRAPH_SHIPPED).replace(/\/+$/, '');
}

function readPort(raw: string | undefined, problems: string[]): number {
  if (raw === undefined) return PORT_SHIPPED;
  const port = Number(raw);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  problems.push(`PORT is "${raw}"; it must be a number from 0 (any free one) to 65535`);
  return PORT_SHIPPED;
}

function readCount(name: string, raw: string | undefined, shipped: number, problems: string[]): number {
  if (raw === undefined) return shipped;
  const count = Number(raw);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  problems.push(`${name} is "${raw}"; it must be a whole number from 1`);
  return shipped;
}

function readSwitch(name: string, raw: string | undefined, shipped: boolean, problems: string[]): boolean {
  if (raw === undefined) return shipped;
  if (raw === 'on' || raw === 'off') return raw === 'on';
  problems.push(`${name} is "${raw}"; it can be on or off`);
  return shipped;
}
