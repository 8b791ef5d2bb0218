/**
 * How often people accept what the agent fills, field by field, and what follows: a field that they correct too often
 * is asked about before it is filled; one that they keep accepting is offered to be filled without asking. Pure.
 */
import type { Automation, FieldDefinition } from '../fields';
import { WINDOW_MAX } from './settings';
import type { Settings } from '../settings';
import { changed, unchanged, type Change } from '../document';
import type { Person } from '../values';

const RECENT_MAX = 200; // an effect is repeated within minutes; that many decisions about one field take longer
const VERSIONS_MAX = 20;
const CHANGES_MAX = 50;

/** So many of so many. */
export interface Tally {
  readonly decided: number;
  readonly accepted: number;
}

export interface Rate extends Tally {
  /** accepted / decided; null without decisions. */
  readonly rate: number | null;
  /** What the true rate lies between, in 95 of 100 cases. */
  readonly lower: number;
  readonly upper: number;
}

/** An offer to fill the field without asking. */
export interface Offer extends Tally {
  readonly id: string;
  readonly at: string;
  readonly limit: number;
}

/** The audit of a field's state. */
export interface AutomationChange extends Partial<Tally> {
  readonly id: string;
  readonly at: string;
  readonly by: Person;
  /** `declined`: an offer was answered with no; the field stays as it was. */
  readonly to: Automation | 'declined';
  readonly limit?: number;
  /** The offer that it answers. */
  readonly offer?: string;
}

/** One for each field that was decided on; it knows no case, no person and no value. */
export interface Acceptance {
  /** The field's name. */
  readonly _id: string;
  readonly version: number;
  readonly field: string;
  /** The decisions since the state last changed, the newest five hundred, oldest first: whether each was accepted. */
  readonly window: readonly boolean[];
  /** Fingerprints of what was counted, so that each counts once. */
  readonly recent: readonly string[];
  /** By the published version of the settings, oldest first. */
  readonly versions: readonly (Tally & { readonly n: number })[];
  /** Missing: as the settings say. */
  readonly mode?: Automation;
  readonly offer?: Offer;
  /** How many decisions there were in all when an offer was last made: it is not made again at once. */
  readonly offeredAt?: number;
  /** Oldest first. */
  readonly changes: readonly AutomationChange[];
  /** What the administrators have still to be told: the id of a change or an offer. */
  readonly tell?: string;
}

export interface AcceptanceRules {
  readonly limit: number;
  readonly decisionsMin: number;
  readonly window: number;
  /** What the settings say of every field. */
  readonly standing: Automation;
}

export function acceptanceRules(settings: Settings, field: Pick<FieldDefinition, 'automation'> | undefined) {
  const { acceptance, automation } = settings.updates;
  const standing: Automation = automation === 'confirm' ? 'confirm' : 'automatic';
  return { ...acceptance, limit: field?.automation?.limit ?? acceptance.limit, standing };
}

/** How a field is filled now. `modes` are the fields whose state is another than the settings'. */
export function automationOf(
  field: string,
  settings: Pick<Settings, 'updates'>,
  modes: ReadonlyMap<string, Automation> | undefined,
): Automation {
  return modes?.get(field) ?? (settings.updates.automation === 'confirm' ? 'confirm' : 'automatic');
}

export function newAcceptance(field: string): Acceptance {
  return { _id: field, version: 1, field, window: [], recent: [], versions: [], changes: [] };
}

const Z = 1.959964; // two-sided 95 %

/**
 * A share with its Wilson score interval (Wilson 1927, without continuity correction), which also holds for few
 * decisions and for shares near 0 and 1.
 */
export function rateOf({ decided, accepted }: Tally): Rate {
  if (decided === 0) return { decided, accepted, rate: null, lower: 0, upper: 1 };
  const share = accepted / decided;
  const z2 = Z * Z;
  const middle = share + z2 / (2 * decided);
  const half = Z * Math.sqrt((share * (1 - share)) / decided + z2 / (4 * decided * decided));
  const scale = 1 + z2 / decided;
  // At the ends the bound is exact; rounding must not put it past the share.
  const lower = accepted === 0 ? 0 : Math.max(0, (middle - half) / scale);
  const upper = accepted === decided ? 1 : Math.min(1, (middle + half) / scale);
  return { decided, accepted, rate: share, lower, upper };
}

export function tallyOf(window: readonly boolean[]): Tally {
  return { decided: window.length, accepted: window.filter(Boolean).length };
}

/** Of the newest decisions: those that the rate is made of. */
export function newestTally(
  found: Pick<Acceptance, 'window'> | undefined,
  rules: Pick<AcceptanceRules, 'window'>,
): Tally {
  return tallyOf(found?.window.slice(-rules.window) ?? []);
}

export interface Decision {
  /** A fingerprint of what was decided: the same one counts once. */
  readonly id: string;
  readonly accepted: boolean;
  /** The settings that were published then. */
  readonly n: number;
  readonly at: string;
}

