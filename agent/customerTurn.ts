/** A decision in a customer's conversation: predict, decide, go on with the dialog, say what is to be said. */
import type { Case } from '../cases/case';
import type { Conversation, InboxEntry } from '../cases/conversation/conversation';
import { decide, type Decided } from '../cases/deciding/decide';
import { openQuestion } from '../cases/duplicates';
import type { MoveDraft, RequestedEntry } from '../cases/moves';
import { addUsage, type ModelUsage } from '../cases/deciding/prediction';
import type { Settings } from '../cases/settings';
import type { MailOpening } from '../cases/mail/opening';
import { texts } from '../cases/texts';
import { isAutomatic } from '../cases/conversation/turns';
import { traced, type TraceLine } from '../cases/deciding/trace';
import type { FieldEntries } from '../cases/values';
import type { AgentContext } from './context';
import { afterClosing, afterwards } from './followUp/afterClosing';
import { Asked } from './asked';
import { speak } from './customerWords';
import { inOneMail } from './mail/words';
import { settleOpening, type Settled } from './duplicates/duplicates';
import { followUpSaid } from './followUp/said';
import { customAgentAnswered } from './customAgent/answered';
import { resolveAsked } from './customAgent/resolveAsked';
import { lastActivity, turnEntries, type Made } from './inbox';
import { accepted, notAccepted } from './live/accepted';
import { liveAtEnd } from './live/end';
import { handleLive, isLiveRequest } from './live/handled';
import { liveOnTurn } from './live/needed';
import { shownTo } from './shownTo';
import { madeOf, NOTHING_LIVE, sayMoves, type LivePart } from './live/part';
import { isRegistration, register } from './registering';
import { openedCase, type Opened, type OpenedBy } from './openedCase';
import { predictFields, type Answered } from './predict';
import { noteRefused } from './clicks/refused';
import { resolvingMoves } from './resolution/resolving';
import type { Speaking } from './speaking';
import { standingCase } from './standingCase';
import { readTyped } from './typed';

export async function decideForCustomer(
  context: AgentContext,
  conversation: Conversation,
  entries: readonly InboxEntry[],
  settings: Settings,
): Promise<Made> {
  const turns = turnEntries(entries);
  const words = texts(conversation.language ?? conversation.locale);
  const replyTo = lastActivity(entries);
  if (turns.some(isRegistration) && conversation.channel !== 'voice' && conversation.channel !== 'email')
    return register(context, conversation, turns);
  if (!settings.flows.invokeCaseProcessingAgent) {
    // What is said meanwhile is read from the transcript once the agent is on again.
    return { ...nothing([traced('agent-off', false)]), set: { memory: null } };
  }
  if (turns.length > 0 && turns.every((turn) => turn.repeats !== undefined))
    return nothing([traced('repeat')]);
  // A machine's answer leaves what was asked open.
  if (turns.length > 0 && turns.every(isAutomatic))
    return { ...nothing([traced('automatic-mail')]), keepsSaid: true };
  // Words that came beside a button are decided; the button is none of ours.
  for (const { action } of turns)
    if (action) noteRefused(context, conversation._id, action, 'not-a-representative');
  if (turns.length > 0 && turns.every((turn) => turn.action))
    return {
      ...nothing([]),
      replies: [
        { words: { kind: 'text', text: words.customer.noCommand(), about: { kind: 'notice' } }, replyTo },
      ],
    };
  const asked = entries.find((entry) => entry.kind === 'request')?.request;
  const now = context.clock();
  if (asked?.kind === 'follow-up') return followUpSaid(context, conversation, asked, settings);
  if (asked && isLiveRequest(asked))
    return handleLive(context, { conversation, entries, request: asked, settings, now });
  if (asked?.kind === 'resolve') return resolveAsked(context, conversation, asked, settings);
  if (asked?.kind === 'custom-agent-answer') return customAgentAnswered(context, conversation, asked);
  if (asked?.kind === 'accept' && (conversation.takenBy || conversation.status === 'ended')) {
    const { asker } = asked;
    const { language } = conversation;
    return madeOf(notAccepted({ conversation, entries, asker, settings, language, now }));
  }
  // Somebody was first, or the case was opened meanwhile: the cards say so.
  if (asked?.kind === 'settle-duplicate' && !openQuestion(conversation)) return nothing([]);
  if (asked?.kind === 'update' && asked.caseId !== conversation.caseId) return nothingToUpdate(asked);
  const after = await afterClosing(context, conversation, turns, settings);
  if (after.is === 'thanks') return after.made;
  const going = after.is === 'begins' ? after.conversation : conversation;
  const made = await new CustomerDecision(context, going, entries, settings).make();
  return after.is === 'ordinary' ? made : afterwards(made, after);
}

