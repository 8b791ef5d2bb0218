/** Settings: what an administrator decides. Parsed once, where they come in; checked as a whole. */
import { z } from 'zod/v4';
import { automation } from './automation';
import { condition, conditionProblems } from './deciding/conditions';
import {
  closureSchema,
  followUpProblems,
  followUpSchema,
  type ClosureSettings,
  type FollowUpSettings,
} from './followUp/settings';
import { peopleSettings } from './access';
import { acceptanceSettings, recordingSettings } from './feedback/settings';
import { statusReasons, type StatusReasons } from './statusReasons';
import { routing, routingProblems, type Routing } from './live/routing';
import { doubled, fieldProblems } from './fieldProblems';
import { CONTACTS_CATALOGUE, fieldDefinition, fieldOption, type FieldDefinition } from './fields';
import { emailRuleProblems, emailRuleSchema, type EmailRule } from './mail/emailRules';
import { mailboxProblems, mailboxSchema, type MailboxSettings } from './mail/mailboxSettings';
import { resolutionFields } from './resolution/intents';
import { resolutionProblems, resolutionSchema, type ResolutionSettings } from './resolution/settings';
import {
  mailSettingsSchema,
  defaultTemplateProblems,
  templateProblems,
  templateSchema,
  type MailSettings,
  type MailTemplate,
} from './mail/templates';

const updateRule = z.strictObject({
  name: z.string().min(1).max(100),
  active: z.boolean().default(true),
  /** Missing: the rule always applies. */
  when: condition.optional(),
  /** The fields to predict while the conditions hold. */
  fields: z.array(z.string()).min(1).max(100),
});

export type UpdateRule = z.infer<typeof updateRule>;

const creation = z.strictObject({
  channels: z.array(z.enum(['chat', 'email', 'voice'])).default(['chat', 'voice']),
  defaultFields: z.array(z.string()).min(1),
  requires: z.enum(['all', 'any']).default('all'),
  automation: automation.default('full'),
  authenticatedChatsOnly: z.boolean().default(false),
  /** What is done where the same customer has an open case that is likely about the same. */
  duplicates: z.enum(['ask', 'link', 'off']).default('ask'),
  /** From which likeness on, 0 to 1. */
  duplicateThreshold: z.number().min(0).max(1).default(0.5),
  /** How long representatives may think before it is opened as new and linked. */
  duplicateWaitMinutes: z.number().min(1).max(1_440).default(10),
  moments: z
    .strictObject({
      fieldsComplete: z.boolean().default(true),
      accept: z.boolean().default(true),
      end: z.boolean().default(true),
    })
    .prefault({}),
});

const updates = z.strictObject({
  automation: automation.default('full'),
  everyTurn: z.boolean().default(true),
  overrideHumanEdits: z.boolean().default(false),
  rules: z.array(updateRule).max(100).default([]),
  acceptance: acceptanceSettings.prefault({}),
});

const turns = z.strictObject({
  /** How long a burst waits for the customer to finish. */
  settleMs: z.number().int().min(0).max(10_000).default(700),
  settleMaxMs: z.number().int().min(0).max(60_000).default(3_000),
  textCharsMax: z.number().int().min(100).max(100_000).default(8_000),
  /** What one customer may write in a minute, in a burst or evenly. */
  perMinuteMax: z.number().int().min(1).max(100_000).default(120),
  /** A new id with the same content within this time is a channel's retry. */
  retryWindowMs: z.number().int().min(0).max(600_000).default(60_000),
});

/** How a chat page proves who its user is: a JWT signed with this key. */
const signedUsers = z.strictObject({
  algorithm: z.enum(['HS256', 'RS256', 'ES256']),
  /** A public key as PEM, for RS256 and ES256. */
  publicKey: z.string().optional(),
  /** The environment variable that holds the shared secret, for HS256. */
  secretName: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .optional(),
  issuer: z.string().optional(),
  audience: z.string().optional(),
});