/** Counts a decision, and draws what follows from it; `agent` is who the change is put down to. */
export function counted(
  found: Acceptance,
  decision: Decision,
  rules: AcceptanceRules,
  agent: Person,
): Change<Acceptance> {
  if (found.recent.includes(decision.id)) return unchanged;
  const next: Acceptance = {
    ...found,
    window: [...found.window, decision.accepted].slice(-WINDOW_MAX),
    recent: [...found.recent, decision.id].slice(-RECENT_MAX),
    versions: withVersion(found.versions, decision),
  };
  const mode = found.mode ?? rules.standing;
  return changed(
    mode === 'automatic' ? judged(next, rules, decision.at, agent) : offered(next, rules, decision.at),
  );
}

function withVersion(versions: Acceptance['versions'], { n, accepted }: Decision): Acceptance['versions'] {
  const before = versions.find((one) => one.n === n) ?? { n, decided: 0, accepted: 0 };
  const now = { n, decided: before.decided + 1, accepted: before.accepted + (accepted ? 1 : 0) };
  return [...versions.filter((one) => one.n !== n), now].sort((a, b) => a.n - b.n).slice(-VERSIONS_MAX);
}

/** Filled without asking, and corrected too often: from now on it is asked about. */
function judged(found: Acceptance, rules: AcceptanceRules, at: string, by: Person): Acceptance {
  const tally = newestTally(found, rules);
  const { rate } = rateOf(tally);
  if (tally.decided < enough(rules) || rate === null || rate >= rules.limit) return found;
  const change = { id: nextId(found), at, by, to: 'confirm', limit: rules.limit, ...tally } as const;
  return { ...begunAnew(found, change, 'confirm', rules), tell: change.id };
}

/** Asked about, and accepted so often that the true rate is above the limit: an administrator is asked. */
function offered(found: Acceptance, rules: AcceptanceRules, at: string): Acceptance {
  const tally = worthOffering(found, rules);
  if (!tally) return { ...found, offer: undefined };
  if (found.offer) return { ...found, offer: { ...found.offer, ...tally } };
  const all = found.versions.reduce((sum, one) => sum + one.decided, 0);
  // Going to and fro about the limit is no news.
  const news = found.offeredAt === undefined || all - found.offeredAt >= enough(rules);
  const id = `${nextId(found)}o${all}`;
  const offer = { id, at, limit: rules.limit, ...tally };
  return { ...found, offer, ...(news ? { offeredAt: all, tell: id } : {}) };
}

/**
 * The decisions that speak for it: the newest, or all since the state last changed where the limit is so high that the
 * newest alone cannot bear it out. Of all the newest must not speak against it.
 */
function worthOffering(found: Acceptance, rules: AcceptanceRules): Tally | undefined {
  const newest = newestTally(found, rules);
  if (newest.decided < enough(rules) || rules.limit === 0 || (rateOf(newest).rate ?? 0) < rules.limit)
    return undefined;
  return [newest, tallyOf(found.window)].find((tally) => rateOf(tally).lower >= rules.limit);
}

/** A window that is smaller than what is enough would never be enough. */
function enough({ decisionsMin, window }: AcceptanceRules): number {
  return Math.min(decisionsMin, window);
}

function nextId({ field, version }: Acceptance): string {
  return `${field}/${version + 1}`;
}

/** The decisions of before say nothing about the new state. */
function begunAnew(
  found: Acceptance,
  change: AutomationChange,
  mode: Automation,
  { standing }: AcceptanceRules,
): Acceptance {
  return {
    ...found,
    window: [],
    mode: mode === standing ? undefined : mode,
    offer: undefined,
    offeredAt: undefined,
    changes: [...found.changes, change].slice(-CHANGES_MAX),
    tell: undefined,
  };
}

export interface Switching {
  readonly to: Automation;
  readonly by: Person;
  readonly at: string;
  /** The offer or change that the person answers; missing where they come by themselves. */
  readonly answers?: string;
}

/** A person says how the field is filled; to leave a field that is asked about as it is declines what was offered. */
export function switched(
  found: Acceptance,
  switching: Switching,
  rules: AcceptanceRules,
): Change<Acceptance> {
  const { to, by, at, answers } = switching;
  // Somebody answered it already, or it is not offered any more: an old card changes nothing.
  if (answers !== undefined && answers !== found.offer?.id && answers !== found.changes.at(-1)?.id)
    return unchanged;
  const mode = found.mode ?? rules.standing;
  const { offer } = found;
  if (mode === to && !(to === 'confirm' && offer)) return unchanged;
  const told = offer && {
    offer: offer.id,
    decided: offer.decided,
    accepted: offer.accepted,
    limit: offer.limit,
  };
  const change = { id: nextId(found), at, by, to: mode === to ? ('declined' as const) : to, ...told };
  return changed(begunAnew(found, change, to, rules));
}

/** The administrators know. */
export function told(found: Acceptance, id: string): Change<Acceptance> {
  return found.tell === id ? changed({ ...found, tell: undefined }) : unchanged;
}
