/** Automatic record creation rules: which mails open a case, and what it begins with. In order, the first match wins. */
import { z } from 'zod/v4';
import { condition, conditionProblems, holds, type ConditionView } from '../deciding/conditions';
import {
  fieldDefinition,
  hasOptions,
  type FieldDefinition,
  type FieldOption,
  type FieldValue,
} from '../fields';
import { isProven, type ReadMail } from './mail';
import type { MailTemplate } from './templates';

export const emailRuleSchema = z.strictObject({
  name: z.string().min(1).max(100),
  active: z.boolean().default(true),
  /** The mailboxes that it watches, by name; missing: all. */
  mailboxes: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
  /** Over `MAIL_FACTS`; missing: every mail. */
  when: condition.optional(),
  /** Of senders whom nobody knows: create their contact; open a case without one; refuse: open nothing. */
  unknownSenders: z.enum(['create', 'allow', 'refuse']).default('create'),
  /** Of mails whose sender our own server has not proven: open, marked as unverified; refuse: open nothing. */
  unverified: z.enum(['open', 'refuse']).default('open'),
  /** So long after the case was resolved an answer still belongs to it; later ones open a new case. */
  waitHours: z.number().min(0).max(8_760).default(72),
  /** The template of the automatic reply. */
  reply: z.string().min(1).max(100).optional(),
  /** What the case begins with; the agent leaves it as it is. */
  fields: z.record(z.string(), z.union([z.string().min(1).max(4_000), z.number(), z.boolean()])).default({}),
  /** Whose case it is. */
  owner: z.strictObject({ id: z.string().min(1).max(200), name: z.string().min(1).max(200) }).optional(),
  queue: z.string().min(1).max(100).optional(),
});

export type EmailRule = z.infer<typeof emailRuleSchema>;

const fact = (name: string, label: string, type: FieldDefinition['type']): FieldDefinition =>
  fieldDefinition.parse({ name, label, type });

/** What the conditions of a rule can look at. Several addresses stand in one text, parted by commas. */
export const MAIL_FACTS: readonly FieldDefinition[] = [
  fact('subject', 'Subject', 'text'),
  fact('body', 'Body', 'multilineText'),
  fact('from', 'From', 'text'),
  fact('fromName', 'Name of the sender', 'text'),
  fact('to', 'To', 'text'),
  fact('cc', 'Cc', 'text'),
  fact('mailbox', 'Mailbox', 'text'),
  fact('hasAttachments', 'Has attachments', 'boolean'),
  fact('attachmentNames', 'Names of attachments', 'text'),
  fact('authenticated', 'Sender proven', 'boolean'),
  fact('spf', 'SPF', 'text'),
  fact('dkim', 'DKIM', 'text'),
  fact('dmarc', 'DMARC', 'text'),
];

/** A mail as the conditions of rules see it. */
export function mailView(mail: ReadMail, mailbox: string): ConditionView {
  const files = mail.attachments.filter((one) => !one.inline);
  const list = (all: readonly { readonly address: string }[]): string | undefined =>
    all.length > 0 ? all.map(({ address }) => address).join(', ') : undefined;
  return {
    values: {
      subject: some(mail.subject),
      body: some(mail.fullText),
      from: some(mail.from.address),
      fromName: mail.from.name,
      to: list(mail.to),
      cc: list(mail.cc),
      mailbox,
      hasAttachments: files.length > 0,
      attachmentNames: some(files.map(({ name }) => name).join(', ')),
      authenticated: isProven(mail),
      ...mail.authentication,
    },
    channel: 'email',
    conversationStatus: 'active',
  };
}

