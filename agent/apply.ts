/** Step 4, apply: each move reaches its case before any reply goes out. */
import { INBOX_FULL } from '../cases/conversation/accepting';
import { act } from '../cases/acting';
import type { ActOutcome, CaseAct } from '../cases/acts';
import { ACTS_MAX, type Case } from '../cases/case';
import { applyChange } from '../cases/changing';
import type { Conversation } from '../cases/conversation/conversation';
import { draftMade } from '../cases/drafts/drafts';
import { enterOut, settled } from '../cases/conversation/delivering';
import { decisionEffectId, type Words } from '../cases/effects';
import { noted } from '../cases/customAgent/operations';
import type { Move, PresentAsker } from '../cases/moves';
import { changed, documentOf, unchanged, type Change } from '../cases/store';
import { texts, type Texts } from '../cases/texts';
import { agentPerson, worker, type AgentContext } from './context';
import { reopenByReply } from './followUp/afterClosing';
import { joinCase } from './duplicates/duplicates';
import { followUpMoved } from './followUp/moved';
import { saveContact } from './contacts';
import { callAgent, followAnswer, noteOutcome } from './customAgent/apply';
import { serve } from './live/places';
import { shownTo } from './shownTo';
import { receiveRequest } from './receive';
import { shownAfter } from './clicks/shownAfter';
import { resolveOn } from './resolution/resolving';

/** What applying needs of the lanes. */
export interface LaneWork {
  kick(conversationId: string): void;
  drain(caseId: string): Promise<void>;
  /** Resolves when the conversation is not being worked on. */
  quiet(conversationId: string): Promise<void>;
}

type MoveOf<K extends Move['kind']> = Extract<Move, { kind: K }>;

/** Applies all moves; the `seq` of the last one. They stay on the document until `takeOff` or the next send takes them off. */
export async function applyMoves(
  context: AgentContext,
  conversation: Conversation,
  lanes: LaneWork,
): Promise<number> {
  for (const move of conversation.moves) await applyMove(context, conversation, move, lanes);
  await context.afterStep?.('apply');
  const upTo = Math.max(...conversation.moves.map((move) => move.seq));
  for (const caseId of new Set(conversation.moves.map(caseOf))) if (caseId) await lanes.drain(caseId);
  context.news.tell(conversation._id);
  return upTo;
}

/** Takes applied moves off the conversation, where nothing is sent that would do it in the same write. */
export async function takeOff(
  context: AgentContext,
  { _id }: Conversation,
  upTo: number,
): Promise<Conversation | undefined> {
  return documentOf(
    await context.store.update('conversations', _id, (fresh) => settled(fresh, upTo, undefined)),
  );
}

function caseOf(move: Move): string | undefined {
  return move.kind === 'open' ? move.case._id : 'caseId' in move ? move.caseId : undefined;
}

function applyMove(
  context: AgentContext,
  conversation: Conversation,
  move: Move,
  lanes: LaneWork,
): Promise<void> {
  switch (move.kind) {
    case 'open':
      return open(context, move);
    case 'change':
      return change(context, conversation, move);
    case 'join':
      return joinCase(context, conversation, move);
    case 'act':
      return actOn(context, conversation, move);
    case 'draft':
      return draft(context, decisionEffectId(conversation._id, move.seq), move);
    case 'propose-opening':
      return proposeOpening(context, conversation, move, lanes);
    case 'reopen':
      return reopenByReply(context, move);
    case 'heard':
    case 'followed-up':
      return followUpMoved(context, move);
    case 'resolving':
      return resolveOn(context, conversation, move);
    case 'say':
      return sayElsewhere(context, move, lanes);
    case 'request':
      return request(context, move, lanes);
    case 'call':
      return callAgent(context, conversation, move);
    case 'custom-agent-answer':
      return followAnswer(context, conversation, move);
    case 'outcome':
      return noteOutcome(context, conversation, move);
    case 'serve':
      return serve(context, conversation, move);
  }
}

async function open(context: AgentContext, move: MoveOf<'open'>): Promise<void> {
  if (move.contact) await saveContact(context, move.contact);
  await context.store.insert('cases', move.case);
}

const MERGES_FOLLOWED_MAX = 20; // each leads to an older case

/** A case that was merged meanwhile passes its changes on to the one that it went into. */
async function change(
  context: AgentContext,
  conversation: Conversation,
  move: MoveOf<'change'>,
): Promise<void> {
  const { settings } = await context.settings.current();
  if (move.contact) await saveContact(context, move.contact);
  const tell = await shownTo(context, { caseId: move.caseId, takenIn: conversation.takenIn });
  const applying = {
    conversationId: conversation._id,
    settings,
    agent: agentPerson(settings),
    at: context.clock(),
    tell,
    modes: await context.automation?.modes(),
  };
  let caseId = move.caseId;
  for (let at = 0; at < MERGES_FOLLOWED_MAX; at++) {
    const result = await context.store.update('cases', caseId, (found) =>
      noted(found, applyChange(found, move, applying), move, applying.at),
    );
    const theCase = documentOf(result);
    if (theCase?.status !== 'merged') return;
    caseId = theCase.mergedInto;
  }
}

