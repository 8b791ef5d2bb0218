/** Message-ID, In-Reply-To and References (RFC 5322, 3.6.4), as they are and as broken clients write them. */
import { createHash } from 'node:crypto';
import { bodyStart, valueOf, valuesOf, type Field } from './fields';
import { REFERENCES_MAX } from './options';

const ID_CHARS_MAX = 500;
const HASHED_BYTES_MAX = 1024 * 1024;
const BRACKETED = /<([^<>]{1,998})>/g;

/** Every id of a field, in order, each once, without brackets. */
export function idsIn(value: string): string[] {
  const bracketed = [...value.matchAll(BRACKETED)].map(([, id = '']) => id);
  const found =
    bracketed.length > 0 ? bracketed : value.split(/[\s,;<>"]+/).filter((word) => word.includes('@'));
  // A client that folds lines inside of an id leaves blanks there.
  return [...new Set(found.map((id) => id.replace(/\s+/g, '')))].filter(
    (id) => id !== '' && id.length <= ID_CHARS_MAX,
  );
}

/** The thread's beginning and its newest: of thousands that is what tells where a mail belongs. */
export function referencesOf(fields: readonly Field[]): string[] {
  const all = [...new Set(valuesOf(fields, 'references').flatMap(idsIn))];
  return all.length <= REFERENCES_MAX ? all : [...all.slice(0, 1), ...all.slice(1 - REFERENCES_MAX)];
}

export function inReplyToOf(fields: readonly Field[]): string[] {
  return [...new Set(valuesOf(fields, 'in-reply-to').flatMap(idsIn))].slice(0, 10);
}

/**
 * The mail's own id. One that has none gets one of its content: what servers add on the road (Received, Return-Path)
 * is left out, so that the same mail in two mailboxes is one mail.
 */
export function messageIdOf(fields: readonly Field[], raw: Buffer): string {
  const value = valueOf(fields, 'message-id') ?? '';
  const [own] = idsIn(value);
  if (own !== undefined) return own;
  const bare = value.replace(/[\s<>]+/g, '').slice(0, ID_CHARS_MAX);
  return bare === '' ? contentId(fields, raw) : bare;
}

function contentId(fields: readonly Field[], raw: Buffer): string {
  const hash = createHash('sha256');
  for (const name of ['from', 'to', 'date', 'subject'])
    hash.update(`${name}:${valueOf(fields, name) ?? ''}\n`);
  // A server may rewrite line ends, so they are not counted.
  const start = bodyStart(raw);
  hash.update(raw.subarray(start, start + HASHED_BYTES_MAX).filter((byte) => byte !== 13 && byte !== 10));
  return `${hash.digest('hex')}@no-message-id.invalid`;
}
