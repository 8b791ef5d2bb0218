/**
 * A process with an embedded store, for tests that kill it or take its disk away. `embeddedChild.ts open FOLDER` holds
 * the folder; `write` also writes as fast as it can and prints each id once it is acknowledged. At the first write
 * that fails it prints "unavailable", waits for a line on its input, writes once more, and ends.
 */
import { once } from 'node:events';
import { changed, StoreUnavailable } from '../../cases/store';
import { createEmbeddedStore, type EmbeddedStore } from '../../storage/embedded/store';
import { aCounter, aStoredTurn } from '../support/stores';

const LANES = 16;

function say(line: string): void {
  process.stdout.write(`${line}\n`); // to a pipe this is synchronous: what was said survives a kill
}

async function writeLane(store: EmbeddedStore, lane: number): Promise<void> {
  await store.insert('counters', aCounter({ _id: `lane${lane}` }));
  for (let seq = 1; ; seq++) {
    const turn = aStoredTurn({ conversationId: `lane${lane}`, seq, text: 'x'.repeat(2000) });
    await store.insert('turns', turn);
    say(`turn ${turn._id}`);
    await store.update('counters', `lane${lane}`, (found) => changed({ ...found, next: seq }));
    say(`counter lane${lane} ${seq}`);
  }
}

async function writeUntilUnavailable(store: EmbeddedStore): Promise<void> {
  const lanes = Array.from({ length: LANES }, (_, lane) => writeLane(store, lane));
  const ends = await Promise.allSettled(lanes);
  const refused = ends.every((end) => end.status === 'rejected' && end.reason instanceof StoreUnavailable);
  say(refused ? 'unavailable' : `unexpected ${JSON.stringify(ends.map(String))}`);
  await once(process.stdin, 'data');
  say(await store.insert('turns', aStoredTurn({ _id: 'afterwards' })));
  await store.stop();
  process.exit(0);
}

async function main(mode: string, folder: string): Promise<void> {
  const store = createEmbeddedStore({ folder });
  await store.start();
  say('started');
  if (mode === 'write') await writeUntilUnavailable(store);
}

main(process.argv[2] ?? '', process.argv[3] ?? '').catch((error: unknown) => {
  say(`failed ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
