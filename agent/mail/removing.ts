/** Taking mails away, with their raw bytes. */
import { blobChunkId } from '../../cases/blob';
import { LIST_MAX, type Store } from '../../cases/store';
import type { StoredMail } from '../../cases/mail/storedMail';

/** The mails that were said in a conversation up to `seq`; how many. */
export async function removeMailsOf(
  store: Store,
  conversationId: string,
  { seq, now }: { readonly seq: number; readonly now: string },
): Promise<number> {
  let removed = 0;
  for (let after: string | undefined; ;) {
    const query = { index: 'conversation', equals: [conversationId], limit: LIST_MAX, after } as const;
    const { items, next } = await store.list('mails', query);
    for (const mail of items) if ((mail.seq ?? 0) <= seq) removed += await eraseMail(store, mail, now);
    after = next;
    if (after === undefined) return removed;
  }
}

/**
 * The mails with an address that are in no conversation: they opened nothing, or report that one did not arrive. What
 * is being worked on may yet enter one: `whole` says whether there is none of that.
 */
export async function removeMailsWith(
  store: Store,
  address: string,
  now: string,
): Promise<{ readonly removed: number; readonly whole: boolean }> {
  let removed = 0;
  let whole = true;
  for (let after: string | undefined; ;) {
    const query = { index: 'correspondent', equals: [address], limit: LIST_MAX, after } as const;
    const { items, next } = await store.list('mails', query);
    for (const mail of items) {
      if (mail.conversationId !== undefined) continue;
      if (mail.state === 'stored') whole = false;
      else removed += await eraseMail(store, mail, now);
    }
    after = next;
    if (after === undefined) return { removed, whole };
  }
}

/** That it is erased is written first: from then on it is not taken again, wherever it still lies. */
async function eraseMail(store: Store, mail: StoredMail, now: string): Promise<number> {
  if (!mail.sent) await store.insert('erasedMails', { _id: mail._id, version: 1, at: now });
  return removeMail(store, mail);
}

/** The document last: it is what is found again where this was cut short. */
export async function removeMail(store: Store, mail: StoredMail): Promise<number> {
  if (mail.raw !== undefined) await removeBlob(store, mail.raw);
  return (await store.remove('mails', mail._id)) === 'removed' ? 1 : 0;
}

/** The first piece last: it says how many there are. */
export async function removeBlob(store: Store, sha256: string): Promise<void> {
  const first = await store.get('blobs', blobChunkId(sha256, 0));
  for (let index = (first?.count ?? 1) - 1; index >= 0; index--)
    await store.remove('blobs', blobChunkId(sha256, index));
}
