/** Step 1 for mails, accept: the raw mail and that it waits are durable; only then is it marked in its mailbox. */
import type { ArrivedMail } from '../../cases/mail/store';
import { arrivedAgain, newStoredMail } from '../../cases/mail/storedMail';
import { documentOf } from '../../cases/store';
import type { AgentContext } from '../context';
import { daysAgo } from '../retention';
import { saveBlob } from './blobs';
import { identityOf } from './identity';
import { removeBlob } from './removing';

/**
 * The mail's id; nothing where it was here before and was erased. The raw mail is written first: a mail that is listed
 * can be read.
 * @throws StoreBusy, StoreUnavailable: it was not stored and must not be marked.
 */
export async function storeMail(context: AgentContext, arrived: ArrivedMail): Promise<string | undefined> {
  const { store } = context;
  const { id, messageId } = identityOf(arrived.raw);
  const now = context.clock();
  const again = await store.update('mails', id, (found) => arrivedAgain(found, arrived, now));
  if (again.is !== 'missing') return id;
  if (await wasErased(context, id, arrived)) {
    context.log.info({ mailId: id, mailbox: arrived.mailbox }, 'a mail that was erased is not taken again');
    return undefined;
  }
  const raw = await saveBlob(store, arrived.raw);
  if ((await store.insert('mails', newStoredMail(arrived, { id, raw, messageId, now }))) === 'inserted')
    return id;
  // Another mailbox had it first: on its way to us it was given other headers, and these bytes are nobody's.
  const first = documentOf(await store.update('mails', id, (found) => arrivedAgain(found, arrived, now)));
  if (first?.raw !== raw) await removeBlob(store, raw);
  return id;
}

/** By its age only where it may have been here before: a mailbox that was long out of reach has old mails that are new. */
async function wasErased(
  context: AgentContext,
  id: string,
  { again, receivedAt }: ArrivedMail,
): Promise<boolean> {
  if (await context.store.get('erasedMails', id)) return true;
  const { transcriptDays } = (await context.settings.current()).settings.retention;
  return again === true && transcriptDays !== undefined && receivedAt <= daysAgo(context, transcriptDays);
}
