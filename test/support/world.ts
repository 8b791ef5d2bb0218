/** The agent with its real store and dialogs, a scripted predictor, a channel that collects, and a clock that stands still. */
import { rmSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import sinon from 'sinon';
import { accessSource } from '../../agent/access';
import { CaseManagementAgent } from '../../agent/agent';
import { CaseNumbers } from '../../agent/caseNumbers';
import type { AgentContext } from '../../agent/context';
import { receive } from '../../agent/receive';
import {
  automationSource,
  representativesSource,
  publishedVersion,
  settingsSource,
} from '../../agent/sources';
import type { CardAction, UnknownAction } from '../../cases/cardActions';
import type { CardContent } from '../../cases/cardContent';
import type { AuditEntry } from '../../cases/audit';
import type { Case } from '../../cases/case';
import { ChannelFailed, type Channel, type OutgoingMessage, type ShownTyping } from '../../cases/channel';
import type { Conversation } from '../../cases/conversation/conversation';
import type {
  FieldPredictor,
  Prediction,
  PredictionRequest,
  PredictionResult,
} from '../../cases/deciding/prediction';
import type { Received } from '../../cases/conversation/receiving';
import type { Settings } from '../../cases/settings';
import type { Store } from '../../cases/store';
import type { IncomingTurn, Turn } from '../../cases/conversation/turns';
import { SWEEP_MS } from '../../agent/sweep';
import { createDialogStep } from '../../dialogs/step';
import { createValueParser } from '../../prediction';
import { createEmbeddedStore } from '../../storage/embedded/store';
import { createNews } from '../../bot/news';
import { aTurn, NOW, someSettings } from './builders';
import { aFolder } from './stores';

/** Reads a field from a customer's words: the first group, or the whole match. */
export interface Script {
  readonly field: string;
  readonly pattern: RegExp;
  /** Instead of what was matched. */
  readonly value?: string;
  readonly confidence?: number;
}

export const SCRIPT: readonly Script[] = [
  { field: 'issue', pattern: /^.*\b(?:leaks|broken|tropft)\b.*$/m },
  { field: 'contact.name', pattern: /\bI am (\w+)/ },
  { field: 'contact.email', pattern: /\S+@\S+\.\w+/ },
  { field: 'category', pattern: /\bleaks|tropft\b/, value: 'defect' },
  { field: 'category', pattern: /\binvoice\b/, value: 'billing' },
  { field: 'serial', pattern: /\b[A-Z]{2}-\d{3}\b/ },
  { field: 'note', pattern: /\bnote: (\w+)/ },
];

const realSetTimeout = setTimeout; // while the clock stands still for everybody else
const DRAIN_MS_MAX = 200; // a case that is due for longer waits for somebody to try again

interface Heard {
  readonly id: string;
  readonly text: string;
}

/** Predicts by patterns from all that it has heard; what it has heard is its memory. */
export class ScriptedPredictor implements FieldPredictor {
  readonly name = 'scripted';
  readonly requests: PredictionRequest[] = [];
  /** Awaited before each answer: rejects or waits where a test wants it. */
  before: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly script: readonly Script[] = SCRIPT) {}

  async predict(request: PredictionRequest): Promise<PredictionResult> {
    this.requests.push(structuredClone(request));
    await this.before();
    const known = (request.memory?.['heard'] as readonly Heard[] | undefined) ?? [];
    const fresh = request.newTurns
      .filter((turn) => turn.from === 'customer')
      .map(({ id, text }) => ({ id, text }));
    const heard = [...known, ...fresh];
    const wanted = new Set(request.fields.map((field) => field.name));
    const found = new Map<string, Prediction>();
    for (const turn of heard)
      for (const one of this.script) if (wanted.has(one.field)) read(one, turn, found);
    const german = heard.some(({ text }) => /\b(ist|tropft|nicht)\b/.test(text));
    const memory = { predictor: 'scripted', version: 1, heard };
    return { predictions: [...found.values()], memory, language: german ? 'de' : 'en' };
  }
}

