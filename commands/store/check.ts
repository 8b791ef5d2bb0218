/** Reads a whole store and says where the invariants do not hold. Memory stays flat: one document at a time. */
import { auditOf } from '../../agent/readers';
import type { Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import { LIST_MAX, type StoreReader } from '../../cases/store';
import type { Turn } from '../../cases/conversation/turns';
import { everyDocument } from './everyDocument';
import { caseFindings, conversationFindings, type Finding } from './invariants';

export interface CheckReport {
  readonly conversations: number;
  readonly cases: number;
  readonly findings: readonly Finding[];
}

/** Between two readings of what looks wrong: an agent that is at work is between two writes for less than this. */
const LOOK_AGAIN_MS = 500;
const LOOKS = 3;

export interface CheckOptions {
  /** Told after each document. */
  readonly step?: (done: number) => void;
  readonly pause?: (ms: number) => Promise<void>;
}

export async function checkStore(reader: StoreReader, options: CheckOptions = {}): Promise<CheckReport> {
  const counts = { conversations: 0, cases: 0 };
  const findings: Finding[] = [];
  let done = 0;
  for (const collection of ['conversations', 'cases'] as const) {
    for await (const { _id } of everyDocument(reader, collection)) {
      counts[collection] += 1;
      const look = (): Promise<Finding[]> =>
        collection === 'conversations' ? checkConversation(reader, _id) : checkCase(reader, _id);
      findings.push(...(await lookAgain(look, options)));
      options.step?.(++done);
    }
  }
  return { ...counts, findings };
}

/** The documents are not read at one moment: what is wrong must still be wrong a little later. */
async function lookAgain(
  look: () => Promise<Finding[]>,
  { pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }: CheckOptions,
): Promise<Finding[]> {
  let findings = await look();
  for (let more = 1; more < LOOKS && findings.length > 0; more++) {
    await pause(LOOK_AGAIN_MS);
    findings = await look();
  }
  return findings;
}

export async function checkConversation(reader: StoreReader, id: string): Promise<Finding[]> {
  const conversation = await reader.get('conversations', id);
  if (!conversation) return [];
  const turns = await turnsOf(reader, id);
  return conversationFindings(conversation, turns, await casesOf(reader, conversation));
}

export async function turnsOf(reader: StoreReader, conversationId: string): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (let after: string | undefined; ;) {
    const query = { index: 'conversation', equals: [conversationId], limit: LIST_MAX, after } as const;
    const page = await reader.list('turns', query);
    turns.push(...page.items);
    after = page.next;
    if (after === undefined) return turns;
  }
}

/** Those of its problems, and the one that it was joined to. */
async function casesOf(reader: StoreReader, { _id, problem, caseId }: Conversation): Promise<Case[]> {
  const ids = new Set(Array.from({ length: problem }, (_, at) => `${_id}~${at + 1}`));
  if (caseId !== undefined) ids.add(caseId);
  const found = await Promise.all([...ids].map((id) => reader.get('cases', id)));
  return found.filter((one) => one !== undefined);
}

export async function checkCase(reader: StoreReader, id: string): Promise<Finding[]> {
  const theCase = await reader.get('cases', id);
  if (!theCase) return [];
  const conversations = new Map<string, Conversation | undefined>();
  for (const one of theCase.conversations) conversations.set(one, await reader.get('conversations', one));
  const numbered = await reader.list('cases', { index: 'number', equals: [theCase.number], limit: 2 });
  const audit = await auditOf({ store: reader }, theCase);
  return caseFindings(theCase, { audit, conversations, sameNumber: numbered.items.length });
}
