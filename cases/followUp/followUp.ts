/**
 * Follow-up: the customer has not answered, and is asked again by a rule, so often and no more; then the case is
 * closed. Pure: the case, what was said, the rules and the time go in, the next step comes out.
 */
import { openFrom } from '../live/businessHours';
import type { Case } from '../case';
import { conditionView } from '../deciding/conditionView';
import { holds, HOURS_PER_DAY, type Condition } from '../deciding/conditions';
import type { FollowUpRule } from './settings';
import type { FollowUp, Hindrance, Suggestion, SuggestionKind } from './state';
import type { Settings } from '../settings';
import { reasonNamed } from '../statusReasons';
import { openDrafts, type Draft } from '../drafts/drafts';
import { isSame } from '../drafts/suggesting';
import { placeOf, type Talk } from './talk';

export type Step =
  /** No rule is about the case. */
  | { readonly is: 'none' }
  | { readonly is: 'rest'; readonly followUp: FollowUp }
  | { readonly is: 'send'; readonly rule: FollowUpRule; readonly n: number; readonly followUp: FollowUp }
  | { readonly is: 'close'; readonly rule: FollowUpRule; readonly followUp: FollowUp };

const HOUR_MS = 3_600_000;
/** What is on its way is looked at again by itself, should nobody tell that it is through. */
const UNSETTLED_MS = 60_000;

export interface Judging {
  readonly settings: Settings;
  readonly now: string;
}

/** The rule that a case is followed up by now: the one that it is in while that fits, else the first that fits. */
export function ruleFor(theCase: Case, { settings, now }: Judging): FollowUpRule | undefined {
  if (theCase.status !== 'active') return undefined;
  const fitting = settings.followUp.rules.filter(
    (rule) => isAbout(rule, theCase) && fits(rule, theCase, now),
  );
  return fitting.find(({ name }) => name === theCase.followUp?.rule) ?? fitting[0];
}

function isAbout({ state, statusReason }: FollowUpRule, theCase: Case): boolean {
  return state === 'active' && reasonNamed([theCase.statusReason], statusReason) !== undefined;
}

function fits({ when }: FollowUpRule, theCase: Case, at: string): boolean {
  return !when || holds(when, conditionView({ case: theCase }, theCase.fields, at));
}

/** When a rule will be about a case that only its age keeps out; undefined where none will. */
export function fitsFrom(
  theCase: Case,
  { settings, now }: Judging,
): { rule: string; at: string } | undefined {
  if (theCase.status !== 'active') return undefined;
  const opened = Date.parse(theCase.openedAt);
  const coming = settings.followUp.rules
    .filter((rule) => isAbout(rule, theCase))
    .flatMap((rule) =>
      ages(rule.when)
        // A millisecond later: "older than" does not hold at the moment itself.
        .flatMap((ms) => [opened + ms, opened + ms + 1])
        .map((ms) => ({ rule: rule.name, at: new Date(ms).toISOString() }))
        .filter(({ at }) => at > now && fits(rule, theCase, at)),
    );
  return coming.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0];
}

/** The ages that a condition names, in milliseconds. */
function ages(condition: Condition | undefined): number[] {
  if (!condition) return [];
  if ('all' in condition) return condition.all.flatMap(ages);
  if ('any' in condition) return condition.any.flatMap(ages);
  const hours =
    condition.field === '@caseAgeHours' ? 1 : condition.field === '@caseAgeDays' ? HOURS_PER_DAY : 0;
  if (hours === 0) return [];
  return [condition.value].flat().flatMap((value) => {
    const ms = Math.round(Number(value) * hours * HOUR_MS);
    return Number.isFinite(ms) ? [ms] : [];
  });
}

/** What is to be done about a case now. */
export function followUpStep(theCase: Case, talk: Talk, judging: Judging): Step {
  const rule = ruleFor(theCase, judging);
  if (!rule) {
    const coming = fitsFrom(theCase, judging);
    if (!coming) return { is: 'none' };
    const of =
      judging.settings.followUp.rules.find(({ name }) => name === coming.rule)?.followUps.length ?? 0;
    return { is: 'rest', followUp: { rule: coming.rule, state: 'watching', sent: 0, of, nextAt: coming.at } };
  }
  return new Following(theCase, talk, rule, judging).step();
}

/** Words for the customer that wait for a representative. */
export function waitingWords(theCase: Case): Draft[] {
  return openDrafts(theCase).filter(({ kind }) => kind !== 'resolution');
}

/** A case that a rule is about. */
class Following {
  private readonly sent: number;

  constructor(
    private readonly theCase: Case,
    private readonly talk: Talk,
    private readonly rule: FollowUpRule,
    private readonly judging: Judging,
  ) {
    this.sent = sentSince(talk);
  }