function read(
  { field, pattern, value, confidence = 0.9 }: Script,
  turn: Heard,
  found: Map<string, Prediction>,
): void {
  const match = pattern.exec(turn.text);
  if (!match) return;
  const text = value ?? match[1] ?? match[0];
  const quotes = [{ turn: turn.id, start: match.index, end: match.index + match[0].length }];
  found.set(field, { field, value: text, label: text, confidence, quotes, reason: 'said so' });
}

/** Holds back whoever waits for it until it is opened. */
export class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

/** A channel that keeps what it is given, and fails as often as it is told. */
export class CollectingChannel implements Channel {
  readonly sent: OutgoingMessage[] = [];
  /** What goes wrong with the next sends: each is used once. */
  readonly failures: ChannelFailed[] = [];
  /** Refuses everything in these conversations, for good. */
  readonly gone = new Set<string>();
  /** Who was shown to type, and where. */
  readonly typings: ShownTyping[] = [];
  /** What is said in these conversations begins a thread. */
  readonly channels = new Set<string>();
  /** Gives back the cards that it shows, as the local chat does: they are kept with their turns. */
  givesCards = false;
  before: (message: OutgoingMessage) => Promise<void> = () => Promise.resolve();

  typing(shown: ShownTyping): Promise<void> {
    this.typings.push(shown);
    return Promise.resolve();
  }

  async send(message: OutgoingMessage) {
    await this.before(message);
    if (this.gone.has(message.conversationId))
      throw new ChannelFailed('the channel answered 403', false, undefined, undefined, true);
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.sent.push(structuredClone(message));
    const { conversationId, reference, content } = message;
    const card = this.givesCards && content.kind === 'card' ? { card: content.card } : {};
    const sent = { activityId: `m${this.sent.length}`, ...card };
    if (!this.channels.has(conversationId) || message.replaces) return sent;
    const conversation = `${conversationId.replace('emulator:', '')};${sent.activityId}`;
    return { ...sent, thread: { conversation, reference } };
  }
}

export interface WorldOptions {
  readonly settings?: Settings;
  readonly predictor?: ScriptedPredictor;
  /** Replaces parts of what the agent works with. */
  readonly over?: (context: AgentContext) => Partial<AgentContext>;
  /** Whoever registers is a representative, as on loopback without credentials; on unless said. */
  readonly anybody?: boolean;
  /** Several processes may work on the store. */
  readonly shared?: boolean;
  /** Instead of an embedded one, started; whoever made it cleans up. Its driver keeps its own timers: only the date stands still. */
  readonly store?: Store;
}

export class World {
  readonly channel = new CollectingChannel();
  agent: CaseManagementAgent;
  readonly logged: { readonly level: string; readonly message: string; readonly details: object }[] = [];
  private readonly agents: CaseManagementAgent[] = [];
  private readonly heardUpTo = new Map<string, number>();
  private readonly settings: ReturnType<typeof settingsSource>;
  private said = 0;

  constructor(
    readonly store: Store,
    readonly folder: string,
    readonly predictor: ScriptedPredictor,
    private readonly timers: sinon.SinonFakeTimers,
    private readonly options: WorldOptions,
  ) {
    this.settings = settingsSource(store, Date.now);
    this.agent = this.anAgent('process-1');
  }

  /** The process ends, time passes, and another one begins over the same store. */
  async restart(ms = 0): Promise<void> {
    await this.quiet();
    await Promise.all(this.agents.splice(0).map((agent) => agent.stop()));
    this.timers.setSystemTime(Date.now() + ms);
    this.settings.forget();
    this.agent = this.anAgent(`process-${++this.said}`);
    await this.agent.start();
    await this.quiet();
  }

  /** Another process on the same store. */
  anAgent(holder: string, over: Partial<AgentContext> = {}): CaseManagementAgent {
    const context = this.context(holder);
    const agent = new CaseManagementAgent({ ...context, ...this.options.over?.(context), ...over });
    this.agents.push(agent);
    return agent;
  }

