/** `/metrics`: what the process counts, and how it fares itself. With bot credentials it needs the API key (`fences.ts`). */
import type { Server as HttpServer } from 'node:http';
import { collectDefaultMetrics } from 'prom-client';
import type { Server } from 'restify';
import type { Metrics } from '../metrics';

export function mountMetrics(server: Server, metrics: Metrics): void {
  const { registry } = metrics;
  collectDefaultMetrics({ register: registry });
  // Every answer, those included that were refused before any handler.
  (server.server as HttpServer).on('request', (_req, res) =>
    res.once('finish', () => metrics.answered(res.statusCode)),
  );
  server.get('/metrics', async (_req, res) => {
    res.sendRaw(200, await registry.metrics(), { 'Content-Type': registry.contentType });
  });
}
