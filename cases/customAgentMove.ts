/** A custom agent's answer reaches its case: said, drafted for a representative, or handed to one. Pure, once. */
import { act } from './acting';
import type { ActiveCase, Case } from './case';
import type { CallOutcome } from './customAgentCall';
import { threadOf, withAnswerTaken } from './customAgentCalls';
import type { CustomAgentAnswer } from './customAgents';
import type { DraftKind } from './draft';
import { withDraft } from './drafts';
import type { Words } from './effects';
import { automationOf, INTENT_FIELD, intentNamed } from './intents';
import { journaled, type Noted } from './journal';
import type { Move } from './moves';
import type { ActionOutcome } from './operation';
import { withOutcome } from './operations';
import type { Intent, ResolutionAutomation } from './resolutionSettings';
import type { Settings } from './settings';
import { changed, unchanged, type Change } from './store';
import type { Person } from './values';

export type CustomAgentMove = Extract<Move, { kind: 'custom-agent-answer' }>;

export interface CustomAgentContext {
  readonly conversationId: string;
  readonly settings: Settings;
  readonly agent: Person;
  readonly at: string;
  /** The conversations of the representatives who are shown it. */
  readonly tell: readonly string[];
}

type ForCustomer = Exclude<CustomAgentAnswer, { responseType: 'UnableToResolve' | 'NoAction' }>;

const DRAFT_KIND_OF = {
  Question: 'question',
  Resolved: 'solution',
  ResolveCase: 'closing',
} as const satisfies Record<ForCustomer['responseType'], DraftKind>;

/** Applies it once: nothing where the conversation's newer or same move, or the same answer, was applied already. */
export function applyCustomAgentAnswer(
  theCase: Case,
  move: CustomAgentMove,
  context: CustomAgentContext,
): Change<Case> {
  if ((theCase.applied[context.conversationId] ?? 0) >= move.seq) return unchanged;
  const next = { ...theCase, applied: { ...theCase.applied, [context.conversationId]: move.seq } };
  if (next.status !== 'active' || threadOf(next, move.agent).answered === move.callId) return changed(next);
  return changed(new Answering(withAnswerTaken(next, move.agent, move.callId), move, context).next());
}

class Answering {
  private readonly intent?: Intent;

  constructor(
    private readonly theCase: ActiveCase,
    private readonly move: CustomAgentMove,
    private readonly context: CustomAgentContext,
  ) {
    this.intent = intentNamed(context.settings.resolution, theCase.fields[INTENT_FIELD]?.value);
  }

  next(): Case {
    const { outcome } = this.move;
    if (outcome.kind === 'failed')
      return this.done({ kind: 'person' }, this.noted(this.theCase, outcome.detail));
    const { answer } = outcome;
    const { responseType } = answer;
    switch (responseType) {
      case 'NoAction':
        return this.done({ kind: 'nothing', why: 'no-action' }, this.noted(this.theCase));
      case 'UnableToResolve':
        return this.done({ kind: 'person' }, this.noted(this.theCase, answer.message));
      default:
        return this.isReviewed(answer)
          ? this.done({ kind: 'drafted', response: responseType }, this.drafted(answer))
          : this.done({ kind: 'said', response: responseType }, this.said(answer));
    }
  }

  /** Whoever asked for it from outside can read what came of it. */
  private done(outcome: ActionOutcome, theCase: Case): Case {
    const about = { operation: this.move.operation, action: 'resolve' } as const;
    return withOutcome(theCase, about, outcome, this.context.at);
  }

  /** A representative's word comes first: as the line of business says, as the answer says, or since a person is there. */
  private isReviewed({ needsReview }: ForCustomer): boolean {
    return needsReview || this.move.taken || this.level() !== 'full';
  }

  private level(): ResolutionAutomation {
    const level = this.move.automation ?? automationOf(this.context.settings.resolution, this.intent);
    return level === 'full' && this.theCase.owner ? 'confirm' : level;
  }

  private said({ responseType, message }: ForCustomer): Case {
    const { context, move, theCase } = this;
    const { agent: by, at, conversationId: to, settings } = context;
    const words: Words = {
      kind: 'text',
      text: message,
      byAi: true,
      ...(to.startsWith('email:') && { mail: { automatic: true, byAi: true } }),
    };
    const closes = responseType === 'ResolveCase';
    // What closes the case is said whatever comes: the customer learns why it was closed.
    const says = [{ to, words, ...(closes ? {} : { basedOn: move.basedOn }) }];
    const spoken = journaled(theCase, theCase, { notes: [this.note()], says }, at);
    if (!closes) return spoken;
    const resolve = {
      kind: 'resolve',
      statusReason: settings.statusReasons.resolved[0] ?? '',
      resolution: message,
    } as const;
    return act(spoken, resolve, { actId: move.callId, by, byKind: 'agent', at, settings }).case;
  }

  private drafted({ responseType, message }: ForCustomer): Case {
    const { context, intent, move, theCase } = this;
    const draft = {
      kind: DRAFT_KIND_OF[responseType],
      conversationId: context.conversationId,
      text: message,
      language: move.language,
      writtenBy: { kind: 'custom-agent', name: move.agent },
      purpose: intent && { intent: intent.label },
      basedOn: move.basedOn,
    } as const;
    const { agent: by, at, tell } = context;
    return this.noted(withDraft(theCase, draft, { at, by, byKind: 'agent', tell }));
  }

  private noted(theCase: ActiveCase, reason = ''): ActiveCase {
    const { at } = this.context;
    return journaled(theCase, this.theCase, { notes: [this.note(reason)], says: [] }, at);
  }

  private note(reason = ''): Noted {
    const { agent: by } = this.context;
    const { agent, outcome } = this.move;
    return {
      by,
      byKind: 'agent',
      what: { kind: 'custom-agent', agent, answer: answerOf(outcome) },
      reason,
    };
  }
}

function answerOf(outcome: CallOutcome) {
  return outcome.kind === 'failed' ? outcome.failure : outcome.answer.responseType;
}
