/** A line between us and a server that can be cut: at once, or after so many bytes of an answer. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class TcpProxy {
  /** How many connections were made through it. */
  connections = 0;
  /** What becomes of the server's words on their way, latin1. */
  tamper: (words: string) => string = (words) => words;
  private readonly sockets = new Set<Socket>();
  private left = Infinity;

  private constructor(private readonly server: Server) {}

  static async start(port: number): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server);
    server.on('connection', (client) => proxy.join(client, connect(port, '127.0.0.1')));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Once, when the server has said so many more bytes. */
  cutAfter(bytes: number): void {
    this.left = bytes;
  }

  cutNow(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  async stop(): Promise<void> {
    this.server.close();
    this.cutNow();
    await once(this.server, 'close');
  }

  private join(client: Socket, server: Socket): void {
    this.connections++;
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
    client.pipe(server);
    server.on('data', (words: Buffer) => {
      const chunk = Buffer.from(this.tamper(words.toString('latin1')), 'latin1');
      this.left -= chunk.length;
      client.write(this.left < 0 ? chunk.subarray(0, chunk.length + this.left) : chunk);
      if (this.left >= 0) return;
      this.left = Infinity;
      client.resetAndDestroy();
    });
  }
}
