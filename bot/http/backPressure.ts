/** A bound on the requests that are under way: each holds a body and a socket until the store has answered. */
import type { Request, Response, Server } from 'restify';

/** Whoever asks whether the process lives must hear that it does. */
const ALWAYS_ANSWERED: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
const RETRY_AFTER_SECONDS = 2; // a request is under way for milliseconds; a stall of the disk for seconds

/** Past `requestsMax` a request is refused before its body is read: 503 with Retry-After, on every channel. */
export function limitRequests(server: Server, requestsMax: number): void {
  let underWay = 0;
  server.pre((req: Request, res: Response, next) => {
    if (underWay >= requestsMax && !ALWAYS_ANSWERED.has(req.path())) {
      res.header('Retry-After', String(RETRY_AFTER_SECONDS));
      res.send(503, { error: { code: 'Busy', message: 'Too many requests are under way. Try again.' } });
      return void next(false);
    }
    underWay += 1;
    res.once('close', () => (underWay -= 1));
    return void next();
  });
}
