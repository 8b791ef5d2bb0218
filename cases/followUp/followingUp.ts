/** A case's way through follow-up and closure: when it is looked at, and what each look changes. Pure. */
import { ACTS_MAX, type ActiveCase, type Case } from '../case';
import { caseDueAt, lookDueAt } from '../caseDue';
import {
  closureDone,
  closureLifted,
  closureOver,
  heldForClosing,
  isSpokenOver,
  type ClosureContext,
} from './closure';
import type { Move, RequestedEntry } from '../moves';
import {
  fitsFrom,
  followUpStep,
  hindranceOf,
  ruleFor,
  waitingWords,
  type Judging,
  type Step,
} from './followUp';
import type { FollowUpRule } from './settings';
import type { FollowUp } from './state';
import { journaled, type Noted } from '../journal';
import { changed, unchanged, type Change } from '../store';
import { withSuggestionShown } from '../drafts/suggesting';
import type { Talk } from './talk';

export type FollowUpRequest = Extract<RequestedEntry, { kind: 'follow-up' }>;

/** What a look at a case knows beside the case itself. */
export interface Look extends ClosureContext {
  readonly talk: Talk;
  /** Where a follow-up is said, and the customer's newest `seq` there; missing where nobody can be written to. */
  readonly place?: { readonly conversationId: string; readonly heard: number };
  /** What the resolution says where nobody answered: in the installation's language. */
  readonly unanswered: (sent: number) => string;
}

const UNSETTLED_MS = 60_000;

/** Whether follow-up or closure has something to look at now. */
export function isLookDue(theCase: Case, now: string): boolean {
  const dueAt = lookDueAt(theCase);
  return dueAt !== undefined && dueAt <= now;
}

/** Something was said or sent: the case is looked at again, where anything hangs on it. */
export function lookedAtAgain(theCase: Case, at: string): Change<Case> {
  const { followUp, closure } = theCase;
  if (!followUp && !closure) return unchanged;
  if (isLookDue(theCase, at)) return unchanged;
  return changed(
    due({
      ...theCase,
      ...(followUp ? { followUp: { ...followUp, nextAt: at } } : {}),
      ...(closure ? { closure: { ...closure, lookAt: at } } : {}),
    }),
  );
}

/** The case after a change of it or of the rules: a rule that has begun or ceased to be about it is noticed. */
export function watched(theCase: Case, judging: Judging, anew = false): Case {
  const { followUp, closure } = theCase;
  if (judging.settings.followUp.rules.length === 0 && !followUp && !closure) return theCase;
  const { now } = judging;
  if (theCase.status !== 'active') return followUp || closure ? again(theCase, now) : theCase;
  const rule = ruleFor(theCase, judging);
  if (rule) {
    if (followUp?.rule === rule.name && followUp.state !== 'watching')
      return anew || isLeftUnanswered(theCase, rule) ? again(theCase, now) : theCase;
    const begun: FollowUp = {
      rule: rule.name,
      state: 'watching',
      sent: 0,
      of: rule.followUps.length,
      nextAt: now,
      ...(followUp?.suggestion ? { suggestion: followUp.suggestion } : {}),
    };
    return due({ ...theCase, followUp: begun });
  }
  if (followUp && followUp.state !== 'watching') return again(theCase, now);
  const coming = fitsFrom(theCase, judging);
  if (coming?.at === followUp?.nextAt && coming?.rule === followUp?.rule) return theCase;
  const { followUp: _before, ...rest } = theCase;
  return due(
    coming
      ? { ...theCase, followUp: { rule: coming.rule, state: 'watching', sent: 0, of: 0, nextAt: coming.at } }
      : rest,
  );
}

/** The draft that was to answer the customer is gone: somebody has to be told after all. */
function isLeftUnanswered(theCase: Case, { automation }: FollowUpRule): boolean {
  const { state, suggestion } = theCase.followUp ?? {};
  return (
    automation === 'confirm' && state === 'answered' && !suggestion && waitingWords(theCase).length === 0
  );
}

function again(theCase: Case, at: string): Case {
  const looked = lookedAtAgain(theCase, at);
  return looked.is === 'changed' ? looked.doc : theCase;
}

/** With `dueAt` brought in line; what it still has to say comes first. */
function due<T extends Case>(theCase: T): T {
  const own = caseDueAt(theCase);
  const { pending, dueAt } = theCase;
  const waits = pending.length > 0 && dueAt !== undefined && (own === undefined || dueAt < own);
  return { ...theCase, dueAt: waits ? dueAt : own };
}

/** One look at a case whose moment has come: the case as it is after it. The same look again changes nothing. */
export function looked(theCase: Case, look: Look): Change<Case> {
  if (!isLookDue(theCase, look.at)) return unchanged;
  return changed(due(withSuggestionShown(theCase, lookedOver(theCase, look), look)));
}

function lookedOver(theCase: Case, look: Look): Case {
  if (theCase.status !== 'active') return closureOver(withoutBoth(theCase), theCase, look.at);
  const step = followUpStep(theCase, look.talk, { settings: look.settings, now: look.at });
  const { closure } = theCase;
  return closure ? heldLook({ ...theCase, closure }, step, look) : stepTaken(theCase, step, look);
}