  context(holder: string): AgentContext {
    const { store, channel, predictor } = this;
    const note = (level: string) => (details: object, message: string) =>
      void this.logged.push({ level, message, details });
    const log = { info: note('info'), warn: note('warn'), error: note('error') };
    const anybody = this.options.anybody ?? true;
    const access = accessSource({ settings: this.settings, anybody, log });
    return {
      store,
      predictor,
      channel,
      dialogs: createDialogStep(),
      valueParser: () => createValueParser({ region: 'US', timeZone: 'UTC' }),
      clock: () => new Date().toISOString(),
      news: createNews(),
      log,
      holder,
      random: () => 0,
      newId: () => `id${++this.said}`,
      settings: this.settings,
      representatives: representativesSource(store, Date.now, access),
      access,
      automation: automationSource(store, Date.now),
      caseNumbers: new CaseNumbers(store, () => 0),
      anybodyMayRegister: anybody,
    };
  }

  /** Publishes other settings; they are read at once. */
  async publish(settings: Settings): Promise<void> {
    const n = (await this.settings.current()).n + 1;
    const at = new Date().toISOString();
    await this.store.insert('settings', publishedVersion({ settings, n, at, by: 'admin' }));
    this.settings.forget();
  }

  /** Hands a turn in without waiting for what comes of it. */
  receive(conversation: string, turn: Partial<IncomingTurn> | string, agent = this.agent): Promise<Received> {
    const over = typeof turn === 'string' ? { text: turn } : turn;
    return agent.receive(
      aTurn({ conversation, activityId: `a${++this.said}`, at: new Date().toISOString(), ...over }),
    );
  }

  /** A turn that a process accepted, which then ended. */
  async acceptAndDie(conversation: string, text: string, holder = 'dead'): Promise<void> {
    const turn = aTurn({ conversation, activityId: `a${++this.said}`, at: new Date().toISOString(), text });
    await receive(this.context(holder), turn);
  }

  /** Waits for something that happens by itself. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await breathe();
  }

  /** Says something and waits until all that follows from it is done; what was heard meanwhile. */
  async say(conversation: string, turn: Partial<IncomingTurn> | string): Promise<string[]> {
    await this.receive(conversation, turn);
    await this.quiet();
    return this.hear(conversation);
  }

  /** What the conversation was sent since it was asked last: texts, and cards as `[kind]` with what they tell. */
  hear(conversation: string): string[] {
    const id = `emulator:${conversation}`;
    const all = this.channel.sent.filter((message) => message.conversationId === id);
    const from = this.heardUpTo.get(id) ?? 0;
    this.heardUpTo.set(id, all.length);
    return all.slice(from).map(wordsOf);
  }

  /** The cards of a kind that the conversation was sent, oldest first. */
  cards<K extends CardContent['kind']>(conversation: string, kind: K): Extract<CardContent, { kind: K }>[] {
    return this.channel.sent
      .filter((message) => message.conversationId === `emulator:${conversation}`)
      .flatMap(({ content }) =>
        content.kind === 'card' && content.card.kind === kind
          ? [content.card as Extract<CardContent, { kind: K }>]
          : [],
      );
  }

  /** A representative's conversation that is shown cases. */
  async representative(name: string): Promise<string> {
    await this.say(name, { text: '/representative', from: { id: `rep:${name}`, name } });
    return name;
  }

  /** A button clicked where it comes as a message. */
  click(representative: string, action: CardAction | UnknownAction): Promise<string[]> {
    return this.say(representative, {
      text: '',
      action,
      from: { id: `rep:${representative}`, name: representative },
    });
  }

  /** Time passes, and what is due then is done. */
  async pass(ms: number): Promise<void> {
    await this.quiet();
    await this.timers.tickAsync(ms);
    await this.quiet();
  }

  /** Time passes while something is under way. */
  async tick(ms: number): Promise<void> {
    await this.timers.tickAsync(ms);
  }

  /** Much time passes: what is repeated runs once at its end, and what is due then is done. */
  async skip(ms: number): Promise<void> {
    await this.quiet();
    this.timers.jump(ms);
    await this.pass(SWEEP_MS);
  }

  /** Resolves when nothing is being worked on and no case is being drained. */
  async quiet(): Promise<void> {
    for (let wait = 0; wait < DRAIN_MS_MAX; wait++) {
      await Promise.all(this.agents.map((agent) => agent.idle()));
      await breathe();
      if (!(await this.somethingIsDue())) break;
      await new Promise((resolve) => realSetTimeout(resolve, 1));
    }
    await Promise.all(this.agents.map((agent) => agent.idle()));
  }