/** The conversation is about something else by now: its words say nothing about the case that was asked for. */
function nothingToUpdate({ caseId, asker }: Extract<RequestedEntry, { kind: 'update' }>): Made {
  return {
    ...nothing([traced('nothing-to-change')]),
    moves: [{ kind: 'change', caseId, candidates: [], requestedBy: asker }],
  };
}

function nothing(trace: readonly TraceLine[]): Made {
  return { replies: [], moves: [], set: {}, trace };
}

interface Moving {
  readonly decided: Decided;
  readonly opened?: Case;
  readonly standing?: Case;
}

/** One decision, from what lies in the inbox to what is committed. */
class CustomerDecision {
  private readonly now: string;
  private readonly asked: Asked;

  constructor(
    private readonly context: AgentContext,
    private readonly conversation: Conversation,
    private readonly entries: readonly InboxEntry[],
    private readonly settings: Settings,
  ) {
    this.now = context.clock();
    this.asked = new Asked(conversation, entries);
  }

  async make(): Promise<Made> {
    const { conversation, settings, asked } = this;
    const theCase = await standingCase(this.context.store, conversation.caseId);
    const typed = await this.typed();
    const opening = theCase ? undefined : asked.opening;
    const answered = await predictFields(this.context, {
      conversation,
      case: theCase,
      entries: asked.turns,
      settings,
      now: this.now,
      typed: { ...opening?.fields, ...typed },
    });
    const decided = decide({
      settings,
      conversation,
      case: theCase,
      moment: asked.moment,
      plan: answered.plan,
      candidates: answered.candidates,
      now: this.now,
      asker: asked.asker,
      typed,
      opening,
    });
    const usage = addUsage(conversation.usage, answered.usage);
    const settled = await this.settled(decided, { opening, typed });
    const opens = settled.opens
      ? await this.open(decided, { usage, opening, relatedTo: settled.relatedTo })
      : undefined;
    const opened = opens?.case;
    const language = answered.language ?? conversation.language;
    const live = await this.live(decided, theCase, opened, language);
    const speaking: Speaking = {
      conversation,
      settings,
      decided,
      case: opened ?? theCase,
      opened,
      joined: settled.joins,
      looksInto: settled.asks || (decided.proposesOpening && !conversation.openingProposed),
      opening,
      language,
      ...asked.heard,
      // Whoever is told that a colleague comes is not asked something else in the same breath.
      ...(live.replies.length > 0 ? { listens: true } : {}),
    };
    const said = await speak(this.context.dialogs, speaking);
    return {
      replies: inOneMail(conversation, [...said.replies, ...live.replies]),
      moves: [
        ...(await this.moves({ decided, opened, standing: theCase }, usage)),
        ...(opens?.asks ?? []),
        ...charged(settled.moves, usage),
        ...resolvingMoves({ ...speaking, live, said }),
        ...sayMoves(live),
      ],
      // A move takes the cost to its case; else it waits for one.
      set: {
        ...this.set(decided, opened ?? settled.joins, answered),
        ...settled.set,
        ...said.set,
        ...live.set,
        language,
        ...(usage ? { usage: opened || settled.joins || decided.change ? undefined : usage } : {}),
      },
      trace: [...answered.trace, ...decided.trace, ...settled.trace, ...said.trace, ...live.trace],
    };
  }

