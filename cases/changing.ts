/** A change move reaches its case: ownership is judged on the case as it is now, not as the decision saw it. */
import { automationOf } from './feedback/acceptance';
import type { Automation } from './fields';
import { openReview, REVIEWS_MAX, type ActiveCase, type Case } from './case';
import { isOpenRow, type Review, type ReviewRow } from './review';
import type { CardRef, Words } from './effects';
import { journaled, sayingId, type Noted, type Saying } from './journal';
import { judgeAll } from './deciding/judging';
import type { Merge } from './deciding/merge';
import type { Asker, Candidate, Move } from './moves';
import { contactOf, fieldNote } from './opening';
import { addUsage } from './deciding/prediction';
import { resolvedFields, type Settings } from './settings';
import { changed, unchanged, type Change } from './store';
import type { FieldEntry, Person } from './values';

export type ChangeMove = Extract<Move, { kind: 'change' }>;

export interface ApplyContext {
  readonly conversationId: string;
  readonly settings: Settings;
  readonly agent: Person;
  readonly at: string;
  /** The conversations of the representatives who are shown changes. */
  readonly tell: readonly string[];
  /** The fields that are filled in another way than the settings say; missing where there are none. */
  readonly modes?: ReadonlyMap<string, Automation>;
}

interface Judged {
  readonly candidate: Candidate;
  readonly verdict: Exclude<Merge, { is: 'keep' }>;
}

/** Applies a change move once: nothing where the conversation's newer or same move was applied already. */
export function applyChange(theCase: Case, move: ChangeMove, context: ApplyContext): Change<Case> {
  if ((theCase.applied[context.conversationId] ?? 0) >= move.seq) return unchanged;
  const applied = { ...theCase.applied, [context.conversationId]: move.seq };
  const usage = addUsage(theCase.usage, move.usage);
  const spent = { applied, ...(usage ? { usage } : {}) };
  if (theCase.status !== 'active') return changed({ ...theCase, ...spent });
  const judged = judge(theCase, move.candidates, context);
  const next = { ...theCase, ...spent };
  if (judged.length === 0)
    return move.requestedBy ? changed(toldNothing(next, move.requestedBy, context)) : changed(next);
  return changed(withChanges(next, judged, move.requestedBy, context));
}

function judge(theCase: ActiveCase, candidates: readonly Candidate[], context: ApplyContext): Judged[] {
  const { settings, at } = context;
  const { overrideHumanEdits } = settings.updates;
  const heard = candidates.filter((one) => !wasRejected(theCase, one) && !isProposed(theCase, one));
  const judging = { fields: resolvedFields(settings), overrideHumanEdits, at };
  return judgeAll(theCase.fields, heard, judging).flatMap(({ candidate, verdict }): Judged[] => {
    return verdict.is === 'keep' ? [] : [{ candidate, verdict: asPolicySays(candidate, verdict, context) }];
  });
}

/** Under `confirm` nothing is set without a person's word: no field, or those that people corrected too often. */
function asPolicySays(
  { field }: Candidate,
  verdict: Judged['verdict'],
  { settings, modes }: ApplyContext,
): Judged['verdict'] {
  return automationOf(field, settings, modes) === 'confirm' ? { ...verdict, is: 'propose' } : verdict;
}

/** What a person has rejected or undone is not brought up again from the same words. */
function wasRejected(theCase: ActiveCase, candidate: Candidate): boolean {
  return theCase.reviews.some((review) =>
    review.rows.some(
      (row) =>
        row.field === candidate.field &&
        row.to.value === candidate.value &&
        (row.state === 'rejected' || row.state === 'undone') &&
        (row.to.provenance.saidAt ?? '') >= candidate.saidAt,
    ),
  );
}

/** A value that a person is being asked about already is not asked about again. */
function isProposed(theCase: ActiveCase, candidate: Candidate): boolean {
  const rows = openReview(theCase)?.rows.filter(isOpenRow) ?? [];
  return rows.some((row) => row.field === candidate.field && row.to.value === candidate.value);
}

function withChanges(
  theCase: ActiveCase,
  judged: readonly Judged[],
  asker: Asker | undefined,
  context: ApplyContext,
): ActiveCase {
  const set = judged.filter(({ verdict }) => verdict.is === 'set');
  const proposed = judged.filter(({ verdict }) => verdict.is === 'propose');
  const fields = {
    ...theCase.fields,
    ...Object.fromEntries(set.map(({ candidate, verdict }) => [candidate.field, verdict.entry])),
  };
  const reviews = new ReviewBook(theCase, context, asker);
  if (set.length > 0) reviews.addChanged(set.map((one) => rowOf(theCase, one)));
  if (proposed.length > 0) reviews.addProposed(proposed.map((one) => rowOf(theCase, one)));
  const next: ActiveCase = {
    ...theCase,
    fields,
    contactId: contactOf(fields, context.settings),
    reviews: reviews.reviews,
  };
  return journaled(
    next,
    theCase,
    { notes: notesOf(theCase, judged, context.agent), says: reviews.says },
    context.at,
  );
}

