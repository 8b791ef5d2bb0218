/** The reading thread: says once that it is ready, then one mail in, one answer out. */
import { parentPort, type MessagePort } from 'node:worker_threads';
import type { ReadMail } from '../../../cases/mail/mail';
import type { ReadOptions } from './options';
import { readHead, readNow, type MailRead } from './read';

export interface ReadOrder {
  readonly raw: Uint8Array;
  readonly options: ReadOptions;
}

export interface ReadReport {
  readonly mail: ReadMail;
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

function serve(port: MessagePort): void {
  port.on('message', (order: ReadOrder) => {
    void answer(order).then((read) => port.postMessage(read satisfies ReadReport));
  });
  port.postMessage('ready');
}

async function answer({ raw, options }: ReadOrder): Promise<MailRead> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  try {
    return await readNow(bytes, options);
  } catch (error) {
    return await readHead(bytes, error instanceof Error ? error.message : String(error), options);
  }
}

if (parentPort !== null) serve(parentPort);
