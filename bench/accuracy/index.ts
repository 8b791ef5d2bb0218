/** How right the prediction is, on conversations that it has never seen, beside node-nlp and plain BM25. */
import { readRows, readSupportChats, type DataRow } from './data';
import { Calibration, type Figures } from './figures';
import { readServices, readStar } from './forms';
import { openingFigures } from './opening';
import { createProgress, type Progress } from './progress';
import { topicFigures } from './topics';
import { labelled, trainedFigures } from './trained';
import { troubleFigures } from './trouble';
import { valueFigures } from './values';

const SURE = 0.9;
const INTENT = /^[a-z]+$/; // some rows of MultiDoGO have a line of slot tags in its place

/** @throws Error where `../shared/data` is missing. */
export async function benchAccuracy(): Promise<Record<string, number>> {
  const progress = createProgress();
  const calibration = new Calibration();
  const figures = {
    ...(await starTasks(progress, calibration)),
    ...(await services(progress)),
    ...(await trained(progress)),
    ...(await values(progress, calibration)),
    'calibration.at90': calibration.rightFrom(SURE),
    'coverage.at90': calibration.coverageFrom(SURE),
    ...(await openings(progress)),
  };
  progress.end();
  return figures;
}

const taskOf = (row: DataRow): string | null | undefined => row.fields['subcategory'];
const serviceOf = (row: DataRow): string | null | undefined => row.fields['category'];

async function starTasks(progress: Progress, calibration: Calibration): Promise<Figures> {
  progress.part('STAR tasks, untrained');
  const topic = { field: readStar().task, rows: readRows('star', 'dev'), truth: taskOf };
  const both = { ...topic, key: 'star.task.untrained', side: 'both' } as const;
  const customer = { ...topic, key: 'star.task.untrainedCustomer', side: 'customer' } as const;
  return {
    ...(await topicFigures(both, progress, calibration)),
    ...(await topicFigures(customer, progress)),
  };
}

/** The exact service, of those that the conversations are about. */
async function services(progress: Progress): Promise<Figures> {
  progress.part('Services, untrained');
  const rows = readRows('sgd', 'dev');
  const field = readServices(new Set(rows.map((row) => serviceOf(row) ?? '')));
  const key = 'sgd.service.untrained';
  return topicFigures({ key, field, rows, truth: serviceOf, side: 'both' }, progress);
}

async function trained(progress: Progress): Promise<Figures> {
  progress.part('STAR tasks, trained');
  const tasks = (split: 'train' | 'dev') => labelled(readRows('star', split), taskOf);
  const star = await trainedFigures('star.task.trained', tasks('train'), tasks('dev'), progress);
  progress.part('MultiDoGO intents, trained');
  const intentOf = (row: DataRow): string | undefined => {
    const intent = row.fields['subcategory'] ?? '';
    return INTENT.test(intent) ? intent : undefined;
  };
  const intents = (split: 'train' | 'dev') => labelled(readRows('multidogo', split), intentOf);
  const multidogo = await trainedFigures(
    'multidogo.intent.trained',
    intents('train'),
    intents('dev'),
    progress,
  );
  return { ...star, ...multidogo };
}

async function values(progress: Progress, calibration: Calibration): Promise<Figures> {
  progress.part('STAR values');
  return valueFigures(readRows('star', 'dev'), readStar(), progress, calibration);
}

async function openings(progress: Progress): Promise<Figures> {
  progress.part('Opening of cases');
  const heldOut = await openingFigures(readSupportChats(true));
  return {
    ...(await openingFigures(readSupportChats())),
    'opening.heldOut.precision': heldOut['opening.precision'] ?? 0,
    'opening.heldOut.recall': heldOut['opening.recall'] ?? 0,
    ...troubleFigures(),
  };
}
