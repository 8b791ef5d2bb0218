/** What is asked to be done with a case, in each of its spellings: ours, a list, or the reference's own two strings. */
import { z } from 'zod/v4';
import { ACTIONS, type Action } from '../../../cases/customAgent/operation';
import type { ProblemDetail } from './issueWords';
import { ApiProblem } from './problems';
import { named } from './schemas';

const ACTIONS_MAX = 10;
const TEXT_CHARS_MAX = 20_000; // ten actions as text

const oneAction = named(
  'CaseAction',
  z
    .looseObject({
      action: z.string().max(50).describe('`enrich` or `resolve`, in any case.'),
      automationLevel: z
        .string()
        .max(50)
        .optional()
        .describe('Of `resolve`: `Full`, or `Semi` (also `confirm`); also spelled `automationMode`.'),
      sourceContextEntity: z
        .string()
        .max(1_000)
        .optional()
        .describe('Of `enrich`, which needs it: `emails(ID)` or `conversations(ID)`; also spelled `source`.'),
    })
    .describe('Names in any case.'),
);

/** Names in any case, so that what is required stands in the description alone. */
export const actionsBody = named(
  'CaseActions',
  z
    .looseObject({
      ...oneAction.partial().shape,
      actions: z.array(oneAction.partial()).max(ACTIONS_MAX).optional(),
      msdyn_incidentId: z.string().max(1_000).optional().describe("The case's id or number."),
      msdyn_actions: z.string().max(TEXT_CHARS_MAX).optional().describe('A list of actions as a JSON text.'),
    })
    .describe('One action, or `actions`, or `msdyn_actions`.'),
);

/** What `enrich` reads from. */
export type Source = { readonly kind: 'email' | 'conversation' | 'either'; readonly id: string };

export type ReadAction =
  | { readonly action: 'enrich'; readonly source: Source }
  | { readonly action: 'resolve'; readonly automation?: 'full' | 'confirm' };

export interface ReadActions {
  readonly actions: readonly ReadAction[];
  /** The case that the body names. */
  readonly incidentId?: string;
}

/** @throws ApiProblem 400 with each thing that does not fit. */
export function readActions(body: z.output<typeof actionsBody>): ReadActions {
  const given = smallNamed(body);
  const listed = given.has('msdyn_actions') ? fromText(given.get('msdyn_actions')) : given.get('actions');
  const raw: unknown[] = Array.isArray(listed) ? listed : [body];
  if (raw.length === 0 || raw.length > ACTIONS_MAX)
    throw malformed([{ path: 'actions', message: `holds 1 to ${ACTIONS_MAX} actions` }]);
  const problems: ProblemDetail[] = [];
  const actions = raw.flatMap((one, at) => {
    const read = readAction(smallNamed(one));
    if (!('problem' in read)) return [read];
    problems.push({ path: Array.isArray(listed) ? `actions.${at}` : 'action', message: read.problem });
    return [];
  });
  if (problems.length > 0) throw malformed(problems);
  const incident = given.get('msdyn_incidentid');
  return { actions, ...(typeof incident === 'string' ? { incidentId: braceless(incident) } : {}) };
}

function readAction(given: ReadonlyMap<string, unknown>): ReadAction | { problem: string } {
  const action = textOf(given.get('action'))?.toLowerCase();
  if (!isAction(action)) return { problem: `"action" is one of ${ACTIONS.join(', ')}` };
  if (action === 'enrich') {
    const source = sourceOf(given.get('sourcecontextentity') ?? given.get('source'));
    return source
      ? { action, source }
      : { problem: 'enrich needs "sourceContextEntity": "emails(ID)" or "conversations(ID)"' };
  }
  const level = textOf(given.get('automationlevel') ?? given.get('automationmode'));
  if (level === undefined) return { action };
  const automation = AUTOMATION[level.toLowerCase()];
  return automation ? { action, automation } : { problem: '"automationLevel" is Full or Semi' };
}

const AUTOMATION: Readonly<Record<string, 'full' | 'confirm'>> = {
  full: 'full',
  semi: 'confirm',
  confirm: 'confirm',
};

/** `emails(ID)`, `conversations(ID)`, `{"kind", "id"}`, or the id alone. */
function sourceOf(given: unknown): Source | undefined {
  if (typeof given === 'object' && given !== null) {
    const { id, kind } = Object.fromEntries(smallNamed(given));
    const name = textOf(id);
    return name === undefined ? undefined : { kind: kindOf(textOf(kind)), id: braceless(name) };
  }
  const text = textOf(given);
  if (text === undefined) return undefined;
  const called = /^\/?([a-z_]+)\((.+)\)$/i.exec(text);
  return { kind: kindOf(called?.[1]), id: braceless(called?.[2] ?? text) };
}

function kindOf(name: string | undefined): Source['kind'] {
  if (/^(?:e-?)?mails?$/i.test(name ?? '')) return 'email';
  return /^(?:conversations?|msdyn_ocliveworkitems?)$/i.test(name ?? '') ? 'conversation' : 'either';
}

/** Ids of the reference stand in braces or quotes in places. */
function braceless(id: string): string {
  return id.trim().replace(/^[{'"](.*)[}'"]$/, '$1');
}

function isAction(word: string | undefined): word is Action {
  return ACTIONS.some((action) => action === word);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function smallNamed(value: unknown): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one as unknown]));
}

function fromText(text: unknown): unknown {
  try {
    const read: unknown = JSON.parse(typeof text === 'string' ? text : '');
    return Array.isArray(read) ? read : [read];
  } catch {
    throw malformed([{ path: 'msdyn_actions', message: 'is not JSON' }]);
  }
}

function malformed(details: readonly ProblemDetail[]): ApiProblem {
  return new ApiProblem(400, 'BadRequest', 'The body does not fit: see the details.', details);
}
