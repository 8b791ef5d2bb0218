/** Follow-up rules and closure: whom the agent asks again, how often, and when it takes a silence for an end. */
import { z } from 'zod/v4';
import { automation } from '../automation';
import { businessHours } from '../live/businessHours';
import { condition, conditionProblems } from '../deciding/conditions';
import type { FieldDefinition } from '../fields';
import { reasonNamed, type StatusReasons } from '../statusReasons';

const FOLLOW_UPS_MAX = 10; // more is pestering
const WAIT_HOURS_MAX = 8_760;

const followUp = z.strictObject({
  /** What follows it without an answer: the next one, or closure. The first one waits as long after whatever was said last. */
  waitHours: z.number().positive().max(WAIT_HOURS_MAX),
  /** Name of a template; its `{{message}}` is what is asked. Missing: the agent's own words alone. */
  template: z.string().min(1).max(100).optional(),
});

const rule = z.strictObject({
  name: z.string().min(1).max(100),
  /** A draft does nothing until it is activated. */
  state: z.enum(['draft', 'active']).default('draft'),
  /** Missing: every case with the status reason. */
  when: condition.optional(),
  /** full: the agent sends and closes. confirm: it suggests, a representative does. */
  automation: automation.default('full'),
  /** The status reason that sets it going; one of an active case. */
  statusReason: z.string().min(1).max(100),
  followUps: z.array(followUp).min(1).max(FOLLOW_UPS_MAX),
  /** The fields that a follow-up names, with their values. */
  fields: z.array(z.string()).max(20).default([]),
  /** Nothing is sent or closed outside of them: what is due then waits for the next opening. Missing: at any time. */
  businessHours: businessHours.optional(),
});

export type FollowUpRule = z.infer<typeof rule>;

/** In order: the first active rule that fits a case is the one that it is followed up by. */
export const followUpSchema = z.strictObject({ rules: z.array(rule).max(100).default([]) });

export type FollowUpSettings = z.infer<typeof followUpSchema>;

/** What becomes of a customer's words after the closing. leave: the case stays closed, representatives are told. */
const reply = z.enum(['reopen', 'newCase', 'leave']);

export type ReplyPolicy = z.infer<typeof reply>;

export const closureSchema = z.strictObject({
  /** So long does the agent's closure wait, in which one click undoes it. 0: it closes at once. */
  holdMinutes: z.number().int().min(0).max(10_080).default(60),
  /** The status reason that it closes with, one of a resolved case; missing: the first. */
  statusReason: z.string().min(1).max(100).optional(),
  /** The fields whose values are the remarks of its resolution. */
  remarks: z.array(z.string()).max(20).default([]),
  /** A chat goes on to the next matter with a case of its own, linked to the closed one; a mail thread is one matter. */
  replies: z.strictObject({ chat: reply.default('newCase'), email: reply.default('reopen') }).prefault({}),
  /** Past it a reply is a new case, linked to the old one. */
  reopenHours: z.number().positive().max(WAIT_HOURS_MAX).default(336),
});

export type ClosureSettings = z.infer<typeof closureSchema>;

interface Around {
  readonly followUp: FollowUpSettings;
  readonly closure: ClosureSettings;
  readonly fields: readonly FieldDefinition[];
  readonly statusReasons: StatusReasons;
  readonly templates: readonly { readonly name: string }[];
}

/** What is wrong with them, in words. */
export function followUpProblems({ followUp: { rules }, closure, ...around }: Around): string[] {
  const names = rules.map(({ name }) => name);
  const doubled = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  const { resolved } = around.statusReasons;
  const { statusReason } = closure;
  return [
    ...[...doubled].map((name) => `two follow-up rules are named "${name}"`),
    ...rules.flatMap((one) =>
      ruleProblems(one, around).map((text) => `follow-up rule "${one.name}": ${text}`),
    ),
    ...(statusReason !== undefined && !reasonNamed(resolved, statusReason)
      ? [`closure.statusReason "${statusReason}" is none of: ${resolved.join(', ')}`]
      : []),
    ...unknownFields(closure.remarks, around.fields).map((text) => `closure.remarks: ${text}`),
  ];
}

function ruleProblems(
  { when, statusReason, fields, followUps }: FollowUpRule,
  around: Pick<Around, 'fields' | 'statusReasons' | 'templates'>,
): string[] {
  const { active } = around.statusReasons;
  const templates = new Set(around.templates.map(({ name }) => name));
  return [
    ...(reasonNamed(active, statusReason)
      ? []
      : [`there is no status reason "${statusReason}" of active cases: there are ${active.join(', ')}`]),
    ...(when ? conditionProblems(when, around.fields) : []),
    ...unknownFields(fields, around.fields),
    ...followUps.flatMap(({ template }) =>
      template !== undefined && !templates.has(template) ? [`there is no template "${template}"`] : [],
    ),
  ];
}

function unknownFields(names: readonly string[], fields: readonly FieldDefinition[]): string[] {
  const known = new Set(fields.map(({ name }) => name));
  return names.filter((name) => !known.has(name)).map((name) => `there is no field "${name}"`);
}
