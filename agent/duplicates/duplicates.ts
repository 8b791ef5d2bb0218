/** Before a case is opened: is it about what the same customer has an open case for? */
import type { Case } from '../../cases/case';
import type { Conversation, InboxEntry, TurnEntry } from '../../cases/conversation/conversation';
import {
  likelyDuplicates,
  openQuestion,
  type Duplicate,
  type DuplicateDecision,
  type DuplicateQuestion,
} from '../../cases/duplicates';
import type { Words } from '../../cases/effects';
import { candidatesOf, joined, type JoinMove } from '../../cases/joining';
import { customerName } from '../../cases/live/live';
import type { MoveDraft, SaidElsewhere, SettleRequest } from '../../cases/moves';
import { contactOf, titleOf } from '../../cases/opening';
import type { Settings } from '../../cases/settings';
import { traced, type TraceLine } from '../../cases/deciding/trace';
import { isAutomatic } from '../../cases/conversation/turns';
import type { FieldEntries } from '../../cases/values';
import type { Asked } from '../asked';
import { agentPerson, type AgentContext } from '../context';
import { shownTo } from '../shownTo';
import { receiveRequest } from '../receive';
import { standingCase } from '../standingCase';

export interface WouldOpen {
  readonly conversation: Conversation;
  readonly settings: Settings;
  /** What the case would hold; missing where none is opened now. */
  readonly fields?: FieldEntries;
  /** The case that its mail was an answer to. */
  readonly relatedTo?: string;
  readonly entries: readonly InboxEntry[];
  readonly asked: Asked;
  readonly typed?: FieldEntries;
  readonly now: string;
}

/** What becomes of an opening. */
export interface Settled {
  /** A case is opened: as it would have been, but for what it is related to. */
  readonly opens: boolean;
  readonly relatedTo?: string;
  /** The open case that the conversation goes on in. */
  readonly joins?: Case;
  /** Representatives are asked from now on: the customer hears that somebody looks at it. */
  readonly asks: boolean;
  readonly moves: readonly MoveDraft[];
  readonly set: { readonly duplicate?: DuplicateQuestion };
  readonly trace: readonly TraceLine[];
}

const AS_USUAL: Settled = { opens: true, asks: false, moves: [], set: {}, trace: [] };
const NOT_NOW: Settled = { ...AS_USUAL, opens: false };

const CASES_READ_MAX = 50; // of one customer, the newest

export async function settleOpening(context: AgentContext, opening: WouldOpen): Promise<Settled> {
  const { conversation, settings, fields } = opening;
  const { moment, settling: request } = opening.asked;
  if (!fields) return AS_USUAL;
  const asked = openQuestion(conversation);
  if (asked && request) return answered(context, opening, { asked, request, fields });
  // Nothing may be left undecided when the conversation ends: what is said next is about something else.
  if (asked) return moment === 'end' ? linked(opening, asked, await firstOf(context, asked)) : NOT_NOW;
  if (settings.creation.duplicates === 'off') return AS_USUAL;
  const [likest, ...more] = await duplicatesOf(context, opening, fields);
  if (!likest) return AS_USUAL;
  const to = await shownTo(context, { takenIn: conversation.takenIn });
  if (settings.creation.duplicates === 'link' || to.length === 0 || moment === 'end')
    return linked(opening, undefined, likest.case);
  return question(opening, [likest, ...more], to);
}

/** Of the same contact alone: one that was merely said is nobody's but this conversation's own, and finds nothing. */
async function duplicatesOf(
  { store }: AgentContext,
  { conversation, settings, asked: { title } }: WouldOpen,
  fields: FieldEntries,
): Promise<readonly Duplicate[]> {
  const contactId = contactOf(fields, settings);
  if (contactId === undefined) return [];
  const query = { index: 'contact', equals: [contactId], order: 'desc', limit: CASES_READ_MAX } as const;
  const others = (await store.list('cases', query)).items.filter(
    (one) => !one.conversations.includes(conversation._id),
  );
  return likelyDuplicates({ title: titleOf(fields, settings, title), fields }, others, settings);
}

