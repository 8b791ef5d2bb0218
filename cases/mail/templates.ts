/** Templates of mails: text and HTML in several languages, with variables that are checked when they are saved. */
import { z } from 'zod/v4';
import { DRAFT_KINDS, type DraftKind } from '../drafts/draft';

/** What a template may name, and what stands there. */
export const TEMPLATE_VARIABLES = [
  'customer.name',
  'case.number',
  'case.title',
  'company.name',
  'agent.name',
  'message',
] as const;
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number];
export type TemplateValues = Readonly<Partial<Record<TemplateVariable, string>>>;

const wording = z.strictObject({
  /** Missing: the thread's own. */
  subject: z.string().min(1).max(200).optional(),
  text: z.string().min(1).max(20_000),
  /** Missing: made of the text. Its markup is the administrator's own; values are escaped. */
  html: z.string().min(1).max(100_000).optional(),
});

export type TemplateWording = z.infer<typeof wording>;

const language = z.string().regex(/^[a-z]{2}$/, 'is a language code: "en"');

export const templateSchema = z.strictObject({
  name: z.string().min(1).max(100),
  /** What it may be chosen for; missing: everything. Automatic replies name their template themselves. */
  for: z.array(z.enum(DRAFT_KINDS)).optional(),
  /** Missing: for every line of business. */
  lineOfBusiness: z.string().min(1).max(100).optional(),
  wordings: z.record(language, wording),
});

export type MailTemplate = z.infer<typeof templateSchema>;

export const mailSettingsSchema = z.strictObject({
  /** Under every mail, by language; variables as in templates. */
  signatures: z.record(language, z.string().min(1).max(2_000)).default({}),
  /** So many answers of its own does an address get within an hour; further ones are not sent. */
  automaticPerHourMax: z.number().int().min(0).max(1_000).default(5),
});

export type MailSettings = z.infer<typeof mailSettingsSchema>;

export interface RenderedTemplate {
  readonly subject?: string;
  readonly text: string;
  readonly html: string;
}

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g;

export function templateProblems(templates: readonly MailTemplate[], { signatures }: MailSettings): string[] {
  const problems = templates.flatMap(({ name, wordings }) => {
    const all = Object.values(wordings);
    const none = all.length === 0 ? [`template "${name}" has no wording in any language`] : [];
    return [
      ...none,
      ...all.flatMap(({ subject, text, html }) =>
        [subject, text, html].flatMap((part) => unknownVariables(part ?? '').map((bad) => says(name, bad))),
      ),
      ...all
        .filter(({ text, html }) => html !== undefined && hasMessage(text) !== hasMessage(html))
        .map(() => `template "${name}" names {{message}} in its text or in its HTML, but not in both`),
    ];
  });
  const keys = templates.map(({ name, lineOfBusiness }) => `${name}\u0000${lineOfBusiness ?? ''}`);
  const doubled = templates.filter((_, at) => keys.indexOf(keys[at] ?? '') !== at);
  return [
    ...problems,
    ...doubled.map(({ name }) => `two templates are named "${name}" for the same line of business`),
    ...Object.values(signatures).flatMap((text) =>
      unknownVariables(text).map((bad) => `a signature names {{${bad}}}, which does not exist`),
    ),
  ];
}

/** Whether the template is put around words; else it brings its own. */
export function namesMessage({ wordings }: MailTemplate): boolean {
  return Object.values(wordings).some(({ text }) => hasMessage(text));
}

export function defaultTemplateProblems(
  templates: readonly Pick<MailTemplate, 'name'>[],
  name: string | undefined,
): string[] {
  if (name === undefined || templates.some((one) => one.name === name)) return [];
  return [`global.defaultTemplate "${name}" is none of the templates`];
}

function hasMessage(text: string): boolean {
  return [...text.matchAll(VARIABLE)].some(([, name]) => name === 'message');
}

function says(name: string, bad: string): string {
  return `template "${name}" names {{${bad}}}, which does not exist: there are ${TEMPLATE_VARIABLES.join(', ')}`;
}

function unknownVariables(text: string): string[] {
  return [...text.matchAll(VARIABLE)]
    .map(([, name]) => name ?? '')
    .filter((name) => !(TEMPLATE_VARIABLES as readonly string[]).includes(name));
}

/** The one for the line of business, else the one for all. */
export function findTemplate(
  templates: readonly MailTemplate[],
  name: string,
  lineOfBusiness?: string,
): MailTemplate | undefined {
  const named = templates.filter((one) => one.name === name);
  return (
    named.find((one) => one.lineOfBusiness !== undefined && one.lineOfBusiness === lineOfBusiness) ??
    named.find((one) => one.lineOfBusiness === undefined) ??
    (lineOfBusiness === undefined ? named[0] : undefined)
  );
}

/** Those that a draft may be put into, the line of business's own before the others. */
export function templatesFor(
  templates: readonly MailTemplate[],
  kind: DraftKind,
  lineOfBusiness?: string,
): MailTemplate[] {
  const fit = templates.filter((one) => one.for?.includes(kind) ?? true);
  const own = fit.filter((one) => one.lineOfBusiness !== undefined && one.lineOfBusiness === lineOfBusiness);
  const names = new Set(own.map(({ name }) => name));
  const general = fit.filter((one) => one.lineOfBusiness === undefined && !names.has(one.name));
  return [...own, ...general];
}

export function renderTemplate(
  template: MailTemplate,
  values: TemplateValues,
  code: string,
): RenderedTemplate {
  const { subject, text, html } =
    template.wordings[code] ?? template.wordings['en'] ?? firstOf(template.wordings);
  return {
    subject: subject === undefined ? undefined : fill(subject, values),
    text: tidy(fill(text, values)),
    html: html === undefined ? htmlOfText(tidy(fill(text, values))) : fill(html, values, htmlOfInline),
  };
}

function firstOf(wordings: MailTemplate['wordings']): TemplateWording {
  return Object.values(wordings)[0] ?? { text: '{{message}}' };
}

/** A value that is missing leaves no empty paragraph behind. */
function tidy(text: string): string {
  return text.replace(/\n{3,}/g, '\n\n').trim();
}

const PLACE = /( ?)\{\{\s*([^{}]*?)\s*\}\}/g;

/** A value that is missing leaves nothing, nor the space before it; a value is never read for variables itself. */
export function fill(
  text: string,
  values: TemplateValues,
  escape = (value: string): string => value,
): string {
  return text.replace(PLACE, (_, space: string, name: string) => {
    const value = values[name as TemplateVariable] ?? '';
    return value === '' ? '' : space + escape(value);
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}

/** A value within markup: escaped, its lines kept. */
function htmlOfInline(text: string): string {
  return escapeHtml(text).replace(/\r?\n/g, '<br>\n');
}

/** Plain text as HTML: escaped, an empty line parts paragraphs. */
export function htmlOfText(text: string): string {
  const paragraphs = text.trim().split(/\n\s*\n/);
  return paragraphs.map((one) => `<p>${htmlOfInline(one)}</p>`).join('\n');
}
