/** Who the customer is: settled by what the channel proves, else by a name plus a way to reach them. */
import type { NewContact } from './moves';
import { newestSeq } from './deciding/merge';
import type { ProvenIdentity } from './conversation/turns';
import type { FieldEntries, FieldEntry, Provenance } from './values';

export interface SettledContact {
  readonly contact: NewContact;
  readonly entry: FieldEntry;
}

/** What is known of a contact: "name", "email", "phone". */
export function contactParts(drafts: FieldEntries): string[] {
  return ['name', 'email', 'phone'].filter((part) => drafts[`contact.${part}`] !== undefined);
}

/** A proven identity is a contact of its own; what was said meanwhile only adds a way to reach them. */
export function contactOfIdentity(identity: ProvenIdentity, at: string): SettledContact {
  const contact: NewContact = {
    id: identity.id,
    name: identity.name ?? identity.email ?? identity.id,
    email: identity.email,
    phone: identity.phone,
    identityId: identity.id,
  };
  const by = { id: identity.id, name: contact.name };
  return {
    contact,
    entry: {
      value: contact.id,
      label: contactLabel(contact),
      provenance: { kind: 'channel', by, at, quotes: [], reason: '' },
    },
  };
}

/** Whom a mail says that it comes from, without anybody vouching for it: a contact of its own, known by nothing else. */
export function contactOfSender(contact: NewContact, at: string): SettledContact {
  const by = { id: contact.id, name: contact.name };
  const provenance = { kind: 'channel', by, at, quotes: [], reason: 'From address, unverified' } as const;
  return { contact, entry: { value: contact.id, label: contactLabel(contact), provenance } };
}

/**
 * A contact made from what was said: its own, whatever address was given. `base` names the conversation and problem;
 * with the newest turn it rests on, the id is the same each time the same words are decided.
 */
export function contactOfWords(drafts: FieldEntries, base: string, at: string): SettledContact | undefined {
  const name = drafts['contact.name'];
  const reach = [drafts['contact.email'], drafts['contact.phone']].filter((entry) => entry !== undefined);
  if (!name || reach.length === 0) return undefined;
  const parts = [name, ...reach];
  const quotes = parts.flatMap((part) => part.provenance.quotes);
  const contact: NewContact = {
    id: `${base}/contact/${newestSeq(quotes)}`,
    name: String(name.value),
    email: text(drafts['contact.email']),
    phone: text(drafts['contact.phone']),
  };
  const provenance: Provenance = {
    kind: 'ai',
    by: name.provenance.by,
    at,
    saidAt: parts
      .map((part) => part.provenance.saidAt ?? '')
      .sort()
      .at(-1),
    quotes,
    confidence: Math.min(...parts.map((part) => part.provenance.confidence ?? 1)),
    reason: parts.map((part) => part.provenance.reason).join('; '),
  };
  return { contact, entry: { value: contact.id, label: contactLabel(contact), provenance } };
}

export function contactLabel(contact: Pick<NewContact, 'name' | 'email' | 'phone'>): string {
  return [contact.name, contact.email, contact.phone].filter(Boolean).join(', ');
}

function text(entry: FieldEntry | undefined): string | undefined {
  return entry === undefined ? undefined : String(entry.value);
}