  /** Whether it is opened: the same customer may have an open case of it. */
  private settled(
    { opens: fields }: Decided,
    { opening, typed }: { readonly opening?: MailOpening; readonly typed?: FieldEntries },
  ): Promise<Settled> {
    const { conversation, settings, entries, asked, now } = this;
    const relatedTo = opening?.relatedTo ?? conversation.relatedTo;
    return settleOpening(this.context, {
      ...{ conversation, settings, entries, asked, now, fields, typed, relatedTo },
    });
  }

  private async open(
    { opens: fields }: Decided,
    over: Pick<OpenedBy, 'usage' | 'opening' | 'relatedTo'>,
  ): Promise<Opened | undefined> {
    if (!fields) return undefined;
    const { conversation, settings, now } = this;
    const { asker, title, answer } = this.asked;
    const base = { conversation, settings, fields, now, asker, title, answer };
    return openedCase(this.context, { ...base, ...over });
  }

  /** Who talks to whom: a person is needed, somebody accepts, the end. */
  private async live(
    decided: Decided,
    theCase: Case | undefined,
    opened: Case | undefined,
    language: string | undefined,
  ): Promise<LivePart> {
    const { conversation, settings, entries, now } = this;
    const { request, turns } = this.asked;
    if (request?.kind === 'accept')
      return accepted({ conversation, entries, asker: request.asker, settings, language, now });
    if (request?.kind === 'end') return liveAtEnd(conversation, entries, (opened ?? theCase)?._id);
    if (request) return NOTHING_LIVE;
    const standing = opened ?? theCase;
    const values = standing?.fields ?? decided.drafts;
    return liveOnTurn(this.context, { conversation, case: standing, values, turns, settings, language, now });
  }

  private async typed(): Promise<FieldEntries | undefined> {
    const { request, settling } = this.asked;
    if (settling) return this.conversation.duplicate?.typed;
    if (request?.kind !== 'open') return undefined;
    const typing = { settings: this.settings, by: request.asker.by, id: request.id };
    return (await readTyped(this.context, request.typed, typing)).entries;
  }

  private async moves(
    { decided, opened, standing }: Moving,
    usage: ModelUsage | undefined,
  ): Promise<MoveDraft[]> {
    const { conversation } = this;
    const moves: MoveDraft[] = [];
    if (opened?.status === 'active') moves.push({ kind: 'open', case: opened, contact: decided.contact });
    if (decided.change) moves.push({ ...decided.change, ...(usage ? { usage } : {}) });
    const hangs = standing?.followUp ?? standing?.closure;
    if (standing && hangs && this.asked.hasSpoken) moves.push({ kind: 'heard', caseId: standing._id });
    if (decided.proposesOpening) {
      const to = await shownTo(this.context, { takenIn: conversation.takenIn });
      moves.push({ kind: 'propose-opening', problem: conversation.problem, to });
    }
    return moves;
  }

  private set(decided: Decided, opened: Case | undefined, answered: Answered): Made['set'] {
    return {
      drafts: opened ? partsOnly(decided.drafts) : decided.drafts,
      memory: answered.memory,
      contact: decided.contact ?? this.conversation.contact,
      openingProposed: this.conversation.openingProposed || decided.proposesOpening,
      ...(decided.proposesOpening ? { openingDeclined: undefined } : {}),
      ...(opened ? { caseId: opened._id } : {}),
      ...(this.asked.moment === 'end' ? { status: 'ended' } : {}),
      ...(this.asked.hasSpoken && this.conversation.expects ? { expects: undefined } : {}),
    };
  }
}

function partsOnly(drafts: FieldEntries): FieldEntries {
  return Object.fromEntries(Object.entries(drafts).filter(([name]) => name.startsWith('contact.')));
}

/** What it cost goes where its values go. */
function charged(moves: readonly MoveDraft[], usage: ModelUsage | undefined): MoveDraft[] {
  return moves.map((move) => (move.kind === 'change' && usage ? { ...move, usage } : move));
}
