/** Operations of a case: begun once, and each action's outcome noted once. Pure. */
import type { Case } from '../case';
import { journaled, type Asking } from '../journal';
import type { Asker } from '../moves';
import type { Action, ActionOutcome, AskedAction, Operation } from './operation';
import { changed, unchanged, type Change } from '../store';

export const OPERATIONS_MAX = 20; // older ones are forgotten with their outcome

/** The id names its case: that is where it is found. */
export function operationId({ _id, version }: Pick<Case, '_id' | 'version'>): string {
  return `${_id}~op${version + 1}`;
}

export function caseIdOfOperation(id: string): string | undefined {
  const at = id.lastIndexOf('~op');
  return at > 0 && /^\d+$/.test(id.slice(at + 3)) ? id.slice(0, at) : undefined;
}

/** What is asked of the conversation for one action, once the operation has its id. */
export interface Asks {
  readonly action: Action;
  readonly to: string;
  readonly entry: (requestId: string, operation: string) => Asking['entry'];
}

/** Asked once: the same key again changes nothing. */
export function operationBegun(
  theCase: Case,
  { key, by, asks, at }: Pick<Operation, 'key' | 'by' | 'at'> & { readonly asks: readonly Asks[] },
): Change<Case> {
  const { operations = [] } = theCase;
  if (operations.some((one) => one.key === key)) return unchanged;
  const id = operationId(theCase);
  const asked = asks.map(({ action, to, entry }, index) => {
    const requestId = `${id}/${index}`;
    return { action, to, requestId, entry: entry(requestId, id) };
  });
  const actions = asked.map(({ action, to, requestId }): AskedAction => {
    return { action, conversationId: to, requestId };
  });
  const next = {
    ...theCase,
    operations: [...operations, { id, key, at, by, actions }].slice(-OPERATIONS_MAX),
  };
  const questions = asked.map(({ to, entry }): Asking => ({ to, entry }));
  return changed(journaled(next, theCase, { notes: [], says: [], asks: questions }, at));
}

/** The case with the outcome noted, once; as it is where it is about no operation. */
export function withOutcome<T extends Case>(
  theCase: T,
  about: { readonly operation?: string; readonly action: Action },
  outcome: ActionOutcome,
  at: string,
): T {
  const { operation, action } = about;
  if (operation === undefined || !theCase.operations) return theCase;
  const operations = theCase.operations.map((one): Operation => {
    if (one.id !== operation) return one;
    const open = one.actions.findIndex((asked) => asked.action === action && !asked.outcome);
    const actions = one.actions.map((asked, index) =>
      index === open ? { ...asked, outcome, doneAt: at } : asked,
    );
    return { ...one, actions };
  });
  return { ...theCase, operations };
}

/** What an update changed and proposed, seen from the case before and after it. */
export function enrichedBy(before: Case, after: Case): ActionOutcome {
  if (before.status !== 'active') return { kind: 'nothing', why: 'case-closed' };
  const set = Object.keys(after.fields).filter((name) => after.fields[name] !== before.fields[name]);
  const known = new Set(before.reviews.map(({ id }) => id));
  const proposed = after.reviews
    .filter(({ id, kind }) => kind === 'proposed' && !known.has(id))
    .flatMap(({ rows }) => rows.map(({ field }) => field));
  if (set.length === 0 && proposed.length === 0) return { kind: 'nothing', why: 'nothing-new' };
  return { kind: 'enriched', changed: set, proposed };
}

/** The change with its outcome noted, where somebody outside asked for the update. */
export function noted(
  before: Case,
  change: Change<Case>,
  { requestedBy }: { readonly requestedBy?: Asker },
  at: string,
): Change<Case> {
  if (change.is !== 'changed' || requestedBy?.operation === undefined) return change;
  const { doc } = change;
  return changed(withOutcome(doc, { ...requestedBy, action: 'enrich' }, enrichedBy(before, doc), at));
}
