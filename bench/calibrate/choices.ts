/** Options that were brought up, of STAR's forms and the services' slots: what was heard, and which was right in the end. */
import { optionNamed } from '../../agent/simulation/truth';
import { hasOptions, type FieldDefinition } from '../../cases/fields';
import type { PredictorMemory, PredictorTurn } from '../../cases/deciding/prediction';
import { CHOICE_EVIDENCE, evidenceOf } from '../../prediction/local/choiceConfidence';
import { readMemory } from '../../prediction/local/memory';
import { yesNo } from '../../prediction/local/optionCandidates';
import { predictLocally } from '../../prediction/local/predict';
import { readRows, shuffled, type DataRow } from '../accuracy/data';
import { Calibration } from '../accuracy/figures';
import { readServiceForms, readStar } from '../accuracy/forms';
import { inFolds } from './folds';
import { fitLogit, sharesOf, type Case } from './logit';

const ROWS = 1_000; // of each set
const AT = '2026-01-05T10:00:00Z';
const UNTRUE = 0.3; // a form without the value may only not have been filled in

interface ChoiceCase extends Case {
  /** The last of its conversation, whose truth has the field. */
  readonly ends: boolean;
}

export interface MeasuredChoices {
  readonly weights: ReadonlyMap<string, number>;
  /** In folds. */
  readonly judged: Calibration;
}

export function measureChoices(): MeasuredChoices {
  const services = readServiceForms();
  const { forms } = readStar();
  const cases = [
    ...casesOf('star', (row) => forms.get(row.fields['subcategory'] ?? '') ?? []),
    ...casesOf('sgd', (row) => services.get(row.fields['category'] ?? '') ?? []),
  ];
  const judged = new Calibration();
  const fit = (some: readonly ChoiceCase[]): number[] => fitLogit(some, CHOICE_EVIDENCE.length);
  inFolds(cases, fit, ({ alternatives, right, ends }, weights) => {
    const shares = sharesOf(alternatives, weights);
    const best = shares.indexOf(Math.max(...shares));
    if (ends && best !== -1) judged.add(shares[best] ?? 0, best === right);
  });
  const weights = fit(cases.flat());
  return { weights: new Map(CHOICE_EVIDENCE.map((key, i) => [key, weights[i] ?? 0])), judged };
}

function casesOf(set: 'star' | 'sgd', formOf: (row: DataRow) => readonly FieldDefinition[]): ChoiceCase[][] {
  const rows = shuffled(readRows(set, 'train')).slice(0, ROWS);
  const key = (row: DataRow, name: string): string => `${row.fields['category'] ?? ''} ${name}`;
  // A field that no form of its kind ever has a value for says nothing about what is right.
  const filled = new Set(rows.flatMap((row) => Object.keys(row.fields).map((name) => key(row, name))));
  return rows.map((row) => {
    const lists = formOf(row).filter(
      (field) => hasOptions(field) && !yesNo(field.options ?? []) && filled.has(key(row, field.name)),
    );
    return casesOfRow(row, formOf(row), lists);
  });
}

/** A case for each of the customer's turns; those of a field before the last weigh together what the last one does. */
function casesOfRow(
  row: DataRow,
  form: readonly FieldDefinition[],
  lists: readonly FieldDefinition[],
): ChoiceCase[] {
  const byField = new Map<FieldDefinition, Omit<Case, 'weight'>[]>(lists.map((field) => [field, []]));
  let memory: PredictorMemory | null = null;
  let newTurns: PredictorTurn[] = [];
  for (const [seq, { from, text }] of row.turns.entries()) {
    newTurns.push({ id: `row/${seq}`, seq, from, text, at: AT });
    if (from !== 'customer') continue;
    const place = { region: 'US', timeZone: 'UTC' };
    memory = predictLocally({ fields: form, newTurns, known: {}, memory, ...place }).memory;
    newTurns = [];
    const { hearings } = readMemory(memory);
    for (const [field, cases] of byField) {
      const heard = [...evidenceOf(hearings.of(field.name))];
      const right = heard.findIndex(([{ value }]) => value === rightOf(row, field));
      const alternatives = heard.map(([, one]) => CHOICE_EVIDENCE.map((key) => one[key]));
      if (heard.length > 0) cases.push({ alternatives, right: right === -1 ? undefined : right });
    }
  }
  return [...byField].flatMap(([field, cases]) => {
    const known = rightOf(row, field) !== undefined;
    return cases.map((one, i) => {
      const last = i === cases.length - 1;
      const weight = (known ? 1 : UNTRUE) * (last ? 0.5 : 0.5 / (cases.length - 1));
      return { ...one, weight, ends: last && known };
    });
  });
}

function rightOf(row: DataRow, field: FieldDefinition): string | undefined {
  const truth = row.fields[field.name];
  return truth === undefined || truth === null ? undefined : optionNamed(field, truth)?.value;
}
