/** All documents of a collection, in the order of their ids, a page at a time. */
import type { CollectionName, Documents } from '../../cases/documents';
import type { StoreReader } from '../../cases/store';

const PAGE = 500;

export async function* everyPage<K extends CollectionName>(
  reader: StoreReader,
  collection: K,
  from?: string,
): AsyncGenerator<readonly Documents[K][]> {
  for (let after = from; ;) {
    const page = await reader.scan(collection, { after, limit: PAGE });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last._id;
  }
}

export async function* everyDocument<K extends CollectionName>(
  reader: StoreReader,
  collection: K,
): AsyncGenerator<Documents[K]> {
  for await (const page of everyPage(reader, collection)) yield* page;
}