/** The conversation has said the follow-up, or has not: noted once, and the next step is thought of. */
export function followedUp(
  theCase: Case,
  { id, rule, n, of, said }: Extract<Move, { kind: 'followed-up' }>,
  { agent, at }: Pick<Look, 'agent' | 'at'>,
): Change<Case> {
  if (theCase.recent.includes(id)) return unchanged;
  const next = again({ ...theCase, recent: [...theCase.recent, id].slice(-ACTS_MAX) }, at);
  if (!said) return changed(next);
  const note: Noted = { by: agent, byKind: 'agent', what: { kind: 'follow-up', rule, n, of }, reason: '' };
  return changed(journaled(next, theCase, { notes: [note], says: [] }, at));
}

function withoutBoth(theCase: Case): Case {
  const { followUp: _followUp, closure: _closure, ...rest } = theCase;
  return rest;
}

type Held = ActiveCase & { readonly closure: NonNullable<Case['closure']> };

function heldLook(theCase: Held, step: Step, look: Look): Case {
  const { talk, at, agent } = look;
  const { closure } = theCase;
  const who = { by: agent, byKind: 'agent' as const };
  const lifted = (why: Parameters<typeof closureLifted>[2]): Case =>
    due(stepTaken(closureLifted(theCase, who, why, at), stepAfter(step), look));
  if (isSpokenOver(closure, talk))
    return lifted({ state: 'lifted', why: 'customer-spoke', words: talk.heard?.text });
  if (talk.unsettled) return resting(theCase, step, later(at, UNSETTLED_MS));
  const hindrance = hindranceOf(talk);
  if (hindrance) return lifted({ state: 'lifted', ...hindrance });
  const falls = closure.rule !== undefined && !(step.is === 'close' && step.rule.name === closure.rule);
  if (falls) return lifted({ state: 'lifted', why: 'rule-gone' });
  if (at < closure.heldUntil) return resting(theCase, step, undefined);
  const { followUp: _followUp, ...rest } = theCase;
  return due(closureDone(rest, closure, look));
}

/** What is lifted is not closed again in the same breath. */
function stepAfter(step: Step): Step {
  return step.is === 'close' ? { is: 'rest', followUp: step.followUp } : step;
}

function resting(theCase: Held, step: Step, lookAt: string | undefined): Case {
  const { nextAt: _nextAt, ...followUp } = step.is === 'none' ? { nextAt: undefined } : step.followUp;
  const closure = { ...theCase.closure, lookAt };
  return due({
    ...theCase,
    closure,
    ...('rule' in followUp
      ? { followUp: { ...followUp, state: 'closing' as const } }
      : { followUp: undefined }),
  });
}

function stepTaken(theCase: ActiveCase, step: Step, look: Look): ActiveCase {
  // What was asked of the conversation has not got there yet.
  if (step.is === 'send' && isAsked(theCase)) return followed(theCase, step.followUp, look);
  switch (step.is) {
    case 'none': {
      const { followUp: _followUp, ...rest } = theCase;
      return rest;
    }
    case 'rest':
      return followed(theCase, step.followUp, look);
    case 'send':
      return look.place
        ? asked(theCase, step, { ...look, place: look.place })
        : stuck(theCase, step.followUp, look);
    case 'close': {
      const closing = {
        resolution: look.unanswered(step.followUp.sent),
        rule: step.rule.name,
        heardUpTo: look.talk.heard?.place,
      };
      return heldForClosing({ ...theCase, followUp: step.followUp }, closing, look);
    }
  }
}

function isAsked({ pending }: Case): boolean {
  return pending.some((effect) => effect.kind === 'ask' && effect.entry.kind === 'follow-up');
}

function stuck(theCase: ActiveCase, followUp: FollowUp, look: Look): ActiveCase {
  const { nextAt: _nextAt, ...rest } = followUp;
  return followed(theCase, { ...rest, state: 'stuck', why: 'nothing-said' }, look);
}

/** The conversation is asked to say it: that is its place in the order there. */
function asked(
  theCase: ActiveCase,
  step: Extract<Step, { is: 'send' }>,
  { place, at, agent }: Look & { readonly place: NonNullable<Look['place']> },
): ActiveCase {
  const entry: FollowUpRequest = {
    kind: 'follow-up',
    id: `${theCase._id}/f${theCase.version + 1}`,
    caseId: theCase._id,
    rule: step.rule.name,
    n: step.n,
    heard: place.heard,
    by: agent,
  };
  const asks = [{ to: place.conversationId, entry }];
  return journaled({ ...theCase, followUp: step.followUp }, theCase, { notes: [], says: [], asks }, at);
}

/** What keeps a case from being closed is noted in its history, once. */
function followed(theCase: ActiveCase, followUp: FollowUp, { agent, at }: Look): ActiveCase {
  const next = { ...theCase, followUp };
  const { why, words } = followUp;
  const isNew = theCase.followUp?.why !== why || theCase.followUp?.words !== words;
  if (followUp.state !== 'stuck' || why === undefined || !isNew) return next;
  const what = { kind: 'closure', state: 'prevented', why } as const;
  const note: Noted = { by: agent, byKind: 'agent', what, reason: words ?? '' };
  return journaled(next, theCase, { notes: [note], says: [] }, at);
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
