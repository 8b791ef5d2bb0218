/** The case's way from active to resolved or cancelled, and back. Pure; each tells the conversations that it came from. */
import type { CaseAct } from './acts';
import type { ActContext, Acted } from './acted';
import { ACTS_MAX, type ActiveCase, type CancelledCase, type Case, type ResolvedCase } from './case';
import { cardWords } from './changing';
import { withoutOpenDrafts } from './drafts/drafts';
import { feedbackOnResolving, withFeedback } from './feedback/feedback';
import { journaled, sayingId, type Asking, type Noted, type Saying } from './journal';
import { mergedAway, splitOff } from './mergeCases';
import { stopped } from './resolution/state';
import { isOpenRow, type Review, type ReviewRow } from './review';

export type LifecycleAct = Extract<
  CaseAct,
  { kind: 'assign' | 'note' | 'status' | 'resolve' | 'cancel' | 'reopen' | 'merge' | 'split' }
>;

const LIFECYCLE_ACTS: ReadonlySet<CaseAct['kind']> = new Set<LifecycleAct['kind']>([
  'assign',
  'note',
  'status',
  'resolve',
  'cancel',
  'reopen',
  'merge',
  'split',
]);

export function isLifecycleAct(what: CaseAct): what is LifecycleAct {
  return LIFECYCLE_ACTS.has(what.kind);
}

/** `case` is the same object where nothing changes. */
export function actOnLifecycle(theCase: Case, what: LifecycleAct, context: ActContext): Acted {
  if (theCase.status === 'merged') return { case: theCase, outcome: { kind: 'closed' } };
  if (what.kind === 'note') return done(written(theCase, { kind: 'note', text: what.text }, context));
  if (what.kind === 'reopen') {
    if (theCase.status === 'active') return already(theCase, 'reopened');
    return done(reopened(theCase, context));
  }
  if (theCase.status !== 'active') return { case: theCase, outcome: { kind: 'closed' } };
  switch (what.kind) {
    case 'assign':
      return theCase.owner?.id === what.owner.id
        ? { case: theCase, outcome: { kind: 'already', by: theCase.owner, state: 'taken' } }
        : done(assigned(theCase, what, context));
    case 'status': {
      const { statusReason } = what;
      if (theCase.statusReason === statusReason) return { case: theCase, outcome: { kind: 'none' } };
      const note = { kind: 'status', from: theCase.statusReason, to: statusReason } as const;
      return done(written({ ...theCase, statusReason }, note, context));
    }
    case 'resolve':
      return done(closed(theCase, resolvedFrom(theCase, what, context.at), what.resolution, context));
    case 'merge':
      return what.into._id === theCase._id
        ? { case: theCase, outcome: { kind: 'none' } }
        : done(mergedAway(theCase, what.into, context));
    case 'split':
      return done(splitOff(theCase, what, context));
    case 'cancel':
      return done(closed(theCase, cancelledFrom(theCase, what.statusReason, context.at), '', context));
  }
}

const done = (theCase: Case): Acted => ({ case: theCase, outcome: { kind: 'done', count: 1 } });

/** Whoever gets it is told by whom, and sees how it stands. */
function assigned(
  theCase: ActiveCase,
  { owner, tell }: Extract<CaseAct, { kind: 'assign' }>,
  context: ActContext,
): Case {
  const { name } = context.by;
  const given = {
    kind: 'card',
    card: { kind: 'notice', notice: 'case-given', name },
    fallback: name,
  } as const;
  const summary = cardWords({ kind: 'summary', caseId: theCase._id }, theCase);
  const says = tell.flatMap((to): Saying[] => [
    { to, words: given },
    { to, words: summary },
  ]);
  const next = { ...theCase, owner, ownerId: owner.id };
  return written(next, { kind: 'owner', to: owner }, context, says);
}

function already(theCase: Case, state: 'reopened'): Acted {
  return { case: theCase, outcome: { kind: 'already', state } };
}

