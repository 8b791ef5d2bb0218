/** How a field is filled: what the cards about it show, and what an administrator's word does. */
import {
  acceptanceRules,
  newAcceptance,
  switched,
  type Acceptance,
  type AutomationChange,
  type Switching,
} from '../cases/feedback/acceptance';
import type { CardContent } from '../cases/cardContent';
import { resolvedField, type Settings } from '../cases/settings';
import type { Updated } from '../cases/store';
import type { AgentContext } from './context';

type Parts = Pick<AgentContext, 'store' | 'settings' | 'automation'>;

/**
 * Switches a field by a person's word; "unchanged" where it is so already, or where what they answer is answered.
 * Nothing is published: the state is the field's own.
 */
export async function switchField(
  { store, settings: source, automation }: Parts,
  field: string,
  switching: Switching,
): Promise<Updated<Acceptance>> {
  const { settings } = await source.current();
  const rules = acceptanceRules(settings, resolvedField(settings, field));
  for (;;) {
    const result = await store.update('acceptance', field, (found) => switched(found, switching, rules));
    if (result.is === 'changed') automation?.changed();
    if (result.is !== 'missing' || switching.answers !== undefined) return result;
    await store.insert('acceptance', newAcceptance(field)); // nobody has decided on it yet
  }
}

/** What the card about a change or an offer shows now. */
export async function automationContent(
  { store }: Pick<Parts, 'store'>,
  settings: Settings,
  { field, id }: { readonly field: string; readonly id: string },
): Promise<CardContent> {
  const found = await store.get('acceptance', field);
  const label = resolvedField(settings, field)?.label ?? field;
  const base = { kind: 'automation', field, label, id } as const;
  const nothing = { ...base, state: 'gone', decided: 0, accepted: 0, limit: 0 } as const;
  if (!found) return nothing;
  if (found.offer?.id === id) return { ...base, ...found.offer, id, state: 'offered' };
  const last = found.changes.at(-1);
  const own = found.changes.find((change) => change.id === id);
  if (own && own === last) return { ...base, ...shown(own), state: 'demoted' };
  const answered = own ? last : found.changes.find(({ offer }) => offer === id);
  return answered ? { ...base, ...shown(answered), state: answered.to } : nothing;
}

function shown({ decided = 0, accepted = 0, limit = 0, by, at }: AutomationChange) {
  return { decided, accepted, limit, by: by.name, at };
}