function rowOf(theCase: ActiveCase, { candidate, verdict }: Judged): ReviewRow {
  return { field: candidate.field, from: theCase.fields[candidate.field], to: verdict.entry, state: 'open' };
}

function notesOf(theCase: ActiveCase, judged: readonly Judged[], agent: Person): Noted[] {
  const who = { by: agent, byKind: 'agent' as const };
  return judged.map(({ candidate, verdict }): Noted => {
    const from: FieldEntry | undefined = theCase.fields[candidate.field];
    if (verdict.is === 'set') return fieldNote(who, candidate.field, from, verdict.entry);
    return {
      ...who,
      what: { kind: 'proposed', field: candidate.field, from, to: verdict.entry },
      reason: candidate.reason,
      quotes: candidate.quotes,
    };
  });
}

/** Collects the reviews that a change begins or extends, and the cards that show them. */
class ReviewBook {
  reviews: readonly Review[];
  readonly says: Saying[] = [];

  constructor(
    private readonly theCase: ActiveCase,
    private readonly context: ApplyContext,
    private readonly asker: Asker | undefined,
  ) {
    this.reviews = theCase.reviews;
  }

  addChanged(rows: readonly ReviewRow[]): void {
    this.reviews = this.reviews.map((review) => {
      const next = review.kind === 'changed' ? supersede(review, rows) : review;
      return next.rows.every((row, at) => row === review.rows[at]) ? review : this.showAgain(next);
    });
    this.begin('changed', rows);
  }

  /** There is one open proposal: new rows join it and replace its open rows for the same fields. */
  addProposed(rows: readonly ReviewRow[]): void {
    const open = openReview({ ...this.theCase, reviews: this.reviews });
    if (!open) return this.begin('proposed', rows);
    const joined: Review = { ...supersede(open, rows), rows: [...supersede(open, rows).rows, ...rows] };
    const shown = this.show(joined, open);
    this.reviews = this.reviews.map((review) => (review.id === open.id ? shown : review));
  }

  private begin(kind: Review['kind'], rows: readonly ReviewRow[]): void {
    const id = `r${this.theCase.version + 1}${kind === 'proposed' ? 'p' : ''}`;
    const review = this.show({ id, kind, at: this.context.at, rows, shownIn: [] });
    this.reviews = [...this.reviews, review].slice(-REVIEWS_MAX);
  }

  /** Brings the cards of an older review up to date where they stand; nobody is told anew. */
  private showAgain(review: Review): Review {
    const card: CardRef = { kind: 'review', caseId: this.theCase._id, reviewId: review.id };
    const shownIn = review.shownIn.map(({ conversationId, effectId }) => {
      const words = cardWords(card, this.theCase);
      this.says.push({ to: conversationId, words, replaces: effectId, onlyInPlace: true });
      return { conversationId, effectId: sayingId(this.theCase, this.says.length - 1) };
    });
    return { ...review, shownIn };
  }

  private show(review: Review, before?: Review): Review {
    const card: CardRef = { kind: 'review', caseId: this.theCase._id, reviewId: review.id };
    const shownIn = this.places().map((conversationId) => {
      const effectId = sayingId(this.theCase, this.says.length);
      const replaces = before?.shownIn.find((shown) => shown.conversationId === conversationId)?.effectId;
      const replyTo = conversationId === this.asker?.conversationId ? this.asker.activityId : undefined;
      this.says.push({ to: conversationId, words: cardWords(card, this.theCase), replaces, replyTo });
      return { conversationId, effectId };
    });
    return { ...review, shownIn };
  }

  private places(): string[] {
    return [
      ...new Set([...this.context.tell, ...(this.asker?.conversationId ? [this.asker.conversationId] : [])]),
    ];
  }
}

function supersede(review: Review, rows: readonly ReviewRow[]): Review {
  const fields = new Set(rows.map((row) => row.field));
  const still = review.rows.map((row): ReviewRow => {
    return row.state === 'open' && fields.has(row.field) ? { ...row, state: 'superseded' } : row;
  });
  return { ...review, rows: still };
}

export function cardWords(card: CardRef, theCase: Pick<Case, 'number' | 'title'>): Words {
  return { kind: 'card', card, fallback: `${theCase.number}: ${theCase.title}` };
}

function toldNothing(theCase: ActiveCase, asker: Asker, context: ApplyContext): ActiveCase {
  if (asker.conversationId === undefined) return theCase;
  const words = cardWords({ kind: 'nothing-to-change', caseId: theCase._id }, theCase);
  const says = [{ to: asker.conversationId, words, replyTo: asker.activityId }];
  return journaled(theCase, theCase, { notes: [], says }, context.at);
}
