/** Field definitions: what a case may hold and how each value is told apart. */
import { z } from 'zod/v4';

export const FIELD_TYPES = [
  'text',
  'multilineText',
  'email',
  'phone',
  'integer',
  'decimal',
  'currency',
  'boolean',
  'date',
  'choice',
  'lookup',
] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

/** One value of a choice or a lookup. `parent` is the `value` of an option of the field's `parentField`. */
export const fieldOption = z.strictObject({
  value: z.string().min(1).max(200),
  label: z.string().min(1).max(200),
  /** When this option applies, in words: it steers the prediction. */
  description: z.string().max(2000).optional(),
  synonyms: z.array(z.string().min(1).max(200)).max(100).optional(),
  parent: z.string().max(200).optional(),
});

export type FieldOption = z.infer<typeof fieldOption>;

export const FIELD_SETTERS = ['customer', 'representative', 'rule'] as const;

export const fieldDefinition = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/, 'a letter first, then letters, digits, _ . -')
    // Values lie in plain objects by their field's name.
    .refine((name) => !(name in Object.prototype), 'every object has a property of this name'),
  label: z.string().min(1).max(100),
  type: z.enum(FIELD_TYPES),
  /** What belongs here and how to tell it, in words: it steers the prediction. */
  description: z.string().max(2000).optional(),
  /** The values of a choice or lookup, where they stand in the settings themselves. */
  options: z.array(fieldOption).optional(),
  /** The values are some of what may be meant, not all: a wish that none of them names is none of them. */
  partial: z.boolean().optional(),
  /** The name of the catalogue that holds the values instead; `contacts` is built in. */
  catalogue: z.string().optional(),
  /** A choice or lookup whose values are parents of this one's (Product family of Product). */
  parentField: z.string().optional(),
  /** A regular expression that the whole value matches, for identifiers. */
  pattern: z.string().max(500).optional(),
  /** A few values as they really look: "ACC-10023". */
  examples: z.array(z.string().min(1).max(200)).max(50).optional(),
  /** Other names of the field: "account no", "customer number". */
  synonyms: z.array(z.string().min(1).max(100)).max(50).optional(),
  /** Who may set the field. A field without `customer` is never filled from a customer's words. */
  setBy: z
    .array(z.enum(FIELD_SETTERS))
    .min(1)
    .default([...FIELD_SETTERS]),
  /** The confidence below which nothing is filled, 0 to 1; the predictor's own where it is missing. */
  threshold: z.number().min(0).max(1).optional(),
  /** Accepted less often than this (0 to 1), the field is asked about before it is filled; `updates.acceptance` where it is missing. */
  automation: z.strictObject({ limit: z.number().min(0).max(1).optional() }).optional(),
  /** How to ask for it, by language code ("en", "de"). */
  question: z.record(z.string(), z.string().min(1).max(500)).optional(),
});

/** How a field is filled. automatic: filled and shown; confirm: proposed, and filled once a person accepts it. */
export type Automation = 'automatic' | 'confirm';

export type FieldDefinition = z.infer<typeof fieldDefinition>;

/** The lookup that is settled from an identity, or a name plus an email address or phone number. */
export const CONTACTS_CATALOGUE = 'contacts';

export function isContactField(field: FieldDefinition): boolean {
  return field.type === 'lookup' && field.catalogue === CONTACTS_CATALOGUE;
}

export function hasOptions(field: FieldDefinition): boolean {
  return field.type === 'choice' || (field.type === 'lookup' && !isContactField(field));
}

/**
 * What a field may hold. By type: text, multilineText, email (lower case), phone (E.164, or the digits as dialled where nothing tells the country), choice and lookup
 * (the option's `value`) are text; date is ISO 8601 (`2026-11-23` or `2026-11-23T14:00`); currency is
 * "12.50 EUR" (amount, ISO 4217 code); integer and decimal are numbers; boolean is a boolean.
 */
export type FieldValue = string | number | boolean;
