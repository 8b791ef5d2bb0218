/** A mail's header fields in their order, unfolded (RFC 5322, 2.2). */
import { HEAD_BYTES_MAX } from './options';

export interface Field {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

const VALUE_CHARS_MAX = 65_536;

/** Where the body begins; the mail's length where there is none. */
export function bodyStart(raw: Buffer): number {
  for (let at = raw.indexOf(10); at !== -1; at = raw.indexOf(10, at + 1)) {
    if (raw[at + 1] === 10) return at + 2;
    if (raw[at + 1] === 13 && raw[at + 2] === 10) return at + 3;
  }
  return raw.length;
}

/** The fields of the first 256 KB; lines that are no fields are passed over. */
export function fieldsOf(raw: Buffer): Field[] {
  const head = raw.subarray(0, Math.min(bodyStart(raw), HEAD_BYTES_MAX)).toString('utf8');
  const fields: { name: string; lines: string[] }[] = [];
  for (const line of head.split(/\r?\n/)) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) last?.lines.push(line.trim());
    else {
      const colon = /^([!-9;-~]{1,200})[ \t]*:/.exec(line);
      if (colon?.[1] !== undefined)
        fields.push({ name: colon[1].toLowerCase(), lines: [line.slice(colon[0].length).trim()] });
    }
  }
  return fields.map(({ name, lines }) => ({ name, value: lines.join(' ').slice(0, VALUE_CHARS_MAX).trim() }));
}

export function valuesOf(fields: readonly Field[], name: string): string[] {
  return fields.filter((field) => field.name === name).map(({ value }) => value);
}

/** Of a field that stands once; of several the topmost. */
export function valueOf(fields: readonly Field[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}
