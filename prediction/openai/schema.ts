/** The field definitions as a strict JSON schema: every word that an administrator wrote about a field is in it. */
import { hasOptions, type FieldDefinition, type FieldOption } from '../../cases/fields';

export type JsonSchema = Record<string, unknown>;

/** A field as it is asked for. */
export interface AskedField {
  /** Its name in the schema: services allow fewer characters than we do. */
  readonly key: string;
  readonly field: FieldDefinition;
  /** The options offered: all of them, or those that the words said so far come near to. */
  readonly options: readonly FieldOption[];
}

export const CONFIDENCE_WORDS = ['certain', 'likely', 'unsure'] as const;
export type ConfidenceWord = (typeof CONFIDENCE_WORDS)[number];

export const REASON_CHARS_MAX = 120;
const KEY_CHARS_MAX = 60;
const LISTED_MAX = 12; // synonyms and examples of a field
const OPTION_WORDS_CHARS_MAX = 6_000; // all descriptions of one field's options together
const OPTION_WORDS_CHARS_MIN = 40; // of each, however many there are

/** Keys that any service takes, each once. */
export function keysOf(fields: readonly FieldDefinition[]): ReadonlyMap<string, FieldDefinition> {
  const keys = new Map<string, FieldDefinition>();
  for (const field of fields) {
    const plain = field.name.replace(/[^A-Za-z0-9_]/g, '_').slice(0, KEY_CHARS_MAX);
    let key = plain;
    for (let twin = 2; keys.has(key); twin++) key = `${plain}_${twin}`;
    keys.set(key, field);
  }
  return keys;
}

/** Each field is null or a value with its evidence; the parts that fields share are written once. */
export function schemaOf(asked: readonly AskedField[]): JsonSchema {
  const shared = new Set(asked.filter(({ field }) => !hasOptions(field)).map(({ field }) => kindOf(field)));
  return {
    ...closed(Object.fromEntries(asked.map((one) => [one.key, propertyOf(one)]))),
    $defs: {
      quote: closed({ turn: { type: 'integer' }, words: { type: 'string' } }),
      ...Object.fromEntries([...shared].map((kind) => [`${kind}_value`, found({ type: kind })])),
    },
  };
}

function propertyOf(asked: AskedField): JsonSchema {
  const { field, options } = asked;
  const value = hasOptions(field)
    ? found({ type: 'string', enum: options.map((option) => option.value) })
    : { $ref: `#/$defs/${kindOf(field)}_value` };
  return { description: wordsOn(asked), anyOf: [value, { type: 'null' }] };
}

function found(value: JsonSchema): JsonSchema {
  return closed({
    evidence: { type: 'array', items: { $ref: '#/$defs/quote' } },
    reason: { type: 'string' },
    value,
    confidence: { type: 'string', enum: [...CONFIDENCE_WORDS] },
  });
}

/** Strict: nothing but these, all of them. */
export function closed(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function kindOf({ type }: FieldDefinition): 'boolean' | 'integer' | 'number' | 'string' {
  if (type === 'boolean' || type === 'integer') return type;
  return type === 'decimal' ? 'number' : 'string';
}

/** What a field is, in words: its label and description, what it is called, how its values look, what its options mean. */
export function wordsOn({ field, options }: AskedField): string {
  const said = [`${field.label}${field.description ? `: ${field.description}` : ''}`];
  const list = (words: string, values: readonly string[] | undefined): void => {
    if (values && values.length > 0) said.push(`${words}: ${values.slice(0, LISTED_MAX).join('; ')}`);
  };
  list('Also called', field.synonyms);
  list('Looks like', field.examples);
  if (field.pattern !== undefined) said.push(`Matches: ${field.pattern}`);
  const form = FORMS[field.type];
  if (form !== undefined) said.push(form);
  const most = Math.max(OPTION_WORDS_CHARS_MIN, Math.floor(OPTION_WORDS_CHARS_MAX / (options.length || 1)));
  const lines = options.map((option) => optionWords(option, most));
  return [said.join('. '), ...lines].join('\n');
}

const FORMS: Partial<Record<FieldDefinition['type'], string>> = {
  date: 'As YYYY-MM-DD, or YYYY-MM-DDTHH:MM where a time is said',
  currency: 'As amount and ISO 4217 code: 12.50 EUR',
  multilineText: "The customer's own sentences, copied",
};

function optionWords({ value, label, description, synonyms }: FieldOption, most: number): string {
  const named = label === value ? value : `${value} = ${label}`;
  const also = (synonyms ?? []).slice(0, LISTED_MAX).join('; ');
  const told = [description, also && `also called ${also}`].filter(Boolean).join('; ');
  return `- ${named}${told ? `: ${told.slice(0, most)}` : ''}`;
}
