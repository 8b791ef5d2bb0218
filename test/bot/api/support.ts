/** The API over real HTTP before the real agent on the real embedded store; only predictor and channel are fakes. */
import { FULL_ACCESS, NO_ACCESS } from '../../../cases/access';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type Server as HttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'restify';
import { CaseManagementAgent } from '../../../agent/agent';
import { CaseNumbers } from '../../../agent/caseNumbers';
import type { AccessSource, AgentContext } from '../../../agent/context';
import {
  automationSource,
  representativesSource,
  publishedVersion,
  settingsSource,
} from '../../../agent/sources';
import { Simulations } from '../../../agent/simulation/simulations';
import { mountApi, type ApiDeps } from '../../../bot/http/api';
import { createServer } from '../../../bot/http/server';
import { createNews } from '../../../bot/news';
import type { OutgoingMessage } from '../../../cases/channel';
import type { FieldPredictor } from '../../../cases/deciding/prediction';
import type { Settings } from '../../../cases/settings';
import { shippedSettings } from '../../../cases/shipped/settings';
import type { Store } from '../../../cases/store';
import type { IncomingTurn } from '../../../cases/conversation/turns';
import { createDialogStep } from '../../../dialogs/step';
import { createValueParser } from '../../../prediction';
import { createEmbeddedStore } from '../../../storage/embedded/store';
import type { Body, Operation } from './bodies';
import { schemaFaults } from './jsonSchema';
import { scriptedPredictor } from './scripted';

type Json = Record<string, unknown>;

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Held against the document; empty where there was none. */
  readonly body: Body;
}

export interface Running {
  readonly context: AgentContext;
  readonly agent: CaseManagementAgent;
  readonly store: Store;
  readonly simulations: Simulations;
  readonly server: Server;
  readonly port: number;
  readonly sent: OutgoingMessage[];
  /** What the log was told of as an error. */
  readonly errors: object[];
  /** The conversation that any panel token is good for. */
  panelOf: string | undefined;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** A customer says something, and the agent has dealt with it when this resolves. */
  say(conversation: string, text: string, identity?: IncomingTurn['identity']): Promise<string>;
  stop(): Promise<void>;
}

/** No waiting for the end of a burst. */
export const testSettings: Settings = {
  ...shippedSettings,
  turns: { ...shippedSettings.turns, settleMs: 0, settleMaxMs: 0 },
};

export interface StartOptions {
  readonly settings?: Settings;
  readonly panelOn?: boolean;
  readonly wrapStore?: (store: Store) => Store;
  readonly predictor?: FieldPredictor;
  readonly mail?: AgentContext['mail'];
  readonly customAgents?: AgentContext['customAgents'];
}

