/** `/api/mails/simulation`: creation rules, tried on the newest mails before they are published. */
import { z } from 'zod/v4';
import { readStored } from '../../../agent/mail/reading';
import {
  emailRuleProblems,
  emailRuleSchema,
  KEPT_REASONS,
  type EmailRule,
} from '../../../cases/mail/emailRules';
import { simulateMailRules, type SimulatedMail } from '../../../cases/mail/simulateRules';
import type { Settings } from '../../../cases/settings';
import type { StoredMail } from '../../../cases/mail/storedMail';
import type { ApiDeps } from './deps';
import { mailHead, mailHeadOf } from './mailViews';
import { ApiProblem } from './problems';
import { route, type Route } from './route';
import { named } from './schemas';

const MAILS_MAX = 100;
const SCANNED_MAX = 500; // what we sent ourselves lies between

const body = named(
  'MailRulesToTry',
  z.strictObject({
    rules: z
      .array(emailRuleSchema)
      .max(100)
      .optional()
      .describe('The published rules where they are missing.'),
    limit: z.number().int().min(1).max(MAILS_MAX).default(MAILS_MAX),
  }),
);

const simulated = named(
  'SimulatedMail',
  z.object({
    mail: mailHead,
    rule: z.string().optional(),
    opens: z.boolean().describe('It would open a case, where it begins something new.'),
    unverified: z.boolean(),
    reason: z.enum(KEPT_REASONS).optional(),
  }),
);

const answer = named(
  'MailSimulation',
  z.object({ items: z.array(simulated), opens: z.number().int(), of: z.number().int() }),
);

const simulate = route({
  method: 'post',
  path: '/api/mails/simulation',
  id: 'simulateMailRules',
  tag: 'Mails',
  summary: 'What creation rules would make of the newest mails; nothing is opened',
  body,
  answer,
  problems: [422],
  handle: async (deps, { body: { rules, limit } }) => {
    const { settings } = await deps.context.settings.current();
    const tried = rules ?? settings.emailRules;
    requireFitting(tried, settings);
    const mails = await newestIncoming(deps, limit);
    const items = [];
    for (const stored of mails) {
      const made = await tryOn(deps, stored, tried, settings);
      if (made) items.push({ mail: mailHeadOf(stored), ...made });
    }
    const opens = items.filter((one) => one.opens).length;
    return { body: { items, opens, of: items.length } };
  },
});

export const mailSimulationRoutes: readonly Route[] = [simulate];

/** @throws ApiProblem 422. */
function requireFitting(rules: readonly EmailRule[], settings: Settings): void {
  const problems = emailRuleProblems(rules, settings);
  if (problems.length > 0)
    throw new ApiProblem(
      422,
      'InvalidRules',
      'Some rules do not fit the settings: see the details.',
      problems.map((message) => ({ path: 'rules', message })),
    );
}

async function newestIncoming({ context }: ApiDeps, limit: number): Promise<StoredMail[]> {
  const query = { index: 'received', order: 'desc', limit: SCANNED_MAX } as const;
  const { items } = await context.store.list('mails', query);
  return items.filter(({ raw, outgoing }) => raw !== undefined && !outgoing).slice(0, limit);
}

/** Read anew, so that changed mailboxes count; nothing where it cannot be. */
async function tryOn(
  { context }: ApiDeps,
  stored: StoredMail,
  rules: readonly EmailRule[],
  settings: Settings,
): Promise<SimulatedMail | undefined> {
  const reading = context.mail && (await readStored(context, context.mail, stored, settings));
  if (!reading) return undefined;
  const { mail } = reading;
  const known = (await context.store.get('identities', `email:${mail.from.address}`)) !== undefined;
  const mailboxes = stored.places.map(({ mailbox }) => mailbox);
  return simulateMailRules(rules, { mail, mailboxes, known });
}
