/** From, To and their kin (RFC 5322, 3.4): groups opened, names made readable, addresses lower-cased. */
import { parseAddressHeader } from 'mailparser';
import type { MailAddress } from '../../../cases/mail/mail';
import { oneLine } from './characters';
import { valueOf, valuesOf, type Field } from './fields';
import { ADDRESSES_MAX } from './options';

const NAME_CHARS_MAX = 200;
const HEADER_CHARS_MAX = 20_000;
const ADDRESS = /^[^\s<>()[\],;:"\\@]{1,128}@[^\s<>()[\],;:"\\@]{1,253}$/;

/** Domains stay in their ASCII form: what looks like another domain's name is seen to be none. */
export function addressesIn(value: string): MailAddress[] {
  const { value: found } = parseAddressHeader(value.slice(0, HEADER_CHARS_MAX), {
    flatten: true,
    decodePunycode: false,
  });
  return found.slice(0, ADDRESSES_MAX).flatMap(({ address = '', name }): MailAddress[] => {
    const bare = address.trim().toLowerCase();
    if (!ADDRESS.test(bare)) return [];
    const readable = oneLine(name, NAME_CHARS_MAX);
    return [{ address: bare, ...(readable !== '' && readable !== bare && { name: readable }) }];
  });
}

export function addressesOf(fields: readonly Field[], name: string): MailAddress[] {
  return valuesOf(fields, name).slice(0, 20).flatMap(addressesIn).slice(0, ADDRESSES_MAX);
}

/** What the server wrote down of the envelope: empty for "nobody" (`<>`). */
export function returnPathOf(fields: readonly Field[]): string | undefined {
  const value = valueOf(fields, 'return-path');
  if (value === undefined) return undefined;
  return /^<?\s*>?$/.test(value) ? '' : addressesIn(value)[0]?.address;
}
