/** `POST /api/messages`: the Bot Framework's door. */
import type { Server } from 'restify';
import { answerActivity, type EndpointDeps } from '../../adapters/botframework/endpoint';

export function mountMessages(server: Server, deps: () => Promise<EndpointDeps>): void {
  server.post('/api/messages', async (req, res) => {
    const answer = await answerActivity(await deps(), {
      body: req.body,
      headers: req.headers,
      method: req.method,
    });
    for (const [name, value] of Object.entries(answer.headers ?? {})) res.header(name, value);
    if (answer.body === undefined) res.send(answer.status);
    else res.send(answer.status, answer.body);
  });
}
