/** Routing: in which queue a conversation waits when a person is needed, and who serves that queue. */
import { z } from 'zod/v4';
import { businessHours } from './businessHours';
import { condition, conditionProblems, holds, type ConditionView } from '../deciding/conditions';
import type { FieldDefinition } from '../fields';

const name = z.string().min(1).max(100);

const queue = z.strictObject({
  name,
  /** Directory object ids of the representatives who serve it; empty: all of them. */
  members: z.array(z.string().min(1).max(200)).max(500).default([]),
  /** Who waits this long is brought to mind again, and an accepted conversation that nobody answers goes back. */
  remindAfterMinutes: z.number().min(0.1).max(1_440).default(5),
  /** Missing: somebody is always there. */
  hours: businessHours.optional(),
});

export type Queue = z.infer<typeof queue>;

const workstream = z.strictObject({
  name,
  channels: z
    .array(z.enum(['chat', 'email', 'voice']))
    .min(1)
    .default(['chat']),
  when: condition.optional(),
  queue: name,
  /** A person is needed once this holds, whether the customer asks for one or not. */
  needsPerson: condition.optional(),
});

export type Workstream = z.infer<typeof workstream>;

export const routing = z.strictObject({
  /** The first one takes what no workstream sends elsewhere. */
  queues: z
    .array(queue)
    .min(1)
    .max(100)
    .default([{ name: 'Support', members: [], remindAfterMinutes: 5 }]),
  /** In order: the first that fits leads to its queue. */
  workstreams: z.array(workstream).max(100).default([]),
});

export type Routing = z.infer<typeof routing>;

export interface Routed {
  readonly queue: Queue;
  readonly needsPerson: boolean;
}

/** @param kind the kind of channel: "chat", "email", "voice". */
export function route({ queues, workstreams }: Routing, kind: string, view: ConditionView): Routed {
  const fits = workstreams.find(
    ({ channels, when }) => channels.some((channel) => channel === kind) && (!when || holds(when, view)),
  );
  const found = queues.find((one) => one.name === fits?.queue) ?? queues[0];
  if (!found) throw new Error('there is no queue'); // the settings were checked when they were saved
  return { queue: found, needsPerson: fits?.needsPerson !== undefined && holds(fits.needsPerson, view) };
}

export function queueNamed({ queues }: Routing, wanted: string | undefined): Queue | undefined {
  const folded = wanted?.toLowerCase();
  return queues.find((one) => one.name.toLowerCase() === folded);
}

export function serves({ members }: Pick<Queue, 'members'>, personId: string): boolean {
  return members.length === 0 || members.includes(personId);
}

/** What is wrong with it, in words. */
export function routingProblems(
  { queues, workstreams }: Routing,
  fields: readonly FieldDefinition[],
): string[] {
  const names = queues.map((one) => one.name.toLowerCase());
  const doubled = names.filter((one, at) => names.indexOf(one) !== at);
  return [
    ...[...new Set(doubled)].map((one) => `two queues are named "${one}"`),
    ...workstreams.flatMap((one) => {
      const problems = queues.some((found) => found.name === one.queue)
        ? []
        : [`there is no queue "${one.queue}"`];
      for (const part of [one.when, one.needsPerson])
        if (part) problems.push(...conditionProblems(part, fields));
      return problems.map((problem) => `workstream "${one.name}": ${problem}`);
    }),
  ];
}
