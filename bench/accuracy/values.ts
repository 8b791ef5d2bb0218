/** The values of STAR's forms: right, wrong and missed where the customer wrote them down word for word. */
import { playRow, type Filled, type Played } from '../../agent/simulation/simulate';
import { isRight } from '../../agent/simulation/truth';
import { hasOptions, type FieldDefinition } from '../../cases/fields';
import type { FieldPredictor } from '../../cases/deciding/prediction';
import { createLocalPredictor, createValueParser } from '../../prediction';
import type { DataRow } from './data';
import { evidenceGap } from './evidence';
import { Calibration, Count, share, under, type Figures } from './figures';
import type { Star } from './forms';
import type { Progress } from './progress';

/** The fields for people's names; where a form has two of them (host and guest), taking one for the other is wrong. */
const NAMES = new Set([
  'CustomerName',
  'FullName',
  'GuestName',
  'HostName',
  'PatientName',
  'RenterName',
  'UserName',
]);
/** Account numbers, guest counts, ids and PINs. */
const IDENTIFIERS = new Set(['AccountNumber', 'NumberGuests', 'PartySize', 'id', 'PIN']);
const SURE = 0.9;
const AT = '2026-01-05T10:00:00Z';

export async function valueFigures(
  rows: readonly DataRow[],
  star: Star,
  progress: Progress,
  calibration = new Calibration(),
): Promise<Figures> {
  const predictor = createLocalPredictor();
  const tally = new ValueTally(predictor, calibration);
  for (const [at, row] of rows.entries()) {
    const form = star.forms.get(row.fields['subcategory'] ?? '') ?? [];
    await tally.add(row, form, await playRow(row, form, predictor));
    progress.step(at + 1, rows.length);
  }
  return tally.figures();
}

/** What one set of forms came to. */
export class ValueTally {
  private readonly names = new Count();
  private readonly identifiers = new Count();
  private readonly values = new Count();
  private readonly choices = new Count();
  private readonly streaming = new Count();
  private readonly filledWithoutTruth = { filled: 0, of: 0 };
  private readonly ofValues = new Calibration();
  private readonly ofChoices = new Calibration();
  private withoutEvidence = 0;
  readonly parser = createValueParser({ region: 'US', timeZone: 'UTC', now: () => new Date(AT) });

  constructor(
    readonly predictor: FieldPredictor,
    private readonly calibration = new Calibration(),
  ) {}

  async add(row: DataRow, form: readonly FieldDefinition[], played: Played): Promise<void> {
    const { last, first, predictions } = played;
    for (const field of form) this.addField(row, field, last.get(field.name), first.get(field.name));
    const byName = new Map(form.map((field) => [field.name, field]));
    for (const { prediction, turn } of predictions) {
      const field = byName.get(prediction.field);
      const gap = field && (await evidenceGap(prediction, row.turns, turn, field, this));
      if (!field || gap !== undefined) this.withoutEvidence++;
    }
  }

  private addField(
    row: DataRow,
    field: FieldDefinition,
    filled: Filled | undefined,
    early: Filled | undefined,
  ): void {
    const truth = row.fields[field.name] ?? undefined;
    if (truth === undefined) {
      this.filledWithoutTruth.of++;
      if (filled) this.filledWithoutTruth.filled++;
      return;
    }
    const judge = (one: Filled | undefined): 'right' | 'wrong' | 'missed' => {
      if (!one) return 'missed';
      return isRight(field, one, { value: truth }, this.parser) ? 'right' : 'wrong';
    };
    const verdict = judge(filled);
    if (hasOptions(field)) this.choices.add(verdict);
    else if (!row.present.includes(field.name)) return;
    else {
      this.values.add(verdict);
      this.streaming.add(judge(early));
      if (NAMES.has(field.name)) this.names.add(verdict);
      if (IDENTIFIERS.has(field.name)) this.identifiers.add(verdict);
    }
    if (!filled) return;
    this.calibration.add(filled.confidence, verdict === 'right');
    (hasOptions(field) ? this.ofChoices : this.ofValues).add(filled.confidence, verdict === 'right');
  }

  figures(): Figures {
    const { names, identifiers, values, choices, streaming, filledWithoutTruth } = this;
    const both = ({ precision, recall }: Count): Figures => ({ precision, recall });
    return {
      ...under('star.names', both(names)),
      ...under('star.identifiers', both(identifiers)),
      ...under('star.values', { ...both(values), f1: values.f1 }),
      ...under('star.choices', both(choices)),
      'star.streaming.precision': streaming.precision,
      'star.filledWithoutTruth': share(filledWithoutTruth.filled, filledWithoutTruth.of),
      'calibration.at90.values': this.ofValues.rightFrom(SURE),
      'calibration.at90.choices': this.ofChoices.rightFrom(SURE),
      'coverage.at90.values': this.ofValues.coverageFrom(SURE),
      'coverage.at90.choices': this.ofChoices.coverageFrom(SURE),
      withoutEvidence: this.withoutEvidence,
    };
  }
}