  step(): Step {
    const { talk, theCase } = this;
    const kept = theCase.followUp?.keptAt;
    if (talk.unsettled) return this.rest({ state: 'waiting', nextAt: later(this.judging.now, UNSETTLED_MS) });
    if (kept !== undefined && !spokenAfter(talk, kept))
      return this.rest({ state: 'ended', why: 'kept-open', keptAt: kept });
    if (talk.heard?.kind === 'accept' && !talk.answeredByPerson)
      return this.rest({ state: 'ended', why: 'accepted', words: talk.heard.text });
    const last = talk.since.at(-1);
    if (!last || (talk.heard?.kind === 'decline' && !talk.isAnswered)) return this.answered();
    if (last.state === 'lost') return this.rest({ state: 'stuck', why: 'not-delivered' });
    return this.waiting(last.at);
  }

  /** The customer spoke last, or nobody ever did. */
  private answered(): Step {
    if (!this.talk.heard) return this.rest({ state: 'stuck', why: 'nothing-said' });
    return this.rule.automation === 'full' || this.isAnswerWaiting()
      ? this.rest({ state: 'answered' })
      : this.suggest('reply', { state: 'answered' });
  }

  /** A draft that answers what the customer said last: nobody is told to reply beside it. */
  private isAnswerWaiting(): boolean {
    return waitingWords(this.theCase).some(
      ({ conversationId, basedOn: seq }) => placeOf({ conversationId, seq }) === this.talk.heard?.place,
    );
  }

  /** The customer's turn: a wait follows whatever we said last. */
  private waiting(lastAt: string): Step {
    const { rule, sent, talk, judging } = this;
    const { waitHours } = rule.followUps[Math.max(0, Math.min(sent, rule.followUps.length) - 1)] ?? {
      waitHours: 0,
    };
    const nextAt = this.opening(later(lastAt, waitHours * HOUR_MS));
    if (nextAt > judging.now) return this.rest({ state: 'waiting', nextAt });
    if (sent < rule.followUps.length) return this.due(sent + 1);
    const hindrance = hindranceOf(talk);
    if (hindrance) return this.hindered(hindrance);
    if (rule.automation === 'full') return { is: 'close', rule, followUp: this.made({ state: 'closing' }) };
    return this.suggest('resolve', { state: 'suggested' });
  }

  private due(n: number): Step {
    const { rule, judging } = this;
    if (rule.automation === 'full') {
      // Sending it tells; this is for where that is lost.
      const nextAt = later(judging.now, UNSETTLED_MS);
      return { is: 'send', rule, n, followUp: this.made({ state: 'waiting', nextAt }) };
    }
    return this.suggest(n === 1 ? 'send-follow-up' : 'send-next-follow-up', { state: 'suggested' });
  }

  private hindered({ why, words }: HindranceFound): Step {
    return this.rule.automation === 'full'
      ? this.rest({ state: 'stuck', why, words })
      : this.suggest('reply', { state: 'stuck', why, words });
  }

  private suggest(kind: SuggestionKind, over: Partial<FollowUp> & Pick<FollowUp, 'state'>): Step {
    const { theCase, talk, sent } = this;
    const before = theCase.followUp?.suggestion;
    const n = Math.min(sent + 1, this.rule.followUps.length);
    const lastAnsweredAt = talk.heard?.at;
    const suggestion: Suggestion = { kind, n, at: this.judging.now, lastAnsweredAt };
    return this.rest({ ...over, suggestion: before && isSame(before, suggestion) ? before : suggestion });
  }

  private rest(over: Partial<FollowUp> & Pick<FollowUp, 'state'>): Step {
    return { is: 'rest', followUp: this.made(over) };
  }

  private made(over: Partial<FollowUp> & Pick<FollowUp, 'state'>): FollowUp {
    const { rule, sent } = this;
    return {
      rule: rule.name,
      sent: Math.min(sent, rule.followUps.length),
      of: rule.followUps.length,
      ...over,
    };
  }

  private opening(at: string): string {
    const { businessHours } = this.rule;
    return businessHours ? openFrom(businessHours, at, this.judging.settings.global.timeZone) : at;
  }
}

/** Follow-ups that went out since the customer's newest words; a representative's own words before them are the first. */
export function sentSince({ since }: Talk): number {
  const out = since.filter(({ state }) => state !== 'lost');
  const first = out.findIndex(({ about }) => about?.kind === 'follow-up');
  const before = first < 0 ? out : out.slice(0, first);
  const own = before.some(({ from }) => from === 'representative') ? 1 : 0;
  return own + out.filter(({ about }) => about?.kind === 'follow-up').length;
}

interface HindranceFound {
  readonly why: Hindrance;
  readonly words?: string;
}

/** Why a case must not be closed; undefined where nothing is owed to its customer. */
export function hindranceOf(talk: Talk): HindranceFound | undefined {
  if (talk.question !== undefined) return { why: 'question-open', words: talk.question };
  if (talk.heard?.kind === 'decline' && !talk.isAnswered)
    return { why: 'question-open', words: talk.heard.text };
  if (talk.promise !== undefined) return { why: 'promise-open', words: talk.promise };
  if (talk.since.length > 0 && talk.since.every(({ state }) => state === 'lost'))
    return { why: 'not-delivered' };
  if (talk.since.at(-1)?.state === 'lost') return { why: 'not-delivered' };
  return undefined;
}

function spokenAfter({ heard, since }: Talk, at: string): boolean {
  return (heard !== undefined && heard.at > at) || since.some((one) => one.at > at);
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
