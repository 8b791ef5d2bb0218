/** Times as people read them: how long ago, and when exactly. */

const STEPS = [
  { unit: 'minute', seconds: 60, upTo: 3600 },
  { unit: 'hour', seconds: 3600, upTo: 86_400 },
  { unit: 'day', seconds: 86_400, upTo: 30 * 86_400 },
  { unit: 'month', seconds: 30 * 86_400, upTo: 365 * 86_400 },
  { unit: 'year', seconds: 365 * 86_400, upTo: Infinity },
] as const;

/** "4 min ago", "vor 4 Min."; what lies less than a minute back, or ahead by a wrong clock, is `justNow`. */
export function ago(at: string, now: string, language: string, justNow: string): string {
  const seconds = (Date.parse(now) - Date.parse(at)) / 1000;
  if (Number.isNaN(seconds)) return '';
  if (seconds < 60) return justNow;
  const step = STEPS.find(({ upTo }) => seconds < upTo) ?? STEPS[4];
  const words = new Intl.RelativeTimeFormat(language, { style: 'short' }).format(
    -Math.floor(seconds / step.seconds),
    step.unit,
  );
  return language === 'en' ? words.replaceAll('.', '') : words;
}

/** When exactly, for a TextBlock: the client puts it into the reader's own time zone and language. */
export function exactMacro(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return '';
  const seconds = `${time.toISOString().slice(0, 19)}Z`; // clients leave a time with milliseconds unread
  return `{{DATE(${seconds},SHORT)}} {{TIME(${seconds})}}`;
}

/** When exactly, where no client helps: in UTC, and saying so. */
export function exactText(at: string, language: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return '';
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
    .format(time)
    .concat(' UTC');
}
