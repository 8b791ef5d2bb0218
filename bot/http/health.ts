/** `/healthz`: the process lives. `/readyz`: it can take turns. */
import type { Server } from 'restify';

export function mountHealth(server: Server, ready: () => Promise<boolean>): void {
  server.get('/healthz', (_req, res, next) => {
    res.send(200, { status: 'ok' });
    next();
  });
  server.get('/readyz', async (_req, res) => {
    const yes = await ready().catch(() => false);
    res.send(yes ? 200 : 503, { status: yes ? 'ready' : 'not ready' });
  });
}