const model = z.strictObject({
  /** Off: the local predictor alone, as if no model were configured. */
  enabled: z.boolean().default(true),
  /** Off: no text of a customer is sent to the model, wherever it runs. */
  dataMayLeave: z.boolean().default(true),
  /** What may be spent in a calendar month (UTC), in the currency of the prices; past it the local predictor works alone. */
  monthlyBudget: z.number().min(0).optional(),
  pricePerMillion: z.strictObject({ input: z.number().min(0), output: z.number().min(0) }).optional(),
});

/** Missing: kept for good. What is past its time is erased in small steps, day and night. */
const retention = z.strictObject({
  /** What was said, by whichever side, and mails: days after it was stored. */
  transcriptDays: z.number().int().min(1).max(36_500).optional(),
  /** What is personal in a case, its audit and what was learned from it: days after it was closed. */
  closedCaseDays: z.number().int().min(1).max(36_500).optional(),
});

export type ModelSettings = z.infer<typeof model>;

/** The shape alone: what an agent stored before something was asked of settings as a whole is still read. */
export const settingsShape = z.strictObject({
  fields: z.array(fieldDefinition).min(1).max(200),
  catalogues: z.record(z.string(), z.array(fieldOption)).default({}),
  creation,
  updates: updates.prefault({}),
  intake: z.strictObject({ ask: z.boolean().default(true) }).prefault({}),
  flows: z
    .strictObject({
      invokeCaseProcessingAgent: z.boolean().default(true),
      callCustomAgent: z.boolean().default(true),
    })
    .prefault({}),
  access: z
    .strictObject({
      ...peopleSettings,
      signedUsers: signedUsers.optional(),
    })
    .prefault({}),
  global: z
    .strictObject({
      companyName: z.string().min(1).max(100).default('Support'),
      /** The identity as which the agent acts; the `who` of its audit entries. */
      applicationUser: z.string().min(1).max(100).default('Case Management Agent'),
      /** ISO 3166: phone numbers without a prefix are read in it. */
      region: z.string().length(2).default('US'),
      timeZone: z.string().default('UTC'),
      /** The template of what is sent where neither a rule nor the line of business has one. */
      defaultTemplate: z.string().min(1).max(100).optional(),
      /** The name of the mailbox that the application user sends from. */
      sharedMailbox: z.string().optional(),
      /** The group to whose mailboxes the application user's access is limited; the prerequisites say whether it is. */
      securityGroup: z.string().min(1).max(200).optional(),
      /** A mailbox outside that group: if the application user can open it, the limit does not hold. */
      accessCheckAddress: z
        .email()
        .transform((address) => address.toLowerCase())
        .optional(),
    })
    .prefault({}),
  mailboxes: z.array(mailboxSchema).max(50).default([]),
  routing: routing.prefault({}),
  statusReasons: statusReasons.prefault({}),
  emailRules: z.array(emailRuleSchema).max(100).default([]),
  templates: z.array(templateSchema).max(200).default([]),
  mail: mailSettingsSchema.prefault({}),
  resolution: resolutionSchema.prefault({}),
  followUp: followUpSchema.prefault({}),
  closure: closureSchema.prefault({}),
  model: model.prefault({}),
  turns: turns.prefault({}),
  retention: retention.prefault({}),
  recording: recordingSettings.prefault({}),
  conversation: z.strictObject({ idleHours: z.number().min(0.1).max(8760).default(24) }).prefault({}),
});

