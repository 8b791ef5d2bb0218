/** The Microsoft 365 Agents Playground: a client that looks and behaves like Teams, or like the Emulator. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Locator, Page } from 'playwright-core';

const CLI = join(__dirname, '../../node_modules/@microsoft/m365agentsplayground/cli.js');

export interface Playground {
  readonly url: string;
  stop(): Promise<void>;
}

export interface PlaygroundOptions {
  /** Where the agent listens. */
  readonly agentUrl: string;
  readonly channel: 'msteams' | 'emulator';
  /** Of the personal chat: two playgrounds before one agent need two. */
  readonly conversation: string;
}

/** Starts a playground of its own process on a free port. */
export async function startPlayground(of: PlaygroundOptions): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-')); // it writes its log where it stands
  const options = ['-e', `${of.agentUrl}/api/messages`, '-c', of.channel, '-p', '0', '--disable-telemetry'];
  options.push('--conversation-id', of.conversation);
  const child = spawn(process.execPath, [CLI, 'start', ...options], {
    cwd: folder,
    env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What it says once it listens. */
async function portOf(child: ChildProcess): Promise<string> {
  const heard = new Promise<string>((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /^Listening on (\d+)/.exec(line)?.[1];
      if (port) resolve(port);
    });
  });
  const gone = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the playground ended at start: ${String(code)}`)),
  );
  return Promise.race([heard, gone]);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

const CARD = '.ac-adaptiveCard';

/** The personal chat of a playground, in a browser. */
export class PlaygroundChat {
  private constructor(readonly page: Page) {}

  static async open(browser: Browser, playground: Playground): Promise<PlaygroundChat> {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const { host } = new URL(playground.url);
    // Its fonts and animations lie elsewhere; nothing needs them.
    await page.route(
      (url) => url.host !== host,
      (route) => route.abort(),
    );
    await page.goto(playground.url);
    await page.getByRole('textbox').waitFor();
    return new PlaygroundChat(page);
  }

  async say(words: string): Promise<void> {
    const box = this.page.getByRole('textbox').last(); // forms have boxes too, above it
    await box.click();
    await this.page.keyboard.type(words);
    await this.page.getByLabel('Send Message').click();
  }

  /** Waits for words of a message or card. */
  async hears(words: string | RegExp): Promise<void> {
    await this.page.getByText(words).last().waitFor();
  }

  /** The newest card in which all of this stands. */
  card(...words: readonly (string | RegExp)[]): Locator {
    let cards = this.page.locator(CARD);
    for (const hasText of words) cards = cards.filter({ hasText });
    return cards.last();
  }
}

/** Presses a button of a card. */
export async function press(card: Locator, name: string): Promise<void> {
  await card.getByRole('button', { name, exact: true }).click();
}

/** The names of the buttons of a card. */
export function buttonsOf(card: Locator): Promise<string[]> {
  return card.getByRole('button').allInnerTexts();
}
