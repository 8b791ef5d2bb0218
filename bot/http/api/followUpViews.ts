/** How a case stands in follow-up and closure, as the API shows it. */
import { z } from 'zod/v4';
import type { Case } from '../../../cases/case';
import { FOLLOW_UP_STATES, HINDRANCES, SUGGESTIONS } from '../../../cases/followUp/state';
import { named, person, time } from './schemas';

export const followUp = named(
  'CaseFollowUp',
  z.object({
    rule: z.string(),
    state: z
      .enum(FOLLOW_UP_STATES)
      .describe('stuck: something is owed, see `why`. suggested: a representative is asked to act.'),
    sent: z.number().int().describe("Since the customer's newest words."),
    of: z.number().int(),
    nextAt: z.string().optional().describe('When it is looked at next, ISO 8601.'),
    why: z.enum(HINDRANCES).optional(),
    words: z.string().optional().describe('What it rests on: a question, a promise, an answer.'),
    suggestion: z
      .object({
        kind: z.enum(SUGGESTIONS),
        n: z.number().int(),
        at: time,
        lastAnsweredAt: z.string().optional(),
      })
      .optional()
      .describe('What a representative is asked to do, under `confirm`.'),
  }),
);

export const closure = named(
  'CaseClosure',
  z.object({
    heldUntil: time.describe('Resolved then, unless it is undone or the customer speaks.'),
    at: time,
    by: person,
    statusReason: z.string(),
    resolution: z.string(),
    remarks: z.string(),
  }),
);

export function followUpView({ followUp: found }: Case): z.output<typeof followUp> | undefined {
  if (!found) return undefined;
  const { rule, state, sent, of, nextAt, why, words, suggestion } = found;
  const { kind, n, at, lastAnsweredAt } = suggestion ?? {};
  const suggested = kind && n && at ? { kind, n, at, lastAnsweredAt } : undefined;
  return { rule, state, sent, of, nextAt, why, words, suggestion: suggested };
}

export function closureView({ closure: found }: Case): z.output<typeof closure> | undefined {
  if (!found) return undefined;
  const { heldUntil, at, by, statusReason, resolution, remarks } = found;
  return { heldUntil, at, by, statusReason, resolution, remarks };
}
