/**
 * An end for operations that the driver has lost. One that is written to a socket in the instant between its end and its
 * close waits for a "drain" that never comes (`Connection.writeCommand` of mongodb 6.22), and holds up its lane for good.
 */
import { MongoNetworkTimeoutError } from 'mongodb';

/** More than all limits of the driver together, once more for its retry: selecting, waiting for a connection, silence. */
export const OPERATION_MS_MAX = 60_000;

/** @throws MongoNetworkTimeoutError where neither an answer nor an error came: whether it happened is not known. */
export async function answered<T>(operation: Promise<T>, withinMs = OPERATION_MS_MAX): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const lost = new Promise<never>((_, reject) => {
    const error = new MongoNetworkTimeoutError('the driver has lost the operation');
    timer = setTimeout(() => reject(error), withinMs).unref();
  });
  try {
    return await Promise.race([operation, lost]);
  } finally {
    clearTimeout(timer);
  }
}
