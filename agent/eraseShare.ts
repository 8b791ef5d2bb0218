/** What a person left in cases of somebody else's, into which a case of theirs was merged or a conversation joined. */
import { erasedAudit } from '../cases/erasedCase';
import { auditOfShare, erasedShareOfCase, type Share } from '../cases/erasedShare';
import type { AuditEntry } from '../cases/audit';
import type { Erasure } from '../cases/erasing';
import { LIST_MAX, type Store } from '../cases/store';
import { everyItem, type Eraser, type EraseContext } from './eraser';

/** After the conversations were erased: they say up to where. */
export async function eraseShares(context: EraseContext, eraser: Eraser, erasure: Erasure): Promise<void> {
  const { store } = context;
  const erasedUpTo = new Map<string, number>();
  const ids = new Set<string>(erasure.cases);
  for (const id of erasure.conversations) {
    const found = await store.get('conversations', id);
    erasedUpTo.set(id, found?.erasedUpTo ?? 0);
    if (found?.caseId !== undefined) ids.add(found.caseId);
  }
  const share = { erasedUpTo, cases: new Set(erasure.cases) };
  for (const id of await withMergedInto(store, ids))
    if (!share.cases.has(id)) await eraseShare(context, eraser, id, share);
}

/** With those that they were merged into, to the one that stands. */
async function withMergedInto(store: Store, ids: ReadonlySet<string>): Promise<Set<string>> {
  const all = new Set(ids);
  for (const id of all) {
    const found = await store.get('cases', id);
    if (found?.status === 'merged') all.add(found.mergedInto); // a set takes up what is added while it is gone through
  }
  return all;
}

async function eraseShare(
  { store, settings }: EraseContext,
  eraser: Eraser,
  id: string,
  share: Share,
): Promise<void> {
  const published = (await settings.current()).settings;
  const audit: AuditEntry[] = [];
  await everyItem(
    (after) => store.list('audit', { index: 'case', equals: [id], limit: LIST_MAX, after }),
    async (entry) => void audit.push(entry),
  );
  const theirs = auditOfShare(audit, share);
  if (theirs.length === 0) return;
  // The audit last: it says which values came with them.
  await store.update('cases', id, (found) => erasedShareOfCase(found, theirs, share, published));
  await eraser.learnedAndShown(id);
  for (const { _id } of theirs) await store.update('audit', _id, (entry) => erasedAudit(entry, published));
}
