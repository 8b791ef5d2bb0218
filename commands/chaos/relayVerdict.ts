/** What must hold of relayed words: each arrives on the other side, once, in the order in which they were said. */
import type { Arrival } from './sink';

export interface Spoken {
  readonly text: string;
  /** When it was sent first, by this process's clock. */
  readonly atMs: number;
}

/** One side of a conversation, and where its words must arrive. */
export interface Relay {
  readonly to: string;
  readonly said: readonly Spoken[];
}

export interface RelayFaults {
  /** In words, each with its conversation. */
  readonly lost: string[];
  readonly doubled: string[];
  readonly outOfOrder: string[];
  /** Arrived where they do not belong. */
  readonly strayed: string[];
  readonly broken: string[];
}

export const noRelayFaults = (): RelayFaults => ({
  lost: [],
  doubled: [],
  outOfOrder: [],
  strayed: [],
  broken: [],
});

/** Words that begin as relayed ones do; everything else is the agent's own. */
const RELAYED = /^[cr]\d+-\d+: /;

/** Notes what is wrong; how long each took to arrive, in milliseconds, shortest first. */
export function checkRelayed(
  relays: readonly Relay[],
  arrivals: readonly Arrival[],
  faults: RelayFaults,
): readonly number[] {
  const delaysMs: number[] = [];
  const byPlace = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    if (!RELAYED.test(wordsOf(arrival))) continue;
    const others = byPlace.get(arrival.conversation);
    if (others) others.push(arrival);
    else byPlace.set(arrival.conversation, [arrival]);
  }
  for (const { to, said } of relays) {
    const heard = byPlace.get(to) ?? [];
    byPlace.delete(to);
    checkOne(to, said, heard, faults);
    const first = new Map(heard.map((one) => [wordsOf(one), one.atMs]).reverse() as [string, number][]);
    for (const { text, atMs } of said) delaysMs.push((first.get(text) ?? atMs) - atMs);
  }
  for (const [place, heard] of byPlace)
    faults.strayed.push(...heard.map((one) => `${place}: ${wordsOf(one)}`));
  return delaysMs.sort((a, b) => a - b);
}

/** A bot speaks under its own name: whose words these are stands before them. */
function wordsOf({ text }: Arrival): string {
  return text.replace(/^[^:]*: (?=[cr]\d+-\d+: )/, '');
}

function checkOne(to: string, said: readonly Spoken[], heard: readonly Arrival[], faults: RelayFaults): void {
  const place = new Map(said.map(({ text }, at) => [text, at]));
  const seen = new Set<string>();
  let newest = -1;
  for (const text of heard.map(wordsOf)) {
    const at = place.get(text);
    if (at === undefined) faults.strayed.push(`${to}: ${text}`);
    else if (seen.has(text)) faults.doubled.push(`${to}: ${text}`);
    else if (at < newest) faults.outOfOrder.push(`${to}: ${text}`);
    newest = Math.max(newest, at ?? -1);
    seen.add(text);
  }
  faults.lost.push(...said.filter(({ text }) => !seen.has(text)).map(({ text }) => `${to}: ${text}`));
}
