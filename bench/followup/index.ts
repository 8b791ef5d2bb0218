/**
 * The sweep beside 100,000 cases that wait for their customers: what it costs each second when nothing is due, and how
 * many follow-ups a second go out, each from the look at its case to the channel, when many come due at once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessSource } from '../../agent/access';
import { CaseManagementAgent } from '../../agent/agent';
import { CaseNumbers } from '../../agent/caseNumbers';
import type { AgentContext } from '../../agent/context';
import { representativesSource, publishedVersion, settingsSource } from '../../agent/sources';
import { createNews } from '../../bot/news';
import { settingsSchema } from '../../cases/settings';
import type { Store } from '../../cases/store';
import { createDialogStep } from '../../dialogs/step';
import { createValueParser } from '../../prediction';
import { createEmbeddedStore } from '../../storage/embedded/store';
import { pause } from '../turn/load';
import { benchSettings } from '../turn/settings';
import { RULE, turnsOf, WAIT_HOURS, waitingCase, waitingConversation } from './documents';

const CASES = 100_000;
const DUE = 10_000; // every tenth comes due in the same moment: a status set for all of them
const LOADED_AT_ONCE = 2_000;
const SWEEPS = 50;
const LOOK_MS = 20;
const HOUR_MS = 3_600_000;
const WAIT_MS_MAX = 10 * 60_000;

export async function benchFollowUp(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const store = createEmbeddedStore({ folder });
  await store.start();
  try {
    await fill(store, Date.now());
    const sweepMs = await idleSweepMs(store);
    await comeDue(store);
    return { sweepMs100k: sweepMs, ...(await workedThrough(store)) };
  } finally {
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(store: Store, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const followUps = [1, 2, 3].map(() => ({ waitHours: WAIT_HOURS }));
  const rule = { name: RULE, state: 'active' as const, statusReason: 'On hold', followUps };
  const settings = settingsSchema.parse({ ...benchSettings(0), followUp: { rules: [rule] } });
  await store.insert('settings', publishedVersion({ settings, at, by: 'bench' }));
  // The rules have been there for long.
  await store.insert('counters', { _id: 'follow-up-rules', version: 1, next: 1 });
  for (let n = 0; n < CASES; n += LOADED_AT_ONCE) {
    const numbers = Array.from({ length: LOADED_AT_ONCE }, (_, index) => n + index);
    const dueAt = (one: number): number => now + HOUR_MS + one * 1_000;
    await store.load(
      'cases',
      numbers.map((one) => waitingCase(one, dueAt(one))),
    );
    await store.load('conversations', numbers.map(waitingConversation));
    await store.load(
      'turns',
      numbers.flatMap((one) => turnsOf(one, one % (CASES / DUE) === 0 ? now : dueAt(one))),
    );
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${n} of ${CASES}`);
  }
}

/** What one sweep takes when nothing is due: the middle of many. */
async function idleSweepMs(store: Store): Promise<number> {
  const agent = new CaseManagementAgent(contextOn(store, () => undefined));
  const times: number[] = [];
  for (let n = 0; n < SWEEPS; n++) {
    const from = performance.now();
    await agent.sweepOnce();
    times.push(performance.now() - from);
  }
  await agent.stop();
  return times.sort((a, b) => a - b)[SWEEPS / 2] ?? 0;
}

async function comeDue(store: Store): Promise<void> {
  const at = new Date().toISOString();
  const apart = CASES / DUE;
  for (let n = 0; n < CASES; n += LOADED_AT_ONCE) {
    const numbers = Array.from({ length: LOADED_AT_ONCE / apart }, (_, index) => n + index * apart);
    await Promise.all(
      numbers.map((one) =>
        store.update('cases', waitingCase(one, 0)._id, (found) => ({
          is: 'changed',
          doc: { ...found, dueAt: at, followUp: found.followUp && { ...found.followUp, nextAt: at } },
        })),
      ),
    );
  }
}

/** From the agent's start until the last follow-up is with its channel. */
async function workedThrough(store: Store): Promise<Record<string, number>> {
  const sent = new Set<string>();
  const agent = new CaseManagementAgent(contextOn(store, (id) => void sent.add(id)));
  const from = performance.now();
  await agent.start();
  while (sent.size < DUE && performance.now() - from < WAIT_MS_MAX) await pause(LOOK_MS);
  const ms = performance.now() - from;
  await agent.stop();
  if (sent.size < DUE) throw new Error(`${sent.size} of ${DUE} follow-ups were sent in ten minutes`);
  return { casesPerSecond: (DUE / ms) * 1_000, dueCases: DUE, dueMs: ms };
}

function contextOn(store: Store, onSent: (conversationId: string) => void): AgentContext {
  const settings = settingsSource(store, Date.now);
  const log = { info: () => undefined, warn: () => undefined, error: complain };
  const access = accessSource({ settings, anybody: true, log });
  let sent = 0;
  return {
    store,
    settings,
    log,
    access,
    predictor: {
      name: 'none',
      predict: () => Promise.resolve({ predictions: [], memory: { predictor: 'none', version: 1 } }),
    },
    channel: {
      send: ({ conversationId }) => {
        onSent(conversationId);
        return Promise.resolve({ activityId: `sent-${++sent}` });
      },
    },
    dialogs: createDialogStep(),
    valueParser: () => createValueParser({ region: 'US', timeZone: 'UTC' }),
    clock: () => new Date().toISOString(),
    news: createNews(),
    holder: `bench-${process.pid}`,
    random: Math.random,
    newId: () => String(++sent),
    representatives: representativesSource(store, Date.now, access),
    caseNumbers: new CaseNumbers(store, Math.random),
    anybodyMayRegister: true,
  };
}

function complain(details: object, message: string): void {
  process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
}
