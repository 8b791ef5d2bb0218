/** A decision in a customer's conversation: predict, decide, go on with the dialog, say what is to be said. */
import type { Case } from '../cases/case';
import { caseIdOf } from '../cases/case';
import type { DialogView, MissingField, StepResult } from '../cases/channel';
import type { Reply } from '../cases/committing';
import { contactParts } from '../cases/contact';
import type { Conversation, InboxEntry, RequestEntry, TurnEntry } from '../cases/conversation';
import { decide, type Decided, type Moment } from '../cases/decide';
import { isContactField } from '../cases/fields';
import type { Asker, MoveDraft, RequestedEntry } from '../cases/moves';
import { openCase } from '../cases/opening';
import { resolvedFields, type Settings } from '../cases/settings';
import { texts } from '../cases/texts';
import { traced, type TraceLine } from '../cases/trace';
import type { FieldEntries } from '../cases/values';
import { agentPerson, type AgentContext } from './context';
import { lastActivity, turnEntries, type Made } from './inbox';
import { predictFields, type Answered } from './predict';
import { readTyped } from './typed';

const REGISTER_COMMAND = '/representative';

export async function decideForCustomer(
  context: AgentContext,
  conversation: Conversation,
  entries: readonly InboxEntry[],
  settings: Settings,
): Promise<Made> {
  const turns = turnEntries(entries);
  const words = texts(conversation.language ?? conversation.locale);
  const replyTo = lastActivity(entries);
  if (turns.some(isRegistration) && conversation.channel !== 'voice')
    return register(context, conversation, turns);
  if (!settings.flows.invokeCaseProcessingAgent) {
    // What is said meanwhile is read from the transcript once the agent is on again.
    return { ...nothing([traced('agent-off', false)]), set: { memory: null } };
  }
  if (turns.length > 0 && turns.every((turn) => turn.repeats !== undefined))
    return nothing([traced('repeat')]);
  // Words that came beside a button are decided; the button is none of ours.
  if (turns.length > 0 && turns.every((turn) => turn.action))
    return {
      ...nothing([]),
      replies: [{ words: { kind: 'text', text: words.customer.noCommand() }, replyTo }],
    };
  const asked = entries.find((entry) => entry.kind === 'request')?.request;
  if (asked?.kind === 'update' && asked.caseId !== conversation.caseId) return nothingToUpdate(asked);
  return new CustomerDecision(context, conversation, entries, settings).make();
}

