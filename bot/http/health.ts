/** `/healthz`: the process lives. `/readyz`: it can take turns, and how its mailboxes fare, which does not change that. */
import type { Server } from 'restify';

export interface MailboxHealth {
  readonly name: string;
  readonly state: string;
}

export function mountHealth(
  server: Server,
  ready: () => Promise<boolean>,
  mailboxes: () => Promise<readonly MailboxHealth[]>,
): void {
  server.get('/healthz', (_req, res, next) => {
    res.send(200, { status: 'ok' });
    next();
  });
  server.get('/readyz', async (_req, res) => {
    const yes = await ready().catch(() => false);
    // Names and states only: this address asks for no key.
    const details = await mailboxes().catch(() => []);
    res.send(yes ? 200 : 503, {
      status: yes ? 'ready' : 'not ready',
      mailboxes: details.map(({ name, state }) => ({ name, state })),
    });
  });
}