function some(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** The rule that a mail falls under, with the mailbox by which it does. */
export function ruleFor(
  rules: readonly EmailRule[],
  mail: ReadMail,
  mailboxes: readonly string[],
): { readonly rule: EmailRule; readonly mailbox: string } | undefined {
  for (const rule of rules) {
    if (!rule.active) continue;
    const mailbox = mailboxes.find(
      (name) =>
        (rule.mailboxes?.includes(name) ?? true) && (!rule.when || holds(rule.when, mailView(mail, name))),
    );
    if (mailbox !== undefined) return { rule, mailbox };
  }
  return undefined;
}

/** Why a mail opened nothing. */
export const KEPT_REASONS = [
  'no-rule',
  'unknown-sender',
  'unverified-sender',
  'automatic',
  'staff-elsewhere',
  'no-sender',
  'agent-off',
] as const;
export type KeptReason = (typeof KEPT_REASONS)[number];

export type RuleVerdict =
  | { readonly opens: true; readonly unverified: boolean }
  | { readonly opens: false; readonly reason: KeptReason };

/** Whether a mail that begins something new opens a case, and why not. */
export function ruleVerdict(
  rule: EmailRule | undefined,
  mail: ReadMail,
  sender: { readonly known: boolean },
): RuleVerdict {
  if (mail.from.address === '') return { opens: false, reason: 'no-sender' };
  if (mail.kind !== 'message') return { opens: false, reason: 'automatic' };
  if (!rule) return { opens: false, reason: 'no-rule' };
  const proven = isProven(mail);
  if (!proven && rule.unverified === 'refuse') return { opens: false, reason: 'unverified-sender' };
  // An unproven sender may say anything: nobody knows them.
  if (rule.unknownSenders === 'refuse' && !(proven && sender.known))
    return { opens: false, reason: 'unknown-sender' };
  return { opens: true, unverified: !proven };
}

interface CheckedBeside {
  readonly fields: readonly FieldDefinition[];
  readonly catalogues: Readonly<Record<string, readonly FieldOption[]>>;
  readonly templates: readonly MailTemplate[];
  readonly mailboxes: readonly { readonly name: string }[];
  readonly routing: { readonly queues: readonly { readonly name: string }[] };
}

export function emailRuleProblems(rules: readonly EmailRule[], beside: CheckedBeside): string[] {
  const names = rules.map((rule) => rule.name);
  const doubled = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
  return [
    ...doubled.map((name) => `two email rules are named "${name}"`),
    ...rules.flatMap((rule) =>
      problemsOf(rule, beside).map((problem) => `email rule "${rule.name}": ${problem}`),
    ),
  ];
}

function problemsOf(rule: EmailRule, beside: CheckedBeside): string[] {
  const known = new Set(beside.mailboxes.map(({ name }) => name));
  const missing = (rule.mailboxes ?? []).filter((name) => !known.has(name));
  const noQueue = rule.queue !== undefined && !beside.routing.queues.some(({ name }) => name === rule.queue);
  const noTemplate = rule.reply !== undefined && !beside.templates.some(({ name }) => name === rule.reply);
  return [
    ...missing.map((name) => `there is no mailbox "${name}"`),
    ...(rule.when ? conditionProblems(rule.when, MAIL_FACTS) : []),
    ...(noQueue ? [`there is no queue "${rule.queue ?? ''}"`] : []),
    ...(noTemplate ? [`there is no template "${rule.reply ?? ''}"`] : []),
    ...Object.entries(rule.fields).flatMap(([name, value]) => valueProblems(name, value, beside)),
  ];
}

function valueProblems(
  name: string,
  value: FieldValue,
  { fields, catalogues }: Pick<CheckedBeside, 'fields' | 'catalogues'>,
): string[] {
  const field = fields.find((one) => one.name === name);
  if (!field) return [`there is no field "${name}"`];
  if (!field.setBy.includes('rule')) return [`"${name}" is a field that no rule may set`];
  const options = field.options ?? catalogues[field.catalogue ?? ''];
  if (hasOptions(field) && !options?.some((option) => option.value === value))
    return [`"${name}" has no option "${String(value)}"`];
  const wanted = NUMBERS.has(field.type) ? 'number' : field.type === 'boolean' ? 'boolean' : 'string';
  return typeof value === wanted ? [] : [`"${name}" must be a ${wanted}`];
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal']);
