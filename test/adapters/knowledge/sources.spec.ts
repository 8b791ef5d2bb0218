/** Where articles come from: a folder, a web address; what is not as it should be is told, and is nobody's harm. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import {
  createServer,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ARTICLE_BYTES_MAX, readFolder } from '../../../adapters/knowledge/folder';
import { ANSWER_BYTES_MAX, readAddress } from '../../../adapters/knowledge/http';
import { aFolder } from '../../support/stores';

/** In two calls: restify, where it is loaded, makes `writeHead` return nothing. */
function answered(response: ServerResponse, status: number, headers: OutgoingHttpHeaders = {}): void {
  response.writeHead(status, headers);
  response.end();
}

describe('a folder of articles', () => {
  let folder: string;
  beforeEach(() => {
    folder = aFolder();
    mkdirSync(join(folder, 'care'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is its Markdown files, those of folders below too, each in its language', async () => {
    writeFileSync(join(folder, 'care', 'descaling.md'), '# Descaling');
    writeFileSync(join(folder, 'leaks.de.md'), '# Wasser');
    writeFileSync(join(folder, 'notes.txt'), 'none');
    assert.deepEqual(await readFolder(folder), {
      articles: [
        { name: 'care/descaling', text: '# Descaling' },
        { name: 'leaks', language: 'de', text: '# Wasser' },
      ],
      leftOut: [],
    });
  });

  it('ends at its own walls: links are not followed', async () => {
    const outside = aFolder();
    mkdirSync(outside, { recursive: true });
    writeFileSync(join(outside, 'secret.md'), 'secret');
    symlinkSync(join(outside, 'secret.md'), join(folder, 'link.md'));
    symlinkSync(outside, join(folder, 'linked'));
    assert.deepEqual((await readFolder(folder)).articles, []);
    rmSync(outside, { recursive: true });
  });

  it('says what is too long', async () => {
    writeFileSync(join(folder, 'book.md'), 'x'.repeat(ARTICLE_BYTES_MAX + 1));
    const { articles, leftOut } = await readFolder(folder);
    assert.deepEqual(articles, []);
    assert.match(leftOut.join(), /book\.md: longer than 256 KB/);
  });

  it('that is not there is told', () => assert.rejects(readFolder(join(folder, 'none')), /ENOENT/));
});

describe('a web address of articles', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serve(listener: RequestListener) {
    const one = createServer(listener);
    server = one;
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    const { port } = one.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/articles`;
    return { kind: 'http', url, timeoutMs: 500, refreshMinutes: 60 } as const;
  }

  it('answers with articles', async () => {
    const articles = [{ name: 'leaks', text: '# Water', url: 'https://example.com/leaks' }];
    const where = await serve((request, response) => {
      assert.equal(request.headers.accept, 'application/json');
      response.end(JSON.stringify({ articles, more: 'is left out' }));
    });
    assert.deepEqual((await readAddress(where)).articles, articles);
  });

  const wrong: readonly [string, RequestListener, RegExp][] = [
    ['an error', (_, response) => answered(response, 500), /answered 500/],
    ['what is not JSON', (_, response) => void response.end('<html>'), /not JSON/],
    [
      'something else',
      (_, response) => void response.end('{"articles":[{"name":""}]}'),
      /not as expected: articles\.0\.name/,
    ],
    [
      'a link that runs',
      (_, response) => void response.end('{"articles":[{"name":"a","text":"","url":"javascript:x"}]}'),
      /articles\.0\.url/,
    ],
    [
      'a way to elsewhere',
      (_, response) => answered(response, 302, { location: 'http://127.0.0.1:1/' }),
      /fetch failed/,
    ],
    ['nothing for too long', () => undefined, /timeout/],
  ];
  for (const [name, listener, says] of wrong)
    it(`${name} is told`, async () => assert.rejects(readAddress(await serve(listener)), says));

  it('more than is held is cut off', async () => {
    const where = await serve((_, response) => {
      const part = 'x'.repeat(1024 * 1024);
      const write = (): void => void (response.writable && response.write(part, write));
      write();
    });
    await assert.rejects(
      readAddress({ ...where, timeoutMs: 20_000 }),
      new RegExp(`more than ${ANSWER_BYTES_MAX / 1024 / 1024} MB`),
    );
  });
});
