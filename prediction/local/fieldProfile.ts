/** A field made ready for matching: its phrases, kind, pattern and shapes. Made once for each definition. */
import { RE2JS } from 're2js';
import type { FieldDefinition } from '../../cases/fields';
import { conceptsOf } from './concepts';
import { kindOf, nameWords, type FieldKind } from './fieldKinds';
import { shapesOf, type Shapes } from './shapes';
import { fold, stem, tokenize } from './tokens';
import { GENERIC_STEMS, STOP_STEMS } from './words/small';

export interface Term {
  readonly stem: string;
  readonly weight: number;
}

export interface FieldProfile {
  readonly field: FieldDefinition;
  readonly kind: FieldKind;
  /** Label, name and each synonym: each on its own can be what somebody says. */
  readonly phrases: readonly (readonly Term[])[];
  /** Words of the description: they support, they do not decide. */
  readonly hints: ReadonlySet<string>;
  /** All concepts of the phrases. */
  readonly concepts: ReadonlySet<number>;
  readonly stems: ReadonlySet<string>;
  readonly matches: ((text: string) => boolean) | undefined;
  readonly shapes: Shapes;
  /** For names: how likely it is the speaker's own, 0 to 1. */
  readonly speaker: number;
  /** For names: whether somebody whom the speaker looks after may be meant (a patient, a pupil). */
  readonly lookedAfter: boolean;
  /** 1, 2, ... where the label counts ("Security Answer 2"). */
  readonly ordinal: number | undefined;
}

const GENERIC_WEIGHT = 0.3;
const BY_FIELD = new WeakMap<FieldDefinition, FieldProfile>();
const BY_WORDS = new Map<string, FieldProfile>();
const BY_WORDS_MAX = 2000; // settings are read anew now and then; the same words give the same profile

/** The profile of a field, from the cache where its definition has been seen. */
export function profileOf(field: FieldDefinition): FieldProfile {
  const cached = BY_FIELD.get(field);
  if (cached !== undefined) return cached;
  const { options: _options, ...rest } = field;
  const key = JSON.stringify(rest);
  let profile = BY_WORDS.get(key);
  if (profile === undefined) {
    profile = makeProfile(field);
    if (BY_WORDS.size >= BY_WORDS_MAX) BY_WORDS.clear();
    BY_WORDS.set(key, { ...profile, field: rest });
  }
  const own = profile.field === field ? profile : { ...profile, field };
  BY_FIELD.set(field, own);
  return own;
}

function makeProfile(field: FieldDefinition): FieldProfile {
  const phrases = [field.label, nameWords(field.name), ...(field.synonyms ?? [])]
    .map(termsOf)
    .filter((terms) => terms.length > 0);
  const stems = new Set(phrases.flatMap((terms) => terms.map((term) => term.stem)));
  const hints = new Set(
    tokenize(field.description ?? '')
      .map((token) => token.stem)
      .filter((stem) => !STOP_STEMS.has(stem) && !GENERIC_STEMS.has(stem)),
  );
  const concepts = new Set(
    [...stems].filter((stem) => !GENERIC_STEMS.has(stem)).flatMap((stem) => conceptsOf(stem)),
  );
  const kind = kindOf(field);
  return {
    field,
    kind,
    phrases,
    hints,
    concepts,
    stems,
    matches: matcherOf(field.pattern),
    shapes: shapesOf(field),
    speaker: speakerOf(field),
    lookedAfter: [...stems].some((word) => LOOKED_AFTER.has(word)),
    ordinal: ordinalOf(field),
  };
}

/** The words of a phrase, generic ones light: "account" tells more of "account number" than "number". */
export function termsOf(phrase: string): Term[] {
  const stems = tokenize(phrase).map(({ stem }) => stem);
  const telling = stems.filter((stem) => !STOP_STEMS.has(stem) || stems.length === 1);
  return telling.map((stem) => ({
    stem,
    weight:
      /^\d+$/.test(stem) || stem === 'answ'
        ? GENERIC_WEIGHT / 3
        : GENERIC_STEMS.has(stem)
          ? GENERIC_WEIGHT
          : 1,
  }));
}

/** An administrator's pattern in linear time; a broken one matches nothing. */
function matcherOf(pattern: string | undefined): ((text: string) => boolean) | undefined {
  if (pattern === undefined) return undefined;
  try {
    const compiled = RE2JS.compile(`(?:${pattern})`);
    return (text) => compiled.testExact(text);
  } catch {
    return () => false; // never fill what cannot be checked
  }
}

const SPEAKERS = new Set(
  'contact customer caller client your user own speaker kunde kontakt anrufer ansprechpartner reporter requester'.split(
    ' ',
  ),
);
const LIKELY = new Set(
  'guest patient renter tenant passenger member applicant full first last owner buyer subscriber policyholder gast mieter patientin voller'.split(
    ' ',
  ),
);
const OTHERS = new Set(
  'host doctor driver agent manager supervisor recipient technician employee colleague partner emergency spouse seller sender arzt fahrer empfanger gastgeber vorgesetzter techniker referrer landlord'.split(
    ' ',
  ),
);

const LOOKED_AFTER = new Set(
  'patient passenger child kid pupil student participant traveler traveller insured minor kind schüler schülerin patientin fahrgast reisender versicherter teilnehmer'
    .split(' ')
    .map((word) => stem(fold(word))),
);

function speakerOf(field: FieldDefinition): number {
  const words = tokenize(`${field.label} ${nameWords(field.name)} ${(field.synonyms ?? []).join(' ')}`).map(
    ({ word }) => word,
  );
  if (words.some((word) => OTHERS.has(word))) return 0.3;
  if (words.some((word) => SPEAKERS.has(word))) return 1;
  if (words.some((word) => LIKELY.has(word))) return 0.8;
  return 0.6;
}

function ordinalOf(field: FieldDefinition): number | undefined {
  const last = /(?:^|[^\d])(\d)$/.exec(field.label.trim())?.[1];
  return last === undefined ? undefined : Number(last);
}
