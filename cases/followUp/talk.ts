/**
 * What was said about a case, as follow-up and closure judge it: who spoke last, what the customer answered, what of
 * ours arrived, and what is still owed. Read from the transcript each time: it cannot go stale.
 */
import { hearAnswer } from '../resolution/answerWords';
import { asksSomething } from '../deciding/asking';
import type { Answer } from '../channel';
import { isFarewell } from './farewell';
import { confirmsReceipt, keepsPromise, promiseIn } from './promises';
import type { Speaker, WordsAbout } from '../conversation/turns';

/** One thing said, by whichever side, in the order in which it was said. */
export interface Said {
  readonly conversationId: string;
  readonly seq: number;
  /** Our clock. */
  readonly at: string;
  readonly from: Speaker;
  readonly text: string;
  /** A machine's answer (out-of-office, list): nobody has answered. */
  readonly automatic: boolean;
  /** What of ours it is, where it is more than words. */
  readonly about?: WordsAbout;
  /** It asks the customer for fields. */
  readonly asks: boolean;
  /** waiting: on its way, or in the inbox and not decided. lost: refused, or come back. */
  readonly state: 'done' | 'waiting' | 'lost';
}

export interface Heard {
  readonly at: string;
  readonly place: string;
  readonly kind: Answer;
  readonly text: string;
}

export interface Talk {
  /** The customer's newest words. */
  readonly heard?: Heard;
  /** Words of ours after them (all where the customer never spoke), oldest first. */
  readonly since: readonly Said[];
  /** Something lies in an inbox or on its way out: what is true is known when it is through. */
  readonly unsettled: boolean;
  /** The customer's question that nothing of ours has answered. */
  readonly question?: string;
  /** The promise of ours that nothing says was kept. */
  readonly promise?: string;
  /** What the customer said last was answered. */
  readonly isAnswered: boolean;
  /** A representative has spoken after the customer's newest words. */
  readonly answeredByPerson: boolean;
}

/** Where something stands, as one text: two talks are about the same words where it is equal. */
export function placeOf({ conversationId, seq }: Pick<Said, 'conversationId' | 'seq'>): string {
  return `${conversationId}/${seq}`;
}

/** @param said in the order in which it was said. */
export function talkOf(said: readonly Said[]): Talk {
  const words = said.filter(({ automatic }) => !automatic);
  const at = words.findLastIndex(({ from }) => from === 'customer');
  const newest = words[at];
  const since = words.slice(at + 1);
  return {
    heard: newest && {
      at: newest.at,
      place: placeOf(newest),
      kind: kindOf(words, at),
      text: newest.text,
    },
    since,
    unsettled: words.some(({ state }) => state === 'waiting'),
    question: openQuestion(words),
    promise: openPromise(words),
    isAnswered: since.some(isAnswer),
    answeredByPerson: since.some(({ from, state }) => from === 'representative' && state !== 'lost'),
  };
}

/** Several messages are one answer, and a "thanks" after it changes nothing about it. */
function kindOf(words: readonly Said[], at: number): Answer {
  let kind: Answer = 'other';
  let isThanksOnly = true;
  for (const one of words.slice(0, at + 1).reverse()) {
    if (one.from === 'customer') {
      const said = hearAnswer(one.text);
      if (said === 'decline') return 'decline';
      if (said === 'accept') kind = 'accept';
      isThanksOnly &&= isFarewell(one.text);
    } else if (!isThanksOnly || kind !== 'other' || isAddressed(one)) break;
  }
  return kind;
}

/** Words that wait for an answer of their own. */
function isAddressed({ from, about }: Said): boolean {
  return from === 'representative' || about?.kind === 'follow-up';
}

/** What tells, asks or brings to mind is no answer. */
function isAnswer({ from, about, asks, state }: Said): boolean {
  if (from === 'customer' || state === 'lost') return false;
  return from === 'representative' ? about === undefined : about === undefined && !asks;
}

function openQuestion(words: readonly Said[]): string | undefined {
  let open: string | undefined;
  for (const one of words) {
    if (one.from === 'customer' && hearAnswer(one.text) === 'accept') open = undefined;
    else if (one.from === 'customer' && asksSomething(one.text)) open = one.text;
    else if (isAnswer(one)) open = undefined;
  }
  return open;
}

function openPromise(words: readonly Said[]): string | undefined {
  let open: string | undefined;
  for (const one of words) {
    if (one.from === 'customer') {
      if (hearAnswer(one.text) === 'accept' || confirmsReceipt(one.text)) open = undefined;
    } else if (one.about === undefined && one.state !== 'lost') {
      if (keepsPromise(one.text)) open = undefined;
      open = promiseIn(one.text) ?? open;
    }
  }
  return open;
}
