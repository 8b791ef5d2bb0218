/** How far the resolution of a case has come, as the API shows it. */
import { z } from 'zod/v4';
import type { Case } from '../../../cases/case';
import { PERSON_REASONS, RESOLVING_STEPS } from '../../../cases/resolution/state';
import { named, person, time } from './schemas';

export const resolving = named(
  'CaseResolving',
  z.object({
    step: z
      .enum(RESOLVING_STEPS)
      .describe(
        'shown: recognised, nobody is asked. clarifying, asking: the customer is asked, or a draft of it waits. calling: a custom agent. proposed: the solution. accepted: the customer says that it is solved, a representative resolves the case. person, solved, stopped: over.',
      ),
    intent: z.string().optional(),
    rounds: z
      .object({ clarifying: z.number().int(), asking: z.number().int() })
      .describe('How often the customer was asked.'),
    asked: z.array(z.string()).optional().describe('The names of the fields that were asked for.'),
    article: z.object({ name: z.string(), title: z.string(), url: z.string().optional() }).optional(),
    draftId: z.string().optional(),
    reason: z.enum(PERSON_REASONS).optional().describe('Why a person is needed.'),
    by: person.optional().describe('Who looks after it.'),
    at: time,
  }),
);

export function resolvingView({ resolving: found }: Case): z.output<typeof resolving> | undefined {
  if (!found) return undefined;
  const { step, intent, rounds, asked, article, draftId, reason, by, at } = found;
  return { step, intent, rounds, asked: asked && [...asked], article, draftId, reason, by, at };
}
