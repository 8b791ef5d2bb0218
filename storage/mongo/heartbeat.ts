/**
 * Tells when the driver has stopped looking for its server. A heartbeat that is written to a socket in the instant
 * between its end and its close waits for a "drain" that never comes (`Connection.writeCommand` of mongodb 6.22 has no
 * limit there). The driver then looks no more, and the process would be without its database until it is restarted.
 */
import type { MongoClient, MongoClientEvents } from 'mongodb';

type Heartbeats = Pick<
  MongoClientEvents,
  'serverHeartbeatStarted' | 'serverHeartbeatSucceeded' | 'serverHeartbeatFailed' | 'serverClosed'
>;

/** As much of a client as is listened to. */
export interface Beating {
  on<E extends keyof Heartbeats>(event: E, listener: Heartbeats[E]): unknown;
}

/** Beyond what the driver itself allows a heartbeat: the machine may be busy. */
const GRACE_MS = 10_000;

/** How long a heartbeat of the client can take, in milliseconds, by the driver's own limits. */
export function heartbeatMsMax({ options }: Pick<MongoClient, 'options'>): number {
  return options.connectTimeoutMS + options.heartbeatFrequencyMS + GRACE_MS;
}

/** Calls `deaf` where a heartbeat has neither succeeded nor failed within so many milliseconds. */
export function whenDeaf(client: Beating, withinMs: number, deaf: () => void): void {
  const waiting = new Map<string, NodeJS.Timeout>();
  const heard = (address: string): void => {
    clearTimeout(waiting.get(address));
    waiting.delete(address);
  };
  client.on('serverHeartbeatStarted', ({ connectionId }) => {
    heard(connectionId);
    waiting.set(connectionId, setTimeout(deaf, withinMs).unref());
  });
  client.on('serverHeartbeatSucceeded', ({ connectionId }) => heard(connectionId));
  client.on('serverHeartbeatFailed', ({ connectionId }) => heard(connectionId));
  client.on('serverClosed', ({ address }) => heard(address));
}