async function firstOf({ store }: AgentContext, { caseIds }: DuplicateQuestion): Promise<Case | undefined> {
  return standingCase(store, caseIds[0]);
}

const MINUTE_MS = 60_000;

/** Each representative is shown both; the conversation collects until one of them answers, or the time is up. */
function question(
  { conversation, settings, asked: { turns, asker }, entries, typed, now }: WouldOpen,
  duplicates: readonly Duplicate[],
  to: readonly string[],
): Settled {
  const id = `${conversation._id}/duplicate/${entries.at(-1)?.seq ?? conversation.seq}`;
  const words = cardWords(conversation);
  const says = to.map((one, at): SaidElsewhere => ({ to: one, id: `${id}/${at}`, words, dispensable: true }));
  const until = Date.parse(now) + settings.creation.duplicateWaitMinutes * MINUTE_MS;
  const duplicate: DuplicateQuestion = {
    problem: conversation.problem,
    caseIds: duplicates.map(({ case: { _id } }) => _id),
    askedAt: now,
    until: new Date(until).toISOString(),
    shownIn: says.map(({ to: conversationId, id: effectId }) => ({ conversationId, effectId })),
    turn: answeredLater(turns),
    typed,
    asker,
  };
  const number = duplicates[0]?.case.number ?? '';
  return {
    ...NOT_NOW,
    asks: true,
    moves: [{ kind: 'say', says }],
    set: { duplicate },
    trace: [traced('duplicate-asked', undefined, { number })],
  };
}

/** What is answered once it is decided: of a mail the one that opens, else the newest of the customer's. */
function answeredLater(turns: readonly TurnEntry[]): TurnEntry | undefined {
  const customers = turns.filter((turn) => turn.from === 'customer' && !isAutomatic(turn));
  const turn = customers.find(({ mail }) => mail?.opening) ?? customers.at(-1);
  return turn && { ...turn, text: '', raw: undefined, attachments: undefined };
}

interface Answering {
  readonly asked: DuplicateQuestion;
  readonly request: SettleRequest;
  readonly fields: FieldEntries;
}

async function answered(context: AgentContext, opening: WouldOpen, answering: Answering): Promise<Settled> {
  const { asked, request } = answering;
  const wanted = await standingCase(context.store, request.caseId ?? asked.caseIds[0]);
  if (request.choice === 'join' && wanted?.status === 'active') return joining(opening, answering, wanted);
  const wasClosed = request.choice === 'join';
  if (request.choice === 'new') return settledNew(opening, asked, { request, relatedTo: undefined });
  return settledNew(opening, asked, { request, relatedTo: wanted?._id, wasClosed });
}

function settledNew(
  opening: WouldOpen,
  asked: DuplicateQuestion,
  as: { readonly request: SettleRequest; readonly relatedTo?: string; readonly wasClosed?: boolean },
): Settled {
  const { request, relatedTo, wasClosed } = as;
  const choice = relatedTo === undefined ? ('new' as const) : ('link' as const);
  const caseId = openedId(opening.conversation);
  const decided = { choice, by: request.by, at: opening.now, caseId, ...(wasClosed ? { wasClosed } : {}) };
  return {
    ...AS_USUAL,
    relatedTo,
    moves: upToDate(opening, asked),
    set: { duplicate: { ...asked, decided } },
    trace: [traced(`duplicate-${choice}`, undefined, { by: request.by.name })],
  };
}

function openedId({ _id, problem }: Conversation): string {
  return `${_id}~${problem}`;
}