export const settingsSchema = settingsShape.check((context) => {
  for (const message of settingsProblems(context.value))
    context.issues.push({ code: 'custom', message, input: undefined });
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingsInput = z.input<typeof settingsSchema>;

interface Checked {
  fields: FieldDefinition[];
  catalogues: Record<string, z.infer<typeof fieldOption>[]>;
  creation: { defaultFields: string[] };
  updates: { rules: UpdateRule[] };
  routing: Routing;
  model: ModelSettings;
  mailboxes: MailboxSettings[];
  emailRules: EmailRule[];
  templates: MailTemplate[];
  mail: MailSettings;
  resolution: ResolutionSettings;
  followUp: FollowUpSettings;
  closure: ClosureSettings;
  statusReasons: StatusReasons;
  global: { timeZone: string; sharedMailbox?: string; accessCheckAddress?: string; defaultTemplate?: string };
}

function settingsProblems({
  fields: own,
  catalogues,
  creation: { defaultFields },
  updates: { rules },
  routing: routes,
  model: { monthlyBudget, pricePerMillion },
  mailboxes,
  emailRules,
  templates,
  mail,
  resolution,
  followUp,
  closure,
  statusReasons: reasons,
  global,
}: Checked): string[] {
  const unresolved = [...own, ...resolutionFields(resolution)];
  const fields = unresolved.map((field) => withOptions(field, catalogues));
  const names = fields.map((field) => field.name);
  const known = new Set(names);
  return [
    ...doubled(names).map((name) => `two fields are named "${name}"`),
    ...unresolved.flatMap((field) => fieldProblems(field, fields, catalogues)),
    ...defaultFields.filter((name) => !known.has(name)).map((name) => `there is no default field "${name}"`),
    ...doubled(rules.map((rule) => rule.name)).map((name) => `two update rules are named "${name}"`),
    ...rules.flatMap((rule) => ruleProblems(rule, fields, known)),
    ...routingProblems(routes, fields),
    ...timeZoneProblems(global.timeZone),
    ...(monthlyBudget !== undefined && !pricePerMillion
      ? ['model.monthlyBudget needs model.pricePerMillion: without prices nothing is ever spent']
      : []),
    ...mailboxProblems(mailboxes, global),
    ...emailRuleProblems(emailRules, { fields, catalogues, templates, mailboxes, routing: routes }),
    ...templateProblems(templates, mail),
    ...defaultTemplateProblems(templates, global.defaultTemplate),
    ...resolutionProblems(resolution, { fields, templates }),
    ...followUpProblems({ followUp, closure, fields, statusReasons: reasons, templates }),
  ];
}

function ruleProblems(
  rule: UpdateRule,
  fields: readonly FieldDefinition[],
  known: ReadonlySet<string>,
): string[] {
  const unknown = rule.fields.filter((name) => !known.has(name)).map((name) => `there is no field "${name}"`);
  const conditions = rule.when ? conditionProblems(rule.when, fields) : [];
  return [...unknown, ...conditions].map((problem) => `update rule "${rule.name}": ${problem}`);
}

/** Everything that speaks of days and hours would fail by a zone that nobody knows. */
function timeZoneProblems(timeZone: string): string[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return [];
  } catch {
    return [`global.timeZone "${timeZone}" is no time zone: write one as "Europe/Berlin" or "UTC"`];
  }
}

/** A field as a predictor wants it: with the options of its catalogue. The same object each time for the same settings. */
export function resolvedField(settings: Settings, name: string): FieldDefinition | undefined {
  return resolvedFields(settings).get(name);
}

const resolved = new WeakMap<Settings, ReadonlyMap<string, FieldDefinition>>();

export function resolvedFields(settings: Settings): ReadonlyMap<string, FieldDefinition> {
  const found = resolved.get(settings);
  if (found) return found;
  const all = [...settings.fields, ...resolutionFields(settings.resolution)];
  const made = new Map(all.map((field) => [field.name, withOptions(field, settings.catalogues)]));
  resolved.set(settings, made);
  return made;
}

function withOptions(field: FieldDefinition, catalogues: Checked['catalogues']): FieldDefinition {
  if (field.options || !field.catalogue || field.catalogue === CONTACTS_CATALOGUE) return field;
  return { ...field, options: catalogues[field.catalogue] ?? [] };
}
