/** The log: JSON lines on stderr. Customers' words and secrets never reach it. */
import pino, { type Logger } from 'pino';

const SECRETS = [
  '*.authorization',
  '*.password',
  '*.token',
  '*.secret',
  'authorization',
  'password',
  'token',
  'secret',
];

export function createLog(level: string): Logger {
  return pino({ level, redact: SECRETS, base: undefined }, pino.destination({ fd: 2, sync: false }));
}