function joining(opening: WouldOpen, { asked, request, fields }: Answering, theCase: Case): Settled {
  const { now } = opening;
  const { by } = request;
  const byKind = request.byKind;
  const typed = Object.fromEntries(
    Object.entries(fields).filter(([, { provenance }]) => provenance.kind === 'human'),
  );
  const decided: DuplicateDecision = { choice: 'join', by, at: now, caseId: theCase._id };
  return {
    ...NOT_NOW,
    joins: theCase,
    moves: [
      { kind: 'join', caseId: theCase._id, by, byKind, about: openedId(opening.conversation), fields: typed },
      { kind: 'change', caseId: theCase._id, candidates: candidatesOf(fields) },
      // Whatever waited for the customer's next words has them.
      ...((theCase.followUp ?? theCase.closure) ? [{ kind: 'heard', caseId: theCase._id } as const] : []),
      ...upToDate(opening, asked),
    ],
    set: { duplicate: { ...asked, decided } },
    trace: [traced('duplicate-join', undefined, { by: by.name, number: theCase.number })],
  };
}

/** Opened as new, with the open case named. */
function linked(
  opening: WouldOpen,
  asked: DuplicateQuestion | undefined,
  theCase: Case | undefined,
): Settled {
  const { conversation, settings, now } = opening;
  const by = agentPerson(settings);
  const decided = { choice: 'link', by, at: now, caseId: openedId(conversation) } as const;
  return {
    ...AS_USUAL,
    relatedTo: opening.relatedTo ?? theCase?._id,
    moves: asked ? upToDate(opening, asked) : [],
    set: asked ? { duplicate: { ...asked, decided } } : {},
    trace: theCase ? [traced('duplicate-linked', undefined, { number: theCase.number })] : [],
  };
}

/** The cards that ask show what was decided, where the channel can change them. */
function upToDate({ conversation, entries, asked }: WouldOpen, { shownIn }: DuplicateQuestion): MoveDraft[] {
  const id = `${conversation._id}/duplicate/${entries.at(-1)?.seq ?? conversation.seq}/decided`;
  const says = shownIn.map(({ conversationId, effectId }, at): SaidElsewhere => ({
    to: conversationId,
    id: `${id}/${at}`,
    words: cardWords(conversation),
    replaces: effectId,
    onlyInPlace: true,
    dispensable: true,
  }));
  const replyTo = asked.settling?.replyTo;
  // Whose channel cannot change the card that they answered gets it as a message.
  const answer: SaidElsewhere[] = replyTo
    ? [
        {
          to: replyTo.conversationId,
          id: `${id}/answer`,
          words: cardWords(conversation),
          replyTo: replyTo.activityId,
        },
      ]
    : [];
  return says.length + answer.length > 0 ? [{ kind: 'say', says: [...says, ...answer] }] : [];
}

function cardWords(conversation: Conversation): Words {
  const card = {
    kind: 'duplicate',
    conversationId: conversation._id,
    problem: conversation.problem,
  } as const;
  return { kind: 'card', card, fallback: customerName(conversation) };
}

/** Whether nobody has answered in time; what lies in the inbox may settle it, so it comes first. */
export function isDuplicateDue(conversation: Conversation, now: string): boolean {
  const asked = openQuestion(conversation);
  return asked !== undefined && conversation.inbox.length === 0 && asked.until <= now;
}

/** Nobody has answered: it is opened as new and linked, in its place in the order of the conversation. */
export async function settleInTime(context: AgentContext, { _id, problem }: Conversation): Promise<void> {
  const { settings } = await context.settings.current();
  const id = `${_id}/duplicate/${problem}/in-time`;
  const by = agentPerson(settings);
  await receiveRequest(context, _id, {
    kind: 'settle-duplicate',
    id,
    by,
    byKind: 'agent',
    choice: 'link',
    problem,
  });
}

/** Where the case was merged meanwhile, the conversation goes on in the one that it went into. */
export async function joinCase(context: AgentContext, { _id }: Conversation, move: JoinMove): Promise<void> {
  const { settings } = await context.settings.current();
  const theCase = await standingCase(context.store, move.caseId);
  const joining = { conversationId: _id, at: context.clock(), settings };
  if (theCase) await context.store.update('cases', theCase._id, (found) => joined(found, move, joining));
}
