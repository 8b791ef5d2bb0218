/** The forms of the data as field definitions: a task's form, the tasks as options, the services as options. */
import { z } from 'zod/v4';
import { fieldDefinition, type FieldDefinition, type FieldOption, type FieldType } from '../../cases/fields';
import { readJson } from './data';

const DESCRIPTION_CHARS_MAX = 2000;
const LISTED_CHOICES_MAX = 25; // hours of a day, days of a month say nothing about a task

const starField = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  choices: z.array(z.string()).nullable(),
});
const starSchema = z.object({ tasks: z.record(z.string(), z.object({ fields: z.array(starField) })) });
type StarField = z.infer<typeof starField>;

const TYPES: Readonly<Record<string, FieldType>> = {
  Integer: 'integer',
  ShortString: 'text',
  LongString: 'multilineText',
  Boolean: 'boolean',
};

export interface Star {
  /** The fields of each task's form. */
  readonly forms: ReadonlyMap<string, readonly FieldDefinition[]>;
  /** Which task it is, as a choice without examples. */
  readonly task: FieldDefinition;
}

export function readStar(): Star {
  const tasks = Object.entries(starSchema.parse(readJson('star/star-schema.json')).tasks);
  const forms = new Map(tasks.map(([name, { fields }]) => [name, fields.map(fieldOf)]));
  const options = tasks.map(([name, { fields }]): FieldOption => ({
    value: name,
    label: spaced(name),
    description: fields.map(described).join('. ').slice(0, DESCRIPTION_CHARS_MAX),
  }));
  return { forms, task: choice('task', 'Task', options) };
}

function fieldOf({ name, label, type, choices }: StarField): FieldDefinition {
  if (choices)
    return choice(
      name,
      label,
      choices.map((one) => ({ value: one, label: one })),
    );
  return fieldDefinition.parse({ name, label, type: TYPES[type] ?? 'text' });
}

function described({ label, choices }: StarField): string {
  return choices && choices.length < LISTED_CHOICES_MAX ? `${label}: ${choices.join(', ')}` : label;
}

const sgdPart = z.object({
  name: z.string(),
  description: z.string(),
  possible_values: z.array(z.string()).default([]),
});
const sgdSchema = z.object({
  services: z.array(
    z.object({
      service_name: z.string(),
      description: z.string(),
      intents: z.array(sgdPart),
      slots: z.array(sgdPart),
    }),
  ),
});

/** Which service it is: those named, each with the descriptions of itself, its intents, its slots and their choices. */
export function readServices(wanted: ReadonlySet<string>): FieldDefinition {
  const { services } = sgdSchema.parse(readJson('sgd/sgd-schema.json'));
  const options = services
    .filter(({ service_name: name }) => wanted.has(name))
    .map(({ service_name: name, description, intents, slots }): FieldOption => ({
      value: name,
      label: spaced(name.replace(/_\d+$/, '')),
      description: [description, ...[...intents, ...slots].map(partText)]
        .join('. ')
        .slice(0, DESCRIPTION_CHARS_MAX),
    }));
  return choice('service', 'Service', options);
}

/** The slots of each service as fields: those with listed values are choices. */
export function readServiceForms(): ReadonlyMap<string, readonly FieldDefinition[]> {
  const { services } = sgdSchema.parse(readJson('sgd/sgd-schema.json'));
  return new Map(services.map(({ service_name: name, slots }) => [name, slots.map(slotOf)]));
}

function slotOf({ name, description, possible_values: values }: z.infer<typeof sgdPart>): FieldDefinition {
  const label = spaced(name);
  if (values.length < 2) return fieldDefinition.parse({ name, label, description, type: 'text' });
  const options = values.map((value) => ({ value, label: value }));
  return fieldDefinition.parse({ name, label, description, type: 'choice', options });
}

function partText({ name, description, possible_values: values }: z.infer<typeof sgdPart>): string {
  return [`${spaced(name)}: ${description}`, ...values].join(', ');
}

function choice(name: string, label: string, options: readonly FieldOption[]): FieldDefinition {
  return fieldDefinition.parse({ name, label, type: 'choice', options });
}

function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ');
}
