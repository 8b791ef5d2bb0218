/** Business hours: when people are there to answer. Pure: the time comes in. */
import { z } from 'zod/v4';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Day = (typeof DAYS)[number];

/** "09:00"; "24:00" is the end of the day. */
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'is not a time like 09:00');

const shift = z
  .strictObject({ days: z.array(z.enum(DAYS)).min(1), from: time, to: time })
  .refine(({ from, to }) => from < to, 'ends before it begins: write two where it goes past midnight');

export const businessHours = z.strictObject({
  shifts: z.array(shift).min(1).max(50),
  /** Days on which nobody is there, "2026-12-25". */
  holidays: z.array(z.iso.date()).max(500).default([]),
});

export type BusinessHours = z.infer<typeof businessHours>;

export interface Opening {
  readonly day: Day;
  /** "09:00", in the time zone of the question. */
  readonly from: string;
}

interface LocalTime {
  readonly date: string;
  readonly day: Day;
  /** "14:05" */
  readonly time: string;
}

const DAY_MS = 86_400_000;
const DAYS_AHEAD_MAX = 30; // past a month of holidays nobody wants to hear when

/** @param at ISO 8601. @param timeZone IANA: "Europe/Berlin". */
export function isOpen(hours: BusinessHours, at: string, timeZone: string): boolean {
  const now = localTime(Date.parse(at), timeZone);
  return shiftsOf(hours, now).some(({ from, to }) => from <= now.time && now.time < to);
}

/** When somebody is there next; undefined where that is more than a month away. For a time outside the hours. */
export function nextOpening(hours: BusinessHours, at: string, timeZone: string): Opening | undefined {
  const now = localTime(Date.parse(at), timeZone);
  for (let ahead = 0; ahead <= DAYS_AHEAD_MAX; ahead++) {
    const local = localTime(Date.parse(at) + ahead * DAY_MS, timeZone);
    const starts = shiftsOf(hours, local)
      .map(({ from }) => from)
      .filter((from) => ahead > 0 || from > now.time)
      .sort();
    if (starts[0] !== undefined) return { day: local.day, from: starts[0] };
  }
  return undefined;
}

const MINUTE_MS = 60_000;

/** The first moment from `at` on when somebody is there, ISO 8601; `at` itself where that is more than a month away. */
export function openFrom(hours: BusinessHours, at: string, timeZone: string): string {
  if (isOpen(hours, at, timeZone)) return at;
  const ms = Date.parse(at);
  for (let ahead = 0; ahead <= DAYS_AHEAD_MAX; ahead++) {
    const local = localTime(ms + ahead * DAY_MS, timeZone);
    const starts = shiftsOf(hours, local)
      .map(({ from }) => momentOf(local, from, timeZone))
      .filter((start) => start > ms);
    if (starts.length > 0) return new Date(Math.min(...starts)).toISOString();
  }
  return at;
}

/** When it is that time on that day there, in milliseconds. */
function momentOf({ date }: LocalTime, time: string, timeZone: string): number {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  const shown = (ms: number): number => {
    const local = localTime(ms, timeZone);
    return Date.parse(`${local.date}T${local.time}:00Z`);
  };
  const first = wanted - (shown(wanted) - wanted);
  return Math.round((first - (shown(first) - wanted)) / MINUTE_MS) * MINUTE_MS; // once more: the clock may change between
}

function shiftsOf({ shifts, holidays }: BusinessHours, { date, day }: LocalTime) {
  return holidays.includes(date) ? [] : shifts.filter(({ days }) => days.includes(day));
}

function localTime(ms: number, timeZone: string): LocalTime {
  const parts = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const date = `${parts['year'] ?? ''}-${parts['month'] ?? ''}-${parts['day'] ?? ''}`;
  const day = DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun';
  return { date, day, time: `${parts['hour'] ?? ''}:${parts['minute'] ?? ''}` };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a thousand times as long as using it. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  let made = formatters.get(timeZone);
  if (!made) {
    made = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formatters.set(timeZone, made);
  }
  return made;
}
