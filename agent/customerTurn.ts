/** A decision in a customer's conversation: predict, decide, go on with the dialog, say what is to be said. */
import type { Case } from '../cases/case';
import { caseIdOf } from '../cases/case';
import type { Conversation, InboxEntry, RequestEntry, TurnEntry } from '../cases/conversation';
import { decide, type Decided, type Moment } from '../cases/decide';
import type { Asker, MoveDraft, RequestedEntry } from '../cases/moves';
import { openCase } from '../cases/opening';
import { addUsage, type ModelUsage } from '../cases/prediction';
import type { Settings } from '../cases/settings';
import { rulePerson, type MailOpening } from '../cases/mailOpening';
import { bareSubject } from '../cases/mailSubject';
import { texts } from '../cases/texts';
import { isAutomatic } from '../cases/turns';
import { traced, type TraceLine } from '../cases/trace';
import type { FieldEntries } from '../cases/values';
import { agentPerson, type AgentContext } from './context';
import { afterClosing, afterwards } from './afterClosing';
import { speak } from './customerWords';
import { inOneMail } from './mailWords';
import { followUpSaid } from './followUpSaid';
import { customAgentAnswered } from './customAgent/answered';
import { resolveAsked } from './customAgent/resolveAsked';
import { lastActivity, turnEntries, type Made } from './inbox';
import { accepted, notAccepted } from './live/accepted';
import { liveAtEnd } from './live/end';
import { handleLive, isLiveRequest } from './live/handled';
import { liveOnTurn } from './live/needed';
import { shownTo } from './live/readers';
import { madeOf, NOTHING_LIVE, sayMoves, type LivePart } from './live/part';
import { isRegistration, register } from './registering';
import { predictFields, type Answered } from './predict';
import { noteRefused } from './refused';
import { resolvingMoves } from './resolving';
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
      replies: [{ words: { kind: 'text', text: words.customer.noCommand() }, replyTo }],
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
  private readonly turns: readonly TurnEntry[];
  private readonly request?: RequestEntry;

  constructor(
    private readonly context: AgentContext,
    private readonly conversation: Conversation,
    private readonly entries: readonly InboxEntry[],
    private readonly settings: Settings,
  ) {
    this.now = context.clock();
    this.turns = turnEntries(entries);
    this.request = entries.find((entry) => entry.kind === 'request');
  }

  async make(): Promise<Made> {
    const { conversation, settings, turns } = this;
    const theCase = await standingCase(this.context.store, conversation.caseId);
    const typed = await this.typed();
    const opening = this.opening(theCase);
    const answered = await predictFields(this.context, {
      conversation,
      case: theCase,
      entries: turns,
      settings,
      now: this.now,
      typed: { ...opening?.fields, ...typed },
    });
    const decided = decide({
      settings,
      conversation,
      case: theCase,
      moment: this.moment(),
      plan: answered.plan,
      candidates: answered.candidates,
      now: this.now,
      asker: this.asker(),
      typed,
      opening,
    });
    const usage = addUsage(conversation.usage, answered.usage);
    const opened = decided.opens ? await this.open(decided.opens, usage, opening) : undefined;
    const language = answered.language ?? conversation.language;
    const live = await this.live(decided, theCase, opened, language);
    const speaking: Speaking = {
      conversation,
      settings,
      decided,
      case: opened ?? theCase,
      opened,
      opening,
      moment: this.moment(),
      language,
      turns,
      // Whoever is told that a colleague comes is not asked something else in the same breath.
      listens: live.replies.length > 0,
    };
    const said = await speak(this.context.dialogs, speaking);
    return {
      replies: inOneMail(conversation, [...said.replies, ...live.replies]),
      moves: [
        ...(await this.moves({ decided, opened, standing: theCase }, usage)),
        ...resolvingMoves({ ...speaking, live, said }),
        ...sayMoves(live),
      ],
      // A move takes the cost to its case; else it waits for one.
      set: {
        ...this.set(decided, opened, answered),
        ...said.set,
        ...live.set,
        language,
        ...(usage ? { usage: opened || decided.change ? undefined : usage } : {}),
      },
      trace: [...answered.trace, ...decided.trace, ...said.trace, ...live.trace],
    };
  }

  /** Who talks to whom: a person is needed, somebody accepts, the end. */
  private async live(
    decided: Decided,
    theCase: Case | undefined,
    opened: Case | undefined,
    language: string | undefined,
  ): Promise<LivePart> {
    const { conversation, settings, entries, turns, now } = this;
    const request = this.request?.request;
    if (request?.kind === 'accept')
      return accepted({ conversation, entries, asker: request.asker, settings, language, now });
    if (request?.kind === 'end') return liveAtEnd(conversation, entries, (opened ?? theCase)?._id);
    if (request) return NOTHING_LIVE;
    const standing = opened ?? theCase;
    const values = standing?.fields ?? decided.drafts;
    return liveOnTurn(this.context, { conversation, case: standing, values, turns, settings, language, now });
  }

  private moment(): Moment {
    const asked = this.request?.request;
    if (asked === undefined || isLiveRequest(asked)) return 'turn';
    const { kind } = asked;
    return kind === 'follow-up' || kind === 'custom-agent-answer' || kind === 'resolve' ? 'turn' : kind;
  }

  private asker(): Asker | undefined {
    const request = this.request?.request;
    return request && 'asker' in request ? request.asker : undefined;
  }

  private async typed(): Promise<FieldEntries | undefined> {
    const request = this.request?.request;
    if (request?.kind !== 'open') return undefined;
    const typing = { settings: this.settings, by: request.asker.by, id: request.id };
    return (await readTyped(this.context, request.typed, typing)).entries;
  }

  /** What a creation rule gives the case that a mail opens. */
  private opening(theCase: Case | undefined): MailOpening | undefined {
    return theCase ? undefined : this.turns.find(({ mail }) => mail?.opening)?.mail?.opening;
  }

  private async open(
    fields: FieldEntries,
    usage: ModelUsage | undefined,
    opening: MailOpening | undefined,
  ): Promise<Case> {
    const { conversation, settings } = this;
    const asker = this.asker();
    return openCase({
      id: caseIdOf(conversation._id, conversation.problem),
      number: await this.context.caseNumbers.take(),
      channel: conversation.channel,
      conversations: [conversation._id],
      fields,
      by: asker?.by ?? opening?.by ?? (opening ? rulePerson(opening.rule) : agentPerson(settings)),
      byKind: asker?.byKind ?? (opening ? (opening.by ? 'api' : 'rule') : 'agent'),
      at: this.now,
      tell: await shownTo(this.context, conversation),
      settings,
      usage,
      owner: opening?.owner,
      queue: opening?.queue,
      relatedTo: opening?.relatedTo ?? conversation.relatedTo,
      unverified: opening?.unverified,
      title: this.turns.map(({ mail }) => mail && bareSubject(mail.subject)).find(Boolean),
    });
  }

  private hasSpoken(): boolean {
    return this.turns.some(({ from }) => from === 'customer');
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
    if (standing && hangs && this.hasSpoken()) moves.push({ kind: 'heard', caseId: standing._id });
    if (decided.proposesOpening) {
      const to = await shownTo(this.context, conversation);
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
      ...(opened ? { caseId: opened._id } : {}),
      ...(this.moment() === 'end' ? { status: 'ended' } : {}),
      ...(this.hasSpoken() && this.conversation.expects ? { expects: undefined } : {}),
    };
  }
}

function partsOnly(drafts: FieldEntries): FieldEntries {
  return Object.fromEntries(Object.entries(drafts).filter(([name]) => name.startsWith('contact.')));
}
