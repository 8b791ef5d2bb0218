/** What our own servers found out about a mail's sender: Authentication-Results (RFC 8601). */
import type { MailAuthentication, MailVerdict } from '../../../cases/mail/mail';
import type { Field } from './fields';
import type { AuthenticationTrust } from './options';

export interface AuthenticationResults {
  /** Lower case; empty where the server gave no name. */
  readonly server: string;
  readonly results: readonly MethodResult[];
}

export interface MethodResult {
  readonly method: string;
  readonly result: string;
  /** "header.from": "example.com" */
  readonly properties: Readonly<Record<string, string>>;
}

const RESULTS_MAX = 50;

/** Undefined where it is not the header's syntax. Comments are dropped, quoted strings opened. */
export function parseAuthenticationResults(value: string): AuthenticationResults | undefined {
  const [first = [], ...rest] = statements(value);
  const named = first.length > 0 && !first.includes('=');
  // A name may be followed by the version; without a name the first statement is a result already.
  const results = (named ? rest : [first, ...rest]).slice(0, RESULTS_MAX).map(resultOf);
  if (!named && results[0] === undefined) return undefined;
  if (named && first[1] !== undefined && !/^\d+$/.test(first[1])) return undefined;
  return {
    server: named ? (first[0] ?? '').toLowerCase() : '',
    results: results.filter((result) => result !== undefined),
  };
}

/** method[/version] = result [reason = ...] [ptype.property = value]... */
function resultOf(tokens: readonly string[]): MethodResult | undefined {
  const equals = tokens.indexOf('=');
  const method = tokens[0]?.toLowerCase();
  const result = tokens[equals + 1]?.toLowerCase();
  if (method === undefined || result === undefined || equals < 1) return undefined;
  if (equals > 1 && !(tokens[1] === '/' && equals === 3)) return undefined;
  const properties: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let i = equals + 2; i < tokens.length; i++) {
    const name = tokens[i - 1]?.toLowerCase();
    const said = tokens[i + 1];
    if (tokens[i] === '=' && name !== undefined && said !== undefined) properties[name] ??= said;
  }
  return { method, result, properties };
}

/** Tokens between semicolons. A token is a quoted string, "=", "/" at the method's version, or a run of anything else. */
function statements(value: string): string[][] {
  const all: string[][] = [[]];
  let depth = 0;
  for (let i = 0; i < value.length; i++) {
    const char = value[i] ?? '';
    if (depth > 0) {
      if (char === '\\') i++;
      else if (char === '(') depth++;
      else if (char === ')') depth--;
      continue;
    }
    const tokens = all[all.length - 1] ?? [];
    if (char === '(') depth = 1;
    else if (char === ';') all.push([]);
    else if (char === '=') tokens.push('=');
    else if (char === '"') {
      const end = quotedEnd(value, i);
      tokens.push(value.slice(i + 1, end).replace(/\\(.)/g, '$1'));
      i = end;
    } else if (!/\s/.test(char)) {
      const run = runAt(value, i, tokens.length > 2 && tokens.at(-1) === '=');
      tokens.push(run);
      i += run.length - 1;
    }
  }
  return all;
}

function quotedEnd(value: string, start: number): number {
  let at = start + 1;
  while (at < value.length && value[at] !== '"') at += value[at] === '\\' ? 2 : 1;
  return at;
}

const RUN = /[^\s;="()/]+|\//y;
/** Values carry slashes, and Base64 its own "=" ("header.b=a/b="). */
const VALUE_RUN = /[^\s;"()]+/y;

function runAt(value: string, at: number, valued: boolean): string {
  const pattern = valued ? VALUE_RUN : RUN;
  pattern.lastIndex = at;
  return pattern.exec(value)?.[0] ?? value[at] ?? '';
}

/**
 * The verdicts of our own servers, or undefined where they said nothing. `fromDomain` is the domain that people are
 * shown; undefined where the mail names several authors, for which no verdict on one of them speaks.
 */
export function authenticationOf(
  fields: readonly Field[],
  trust: AuthenticationTrust | undefined,
  fromDomain: string | undefined,
): MailAuthentication | undefined {
  const results = ownResults(fields, trust)?.flatMap((header) => header.results);
  if (results === undefined) return undefined;
  return {
    spf: verdictOf(results.filter(({ method }) => method === 'spf')),
    dkim: bestOf(results.filter(({ method }) => method === 'dkim')),
    dmarc: dmarcOf(results, fromDomain),
  };
}

function ownResults(
  fields: readonly Field[],
  trust: AuthenticationTrust | undefined,
): AuthenticationResults[] | undefined {
  if (trust === undefined) return undefined;
  const names = new Set(trust.servers.map((name) => name.toLowerCase()));
  const end = fields.findIndex(({ name }) => name === 'received');
  const above = trust.place === 'topmost' || end < 0 ? fields : fields.slice(0, end);
  const own = above
    .filter(({ name }) => name === 'authentication-results')
    .map(({ value }) => parseAuthenticationResults(value))
    .filter((parsed) => parsed !== undefined)
    .filter(({ server }) => (server === '' ? trust.unnamed === true : names.has(server)));
  if (own.length === 0 || (end < 0 && trust.place !== 'topmost')) return undefined;
  // Below a Received only the topmost is surely ours: the next may be the sender's, put there to be found.
  return trust.place === 'topmost' ? own.slice(0, 1) : own;
}

function verdict(result: string): MailVerdict {
  if (result === 'pass' || result === 'none') return result;
  return result === 'fail' || result === 'hardfail' ? 'fail' : 'other';
}

/** The first word counts: a server that adds a second one below it was asked by the sender. */
function verdictOf(results: readonly MethodResult[]): MailVerdict {
  return verdict(results[0]?.result ?? 'none');
}

/** Of several signatures one good one is enough; whether it is the author's is DMARC's to say. */
function bestOf(results: readonly MethodResult[]): MailVerdict {
  const all = results.map(({ result }) => verdict(result));
  return all.find((one) => one === 'pass') ?? all[0] ?? 'none';
}

function dmarcOf(results: readonly MethodResult[], fromDomain: string | undefined): MailVerdict {
  const all = results.filter(({ method }) => method === 'dmarc');
  const said = all.map(({ result }) => verdict(result));
  if (said.length === 0) return 'none';
  if (!said.includes('pass')) return said[0] ?? 'none';
  const about = all.map(({ properties }) => properties['header.from']?.toLowerCase());
  const same =
    fromDomain !== undefined &&
    about.every((domain) => domain === undefined || sameDomain(domain, fromDomain));
  return same && said.every((one) => one === 'pass') ? 'pass' : 'other';
}

/** Some servers name the whole address, some the organization's domain of the author's. */
function sameDomain(said: string, from: string): boolean {
  const domain = said.slice(said.lastIndexOf('@') + 1);
  return domain === from || from.endsWith(`.${domain}`);
}
