/**
 * A move of resolving reaches its case: what comes next is judged on the case as it is now, and either said, or
 * drafted for a representative, or only shown. Words go out through the case's `pending`, never in the turn.
 */
import { act } from '../acting';
import type { Case } from '../case';
import { withCall } from '../customAgent/calls';
import { draftById, withDraft } from '../drafts/drafts';
import { sayingId } from '../journal';
import type { Move } from '../moves';
import type { ActionOutcome } from '../customAgent/operation';
import { withOutcome } from '../customAgent/operations';
import type { Intent } from './settings';
import { nextStep, roundsOf, type NextStep } from './resolving';
import { isOver, stopped, type Resolving, type ResolvingStep, type Rounds } from './state';
import { resolutionText, stepWords } from './words';
import { levelOf, ResolvingWriter, type ResolvingContext } from './write';
import { changed, unchanged, type Change } from '../store';

export type ResolvingMove = Extract<Move, { kind: 'resolving' }>;

/** Applies it once: nothing where the conversation's newer or same move was applied already. */
export function applyResolving(theCase: Case, move: ResolvingMove, context: ResolvingContext): Change<Case> {
  if ((theCase.applied[context.conversationId] ?? 0) >= move.seq) return unchanged;
  const applied = { ...theCase, applied: { ...theCase.applied, [context.conversationId]: move.seq } };
  const next = move.asked ? reopened(applied) : applied;
  const after =
    next.status !== 'active' || isOver(next.resolving) ? next : new Resolution(next, move, context).next();
  if (!move.asked) return changed(after);
  const outcome = outcomeOf(next, after);
  const about = { operation: move.asked.operation, action: 'resolve' } as const;
  return changed(outcome ? withOutcome(after, about, outcome, context.at) : after);
}

/** Whoever asks from outside wants it tried again, though it was left to a person. */
function reopened(theCase: Case): Case {
  const { resolving } = theCase;
  if (!resolving || !isOver(resolving) || resolving.step === 'solved') return theCase;
  const { reason: _reason, detail: _detail, by: _by, ...rest } = resolving;
  return { ...theCase, resolving: { ...rest, step: 'shown' } };
}

/** What came of it for whoever asked from outside; nothing yet while a custom agent is called for it. */
function outcomeOf(before: Case, { resolving: after, status }: Case): ActionOutcome | undefined {
  if (status !== 'active') return { kind: 'nothing', why: 'case-closed' };
  if (!after || after === before.resolving) return { kind: 'nothing', why: 'no-action' };
  const kind = after.draftId === undefined ? 'said' : 'drafted';
  switch (after.step) {
    case 'calling':
      return undefined;
    case 'clarifying':
    case 'asking':
      return { kind, response: 'Question' };
    case 'proposed':
      return { kind, response: 'Resolved' };
    case 'person':
      return { kind: 'person' };
    default:
      return { kind: 'nothing', why: 'no-action' };
  }
}

const STEP_OF = { clarify: 'clarifying', ask: 'asking', propose: 'proposed' } as const;

class Resolution extends ResolvingWriter<ResolvingMove> {
  next(): Case {
    const { theCase, before, move } = this;
    const stop = move.stopped ?? this.discarded();
    if (stop) return before ? this.settled(stopped(before, stop.by, this.context.at)) : theCase;
    const step = nextStep(theCase, move.heard, this.resolution);
    const intent = 'intent' in step ? step.intent : undefined;
    const level = levelOf(theCase, intent, this.resolution, move.asked?.automation);
    if (step.is === 'stay') return theCase;
    if (level === 'disabled') return intent || before ? this.settled(this.at('shown', intent)) : theCase;
    switch (step.is) {
      case 'accepted':
        return this.accepted(step.intent, level);
      case 'person':
        return this.person(step, level);
      case 'propose':
        if (step.intent.customAgent !== undefined) return this.called(step.intent, step.intent.customAgent);
        return this.spoken(step, level);
      default:
        return this.spoken(step, level);
    }
  }

  /** The custom agent finds the solution; what it answers comes as a move of its own. */
  private called(intent: Intent, agent: string): Case {
    const { theCase, move, context } = this;
    const wish = { agent, to: context.conversationId, basedOn: move.basedOn, ...move.asked };
    const called = withCall(theCase, wish, context.at);
    return called === theCase ? theCase : this.settled(this.at('calling', intent), [], [], called);
  }

  /** A representative who throws our draft away says something else. */
  private discarded(): ResolvingMove['stopped'] {
    const { draftId } = this.before ?? {};
    const draft = draftId === undefined ? undefined : draftById(this.theCase, draftId);
    return draft?.state === 'discarded' ? { by: draft.decidedBy } : undefined;
  }

  private spoken(
    step: Extract<NextStep, { is: 'clarify' | 'ask' | 'propose' }>,
    level: 'full' | 'confirm',
  ): Case {
    const { found, settings } = this.context;
    const intent = 'intent' in step ? step.intent : undefined;
    const passage = intent && found?.intent === intent.name ? found.passage : undefined;
    const words = stepWords(step, { settings, language: this.move.language, passage });
    if (!words) return this.person({ is: 'person', intent, reason: 'no-solution' }, level);
    const state: Resolving = {
      ...this.at(STEP_OF[step.is], intent),
      rounds: this.roundsAfter(STEP_OF[step.is]),
      ...(step.is === 'ask' ? { asked: step.names } : {}),
      ...(words.article ? { article: words.article } : {}),
    };
    if (level === 'confirm') return this.drafted(state, words, intent);
    return this.settled({ ...state, saidAs: sayingId(this.theCase, 0) }, [this.saying(words)]);
  }

  private roundsAfter(step: ResolvingStep): Rounds {
    const rounds = roundsOf(this.before, this.move.heard.said);
    return step === 'clarifying' || step === 'asking' ? { ...rounds, [step]: rounds[step] + 1 } : rounds;
  }

  /** Under `confirm` a representative resolves it, with the form filled in. */
  private accepted(intent: Intent, level: 'full' | 'confirm'): Case {
    const { theCase, before, move, context } = this;
    const { settings, agent: by, at } = context;
    const resolution = resolutionText(intent, before, move.language);
    const statusReason = settings.statusReasons.resolved[0] ?? '';
    if (level === 'full') {
      const solved = this.settled(this.at('solved', intent));
      const actId = `${theCase._id}/solved/${move.seq}`;
      return act(
        solved,
        { kind: 'resolve', statusReason, resolution },
        { actId, by, byKind: 'agent', at, settings },
      ).case;
    }
    const drafted = withDraft(
      theCase,
      {
        kind: 'resolution',
        conversationId: context.conversationId,
        text: resolution,
        statusReason,
        language: move.language,
        writtenBy: { kind: 'template', name: intent.label },
        purpose: { intent: intent.label },
        quotes: move.quote && [move.quote],
        basedOn: move.basedOn,
      },
      { at, by, byKind: 'agent', tell: context.tell },
    );
    return this.settled(
      { ...this.at('accepted', intent), draftId: drafted.drafts?.at(-1)?.id },
      [],
      [],
      drafted,
    );
  }
}
