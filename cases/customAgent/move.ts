/** A custom agent's answer reaches its case: said, drafted for a representative, or handed to one. Pure, once. */
import { act } from '../acting';
import type { Case } from '../case';
import { threadOf, withAnswerTaken } from './calls';
import type { CustomAgentAnswer } from './settings';
import type { DraftKind } from '../drafts/draft';
import { journaled, sayingId, type Noted } from '../journal';
import type { Move } from '../moves';
import type { ActionOutcome } from './operation';
import { withOutcome } from './operations';
import type { Intent, ResolutionAutomation } from '../resolution/settings';
import { intentOf } from '../resolution/resolving';
import type { Resolving } from '../resolution/state';
import { levelOf, ResolvingWriter, type ResolvingContext } from '../resolution/write';
import { changed, unchanged, type Change } from '../store';

export type CustomAgentMove = Extract<Move, { kind: 'custom-agent-answer' }>;

type ForCustomer = Exclude<CustomAgentAnswer, { responseType: 'UnableToResolve' | 'NoAction' }>;

const DRAFT_KIND_OF = {
  Question: 'question',
  Resolved: 'solution',
  ResolveCase: 'closing',
} as const satisfies Record<ForCustomer['responseType'], DraftKind>;

const STEP_OF = { Question: 'asking', Resolved: 'proposed', ResolveCase: 'solved' } as const;

/** Applies it once: nothing where the conversation's newer or same move, or the same answer, was applied already. */
export function applyCustomAgentAnswer(
  theCase: Case,
  move: CustomAgentMove,
  context: ResolvingContext,
): Change<Case> {
  if ((theCase.applied[context.conversationId] ?? 0) >= move.seq) return unchanged;
  const next = { ...theCase, applied: { ...theCase.applied, [context.conversationId]: move.seq } };
  if (next.status !== 'active' || threadOf(next, move.agent).answered === move.callId) return changed(next);
  return changed(new Answering(withAnswerTaken(next, move.agent, move.callId), move, context).next());
}

class Answering extends ResolvingWriter<CustomAgentMove> {
  next(): Case {
    const { outcome } = this.move;
    if (outcome.kind === 'failed') return this.toPerson('agent-failed', outcome.detail);
    const { answer } = outcome;
    switch (answer.responseType) {
      case 'NoAction':
        return this.done(
          { kind: 'nothing', why: 'no-action' },
          this.settled(this.at('shown', this.intent())),
        );
      case 'UnableToResolve':
        return this.toPerson('agent-cannot', answer.message);
      default:
        return this.isReviewed(answer) ? this.draft(answer) : this.say(answer);
    }
  }

  private intent(): Intent | undefined {
    return intentOf(this.theCase, this.resolution);
  }

  private level(): ResolutionAutomation {
    return levelOf(this.theCase, this.intent(), this.resolution, this.move.automation);
  }

  /** A representative's word comes first: as the line of business says, as the answer says, or since a person is there. */
  private isReviewed({ needsReview }: ForCustomer): boolean {
    return needsReview || this.move.taken || this.level() !== 'full';
  }

  private say(answer: ForCustomer): Case {
    const { context, move, theCase } = this;
    const { message, responseType } = answer;
    const saying = this.saying(this.wordsOf(answer));
    const state = { ...this.stateOf(answer), saidAs: sayingId(theCase, 0) };
    const outcome = { kind: 'said', response: responseType } as const;
    if (responseType !== 'ResolveCase') return this.done(outcome, this.settled(state, [saying]));
    // What closes the case is said whatever comes: the customer learns why it was closed.
    const said = this.settled(state, [{ ...saying, basedOn: undefined }]);
    const { agent: by, at, settings } = context;
    const statusReason = settings.statusReasons.resolved[0] ?? '';
    const resolve = { kind: 'resolve', statusReason, resolution: message } as const;
    const acting = { actId: move.callId, by, byKind: 'agent' as const, at, settings };
    return this.done(outcome, act(said, resolve, acting).case);
  }

  private draft(answer: ForCustomer): Case {
    const { responseType } = answer;
    const writtenBy = { kind: 'custom-agent', name: this.move.agent } as const;
    const over = responseType === 'ResolveCase' ? { writtenBy, resolves: true as const } : { writtenBy };
    const state = responseType === 'ResolveCase' ? this.at('accepted', this.intent()) : this.stateOf(answer);
    const drafted = this.drafted(state, this.wordsOf(answer), this.intent(), over);
    return this.done({ kind: 'drafted', response: responseType }, drafted);
  }

  private stateOf({ responseType, message }: ForCustomer): Resolving {
    const state = this.at(STEP_OF[responseType], this.intent());
    return responseType === 'Resolved' ? { ...state, solution: message } : state;
  }

  private wordsOf({ responseType, message }: ForCustomer) {
    return { kind: DRAFT_KIND_OF[responseType], text: message, asks: [], from: this.move.agent };
  }

  private toPerson(reason: 'agent-cannot' | 'agent-failed', detail: string | undefined): Case {
    const intent = this.intent();
    const level = this.move.taken ? 'confirm' : this.level();
    return this.done({ kind: 'person' }, this.person({ is: 'person', intent, reason, detail }, level));
  }

  /** The history says what it answered, and whoever asked from outside can read what came of it. */
  private done(outcome: ActionOutcome, theCase: Case): Case {
    const { context, move } = this;
    const { agent, operation } = move;
    const said = move.outcome.kind === 'failed' ? move.outcome.failure : move.outcome.answer.responseType;
    const note: Noted = {
      by: context.agent,
      byKind: 'agent',
      what: { kind: 'custom-agent', agent, answer: said },
      reason: theCase.resolving?.detail ?? '',
    };
    const noted = journaled(theCase, this.theCase, { notes: [note], says: [] }, context.at);
    return withOutcome(noted, { operation, action: 'resolve' }, outcome, context.at);
  }
}
