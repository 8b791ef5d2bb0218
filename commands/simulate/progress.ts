/** How far it is, how fast, and how long it will take: one line on a terminal, nothing elsewhere. */
const APART_MS = 200;
const BAR_CHARS = 24;
const CLEAR_LINE = '\r\u001b[2K';

export interface Progress {
  /** `share` of the whole, 0 to 1. */
  step(share: number, rows: number): void;
  say(what: string): void;
  end(): void;
}

export function createProgress(
  out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
  now: () => number = () => performance.now(),
  unit = 'rows',
): Progress {
  const from = now();
  let last = -Infinity;
  const show = (line: string): void => {
    if (out.isTTY) out.write(CLEAR_LINE + line);
  };
  return {
    step: (share, rows) => {
      if (now() - last < APART_MS) return;
      last = now();
      show(progressLine(share, rows, now() - from, unit));
    },
    say: show,
    end: () => show(''),
  };
}

export function progressLine(share: number, rows: number, tookMs: number, unit = 'rows'): string {
  const full = Math.round(Math.min(1, share) * BAR_CHARS);
  const bar = '#'.repeat(full).padEnd(BAR_CHARS, '.');
  const rate = tookMs > 0 ? Math.round((rows / tookMs) * 1000) : 0;
  const left = share > 0 ? ` · ${duration((tookMs * (1 - share)) / share)} left` : '';
  return `[${bar}] ${rows.toLocaleString('en')} ${unit} · ${rate.toLocaleString('en')} a second${left}`;
}

function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
