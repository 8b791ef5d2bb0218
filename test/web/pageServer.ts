/** The built page before a fake agent: a static handler, the panel's route, and the local Direct Line. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type * as restify from 'restify';
import type { DirectLine, DirectLineDeps } from '../../adapters/directline';
import { CONTENT_SECURITY_POLICY } from '../../bot/http/pages';
import type { PanelView } from '../../cases/panel';
import { type FakeAgent } from '../adapters/directline/fakeAgent';
import { type Running, startServer } from '../adapters/directline/server';

const ROOT = join(__dirname, '../..');
const WEB = join(ROOT, 'dist/web');

interface Served {
  readonly file: string;
  readonly type: string;
  readonly compressed: boolean;
}

/** Builds the pages; the server's part of the build is none of this test's. */
export async function buildPages(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(ROOT, 'commands/build.mjs'), 'pages'], { cwd: ROOT });
}

export interface PageServer extends Running {
  /** What the panel's route answers with; 404 where undefined. */
  panel: PanelView | undefined;
  /** In place of the panel. */
  panelStatus: number | undefined;
}

export async function startPages(
  over: Partial<DirectLineDeps> = {},
  csp = CONTENT_SECURITY_POLICY,
): Promise<PageServer> {
  const state: { panel: PanelView | undefined; panelStatus: number | undefined } = {
    panel: undefined,
    panelStatus: undefined,
  };
  const mount = (server: restify.Server, directLine: DirectLine, _agent: FakeAgent): void => {
    mountFiles(server, csp);
    server.get('/api/conversations/:id/panel', async (request, response) => {
      const owner = await directLine.conversationOf(request.headers.authorization);
      const id = (request.params as { id: string }).id;
      // Nothing is returned: restify would log the answer with the request's headers.
      const status = owner === id ? (state.panelStatus ?? (state.panel ? 200 : 404)) : 403;
      const body = JSON.stringify(status === 200 ? state.panel : {});
      response.sendRaw(status, body, { 'Content-Type': 'application/json' });
    });
  };
  return Object.assign(state, await startServer(over, mount));
}

function mountFiles(server: restify.Server, csp: string): void {
  const files = JSON.parse(readFileSync(join(WEB, 'files.json'), 'utf8')) as Record<string, Served>;
  for (const [path, { file, type, compressed }] of Object.entries(files)) {
    const body = readFileSync(join(WEB, compressed ? `${file}.gz` : file));
    server.get(path, async (_request, response) => {
      response.writeHead(200, {
        'Content-Type': type,
        'Content-Security-Policy': csp,
        ...(compressed ? { 'Content-Encoding': 'gzip' } : {}),
      });
      response.end(body);
    });
  }
}
