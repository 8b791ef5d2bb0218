/** How often people accept what the agent fills in a field, and how the field is filled: a person's to change. */
import { z } from 'zod/v4';
import { switchField } from '../../../agent/automation';
import {
  acceptanceRules,
  automationOf,
  newestTally,
  rateOf,
  type Acceptance,
} from '../../../cases/feedback/acceptance';
import { resolvedField, type Settings } from '../../../cases/settings';
import { LIST_MAX } from '../../../cases/store';
import { notFound } from './problems';
import { param, route, type Frozen, type Route } from './route';
import { listOf, named, person, time } from './schemas';

const automation = z.enum(['automatic', 'confirm']);
const tally = { decided: z.number().int(), accepted: z.number().int() };

const acceptance = named(
  'Acceptance',
  z.object({
    field: z.string(),
    label: z.string(),
    automation: automation.describe('How the field is filled now.'),
    bySettings: z.boolean().describe('It is as the settings say; else its own state, see `changes`.'),
    limit: z.number().describe('Accepted less often than this, it is asked about before it is filled.'),
    decisionsMin: z.number().int().describe('With fewer decisions nothing follows from them.'),
    ...tally,
    rate: z.number().nullable().describe('accepted / decided of the newest decisions since the last change.'),
    lower: z.number().describe('Wilson score interval, 95 %.'),
    upper: z.number(),
    offer: z
      .object({ id: z.string(), at: time, ...tally, limit: z.number() })
      .optional()
      .describe('It could be filled without asking: a person decides.'),
    versions: z
      .array(z.object({ n: z.number().int(), ...tally }))
      .describe('By the published version of the settings.'),
    changes: z
      .array(
        z.object({
          id: z.string(),
          at: time,
          by: person,
          to: z.enum(['automatic', 'confirm', 'declined']),
          decided: z.number().int().optional(),
          accepted: z.number().int().optional(),
          limit: z.number().optional(),
          offer: z.string().optional(),
        }),
      )
      .describe('Who or what changed it, oldest first; the last fifty.'),
  }),
);

const list = route({
  method: 'get',
  path: '/api/acceptance',
  id: 'listAcceptance',
  tag: 'Acceptance',
  summary: 'For each field: how often it is accepted, whether it is filled or asked about, what is offered',
  needs: 'manage',
  answer: listOf('AcceptanceList', acceptance),
  handle: async ({ context }) => {
    const { settings } = await context.settings.current();
    const { items } = await context.store.list('acceptance', { index: 'field', limit: LIST_MAX });
    const known = new Map(items.map((one) => [one.field, one]));
    return { body: { items: settings.fields.map(({ name }) => view(name, settings, known.get(name))) } };
  },
});

const put = route({
  method: 'put',
  path: '/api/acceptance/{field}',
  id: 'setAutomation',
  tag: 'Acceptance',
  summary: 'Fill a field without asking, or ask before it is filled; takes an offer or declines it',
  description: "The state is the field's own: nothing is published, and it counts at once.",
  needs: 'administer',
  body: named('AutomationWanted', z.strictObject({ automation })),
  answer: acceptance,
  problems: [404],
  handle: async ({ context }, call) => {
    const { settings } = await context.settings.current();
    const field = param(call, 'field');
    if (!resolvedField(settings, field)) throw notFound('such field');
    const switching = { to: call.body.automation, by: call.caller, at: context.clock() };
    const result = await switchField(context, field, switching);
    return { body: view(field, settings, result.is === 'missing' ? undefined : result.doc) };
  },
});

export const acceptanceRoutes: readonly Route[] = [list, put];

function view(
  field: string,
  settings: Settings,
  found: Acceptance | undefined,
): Frozen<z.output<typeof acceptance>> {
  const definition = resolvedField(settings, field);
  const rules = acceptanceRules(settings, definition);
  const { limit, decisionsMin } = rules;
  const modes = new Map(found?.mode ? [[field, found.mode]] : []);
  return {
    field,
    label: definition?.label ?? field,
    automation: automationOf(field, settings, modes),
    bySettings: found?.mode === undefined,
    limit,
    decisionsMin,
    ...rateOf(newestTally(found, rules)),
    offer: found?.offer,
    versions: found?.versions ?? [],
    changes: found?.changes ?? [],
  };
}
