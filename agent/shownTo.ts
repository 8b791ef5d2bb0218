/** Who is shown what happens to a case. */
import type { AgentContext } from './context';

export interface ShownCase {
  /** Of the case as it is known; it is read where only its id is. */
  readonly ownerId?: string;
  readonly caseId?: string;
  /** The representative's conversation that its customer is relayed to. */
  readonly takenIn?: string;
}

/**
 * The conversations of the one who has taken the case, where they are here; else those of all who may change cases.
 * And the thread, or the colleague, that its conversation is relayed to.
 */
export async function shownTo(context: AgentContext, shown: ShownCase): Promise<readonly string[]> {
  const all = await context.representatives.conversations();
  const owners = all.length > 1 ? await ownersPlaces(context, shown) : [];
  const told = owners.length > 0 ? owners : all;
  const { takenIn: place } = shown;
  if (place === undefined || told.includes(place)) return told;
  if (all.includes(place)) return [...told, place];
  const role = (await context.store.get('conversations', place))?.role;
  return role === 'thread' || role === 'channel' ? [...told, place] : told;
}

async function ownersPlaces(
  { store, representatives }: AgentContext,
  { ownerId, caseId }: ShownCase,
): Promise<readonly string[]> {
  const owner = ownerId ?? (caseId === undefined ? undefined : (await store.get('cases', caseId))?.ownerId);
  return owner === undefined ? [] : representatives.conversations(owner);
}
