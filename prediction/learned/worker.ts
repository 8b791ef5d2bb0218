/** The training thread: takes the rows of one field page by page, trains, answers once, ends. */
import { parentPort, type MessagePort } from 'node:worker_threads';
import type { FieldDefinition } from '../../cases/fields';
import type { TrainedField, TrainingRow } from '../../cases/training';
import { trainField } from './trainField';

/** To the thread: pages of rows, then the fields (the field, its parents) as the word that all have come. */
export type TrainingOrder =
  { readonly rows: readonly TrainingRow[] } | { readonly fields: readonly FieldDefinition[] };

/** From the thread. An error crosses as its message: its class would not. */
export type TrainingReport = { readonly trained: TrainedField } | { readonly failed: string };

function serve(port: MessagePort): void {
  const rows: TrainingRow[] = [];
  port.on('message', (order: TrainingOrder) => {
    if ('rows' in order) return void rows.push(...order.rows);
    port.postMessage(report(order.fields, rows));
    port.close();
  });
}

function report(fields: readonly FieldDefinition[], rows: readonly TrainingRow[]): TrainingReport {
  try {
    return { trained: trainField(fields, rows) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

if (parentPort !== null) serve(parentPort);
