/** What must hold of every conversation and every case, whatever happened to the processes that wrote them. Pure. */
import type { AuditEntry } from '../../cases/audit';
import type { Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import { conversationDueAt } from '../../cases/conversation/due';
import type { Turn } from '../../cases/conversation/turns';

export interface Finding {
  readonly kind: FindingKind;
  /** The document's id. */
  readonly where: string;
  readonly words: string;
}

export type FindingKind =
  | 'seq-gap'
  | 'seq-doubled'
  | 'activity-doubled'
  | 'effect-doubled'
  | 'due-wrong'
  | 'case-missing'
  | 'conversation-missing'
  | 'case-doubled'
  | 'number-doubled'
  | 'audit-gap'
  | 'audit-behind';

/** `cases`: those that take the conversation's moves. */
export function conversationFindings(
  conversation: Conversation,
  turns: readonly Turn[],
  cases: readonly Case[],
): Finding[] {
  const found = (kind: FindingKind, words: string): Finding => ({ kind, where: conversation._id, words });
  const customers = turns.filter((turn) => turn.effectId === undefined && turn.activityId !== undefined);
  return [
    ...seqFindings(conversation, turns, found),
    ...doubled(customers.map((turn) => turn.activityId ?? '')).map((id) =>
      found('activity-doubled', `the channel's message ${id} is there twice`),
    ),
    ...doubled(turns.flatMap((turn) => turn.effectId ?? [])).map((id) =>
      found('effect-doubled', `the effect ${id} is there twice`),
    ),
    ...(conversation.dueAt === conversationDueAt(conversation)
      ? []
      : [
          found(
            'due-wrong',
            `due ${conversation.dueAt ?? 'never'}, although ${conversationDueAt(conversation) ?? 'never'} is right`,
          ),
        ]),
    ...(conversation.caseId !== undefined && !cases.some(({ _id }) => _id === conversation.caseId)
      ? [found('case-missing', `its case ${conversation.caseId} is not there`)]
      : []),
  ];
}

type Found = (kind: FindingKind, words: string) => Finding;

/** More than any decision makes: what it does to the case, to what is resolved there, and to whom it is shown. */
const MOVES_OF_DECISION_MAX = 8;

/**
 * Every `seq` is a turn, lies in the inbox or in `out`, or was a move's. Nothing is left of an applied move, but those
 * of one decision in a customer's conversation have followed each other, and the decision stands on its turn. (A
 * representative's conversation makes decisions that stand on none.)
 */
function seqFindings(conversation: Conversation, turns: readonly Turn[], found: Found): Finding[] {
  const erased = conversation.erasedUpTo ?? 0; // on purpose
  const stored = turns.map((turn) => turn.seq);
  const waiting = [...conversation.inbox, ...conversation.moves, ...conversation.out].map(({ seq }) => seq);
  const there = new Set([...stored, ...waiting]);
  const beyond = [...there].filter((seq) => seq > conversation.seq);
  const findings = beyond.map((seq) =>
    found('seq-doubled', `${seq} is past the newest, ${conversation.seq}`),
  );
  const decisions = turns.flatMap(({ decision }) => decision ?? []);
  const taken = new Set(
    decisions.flatMap(({ seqs }) => seqs).filter((seq) => !there.has(seq) && seq > erased),
  );
  if (taken.size > 0) findings.push(found('seq-gap', `${[...taken].join(', ')}: decided, and no turn`));
  if (conversation.role !== 'customer' || conversation.openingProposed || conversation.duplicate)
    return findings;
  const gaps = Array.from({ length: conversation.seq }, (_, at) => at + 1).filter(
    (seq) => !there.has(seq) && seq > erased,
  );
  const runs = runsOf(gaps);
  if (runs.length > decisions.length || runs.some((run) => run.length > MOVES_OF_DECISION_MAX)) {
    const words = `${gaps.join(', ')}: no turns, and moves of ${decisions.length} decisions at most`;
    findings.push(found('seq-gap', words));
  }
  return findings;
}

/** Numbers that follow each other, together: 2, 3, 7 are [2, 3] and [7]. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last?.at(-1) === n - 1) last.push(n);
    else runs.push([n]);
  }
  return runs;
}

export interface Surroundings {
  readonly audit: readonly AuditEntry[];
  readonly conversations: ReadonlyMap<string, Conversation | undefined>;
  /** How many cases carry its number. */
  readonly sameNumber: number;
}

export function caseFindings(theCase: Case, { audit, conversations, sameNumber }: Surroundings): Finding[] {
  const found = (kind: FindingKind, words: string): Finding => ({ kind, where: theCase._id, words });
  return [
    ...theCase.conversations
      .filter((id) => conversations.get(id) === undefined)
      .map((id) => found('conversation-missing', `its conversation ${id} is not there`)),
    ...problemFindings(theCase, conversations, found),
    ...(sameNumber > 1 ? [found('number-doubled', `${sameNumber} cases are ${theCase.number}`)] : []),
    ...(theCase.pending.length > 0 && theCase.dueAt === undefined
      ? [found('due-wrong', 'it has something to say and is never due')]
      : []),
    ...auditFindings(theCase, audit, found),
  ];
}

/** The id of an opened case names its conversation and problem: a higher problem than the conversation's is a double. */
function problemFindings(
  { _id, conversations: ids }: Case,
  conversations: Surroundings['conversations'],
  found: Found,
): Finding[] {
  return ids.flatMap((id) => {
    const problem = _id.startsWith(`${id}~`) ? Number(_id.slice(id.length + 1)) : Number.NaN;
    const newest = conversations.get(id)?.problem ?? Infinity;
    return problem > newest ? [found('case-doubled', `${id} is still at its problem ${newest}`)] : [];
  });
}

/** The audit has every change: no version's entries are cut short, and the last one of each field is what stands. */
function auditFindings(theCase: Case, audit: readonly AuditEntry[], found: Found): Finding[] {
  const findings: Finding[] = [];
  if (!audit.some(({ what }) => what.kind === 'opened'))
    findings.push(found('audit-gap', 'nobody opened it'));
  const indexes = new Map<number, number[]>();
  for (const { caseVersion, index } of audit)
    indexes.set(caseVersion, [...(indexes.get(caseVersion) ?? []), index]);
  for (const [version, has] of indexes) {
    if (version > theCase.version)
      findings.push(found('audit-gap', `an entry of version ${version}, which is still to come`));
    if (Math.max(...has) !== has.length - 1)
      findings.push(found('audit-gap', `version ${version} has the entries ${has.join(', ')} only`));
  }
  const last = new Map(
    audit.flatMap(({ what }) => (what.kind === 'field' ? [[what.field, what.to?.value] as const] : [])),
  );
  for (const field of new Set([...last.keys(), ...Object.keys(theCase.fields)]))
    if (last.get(field) !== theCase.fields[field]?.value)
      findings.push(found('audit-behind', `the audit's last value of ${field} is not the one that stands`));
  return findings;
}

function doubled(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}
