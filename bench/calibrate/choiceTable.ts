/** Writes the table that tells how sure a choice may be. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../accuracy/data';
import { measureChoices } from './choices';
import { measureTopics } from './topics';

/** The shares in the result come from folds; the table from all rows. */
export function calibrateChoices(sure: number): Record<string, number> {
  const choices = measureChoices();
  const topics = measureTopics();
  const weights = [...choices.weights].map(
    ([name, weight]) => `  ${name}: ${String(Number(weight.toFixed(2)))},`,
  );
  const { stretch, tiring, nothing } = topics.calibration;
  const text = `/**
 * How sure a choice may be, as it proved right on the training conversations of STAR and of the schema-guided
 * dialogues together. Written by \`npm run bench -- calibrate\`; run it again after a change to how choices are read.
 */

/** Log-odds for one of each, against "none of those that were brought up". */
export const CHOICE_WEIGHTS = {
${weights.join('\n')}
};

/** For the options that all of a conversation speaks for. */
export const TOPIC_CALIBRATION = { stretch: ${stretch}, tiring: ${tiring}, nothing: ${nothing} };
`;
  writeFileSync(join(repository(), 'prediction', 'local', 'choiceTable.ts'), text);
  return {
    'calibration.at90.choices': choices.judged.rightFrom(sure),
    'coverage.at90.choices': choices.judged.coverageFrom(sure),
    'calibration.at90.topics': topics.judged.rightFrom(sure),
    'coverage.at90.topics': topics.judged.coverageFrom(sure),
  };
}
