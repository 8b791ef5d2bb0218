/** Email addresses, as written or as spoken ("jane at example dot com"). */
import type { Candidate } from './types';

const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;

/** Addresses around each "@": walked from the sign outwards, so that no text makes it slow. */
export function findEmails(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const span = addressAround(text, at);
    if (span !== undefined)
      found.push({ kind: 'email', ...span, value: text.slice(span.start, span.end).toLowerCase(), trust: 1 });
  }
  return found.length > 0 ? found : findSpokenEmails(text);
}

function addressAround(text: string, at: number): { start: number; end: number } | undefined {
  let start = at;
  while (start > 0 && at - start < LOCAL_MAX && /[\p{L}\p{N}._%+'-]/u.test(text[start - 1] ?? '')) start--;
  let end = at + 1;
  while (end < text.length && end - at < ADDRESS_MAX && /[\p{L}\p{N}.-]/u.test(text[end] ?? '')) end++;
  while (end > at && /[.-]/.test(text[end - 1] ?? '')) end--;
  while (start < at && /[.'-]/.test(text[start] ?? '')) start++;
  // "user=anon@host" is a line that a machine wrote.
  if (text[start - 1] === '=') return undefined;
  return isEmail(text.slice(start, end)) ? { start, end } : undefined;
}

/** Whether a text is one address: a local part, and a domain whose last label has two letters at least. */
export function isEmail(text: string): boolean {
  const at = text.indexOf('@');
  if (
    at < 1 ||
    at > LOCAL_MAX ||
    text.length > ADDRESS_MAX ||
    text.includes('..') ||
    text.indexOf('@', at + 1) !== -1
  )
    return false;
  const labels = text.slice(at + 1).split('.');
  return (
    labels.length > 1 &&
    /^\p{L}{2,24}$/u.test(labels.at(-1) ?? '') &&
    labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?$/u.test(label)) &&
    /^[^\s@.][^\s@]*[^\s@.]$|^[^\s@.]$/.test(text.slice(0, at))
  );
}

const SPOKEN =
  /(?:^|\s)([a-z0-9]{1,30}(?:(?: dot | punkt |[._-])[a-z0-9]{1,30}){0,4}) (?:at|\(at\)|\[at\]|ät) ([a-z0-9-]{1,40}(?:(?: dot | punkt |\.)[a-z]{2,20}){1,3})(?![a-z0-9])/giu;

function findSpokenEmails(text: string): Candidate[] {
  if (!/ (?:dot|punkt) |\(at\)|\[at\]/i.test(text)) return [];
  const found: Candidate[] = [];
  for (const match of text.matchAll(SPOKEN)) {
    const [whole, local = '', domain = ''] = match;
    const join = (part: string): string => part.replace(/ (?:dot|punkt) /gi, '.');
    const value = `${join(local)}@${join(domain)}`.toLowerCase();
    if (!isEmail(value)) continue;
    const end = match.index + whole.length;
    found.push({ kind: 'email', start: end - whole.trimStart().length, end, value, trust: 0.85 });
  }
  return found;
}