export async function startApi(options: StartOptions = {}): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  const embedded = createEmbeddedStore({ folder });
  await embedded.start();
  const store = options.wrapStore?.(embedded) ?? embedded;
  const at = new Date().toISOString();
  const settings = options.settings ?? testSettings;
  await embedded.insert('settings', publishedVersion({ settings, at, by: 'test' }));
  const sent: OutgoingMessage[] = [];
  const errors: object[] = [];
  const context = {
    ...contextOn(store, sent, errors),
    ...(options.predictor && { predictor: options.predictor }),
    ...(options.mail && { mail: options.mail }),
    ...(options.customAgents && { customAgents: options.customAgents }),
  };
  const agent = new CaseManagementAgent(context);
  const { log } = context;
  const server = createServer({ credentials: false, allowedHosts: [], allowedOrigins: [] }, log);
  const running = { panelOf: undefined as string | undefined };
  const panel = {
    on: options.panelOn ?? true,
    conversationOf: (authorization: string | undefined) =>
      Promise.resolve(authorization === 'Bearer token' ? running.panelOf : undefined),
  };
  const simulations = new Simulations({
    ...context,
    parserAt: (_, now) => createValueParser({ region: 'US', timeZone: 'UTC', now: () => new Date(now) }),
  });
  const source = context.settings as ApiDeps['settings'];
  const mailboxes = { views: () => Promise.resolve([]), prerequisites: () => Promise.resolve([]) };
  mountApi(server, { agent, context, log, settings: source, simulations, panel, mailboxes });
  await agent.start();
  const port = await listen(server);
  const call = caller(port);
  return Object.assign(running, {
    context,
    agent,
    store,
    simulations,
    server,
    port,
    sent,
    errors,
    call,
    say: sayer(agent),
    async stop() {
      await closed(server);
      await simulations.stop();
      await agent.stop();
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

const EVERYBODY: AccessSource = { of: async () => FULL_ACCESS, known: async () => NO_ACCESS };

function contextOn(store: Store, sent: OutgoingMessage[], errors: object[]): AgentContext {
  let id = 0;
  return {
    store,
    predictor: scriptedPredictor,
    dialogs: createDialogStep(),
    channel: {
      send: (message) => {
        sent.push(message);
        return Promise.resolve({ activityId: message.effectId });
      },
    },
    valueParser: () => createValueParser({ region: 'US', timeZone: 'UTC' }),
    clock: () => new Date().toISOString(),
    news: createNews(),
    log: { info: () => undefined, warn: () => undefined, error: (details) => void errors.push(details) },
    holder: 'test',
    random: () => 0,
    newId: () => `id${String(++id).padStart(30, '0')}`,
    settings: settingsSource(store, Date.now),
    representatives: representativesSource(store, Date.now, EVERYBODY),
    access: EVERYBODY,
    automation: automationSource(store, Date.now),
    caseNumbers: new CaseNumbers(store, () => 0),
    anybodyMayRegister: true,
  };
}

function sayer(agent: CaseManagementAgent): Running['say'] {
  let activity = 0;
  return async (conversation, text, identity) => {
    const received = await agent.receive({
      channel: 'directline',
      conversation,
      activityId: `a${++activity}`,
      from: { id: 'user:dana', name: 'Dana' },
      ...(identity ? { identity } : {}),
      text,
      at: new Date().toISOString(),
      reference: { kind: 'test' },
    });
    assert.equal(received.kind, 'accepted');
    await agent.quiet(`directline:${conversation}`);
    return `directline:${conversation}`;
  };
}

function closed(server: Server): Promise<void> {
  (server.server as HttpServer | undefined)?.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
}

/** Calls, and holds every answer of a described route against the document. */
function caller(port: number): Running['call'] {
  let document: Body | undefined;
  const call: Running['call'] = async (method, path, body, headers) => {
    const reply = await rawCall(
      port,
      method,
      path,
      body === undefined ? undefined : JSON.stringify(body),
      headers,
    );
    document ??= path === '/api/openapi.json' ? reply.body : (await call('GET', '/api/openapi.json')).body;
    checkAgainst(document, method, path, reply);
    return reply;
  };
  return call;
}

/** Sends the text as it is. */
export function rawCall(
  port: number,
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const options = { host: '127.0.0.1', port, method, path, headers: { ...type, ...headers } };
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const parsed = JSON.parse(text === '' ? '{}' : text) as Body;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function checkAgainst(document: Body, method: string, path: string, reply: Reply): void {
  if (path === '/api/openapi.json') return;
  const described = describedPath(document, path.split('?')[0] ?? '');
  const operation = described?.[method.toLowerCase()];
  if (!operation) return;
  const response = operation.responses[String(reply.status)];
  assert.ok(response, `${method} ${path} answered ${reply.status}, which the document does not know`);
  const content = response['content'] as Record<string, { schema: Json }>;
  const faults = schemaFaults(reply.body, content['application/json']?.schema ?? {}, document);
  assert.deepEqual(faults, [], `${method} ${path} ${reply.status}`);
}

function describedPath(document: Body, path: string): Readonly<Record<string, Operation>> | undefined {
  const paths = Object.entries(document.paths);
  const exact = paths.find(([one]) => one === path);
  const fits = ([one]: [string, unknown]): boolean =>
    new RegExp(`^${one.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return (exact ?? paths.find(fits))?.[1];
}

export const inPath = encodeURIComponent;
