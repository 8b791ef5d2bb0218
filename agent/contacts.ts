/** Contacts and the identities that name them: insert only, before the case that refers to them. */
import type { NewContact } from '../cases/moves';
import type { AgentContext } from './context';

export async function saveContact(context: AgentContext, contact: NewContact): Promise<void> {
  const { id, identityId, ...rest } = contact;
  await context.store.insert('contacts', { _id: id, version: 1, ...rest, createdAt: context.clock() });
  if (identityId) await context.store.insert('identities', { _id: identityId, version: 1, contactId: id });
}
