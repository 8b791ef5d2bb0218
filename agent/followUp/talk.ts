/** What was said about a case, read from its conversations: what is stored, and what still lies in inbox and out. */
import type { Case } from '../../cases/case';
import type { Conversation, InboxEntry } from '../../cases/conversation/conversation';
import type { OutEntry } from '../../cases/effects';
import type { Store } from '../../cases/store';
import { talkOf, type Said, type Talk } from '../../cases/followUp/talk';
import { isAutomatic, type Turn } from '../../cases/conversation/turns';

type Reads = Pick<Store, 'get' | 'list'>;

export interface TalkRead {
  readonly talk: Talk;
  /** Where the customer is written to: the conversation in which something was said last. */
  readonly conversation?: Conversation;
}

const TURNS_MAX = 200; // newest first: what is owed for longer than that, nobody remembers
const SENT_MAX = 100;

export async function readTalk(store: Reads, theCase: Case): Promise<TalkRead> {
  const said: Said[] = [];
  const conversations: Conversation[] = [];
  for (const id of theCase.conversations) {
    // The conversation first: what leaves it meanwhile is among the turns.
    const conversation = await store.get('conversations', id);
    if (!conversation) continue;
    if (conversation.caseId === theCase._id && conversation.channel !== 'voice')
      conversations.push(conversation);
    said.push(...(await saidIn(store, conversation, theCase)));
  }
  said.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.seq - b.seq));
  const last = said.findLast((one) => conversations.some(({ _id }) => _id === one.conversationId));
  const conversation = conversations.find(({ _id }) => _id === last?.conversationId) ?? conversations.at(-1);
  return { talk: talkOf(said), conversation };
}

async function saidIn(store: Reads, conversation: Conversation, theCase: Case): Promise<Said[]> {
  const { _id, problemSince, channel, inbox, out } = conversation;
  const isNewest = conversation.caseId === theCase._id;
  const { items } = await store.list('turns', {
    index: 'conversation',
    equals: [_id],
    // A conversation's next problem has its own case: its words begin where this one's end.
    range: problemSince === undefined ? undefined : isNewest ? { gt: problemSince } : { lte: problemSince },
    order: 'desc',
    limit: TURNS_MAX,
  });
  const cameBack = channel === 'email' ? await seqsThatCameBack(store, _id) : new Set<number>();
  const waiting = isNewest
    ? [...inbox.flatMap((entry) => ofInbox(_id, entry)), ...out.flatMap((entry) => ofOut(_id, entry))]
    : [];
  const undecided = new Set(inbox.map(({ seq }) => seq));
  const stored = items.flatMap((turn) => (undecided.has(turn.seq) ? [] : ofTurn(turn, cameBack)));
  const known = new Set(stored.map(({ seq }) => seq));
  return [...stored, ...waiting.filter(({ seq }) => !known.has(seq))];
}

function ofTurn(turn: Turn, cameBack: ReadonlySet<number>): Said[] {
  const { conversationId, seq, from, text, about, asks = [], repeats, card, request } = turn;
  if (repeats !== undefined || card !== undefined || request !== undefined) return [];
  if (text === '' && !turn.attachments?.length) return [];
  const lost = turn.problem !== undefined || cameBack.has(seq);
  return [
    {
      conversationId,
      seq,
      at: turn.storedAt ?? turn.at,
      from,
      text,
      automatic: isAutomatic(turn),
      about,
      asks: asks.length > 0,
      state: lost ? 'lost' : 'done',
    },
  ];
}

function ofInbox(conversationId: string, entry: InboxEntry): Said[] {
  const place = { conversationId, seq: entry.seq, at: entry.receivedAt, automatic: false, asks: false };
  if (entry.kind === 'request') {
    const speaks = entry.request.kind === 'follow-up' || entry.request.kind === 'relay';
    return speaks ? [{ ...place, from: 'agent', text: '', about: { kind: 'notice' }, state: 'waiting' }] : [];
  }
  if (entry.repeats !== undefined || entry.action) return [];
  const automatic = isAutomatic(entry);
  return [{ ...place, from: entry.from, text: entry.text, automatic, state: 'waiting' }];
}

function ofOut(conversationId: string, { seq, at, words }: OutEntry): Said[] {
  if (words.kind !== 'text') return [];
  const { text, about, asks = [] } = words;
  const from = words.by ? 'representative' : 'agent';
  const place = { conversationId, seq, at, automatic: false };
  return [{ ...place, from, text, about, asks: asks.length > 0, state: 'waiting' }];
}

/** Mails of ours that were sent, and came back. */
async function seqsThatCameBack(store: Reads, conversationId: string): Promise<ReadonlySet<number>> {
  const { items } = await store.list('mails', {
    index: 'conversation',
    equals: [conversationId],
    order: 'desc',
    limit: SENT_MAX,
  });
  const back = items.filter(({ sent, state }) => sent !== undefined && state === 'bounced');
  return new Set(back.flatMap(({ seq }) => (seq === undefined ? [] : [seq])));
}