function isRegistration({ from, text }: TurnEntry): boolean {
  return from === 'customer' && text.trim().toLowerCase() === REGISTER_COMMAND;
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

function register(context: AgentContext, conversation: Conversation, turns: readonly TurnEntry[]): Made {
  const { representative } = texts(conversation.language ?? conversation.locale);
  const text = context.anybodyMayRegister
    ? representative.registered({ name: conversation.person.name })
    : representative.notAllowed();
  const reply: Reply = { words: { kind: 'text', text }, replyTo: lastActivity(turns) };
  return {
    replies: [reply],
    moves: [],
    trace: [],
    set: context.anybodyMayRegister ? { role: 'representative', stack: null } : {},
  };
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
    const { conversation, settings } = this;
    const theCase = conversation.caseId
      ? await this.context.store.get('cases', conversation.caseId)
      : undefined;
    const typed = await this.typed();
    const answered = await predictFields(this.context, {
      conversation,
      case: theCase,
      entries: this.turns,
      settings,
      now: this.now,
      typed,
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
    });
    const opened = decided.opens ? await this.open(decided, decided.opens) : undefined;
    const language = answered.language ?? conversation.language;
    const said = await this.say(decided, opened ?? theCase, opened, language);
    return {
      replies: said.replies,
      moves: await this.moves(decided, opened),
      set: { ...this.set(decided, opened, answered), ...said.set, language },
      trace: [...answered.trace, ...decided.trace, ...said.trace],
    };
  }

  private moment(): Moment {
    const asked = this.request?.request.kind;
    return asked ?? 'turn';
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

  private async open(decided: Decided, fields: FieldEntries): Promise<Case> {
    const { conversation, settings } = this;
    const asker = this.asker();
    return openCase({
      id: caseIdOf(conversation._id, conversation.problem),
      number: await this.context.caseNumbers.take(),
      channel: conversation.channel,
      conversations: [conversation._id],
      fields,
      by: asker?.by ?? agentPerson(settings),
      byKind: asker?.byKind ?? 'agent',
      at: this.now,
      tell: await this.context.representatives.conversations(),
      settings,
    });
  }

  private async moves(decided: Decided, opened: Case | undefined): Promise<MoveDraft[]> {
    const { conversation } = this;
    const moves: MoveDraft[] = [];
    if (opened?.status === 'active') moves.push({ kind: 'open', case: opened, contact: decided.contact });
    if (decided.change) moves.push(decided.change);
    if (decided.proposesOpening) {
      const to = await this.context.representatives.conversations();
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
    };
  }

  /** What the customer hears; nothing once a person has taken over. */
  private async say(
    decided: Decided,
    theCase: Case | undefined,
    opened: Case | undefined,
    language: string | undefined,
  ): Promise<Spoken> {
    const { conversation } = this;
    const words = texts(language ?? conversation.locale).customer;
    if (conversation.channel === 'voice') return silent;
    const person = conversation.takenBy ?? theCase?.owner;
    if (person)
      return { ...silent, trace: [traced('person-has-taken-over', undefined, { by: person.name })] };
    if (this.moment() === 'end')
      return { ...silent, replies: [this.reply(words.ended({ number: theCase?.number ?? '' }))] };
    const replies: Reply[] = [];
    if (opened) {
      const name = decided.drafts['contact.name']?.label ?? conversation.identity?.name ?? '';
      replies.push(
        this.reply(
          words.opened({ name: name.split(/\s+/)[0] ?? '', number: opened.number, title: opened.title }),
        ),
      );
    }
    if (this.moment() !== 'turn') return { ...silent, replies };
    const step = await this.dialog(decided, theCase, language);
    replies.push(...step.says.map((say) => this.reply(say.text, say.asks)));
    return {
      replies,
      set: { stack: step.stack, ...this.counted(step) },
      trace: step.dropped ? [traced('dialog-dropped', false)] : [],
    };
  }

  private reply(text: string, asks?: readonly string[]): Reply {
    return { words: { kind: 'text', text, asks }, replyTo: lastActivity(this.entries) };
  }

  private dialog(
    decided: Decided,
    theCase: Case | undefined,
    language: string | undefined,
  ): Promise<StepResult> {
    const { conversation } = this;
    const text = this.turns.map((turn) => turn.text).join('\n');
    const view: DialogView = {
      language: texts(language ?? conversation.locale).language,
      missing: this.settings.intake.ask ? this.askable(decided, theCase, language) : [],
      asked: conversation.asked,
      skipped: conversation.skipped,
      trouble: decided.drafts[this.troubleField()]?.label,
      caseNumber: theCase?.number,
    };
    return this.context.dialogs.step(conversation.stack, { text }, view);
  }

  private troubleField(): string {
    return (
      this.settings.creation.defaultFields.find(
        (name) => resolvedFields(this.settings).get(name)?.type === 'multilineText',
      ) ?? ''
    );
  }

  /** Before there is a case the default fields are asked for; after, those that the settings have a question for. */
  private askable(decided: Decided, theCase: Case | undefined, language: string | undefined): MissingField[] {
    const code = texts(language ?? this.conversation.locale).language;
    const { defaultFields } = this.settings.creation;
    return decided.missing.flatMap((name): MissingField[] => {
      const field = resolvedFields(this.settings).get(name);
      if (!field?.setBy.includes('customer')) return [];
      const question = field.question?.[code] ?? field.question?.['en'];
      if (theCase ? !question : !defaultFields.includes(name)) return [];
      const have = isContactField(field) ? contactParts(decided.drafts) : undefined;
      return [{ name, label: field.label, question, have }];
    });
  }

  private counted(step: StepResult): Made['set'] {
    const asked: Record<string, number> = { ...this.conversation.asked };
    const skipped = new Set(this.conversation.skipped);
    for (const outcome of step.outcomes) {
      if (outcome.kind === 'asked') asked[outcome.field] = (asked[outcome.field] ?? 0) + 1;
      else skipped.add(outcome.field);
    }
    return { asked, skipped: [...skipped] };
  }
}

interface Spoken {
  readonly replies: readonly Reply[];
  readonly set: Made['set'];
  readonly trace: readonly TraceLine[];
}

const silent: Spoken = { replies: [], set: {}, trace: [] };

function partsOnly(drafts: FieldEntries): FieldEntries {
  return Object.fromEntries(Object.entries(drafts).filter(([name]) => name.startsWith('contact.')));
}
