/** What an administrator says about resolving: lines of business, intents, and where the knowledge is. */
import { z } from 'zod/v4';
import { customAgentProblems, customAgentSchema } from '../customAgent/settings';
import { fieldDefinition, isContactField, type FieldDefinition } from '../fields';

/** How much is done without a person: `disabled` shows representatives what the matter is, and nothing else. */
export type ResolutionAutomation = 'full' | 'confirm' | 'disabled';

/** Microsoft's words are accepted beside ours. */
const automation = z
  .enum(['full', 'confirm', 'disabled', 'Full', 'Semi', 'semi', 'Disabled'])
  .transform((word): ResolutionAutomation => {
    const lower = word.toLowerCase();
    return lower === 'full' || lower === 'disabled' ? lower : 'confirm';
  });

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'a letter or digit first, then letters, digits, _ -');
const label = z.string().min(1).max(100);
const perLanguage = z.record(
  z.string().regex(/^[a-z]{2}$/, 'is a language code: "en"'),
  z.string().min(1).max(4_000),
);

export const INTENTS_MAX = 200;
const ATTRIBUTES_MAX = 10; // all that is missing is asked for in one message

const lineOfBusiness = z.strictObject({
  name,
  label,
  automation: automation.default('confirm'),
  /** The template of what is sent; missing: the default one. */
  template: z.string().min(1).max(100).optional(),
});

const intent = z.strictObject({
  name,
  label,
  lineOfBusiness: z.string(),
  /** When it applies, in words: it steers the recognition. */
  description: z.string().min(1).max(1_000),
  /** Other names of it: "limescale", "Entkalken". */
  synonyms: z.array(z.string().min(1).max(100)).max(50).default([]),
  /** How customers say it. */
  examples: z.array(z.string().min(1).max(200)).max(20).default([]),
  /** What a solution needs to know: fields of its own, or names of others, also of another intent's. Their questions are asked. */
  attributes: z
    .array(z.union([z.string(), fieldDefinition]))
    .max(ATTRIBUTES_MAX)
    .default([]),
  /** What to tell the customer, by language. */
  solution: perLanguage.optional(),
  /** Names of knowledge articles, the likeliest passage of which is quoted; missing with no solution: all are searched. */
  articles: z.array(z.string().min(1).max(200)).min(1).max(20).optional(),
  /** The custom agent that finds the solution instead. */
  customAgent: z.string().min(1).max(100).optional(),
  /** The confidence below which it is not recognised, 0 to 1; the predictor's own where it is missing. */
  threshold: z.number().min(0).max(1).optional(),
});

const knowledge = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('folder'),
    /** Markdown files, also in folders below; a relative path begins at the data folder. */
    path: z.string().min(1).max(1_000),
    refreshMinutes: z.number().min(1).max(10_080).default(5),
  }),
  z.strictObject({
    kind: z.literal('http'),
    /** Answers `{"articles": [{"name", "title", "text", "url"?}]}`, the text in Markdown. */
    url: z.url({ protocol: /^https?$/ }),
    refreshMinutes: z.number().min(1).max(10_080).default(60),
    timeoutMs: z.number().int().min(100).max(60_000).default(10_000),
  }),
]);

export type KnowledgeSettings = z.infer<typeof knowledge>;

/** "Fill in the resolution when a representative resolves a case." */
const fill = z.strictObject({
  on: z.boolean().default(true),
  /** The fields that it draws on: they stand in the remarks. */
  fields: z.array(z.string()).max(20).default([]),
});

export const resolutionSchema = z.strictObject({
  linesOfBusiness: z.array(lineOfBusiness).max(50).default([]),
  intents: z.array(intent).max(INTENTS_MAX).default([]),
  /** Missing: there are no articles. */
  knowledge: knowledge.optional(),
  customAgents: z.array(customAgentSchema).max(50).default([]),
  /** How often a customer is asked for what is missing before a person takes over. */
  askRoundsMax: z.number().int().min(0).max(10).default(2),
  fill: fill.prefault({}),
});

export type LineOfBusiness = z.infer<typeof lineOfBusiness>;
export type Intent = z.infer<typeof intent>;
export type ResolutionSettings = z.infer<typeof resolutionSchema>;

interface Checked {
  readonly fields: readonly FieldDefinition[];
  readonly templates: readonly { readonly name: string }[];
}

/** What is wrong with it as a whole; fields of the intents' own are checked with all the others. */
export function resolutionProblems(resolution: ResolutionSettings, checked: Checked): string[] {
  const { linesOfBusiness, intents, fill: filling } = resolution;
  return [
    ...doubledNames(linesOfBusiness).map((twice) => `two lines of business are named "${twice}"`),
    ...doubledNames(intents).map((twice) => `two intents are named "${twice}"`),
    ...linesOfBusiness
      .filter(({ template }) => template && !checked.templates.some((one) => one.name === template))
      .map((line) => `line of business "${line.name}": there is no template "${line.template}"`),
    ...filling.fields
      .filter((field) => !checked.fields.some(({ name: known }) => known === field))
      .map((field) => `resolution.fill.fields: there is no field "${field}"`),
    ...intents.flatMap((one) =>
      intentProblems(one, resolution, checked).map((problem) => `intent "${one.name}": ${problem}`),
    ),
    ...customAgentProblems(resolution.customAgents),
  ];
}

function intentProblems(one: Intent, resolution: ResolutionSettings, { fields }: Checked): string[] {
  const problems: string[] = [];
  if (!resolution.linesOfBusiness.some((line) => line.name === one.lineOfBusiness))
    problems.push(`there is no line of business "${one.lineOfBusiness}"`);
  if (one.solution && Object.keys(one.solution).length === 0)
    problems.push('its solution has no text in any language');
  if (
    one.customAgent !== undefined &&
    !resolution.customAgents.some(({ name: known }) => known === one.customAgent)
  )
    problems.push(`there is no custom agent "${one.customAgent}"`);
  const fromKnowledge = one.articles !== undefined || (!one.solution && one.customAgent === undefined);
  if (fromKnowledge && !resolution.knowledge)
    problems.push(
      one.articles
        ? 'names articles, but resolution.knowledge says of no place where they are'
        : 'has nothing to propose: give it a solution, a customAgent, or resolution.knowledge to search',
    );
  const names = one.attributes.map((attribute) =>
    typeof attribute === 'string' ? attribute : attribute.name,
  );
  for (const twice of new Set(names.filter((attribute, at) => names.indexOf(attribute) !== at)))
    problems.push(`names the attribute "${twice}" twice`);
  for (const attribute of one.attributes) problems.push(...attributeProblems(attribute, fields));
  return problems;
}

function attributeProblems(
  attribute: string | FieldDefinition,
  fields: readonly FieldDefinition[],
): string[] {
  if (typeof attribute === 'string') {
    const named = fields.find((known) => known.name === attribute);
    return named ? attributeProblems(named, fields) : [`there is no field "${attribute}"`];
  }
  return ownProblems(attribute);
}

function ownProblems(field: FieldDefinition): string[] {
  if (isContactField(field))
    return [`the attribute "${field.name}" is the contact, which is asked for when a case is opened`];
  return field.setBy.includes('customer')
    ? []
    : [`the attribute "${field.name}" is not filled from a customer's words`];
}

function doubledNames(list: readonly { readonly name: string }[]): string[] {
  const names = list.map((one) => one.name);
  return [...new Set(names.filter((one, at) => names.indexOf(one) !== at))];
}
