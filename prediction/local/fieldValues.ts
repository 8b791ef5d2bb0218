/** A candidate as the field holds it: typed, in the form of its pattern or examples. */
import type { FieldProfile } from './fieldProfile';
import type { Candidate } from './recognisers/types';
import { compactOf, fitsHints, formatLike } from './shapes';

/** The value as the field holds it, or undefined where the candidate cannot be one. */
export function valueFor(candidate: Candidate, profile: FieldProfile): string | number | boolean | undefined {
  const { field, kind } = profile;
  if (candidate.only !== undefined && candidate.only !== field.name) return undefined;
  const raw = candidate.value;
  if (kind === 'count') return typeof raw === 'number' && Number.isInteger(raw) ? raw : undefined;
  if (kind === 'currency' && candidate.kind === 'number') return undefined;
  if (kind === 'decimal' && candidate.kind === 'money') return Number.parseFloat(String(raw));
  if (kind === 'identifier') return identifierFor(String(raw), candidate, profile);
  if (kind === 'dateText' && candidate.part !== true) return undefined;
  if (
    kind === 'dateText' ||
    kind === 'shortText' ||
    kind === 'username' ||
    kind === 'place' ||
    kind === 'longText'
  ) {
    return candidate.kind === 'phone'
      ? undefined
      : typeof raw === 'number' || candidate.kind === 'date'
        ? undefined
        : checked(String(raw), profile);
  }
  return typeof raw === 'string' ? checked(raw, profile) : raw;
}

function checked(text: string, profile: FieldProfile): string | undefined {
  return profile.matches === undefined || profile.matches(text) ? text : undefined;
}

/** Written in groups, capitals among the digits: "1Z 999 AA1", "1 ESY 1160". */
const SPACED = /^(?=(?:.*\d){4})(?:[\p{Lu}\d-]{1,8} ){1,7}[\p{Lu}\d-]{1,8}$/u;

/** Spoken and spaced forms are brought into the form that the pattern or the examples show. */
function identifierFor(
  raw: string,
  candidate: Candidate,
  profile: FieldProfile,
): string | number | undefined {
  if (candidate.kind === 'phone') return undefined;
  if (profile.field.type === 'integer') {
    const digits = compactOf(raw);
    return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
  }
  const compact = compactOf(raw);
  const formatted = formatLike(profile.shapes, raw);
  if (profile.matches !== undefined)
    return [formatted, raw, raw.toUpperCase(), compact, raw.toLowerCase(), compact.toLowerCase()].find(
      (form): form is string => form !== undefined && profile.matches?.(form) === true,
    );
  if (formatted !== undefined) return formatted;
  if (candidate.kind === 'text' && !/\d/.test(raw)) return undefined;
  const spaced = /\s/.test(raw);
  if (profile.shapes.prefixes.length > 0 && fitsHints(profile.shapes, raw) === true)
    return spaced || /^\p{Ll}/u.test(raw) ? compact : raw;
  if (spaced && !/^[\d\s.-]+$/.test(raw) && !SPACED.test(raw)) return undefined;
  if (profile.shapes.prefixes.length > 0 && fitsHints(profile.shapes, raw) === false) return undefined;
  return spaced ? compact : raw;
}