/** A click that came as a message: the answer to it takes its place in the conversation through the case's `pending`. */
async function actOn(context: AgentContext, conversation: Conversation, move: MoveOf<'act'>): Promise<void> {
  const { settings } = await context.settings.current();
  const actId = decisionEffectId(conversation._id, move.seq);
  const acting = { actId, by: move.by, byKind: 'representative' as const, at: context.clock(), settings };
  const words = texts(conversation.language ?? conversation.locale);
  await context.store.update('cases', move.caseId, (found): Change<Case> => {
    if (found.recent.includes(actId)) return unchanged;
    const acted = act(found, move.act, acting);
    // A decided review shows itself on its cards; what has no card of its own is told.
    const told = outcomeWords(acted.outcome, found, words) ?? doneWords(move.act, acted.case, words);
    if (told === undefined) return changed(acted.case);
    const answer: Words = { kind: 'card', card: shownAfter(move.act, acted, told), fallback: told };
    return changed(withAnswer(acted.case, answer, move.replyTo, actId, acting.at));
  });
}

/** What has no card of its own is answered in words. */
function doneWords(act: CaseAct, theCase: Case, { representative, followUp }: Texts): string | undefined {
  const { number } = theCase;
  switch (act.kind) {
    case 'take':
      return representative.taken({ number });
    case 'keep-open':
      return followUp.keptOpen(number);
    case 'assign':
      return representative.assigned({ number, name: act.owner.name });
    case 'thumbs':
      return representative.thanks();
    case 'unlock':
      return representative.unlockedNow({ number });
    case 'note':
      return representative.noted({ number });
    case 'status':
      return representative.statusNow({ number, reason: act.statusReason });
    case 'resolve':
    case 'cancel':
      return representative.closedNow({ number, reason: theCase.statusReason });
    case 'reopen':
      return representative.reopenedNow({ number });
    case 'merge':
      return representative.mergedNow({ number, into: act.into.number });
    case 'split':
      return representative.splitNow({ number, into: act.number });
    default:
      return undefined;
  }
}

/** The case, with an answer to the person who acted. */
function withAnswer(acted: Case, words: Words, asker: PresentAsker, actId: string, at: string): Case {
  const effect = {
    id: `${actId}/answer`,
    kind: 'say',
    to: asker.conversationId,
    words,
    replyTo: asker.activityId,
  } as const;
  const recent = acted.recent.includes(actId) ? acted.recent : [...acted.recent, actId].slice(-ACTS_MAX);
  return { ...acted, recent, pending: [...acted.pending, effect], updatedAt: at, dueAt: at };
}

/** What a person is told of an act that changed nothing; nothing where the changed card says it. */
export function outcomeWords(
  outcome: ActOutcome,
  theCase: Pick<Case, 'number'>,
  words: Texts,
): string | undefined {
  const { representative } = words;
  switch (outcome.kind) {
    case 'done':
      return undefined;
    case 'none':
      return representative.nothingChosen();
    case 'already': {
      const what = representative.state[outcome.state ?? 'confirmed'];
      return representative.alreadyDone({ what, by: outcome.by?.name ?? '', at: shortTime(outcome.at) });
    }
    case 'outdated':
      return representative.outdated();
    case 'spoken-since':
      return representative.spokenSince();
    case 'edited-since':
      return representative.editedSince();
    case 'closed':
      return representative.closed({ number: theCase.number });
  }
}

function shortTime(at: string | undefined): string {
  return at === undefined ? '' : `${at.slice(0, 16).replace('T', ' ')} UTC`;
}

/** @param id under which the draft is made once. */
export async function draft(
  { store, clock }: Pick<AgentContext, 'store' | 'clock'>,
  id: string,
  { caseId, made, by, tell }: Omit<MoveOf<'draft'>, 'seq'>,
): Promise<void> {
  const drafting = { at: clock(), by, byKind: 'representative' as const, tell };
  await store.update('cases', caseId, (found) => draftMade(found, id, made, drafting));
}

async function proposeOpening(
  context: AgentContext,
  conversation: Conversation,
  move: MoveOf<'propose-opening'>,
  lanes: LaneWork,
): Promise<void> {
  const card = {
    kind: 'creation-proposal',
    conversationId: conversation._id,
    problem: move.problem,
  } as const;
  const fallback = conversation.drafts[Object.keys(conversation.drafts)[0] ?? '']?.label ?? '';
  for (const [index, to] of move.to.entries()) {
    const id = `${decisionEffectId(conversation._id, move.seq)}/${index}`;
    const effect = { id, kind: 'say', to, words: { kind: 'card', card, fallback } } as const;
    const result = await context.store.update('conversations', to, (found) =>
      enterOut(found, effect, worker(context)),
    );
    if (result.is === 'changed') lanes.kick(to);
  }
}

/** Words for other conversations enter their lanes, each once by its id. */
async function sayElsewhere(context: AgentContext, move: MoveOf<'say'>, lanes: LaneWork): Promise<void> {
  for (const said of move.says) {
    const result = await context.store.update('conversations', said.to, (found) =>
      enterOut(found, { ...said, kind: 'say' }, worker(context)),
    );
    if (result.is === 'changed') lanes.kick(said.to);
    else if (result.is === 'refused' && !said.dispensable) throw new LaneFull(result.reason);
  }
}

/** @throws LaneFull: nothing was asked of the other conversation. */
export async function request(
  context: AgentContext,
  move: Pick<MoveOf<'request'>, 'conversationId' | 'entry'>,
  lanes: LaneWork,
): Promise<void> {
  const received = await receiveRequest(context, move.conversationId, move.entry);
  if (received?.kind === 'busy') throw new LaneFull(INBOX_FULL);
  lanes.kick(move.conversationId);
}

/** A conversation has no room now: a move stays, and is tried again; a click is to be made again. */
export class LaneFull extends Error {
  readonly code = 'lane-full';
  readonly retry = true;
}
