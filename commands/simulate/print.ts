/** The report as a table: fields first, free text apart, then what was mistaken for what. */
import type { Verdict } from '../../cases/training';
import type { Change } from '../../agent/simulation/compare';
import type { FieldFigures, SimulationReport } from '../../cases/simulation';
import { createColors } from 'picocolors';

export interface Printed {
  readonly report: SimulationReport;
  readonly seconds: number;
  readonly changes?: Readonly<Record<string, Change>>;
  readonly trained?: Readonly<Record<string, { readonly rows: number; readonly verdict: Verdict }>>;
}

type Colours = ReturnType<typeof createColors>;
const HEAD = ['', 'truth', 'coverage', 'right', 'wrong', 'false fill', 'match'];
const LABEL_CHARS_MAX = 40;
const CONFUSIONS_SHOWN = 5;

/** `coloured`: a terminal that nobody asked to leave plain. */
export function printed({ report, seconds, changes, trained }: Printed, coloured: boolean): string {
  const colours = createColors(coloured);
  const fields = Object.entries(report.fields);
  const plain = fields.filter(([, { freeText }]) => !freeText);
  const free = fields.filter(([, { freeText }]) => freeText);
  const lines = [
    `${report.rows.toLocaleString('en')} conversations in ${seconds.toFixed(1)} s`,
    ...Object.entries(trained ?? {}).map(([name, one]) => trainedLine(labelOf(report, name), one)),
    ...section('Fields', plain, changes, colours),
    ...(plain.length > 1
      ? [`All of them: coverage ${percent(report.coverage)}, match ${percent(report.match)}`]
      : []),
    ...section('Free text (the same words, whatever case, spaces and punctuation)', free, changes, colours),
    ...fields.flatMap(([, one]) => confusions(one)),
  ];
  return `${lines.join('\n')}\n`;
}

function section(
  title: string,
  fields: readonly (readonly [string, FieldFigures])[],
  changes: Printed['changes'],
  colours: Colours,
): string[] {
  if (fields.length === 0) return [];
  const head = changes ? [...HEAD, 'than before'] : HEAD;
  const rows = fields.map(([name, one]) => {
    const cells = [
      one.label.slice(0, LABEL_CHARS_MAX),
      String(one.truth),
      percent(one.coverage),
      String(one.right),
      String(one.wrong),
      String(one.falseFill),
      percent(one.match),
    ];
    return changes ? [...cells, changeText(changes[name])] : cells;
  });
  const widths = head.map((cell, at) => Math.max(cell.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return ['', colours.bold(title), colours.dim(line(head)), ...rows.map(line)];
}

function changeText(change: Change | undefined): string {
  if (!change) return 'new';
  const points = (share: number | null): string =>
    share === null ? '–' : `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)}`;
  return `match ${points(change.match)}, coverage ${points(change.coverage)}`;
}

function confusions({ label, confusions: found = [] }: FieldFigures): string[] {
  if (found.length === 0) return [];
  return [
    '',
    `${label}: what was mistaken`,
    ...found
      .slice(0, CONFUSIONS_SHOWN)
      .map(({ truth, predicted, count }) => `  ${truth} taken for ${predicted}: ${count}`),
  ];
}

function trainedLine(label: string, { rows, verdict }: { rows: number; verdict: Verdict }): string {
  const { inUse, why, classifier, retrieval } = verdict;
  const compared = `${percent(classifier.right)} right on unseen ones, ${percent(retrieval.right)} without training`;
  const words = {
    better: compared,
    'not-better': `not used: ${compared}`,
    'too-few': 'not used: too few conversations',
    'one-value': 'not used: fewer than two values',
  };
  return `Trained on ${rows.toLocaleString('en')}: ${label}, ${inUse ? compared : words[why]}`;
}

function labelOf({ fields }: SimulationReport, name: string): string {
  return fields[name]?.label ?? name;
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`;
}
