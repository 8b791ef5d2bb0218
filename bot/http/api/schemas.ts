/** The shapes that several resources share. Each named one is a component of the OpenAPI document. */
import { z } from 'zod/v4';
import { PROVENANCE_KINDS } from '../../../cases/values';

export const apiSchemas = z.registry<{ id: string }>();

/** Gives a schema its name in the document. */
export function named<S extends z.ZodType>(id: string, schema: S): S {
  apiSchemas.add(schema, { id });
  return schema;
}

export const LIMIT_MAX = 200;
export const LIMIT_SHIPPED = 50;

export const paging = {
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_SHIPPED),
  after: z.string().min(1).max(4000).optional().describe('The `next` of the page before.'),
};

/** A list: `next` is missing on the last page. A page may be shorter than `limit` and not be the last. */
export function listOf<S extends z.ZodType>(id: string, item: S) {
  return named(id, z.object({ items: z.array(item), next: z.string().optional() }));
}

export const time = z.string().describe('ISO 8601, UTC.');

export const person = named('Person', z.object({ id: z.string(), name: z.string() }));

export const fieldValue = z.union([z.string(), z.number(), z.boolean()]);

export const quote = named(
  'Quote',
  z.object({
    turn: z.string().describe('The id of the turn: conversation / seq.'),
    start: z.number().int().describe('UTF-16 offset into the text of the turn.'),
    end: z.number().int().describe('Exclusive.'),
    text: z.string().optional().describe('The words; missing where the turn is gone.'),
  }),
);

/** A value with who set it, when, from which words, and why. */
export const fieldEntry = named(
  'FieldEntry',
  z.object({
    value: fieldValue,
    text: z.string().describe('The value as people read it.'),
    setBy: z.enum(PROVENANCE_KINDS),
    by: person,
    at: time,
    saidAt: z.string().optional(),
    confidence: z.number().optional().describe('0 to 1; predictions only.'),
    reason: z.string(),
    quotes: z.array(quote),
    unlocked: z
      .object({ by: person, at: time })
      .optional()
      .describe('Who has given the value back to the agent.'),
  }),
);

export const namedField = named(
  'Field',
  z.object({
    name: z.string(),
    label: z.string(),
    ...fieldEntry.shape,
    locked: z
      .boolean()
      .describe('A person or rule holds the value: the agent leaves it alone until it is unlocked.'),
  }),
);

export const missingField = named(
  'MissingField',
  z.object({ name: z.string(), label: z.string(), why: z.string().optional() }),
);

export const check = named(
  'Check',
  z.object({ ok: z.boolean().optional().describe('Missing for a remark.'), text: z.string() }),
);

export const decision = named(
  'Decision',
  z.object({
    at: time,
    settings: z.number().int().describe('The version of the settings that it rests on.'),
    checks: z.array(check),
  }),
);

export const problem = named(
  'Problem',
  z.object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    }),
  }),
);

/** What is said of work that goes on after the answer. */
export const underWay = named(
  'UnderWay',
  z.object({
    conversationId: z.string(),
    seq: z.number().int().optional().describe('Its place in the order of the conversation.'),
    look: z.string().describe('Where to see what came of it.'),
  }),
);
