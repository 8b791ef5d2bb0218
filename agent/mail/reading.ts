/** A stored mail, read anew from its raw bytes: nothing that can be read again is kept twice. */
import type { MailReading } from '../../cases/mail/reading';
import type { Settings } from '../../cases/settings';
import type { StoredMail } from '../../cases/mail/storedMail';
import type { AgentContext } from '../context';
import { readBlob } from './blobs';
import type { MailParts } from './parts';

export async function readStored(
  { store }: Pick<AgentContext, 'store'>,
  { read }: MailParts,
  stored: StoredMail,
  settings: Settings,
): Promise<MailReading | undefined> {
  const raw = stored.raw === undefined ? undefined : await readBlob(store, stored.raw);
  if (!raw) return undefined;
  const places = new Set(stored.places.map(({ mailbox }) => mailbox));
  const mailboxes = settings.mailboxes.filter(({ name }) => places.has(name));
  return read(raw, {
    authservIds: mailboxes.flatMap((mailbox) => mailbox.authservIds),
    // Of several mailboxes the strictest counts: a mail that lay in all of them was believed by each.
    unnamed: mailboxes.length > 0 && mailboxes.every(({ authservUnnamed }) => authservUnnamed),
    place: mailboxes.some(({ authservPlace }) => authservPlace === 'above') ? 'above' : 'topmost',
  });
}
