/** The resident memory of another process, in megabytes; 0 where the system does not tell (only Linux does). */
import { readFileSync } from 'node:fs';

export function residentMb(pid: number): number {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Math.round(Number(line?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
