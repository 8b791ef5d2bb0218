/** Step 1 for mails, accept: the raw mail and that it waits are durable; only then is it marked in its mailbox. */
import type { ArrivedMail } from '../../cases/mail/store';
import { arrivedAgain, newStoredMail } from '../../cases/mail/storedMail';
import type { AgentContext } from '../context';
import { saveBlob } from './blobs';
import { identityOf } from './identity';

/**
 * The mail's id. The raw mail is written first: a mail that is listed can be read.
 * @throws StoreBusy, StoreUnavailable: it was not stored and must not be marked.
 */
export async function storeMail(context: AgentContext, arrived: ArrivedMail): Promise<string> {
  const { store } = context;
  const { id, messageId } = identityOf(arrived.raw);
  const now = context.clock();
  const again = await store.update('mails', id, (found) => arrivedAgain(found, arrived, now));
  if (again.is !== 'missing') return id;
  const raw = await saveBlob(store, arrived.raw);
  const inserted = await store.insert('mails', newStoredMail(arrived, { id, raw, messageId, now }));
  if (inserted === 'exists') await store.update('mails', id, (found) => arrivedAgain(found, arrived, now));
  return id;
}
