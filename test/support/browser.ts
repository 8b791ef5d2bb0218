/** The browser that journeys are made in: the system's Chromium, without a window. */
import { existsSync } from 'node:fs';
import type { Context } from 'mocha';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser. Where there is none the suite is skipped; a build server (`CI=true`) must have one. */
export async function startBrowser(suite: Context): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    if (process.env['CI'] === 'true') throw new Error(`${CHROMIUM} is missing: apt-get install chromium`);
    console.log(`      skipped: ${CHROMIUM} is missing; "apt-get install chromium" lets this run`);
    suite.skip();
  }
  return chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}
