/** What a recogniser finds: a value, where it stands, and how it was said. */

export type CandidateKind =
  | 'email'
  | 'phone'
  | 'number'
  | 'money'
  | 'date'
  | 'name'
  | 'identifier'
  | 'place'
  | 'text'
  | 'boolean'
  | 'option'
  | 'url';

/** How a person's name was brought in. */
export type NameCue = 'self' | 'possessive' | 'third' | 'answer' | 'mention' | 'title' | 'kin';

export interface Candidate {
  readonly kind: CandidateKind;
  readonly start: number;
  readonly end: number;
  /** Ready for a field of its kind; text as written for identifiers, names, places. */
  readonly value: string | number | boolean;
  readonly label?: string;
  /** The recogniser's own trust, 0 to 1. */
  readonly trust: number;
  readonly cue?: NameCue;
  /** The preposition before a place. */
  readonly preposition?: 'from' | 'to' | 'at';
  /** A field that alone may take it: an option of its list, a match of its pattern. */
  readonly only?: string;
  /** A number that is part of a time, a date or an amount and rarely a value of its own. */
  readonly part?: boolean;
  /** An option that is said not to be meant. */
  readonly denied?: boolean;
  /** The whole of what was said, fillers aside. */
  readonly bare?: boolean;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
