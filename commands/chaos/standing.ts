/** What stands at the channels in the end, against what the store says. */
import type { StoreReader } from '../../cases/store';
import { turnsOf } from '../store/check';
import type { Chat } from './customers';
import { byConversation, type Arrival } from './sink';
import { checkArrivals, checkTranscript, type Faults } from './verdict';

export interface Standing {
  /** The conversations' ids. */
  readonly ids: readonly string[];
  /** The local ones among them, which are read back. */
  readonly chats: ReadonlyMap<string, Chat>;
  /** What came at the others. */
  readonly arrivals: readonly Arrival[];
  /** The process that is asked for the nth. */
  readonly url: (n: number) => string;
}

export async function checkStanding(
  reader: StoreReader,
  { ids, chats, arrivals, url }: Standing,
  faults: Faults,
): Promise<void> {
  const arrived = byConversation(arrivals);
  for (const [n, id] of ids.entries()) {
    const turns = await turnsOf(reader, id);
    const opened = chats.get(id);
    if (opened) checkTranscript(id, turns, await opened.read(url(n)), faults);
    else checkArrivals(id, turns, arrived.get(id) ?? [], faults);
  }
}
