/** A thousand customers, one turn each in flight: a turn counts when its reply is at the sink. */
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoadResult {
  readonly turnsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly turns: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly conversations: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** The words of one conversation, in order; each must have an answer. */
  readonly script: (conversation: number) => readonly string[];
}

const SOCKETS = 64; // more only adds to what the client itself costs
const UNANSWERED_MS = 20_000;

interface InFlight {
  readonly sentAt: number;
  readonly slot: number;
}

/** Runs the load against a bot and measures after the warm-up. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const load = new Load(options);
  return load.run();
}

class Load {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  private readonly inFlight = new Map<string, InFlight>();
  private readonly latencies: number[] = [];
  private readonly slots: { conversation: number; turn: number }[] = [];
  private conversations = 0;
  private activities = 0;
  private replies = 0;
  private measuring = false;
  private running = true;
  private serviceUrl = '';
  private readonly runId = Date.now().toString(36);

  constructor(private readonly options: LoadOptions) {}

  async run(): Promise<LoadResult> {
    const sink = await this.startSink();
    for (let slot = 0; slot < this.options.conversations; slot++) {
      this.slots.push({ conversation: this.conversations++, turn: 0 });
      this.sendNext(slot);
    }
    await pause(this.options.warmUpMs);
    this.latencies.length = 0;
    this.measuring = true;
    const from = performance.now();
    await pause(this.options.measureMs);
    const seconds = (performance.now() - from) / 1_000;
    this.measuring = false;
    this.running = false;
    const stuck = [...this.inFlight.values()].filter(
      ({ sentAt }) => performance.now() - sentAt > UNANSWERED_MS,
    ).length;
    if (stuck > 0) throw new Error(`${stuck} turns were never answered`);
    await pause(500);
    this.agent.destroy();
    sink.closeAllConnections();
    await new Promise((resolve) => sink.close(resolve));
    const sorted = this.latencies.sort((a, b) => a - b);
    return {
      turnsPerSecond: sorted.length / seconds,
      p50Ms: at(sorted, 0.5),
      p99Ms: at(sorted, 0.99),
      turns: sorted.length,
    };
  }

  private sendNext(slot: number): void {
    const place = this.slots[slot];
    if (!this.running || !place) return;
    const script = this.options.script(place.conversation);
    if (place.turn >= script.length) {
      place.conversation = this.conversations++;
      place.turn = 0;
    }
    const text = this.options.script(place.conversation)[place.turn++] ?? '';
    const id = `${this.runId}-${this.activities++}`;
    this.inFlight.set(id, { sentAt: performance.now(), slot });
    this.post(id, `${this.runId}-c${place.conversation}`, text);
  }

  private post(id: string, conversation: string, text: string): void {
    const body = JSON.stringify({
      type: 'message',
      id,
      channelId: 'emulator',
      serviceUrl: this.serviceUrl,
      from: { id: `user-${conversation}`, name: 'Customer' },
      recipient: { id: 'bot', name: 'Bot' },
      conversation: { id: conversation },
      timestamp: new Date().toISOString(),
      text,
    });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const outgoing = request(
      `${this.options.url}/api/messages`,
      { method: 'POST', agent: this.agent, headers },
      (response) => {
        response.resume();
        // An agent that is being stopped says 503; by then nobody counts.
        if (response.statusCode !== 200 && this.running)
          throw new Error(`the bot answered ${response.statusCode}`);
      },
    );
    outgoing.on('error', (error) => {
      if (this.running) throw error;
    });
    outgoing.end(body);
  }

  private startSink(): Promise<Server> {
    const server = createServer((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(`{"id":"r${this.replies++}"}`);
        this.answered((JSON.parse(body) as { replyToId?: string }).replyToId ?? '');
      });
    });
    return new Promise((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        this.serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        resolve(server);
      }),
    );
  }

  private answered(id: string): void {
    const turn = this.inFlight.get(id);
    if (!turn) return;
    this.inFlight.delete(id);
    if (this.measuring) this.latencies.push(performance.now() - turn.sentAt);
    this.sendNext(turn.slot);
  }
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