  /** Cases whose effects are being drained; conversations have a runner that `idle` waits for. */
  private async somethingIsDue(): Promise<boolean> {
    const { items } = await this.store.list('cases', {
      index: 'due',
      range: { lte: new Date().toISOString() },
      limit: 1,
    });
    return items.length > 0;
  }

  /** What is stored of a conversation, in order. */
  async turns(conversation: string): Promise<readonly Turn[]> {
    const equals = [`emulator:${conversation}`];
    return (await this.store.list('turns', { index: 'conversation', equals, limit: 100 })).items;
  }

  /** The turns that each decision took together. */
  async decisions(conversation: string): Promise<(readonly number[])[]> {
    return (await this.turns(conversation)).flatMap((turn) => (turn.decision ? [turn.decision.seqs] : []));
  }

  /** Why the newest decision was as it was. */
  async why(conversation: string): Promise<string[]> {
    const turn = (await this.turns(conversation)).filter((one) => one.decision).at(-1);
    return turn?.decision?.trace.map(({ key }) => key) ?? [];
  }

  async audit(conversation: string): Promise<readonly AuditEntry[]> {
    const { _id } = await this.case(conversation);
    return (await this.store.list('audit', { index: 'case', equals: [_id], limit: 100 })).items;
  }

  async conversation(conversation: string): Promise<Conversation> {
    const found = await this.store.get('conversations', `emulator:${conversation}`);
    if (!found) throw new Error(`there is no conversation ${conversation}`);
    return found;
  }

  /** The case of a conversation. */
  async case(conversation: string): Promise<Case> {
    const { caseId } = await this.conversation(conversation);
    const found = caseId === undefined ? undefined : await this.store.get('cases', caseId);
    if (!found) throw new Error(`there is no case of ${conversation}`);
    return found;
  }

  async cases(): Promise<readonly Case[]> {
    return (await this.store.list('cases', { index: 'opened', limit: 100 })).items;
  }

  /** The values of a conversation's case. */
  async values(conversation: string): Promise<Record<string, unknown>> {
    const { fields } = await this.case(conversation);
    return Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
  }

  async stop(): Promise<void> {
    await Promise.all(this.agents.map((agent) => agent.stop()));
    if (!this.options.store) await this.store.stop();
    this.timers.restore();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function wordsOf({ content }: OutgoingMessage): string {
  if (content.kind === 'text') return content.text;
  if (content.card.kind === 'failed') return content.card.happened;
  return content.card.kind === 'told' ? content.card.text : `[${content.card.kind}]`;
}

/** A store that others may write to as well: leases of others count. */
function sharedStore(store: Store): Store {
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'alone') return false;
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? (found.bind(target) as unknown) : found;
    },
  });
}

/** Time stands at `NOW` until it is told to pass; stop the world after the test. */
export async function aWorld(options: WorldOptions = {}): Promise<World> {
  const folder = aFolder();
  const store = options.store ?? createEmbeddedStore({ folder });
  if (!options.store) await store.start();
  const timing = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
  const toFake = ['Date', ...(options.store ? [] : timing)] as const;
  const timers = sinon.useFakeTimers({ now: new Date(NOW), toFake: [...toFake] });
  const world = new World(
    options.shared ? sharedStore(store) : store,
    folder,
    options.predictor ?? new ScriptedPredictor(),
    timers,
    options,
  );
  const settings = options.settings ?? quickSettings();
  await store.insert('settings', publishedVersion({ settings, at: NOW, by: 'admin' }));
  return world;
}

/** A shop whose bursts are over at once. */
export function quickSettings(over: Parameters<typeof someSettings>[0] = {}): Settings {
  return someSettings({ turns: { settleMs: 0 }, updates: { rules: SHOP_RULES }, ...over });
}

export const SHOP_RULES = [
  { name: 'every case', fields: ['category'] },
  {
    name: 'a defect',
    when: { field: 'category', operator: 'equals' as const, value: 'defect' },
    fields: ['serial'],
  },
];