function resolvedFrom(
  theCase: ActiveCase,
  { statusReason, resolution, remarks }: Extract<CaseAct, { kind: 'resolve' }>,
  at: string,
): ResolvedCase {
  const noted = remarks ? { remarks } : {};
  return { ...theCase, status: 'resolved', statusReason, resolution, ...noted, closedAt: at };
}

function cancelledFrom(theCase: ActiveCase, statusReason: string, at: string): CancelledCase {
  return { ...theCase, status: 'cancelled', statusReason, closedAt: at };
}

/** Whatever still waited for a person's word is off the table; the customer's conversations are told. */
function closed(
  before: ActiveCase,
  after: ResolvedCase | CancelledCase,
  resolution: string,
  context: ActContext,
): Case {
  const { drafts, says } = withoutOpenDrafts(before, context.at);
  const resolving = before.resolving && stopped(before.resolving, context.by, context.at);
  const reviews = before.reviews.map((review) => superseded(before, review, says));
  const { status, statusReason } = after;
  const asks = before.conversations.map((to): Asking => ({
    to,
    entry: { kind: 'closed', id: `${context.actId}/closed`, caseId: before._id, by: context.by },
  }));
  const remarks = after.status === 'resolved' && after.remarks ? { remarks: after.remarks } : {};
  const note = noteOf({ kind: 'closed', status, statusReason, resolution, ...remarks }, context);
  const next = journaled(
    {
      ...after,
      reviews,
      ...(drafts && { drafts }),
      ...(resolving && { resolving }),
      recent: recentWith(before, context),
    },
    before,
    { notes: [note], says, asks },
    context.at,
  );
  return status === 'resolved' ? withFeedback(next, before, feedbackOnResolving(before), context) : next;
}

function superseded(theCase: ActiveCase, review: Review, says: Saying[]): Review {
  if (review.kind !== 'proposed' || !review.rows.some(isOpenRow)) return review;
  const rows = review.rows.map((row): ReviewRow => (isOpenRow(row) ? { ...row, state: 'superseded' } : row));
  const words = cardWords({ kind: 'review', caseId: theCase._id, reviewId: review.id }, theCase);
  const shownIn = review.shownIn.map(({ conversationId, effectId }) => {
    says.push({ to: conversationId, words, replaces: effectId, onlyInPlace: true });
    return { conversationId, effectId: sayingId(theCase, says.length - 1) };
  });
  return { ...review, rows, shownIn };
}

function reopened(before: ResolvedCase | CancelledCase, context: ActContext): Case {
  const [statusReason = before.statusReason] = context.settings.statusReasons.active;
  const next: ActiveCase = {
    ...withoutClosure(before),
    status: 'active',
    statusReason,
    recent: recentWith(before, context),
  };
  const asks = before.conversations.map((to): Asking => ({
    to,
    entry: { kind: 'reopened', id: `${context.actId}/reopened`, caseId: before._id, by: context.by },
  }));
  return journaled(
    next,
    before,
    { notes: [noteOf({ kind: 'reopened' }, context)], says: [], asks },
    context.at,
  );
}

/** What is written from now on is there to be erased again. */
function withoutClosure(before: ResolvedCase | CancelledCase) {
  if (before.status === 'cancelled') {
    const { closedAt: _closedAt, erasedAt: _erasedAt, ...core } = before;
    return core;
  }
  const { closedAt: _closedAt, erasedAt: _erasedAt, ...open } = before;
  const { resolution: _resolution, remarks: _remarks, ...core } = open;
  return core;
}

function written(next: Case, what: Noted['what'], context: ActContext, says: readonly Saying[] = []): Case {
  const journal = { notes: [noteOf(what, context)], says };
  return journaled({ ...next, recent: recentWith(next, context) }, next, journal, context.at);
}

function noteOf(what: Noted['what'], { by, byKind }: ActContext): Noted {
  return { by, byKind, what, reason: '' };
}

function recentWith({ recent }: Case, { actId }: ActContext): string[] {
  return [...recent, actId].slice(-ACTS_MAX);
}
