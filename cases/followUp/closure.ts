/** Closure by the agent: held for a time in which one click undoes it, then the case is resolved. Pure. */
import { ACTS_MAX, type ActiveCase, type Case } from '../case';
import { cardWords } from '../changing';
import type { Closure, ClosureObstacle } from './state';
import { journaled, sayingId, type Noted, type Saying } from '../journal';
import { actOnLifecycle } from '../lifecycle';
import { resolvedField, type Settings } from '../settings';
import { reasonNamed } from '../statusReasons';
import type { Talk } from './talk';
import type { Person } from '../values';

export interface ClosureContext {
  readonly settings: Settings;
  /** Whose deed it is. */
  readonly agent: Person;
  readonly at: string;
  /** The conversations of the representatives who are shown it. */
  readonly tell: readonly string[];
}

/** What is closed, and with what words. */
export interface Closing {
  readonly resolution: string;
  readonly rule?: string;
  readonly heardUpTo?: string;
}

const MINUTE_MS = 60_000;
const REMARKS_CHARS_MAX = 2_000;

/** The case, to be resolved once the hold is over. */
export function heldForClosing(
  theCase: ActiveCase,
  { resolution, rule, heardUpTo }: Closing,
  context: ClosureContext,
): ActiveCase {
  const { settings, agent, at, tell } = context;
  const heldUntil = new Date(Date.parse(at) + settings.closure.holdMinutes * MINUTE_MS).toISOString();
  const reasons = settings.statusReasons.resolved;
  const statusReason = reasonNamed(reasons, settings.closure.statusReason ?? '') ?? reasons[0] ?? '';
  const words = closureCard(theCase);
  const shows = heldUntil > at ? [...new Set(tell)] : [];
  const closure: Closure = {
    heldUntil,
    by: agent,
    at,
    rule,
    statusReason,
    resolution,
    remarks: remarksOf(theCase, settings),
    heardUpTo,
    shownIn: shows.map((conversationId, index) => ({ conversationId, effectId: sayingId(theCase, index) })),
  };
  const says = shows.map((to): Saying => ({ to, words }));
  const note: Noted = {
    by: agent,
    byKind: 'agent',
    what: { kind: 'closure', state: 'held', until: heldUntil },
    reason: resolution,
  };
  return journaled({ ...theCase, closure }, theCase, { notes: [note], says }, at);
}

/** The case without its held closure, with a word why; its cards are brought up to date where they stand. */
export function closureLifted(
  theCase: ActiveCase,
  who: Pick<Noted, 'by' | 'byKind'>,
  what: { readonly state: 'undone' | 'lifted'; readonly why?: ClosureObstacle; readonly words?: string },
  at: string,
): ActiveCase {
  const { closure, ...open } = theCase;
  const says = shownAgain(theCase, closure);
  const { state, why, words } = what;
  const note: Noted = { ...who, what: { kind: 'closure', state, why }, reason: words ?? '' };
  return journaled(open, theCase, { notes: [note], says }, at);
}

/** The hold is over: the case is resolved, once. */
export function closureDone(theCase: ActiveCase, closure: Closure, { settings, at }: ClosureContext): Case {
  const { closure: _closure, ...open } = theCase;
  const { statusReason, resolution, remarks } = closure;
  const actId = `closure/${closure.at}`;
  const acting = { actId, by: closure.by, byKind: 'agent' as const, at, settings };
  const resolved = actOnLifecycle(open, { kind: 'resolve', statusReason, resolution, remarks }, acting).case;
  return journaled(resolved, theCase, { notes: [], says: shownAgain(resolved, closure) }, at);
}

/** Somebody else has closed the case meanwhile: the cards say so where they stand. */
export function closureOver(next: Case, before: Case, at: string): Case {
  return journaled(next, before, { notes: [], says: shownAgain(next, before.closure) }, at);
}

function shownAgain(theCase: Case, closure: Closure | undefined): Saying[] {
  const words = closureCard(theCase);
  return (closure?.shownIn ?? []).map(({ conversationId, effectId }): Saying => ({
    to: conversationId,
    words,
    replaces: effectId,
    onlyInPlace: true,
  }));
}

function closureCard(theCase: Pick<Case, '_id' | 'number' | 'title'>) {
  return cardWords({ kind: 'closure', caseId: theCase._id }, theCase);
}

/** A person wants the case open: once, and until something is said. */
export function keptOpen(
  theCase: ActiveCase,
  who: Pick<Noted, 'by' | 'byKind'>,
  act: { readonly actId: string; readonly at: string },
): ActiveCase {
  const { actId, at } = act;
  const recent = [...theCase.recent, actId].slice(-ACTS_MAX);
  const followUp = theCase.followUp && { ...theCase.followUp, keptAt: at, nextAt: at };
  return closureLifted({ ...theCase, recent, followUp }, who, { state: 'undone' }, at);
}

/** What stands in the resolution's remarks: the chosen fields, as far as they are known. */
export function remarksOf({ fields }: Pick<Case, 'fields'>, settings: Settings): string {
  const lines = settings.closure.remarks.flatMap((name) => {
    const entry = fields[name];
    return entry ? [`${resolvedField(settings, name)?.label ?? name}: ${entry.label}`] : [];
  });
  return lines.join('\n').slice(0, REMARKS_CHARS_MAX);
}

/** Whether the customer has spoken since the closure began. */
export function isSpokenOver({ heardUpTo }: Closure, { heard }: Talk): boolean {
  return heard !== undefined && heard.place !== heardUpTo;
}
