/**
 * The JSON schema of Adaptive Cards, as far as our cards use it: strict, so that whatever is not in it is refused.
 * Written after https://adaptivecards.io/explorer, property by property with the version that brought it, since no
 * package ships the schema's own file. Teams shows cards up to 1.5, Web Chat and the Emulator ours of 1.3.
 */
import Ajv, { type ValidateFunction } from 'ajv';

export type CardVersion = '1.3' | '1.5';
type Schema = Readonly<Record<string, unknown>>;

const text = { type: 'string', minLength: 1 };
const flag = { type: 'boolean' };
/** Names of looks may be written with a capital or without. */
const oneOf = (...names: readonly string[]): Schema => ({
  enum: names.flatMap((name) => [name, name.charAt(0).toUpperCase() + name.slice(1)]),
});
const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
const listOf = (items: Schema): Schema => ({ type: 'array', items, minItems: 1 });

const spacing = oneOf('none', 'small', 'default', 'medium', 'large', 'extraLarge', 'padding');
const placed = { spacing, separator: flag };
const words = {
  text,
  size: oneOf('small', 'default', 'medium', 'large', 'extraLarge'),
  weight: oneOf('lighter', 'default', 'bolder'),
  color: oneOf('default', 'dark', 'light', 'accent', 'good', 'warning', 'attention'),
  isSubtle: flag,
};

/** An object of a type with these properties and no others; those with a `!` must be there. */
function object(type: string, properties: Readonly<Record<string, Schema>>): Schema {
  const named = Object.entries(properties).map(([name, schema]) => [name.replace('!', ''), schema] as const);
  const required = Object.keys(properties).filter((name) => name.endsWith('!'));
  return {
    type: 'object',
    properties: { type: { const: type }, ...Object.fromEntries(named) },
    required: ['type', ...required.map((name) => name.slice(0, -1))],
    additionalProperties: false,
  };
}

const byType = (...names: readonly string[]): Schema => ({
  type: 'object',
  required: ['type'],
  oneOf: names.map(ref),
  discriminator: { propertyName: 'type' },
});

const INPUTS = ['Input.Toggle', 'Input.Text', 'Input.Number', 'Input.Date', 'Input.ChoiceSet'] as const;

function definitions(version: CardVersion): Readonly<Record<string, Schema>> {
  const since = (added: CardVersion, properties: Readonly<Record<string, Schema>>) =>
    added <= version ? properties : {};
  const input = { 'id!': text, label: text, ...placed };
  const choice = {
    type: 'object',
    properties: { title: text, value: text },
    required: ['title', 'value'],
    additionalProperties: false,
  };
  const action = {
    'title!': text,
    data: { type: 'object' },
    style: oneOf('default', 'positive', 'destructive'),
    associatedInputs: oneOf('auto', 'none'),
    tooltip: text,
    ...since('1.5', { mode: oneOf('primary', 'secondary') }),
  };
  return {
    TextBlock: object('TextBlock', {
      ...words,
      'text!': text,
      wrap: flag,
      maxLines: { type: 'integer' },
      ...placed,
    }),
    TextRun: object('TextRun', {
      ...words,
      'text!': text,
      italic: flag,
      strikethrough: flag,
      underline: flag,
      highlight: flag,
    }),
    RichTextBlock: object('RichTextBlock', { 'inlines!': listOf(ref('TextRun')), ...placed }),
    Column: object('Column', {
      'items!': listOf(ref('Element')),
      width: {
        anyOf: [oneOf('auto', 'stretch'), { type: 'number' }, { type: 'string', pattern: '^\\d+px$' }],
      },
      verticalContentAlignment: oneOf('top', 'center', 'bottom'),
      selectAction: ref('Action'),
      ...placed,
    }),
    ColumnSet: object('ColumnSet', { 'columns!': listOf(ref('Column')), ...placed }),
    Container: object('Container', {
      'items!': listOf(ref('Element')),
      style: oneOf('default', 'emphasis', 'good', 'attention', 'warning', 'accent'),
      bleed: flag,
      selectAction: ref('Action'),
      ...placed,
    }),
    ActionSet: object('ActionSet', { 'actions!': listOf(ref('Action')), ...placed }),
    'Input.Toggle': object('Input.Toggle', {
      ...input,
      'title!': text,
      value: text,
      valueOn: text,
      valueOff: text,
      wrap: flag,
    }),
    'Input.Text': object('Input.Text', {
      ...input,
      value: { type: 'string' },
      placeholder: text,
      isMultiline: flag,
      maxLength: { type: 'integer', minimum: 1 },
      style: oneOf('text', 'tel', 'url', 'email'),
    }),
    'Input.Number': object('Input.Number', { ...input, value: { type: 'number' }, placeholder: text }),
    'Input.Date': object('Input.Date', {
      ...input,
      value: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    }),
    'Input.ChoiceSet': object('Input.ChoiceSet', {
      ...input,
      'choices!': listOf(choice),
      value: text,
      placeholder: text,
      isMultiSelect: flag,
      wrap: flag,
      style: oneOf('compact', 'expanded', ...('1.5' <= version ? ['filtered'] : [])),
    }),
    Element: byType('TextBlock', 'RichTextBlock', 'ColumnSet', 'Container', 'ActionSet', ...INPUTS),
    'Action.Submit': object('Action.Submit', action),
    'Action.OpenUrl': object('Action.OpenUrl', {
      'title!': text,
      'url!': { type: 'string', pattern: '^https://' },
    }),
    'Action.Execute': object('Action.Execute', { ...action, 'verb!': text, fallback: ref('Action.Submit') }),
    Action: byType('Action.Submit', 'Action.OpenUrl', ...('1.5' <= version ? ['Action.Execute'] : [])),
  };
}

/** https://adaptivecards.io/explorer/AdaptiveCard.html */
function cardSchema(version: CardVersion): Schema {
  const refresh = {
    type: 'object',
    properties: { action: ref('Action.Execute'), userIds: { ...listOf(text), maxItems: 60 } },
    required: ['action', 'userIds'],
    additionalProperties: false,
  };
  return {
    definitions: definitions(version),
    ...object('AdaptiveCard', {
      '$schema!': { const: 'http://adaptivecards.io/schemas/adaptive-card.json' },
      'version!': { const: version },
      'lang!': { enum: ['en', 'de'] },
      'fallbackText!': text,
      'body!': listOf(ref('Element')),
      actions: listOf(ref('Action')),
      ...('1.5' <= version ? { refresh } : {}),
    }),
  };
}

const compiled = new Map<CardVersion, ValidateFunction>();

/** What the schema of that version has against a card; nothing where it is valid. */
export function schemaFaults(card: unknown, version: CardVersion): string[] {
  const validate =
    compiled.get(version) ?? new Ajv({ allErrors: true, discriminator: true }).compile(cardSchema(version));
  compiled.set(version, validate);
  validate(JSON.parse(JSON.stringify(card)));
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}
