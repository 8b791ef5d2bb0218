/** What training brought, for people: one line a field, and the words that weigh most. */
import type { TrainedField, Verdict } from '../../cases/training';
import type { Lessons } from './lessons';

export interface FieldReport extends Pick<TrainedField, 'rows' | 'verdict' | 'words'> {
  readonly field: string;
  readonly label: string;
}

export function table(reports: readonly FieldReport[]): string {
  const head = ['Field', 'Cases', 'Held out', 'Learned', 'Retrieval', 'In use'];
  const rows = reports.map(({ label, rows: cases, verdict }) => [
    label,
    String(cases),
    String(verdict.heldOut),
    shares(verdict, 'classifier'),
    shares(verdict, 'retrieval'),
    inUse(verdict),
  ]);
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length)));
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...reports.flatMap(wordLines)].join('\n');
}

function shares(verdict: Verdict, who: 'classifier' | 'retrieval'): string {
  if (verdict.heldOut === 0) return '-';
  return `${percent(verdict[who].right)} right, ${percent(verdict[who].wrong)} wrong`;
}

function inUse({ why, lowerBound }: Verdict): string {
  switch (why) {
    case 'better':
      return `yes, surely above ${percent(lowerBound)}`;
    case 'not-better':
      return `no: not surely better (above ${percent(lowerBound)})`;
    case 'too-few':
      return 'no: fewer than 50 cases to judge by';
    case 'one-value':
      return 'no: cases of at least two values are needed';
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function wordLines({ label, words }: FieldReport): string[] {
  const lines = Object.entries(words).map(([value, told]) => `  ${value}: ${told.join(', ')}`);
  return lines.length === 0 ? [] : ['', `${label}, the words that weigh most:`, ...lines];
}

const UNKNOWN_TOLD_MAX = 5;

/** What was read, and what could not be used. */
export function readingLines({ cases, rows, silent, unknown }: Lessons, added: number): string[] {
  const lines = [`${cases} cases read, ${rows.length} values to learn from, ${added} of them new.`];
  if (silent > 0) lines.push(`${silent} cases without a word of the customer were left out.`);
  for (const [field, counts] of unknown) {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const told = [...counts.keys()].slice(0, UNKNOWN_TOLD_MAX).map((value) => `"${value}"`);
    const more = counts.size > UNKNOWN_TOLD_MAX ? ', ...' : '';
    lines.push(`${field}: ${total} values are none of its options: ${told.join(', ')}${more}`);
  }
  return lines;
}
