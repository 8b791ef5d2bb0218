/** A way to a server that can be cut: at once, or right before an answer comes back. */
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type ProxyMode =
  | 'pass'
  /** Open connections are cut, new ones too. */
  | 'cut'
  /** Nobody is told that anything is wrong, and nothing arrives, also not later. */
  | 'silent'
  /** What is asked still arrives at the server; the next answer to a write is lost, and its connection cut. */
  | 'answer-lost-once';

/** The commands of MongoDB's protocol that write, as they stand at the head of a message: name, type, length. */
const WRITES = ['insert', 'update', 'delete'].map((name) => `\u0002${name}\0`);

export class TcpProxy {
  /** Writes that did not arrive at the server in `silent`. */
  writesWithheld = 0;
  private mode: ProxyMode = 'pass';
  private readonly sockets = new Set<Socket>();
  private server?: Server;

  constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  get port(): number {
    return (this.server?.address() as AddressInfo).port;
  }

  async start(): Promise<this> {
    const server = createServer((client) => this.connect(client));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  set(mode: ProxyMode): void {
    this.mode = mode;
    if (mode === 'cut') this.sockets.forEach((socket) => socket.destroy());
  }

  async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private connect(client: Socket): void {
    if (this.mode === 'cut') return void client.destroy();
    const server = createConnection(this.target);
    this.keep(client, server);
    this.keep(server, client);
    let asked: 'write' | 'other' = 'other';
    client.on('data', (bytes) => {
      asked = WRITES.some((name) => bytes.includes(name)) ? 'write' : 'other';
      if (this.mode !== 'silent') server.write(bytes);
      else if (asked === 'write') this.writesWithheld += 1;
    });
    server.on('data', (bytes) => {
      if (this.mode === 'answer-lost-once' && asked === 'write') {
        this.mode = 'pass';
        client.destroy();
      } else if (this.mode !== 'silent') client.write(bytes);
    });
  }

  /** Both ends go together. */
  private keep(socket: Socket, other: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      this.sockets.delete(socket);
      other.destroy();
    });
  }
}
