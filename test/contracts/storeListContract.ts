/** Finding by a named index: its order, its bounds, its pages. */
import assert from 'node:assert/strict';
import { INDEXES, type CollectionName, type Documents, type IndexName } from '../../cases/documents';
import { LIST_MAX, type Query, type Store } from '../../cases/store';
import { BadCursor } from '../../storage/errors';
import { indexedProperties } from '../../storage/indexed';
import {
  aSettingsVersion,
  aStoredAuditEntry,
  aStoredCase,
  aStoredConversation,
  aStoredTurn,
  second,
} from '../support/stores';
import type { Current } from './storeContract';

/** Documents of a collection in no order, with doubles in every property that is indexed. */
const SAMPLES: { readonly [K in CollectionName]?: readonly Documents[K][] } = {
  conversations: shuffled((n) =>
    aStoredConversation({
      _id: `c${n}`,
      role: n % 3 === 0 ? 'representative' : 'customer',
      startedAt: second(n % 5),
      contactId: n % 4 === 0 ? undefined : `contact${n % 3}`,
      dueAt: n % 2 === 0 ? second(n % 4) : undefined,
      waitingIn: n % 2 === 0 ? `queue${n % 3}` : undefined,
      takenIn: n % 2 === 0 ? undefined : `c${n % 5}`,
    }),
  ),
  training: shuffled((n) => ({
    _id: `t${n}`,
    version: 1,
    caseId: `case${n % 4}`,
    field: n % 2 === 0 ? 'category' : 'product',
    value: 'billing',
    turns: [],
    at: second(n % 3),
    source: 'case' as const,
  })),
  turns: shuffled((n) =>
    aStoredTurn({
      conversationId: `c${n % 2}`,
      seq: n,
      effectId: n % 3 === 0 ? `e${n % 6}` : undefined,
      storedAt: second(n % 5),
      caseId: n % 2 === 0 ? `case${n % 3}` : undefined,
    }),
  ),
  cases: shuffled((n) => {
    const active = aStoredCase({
      _id: `case${n}`,
      number: `CAS-${n}`,
      openedAt: second(n % 7),
      contactId: n % 4 === 0 ? undefined : `contact${n % 3}`,
      ownerId: n % 3 === 0 ? undefined : `rep${n % 2}`,
      dueAt: n % 2 === 0 ? second(n % 3) : undefined,
    });
    return n % 5 === 0 ? { ...active, status: 'cancelled' as const, closedAt: second(n % 4) } : active;
  }),
  audit: shuffled((n) =>
    aStoredAuditEntry({
      _id: `case${n % 2}/${n}`,
      caseId: `case${n % 2}`,
      caseVersion: n % 12,
      index: n % 3,
    }),
  ),
  mails: shuffled((n) => ({
    _id: `mail${n}`,
    version: 1,
    dueAt: n % 2 === 0 ? second(n % 4) : undefined,
    attempts: 0,
    state: n % 3 === 0 ? 'stored' : 'kept',
    receivedAt: second(n % 5),
    places: [],
    bytes: 100,
    messageId: n % 4 === 0 ? `m${n % 8}@example.com` : undefined,
    conversationId: n % 3 === 0 ? `email:c${n % 2}` : undefined,
    correspondent: n % 3 === 1 ? `dana${n % 2}@example.com` : undefined,
  })),
  identities: shuffled((n) => ({ _id: `i${n}`, version: 1, contactId: `contact${n % 5}` })),
  erasures: shuffled((n) => ({
    ...{
      _id: `e${n}`,
      version: 1,
      what: 'contact' as const,
      subject: `contact${n}`,
      state: 'running' as const,
    },
    ...{ by: { id: 'rita', name: 'Rita' }, passes: 0, conversations: [], cases: [], removed: 0 },
    at: second(n % 7),
    dueAt: n % 2 === 0 ? second(n % 5) : undefined,
  })),
  interactions: shuffled((n) => ({
    ...{
      _id: `f${n}`,
      version: 1,
      caseId: `case${n % 3}`,
      caseNumber: `CAS-${n % 3}`,
      act: 'accepted' as const,
    },
    ...{ by: { id: 'rita', name: 'Rita' }, byKind: 'representative' as const, at: second(n % 7) },
    field: n % 4 === 0 ? undefined : `field${n % 3}`,
  })),
  acceptance: shuffled((n) => ({
    ...{
      _id: `field${n}`,
      version: 1,
      field: `field${n}`,
      window: [],
      recent: [],
      versions: [],
      changes: [],
    },
    mode: n % 2 === 0 ? undefined : n % 3 === 0 ? ('automatic' as const) : ('confirm' as const),
  })),
  settings: shuffled((n) => aSettingsVersion(n, n % 4 === 0 ? 'published' : 'draft')),
};

function shuffled<T>(make: (n: number) => T): T[] {
  return Array.from({ length: 24 }, (_, at) => make((at * 7) % 24)); // 7 and 24 share no factor: each once
}

export function listContract(current: Current): void {
  describe('list', () => {
    for (const [collection, index] of everyIndex()) {
      for (const order of ['asc', 'desc'] as const) {
        it(`reads ${collection} by ${index} in ${order} order, whole and in pages`, async () => {
          await insertSamples(current.store, collection);
          const expected = inOrder(collection, index, order);
          const query = { index, order } as Pick<Query<CollectionName>, 'index' | 'order'>;
          const whole = await current.store.list(collection, { ...query, limit: LIST_MAX });
          assert.deepEqual({ ids: idsOf(whole.items), next: whole.next }, { ids: expected, next: undefined });
          assert.deepEqual(await idsOfPages(current.store, collection, { ...query, limit: 5 }), expected);
        });
      }
    }

    it('takes the values of the first properties and bounds of the next', async () => {
      await insertSamples(current.store, 'turns');
      const seqs = async (range: Query<'turns'>['range'], order?: 'desc'): Promise<number[]> => {
        const query = { index: 'conversation', equals: ['c1'], range, order, limit: 50 } as const;
        return (await current.store.list('turns', query)).items.map((turn) => turn.seq);
      };
      assert.deepEqual(await seqs({ gte: 9, lte: 13 }), [9, 11, 13]);
      assert.deepEqual(await seqs({ gt: 9, lt: 13 }), [11]);
      assert.deepEqual(await seqs({ gt: 17 }, 'desc'), [23, 21, 19]);
      assert.deepEqual(await seqs({ lt: 0 }), []);
    });

    it('finds nothing by a value that nobody has, and no other by one that looks like it', async () => {
      await current.store.insert('cases', aStoredCase({ contactId: "o'neil" }));
      const found = async (contact: string): Promise<number> =>
        (await current.store.list('cases', { index: 'contact', equals: [contact], limit: 5 })).items.length;
      assert.deepEqual(
        [await found("o'neil"), await found("O'NEIL"), await found("o'neil "), await found('')],
        [1, 0, 0, 0],
      );
    });

    it('pages within equal values and bounds', async () => {
      await insertSamples(current.store, 'cases');
      const query = { index: 'contact', equals: ['contact1'], range: { gte: second(2) }, limit: 2 } as const;
      const expected = inOrder(
        'cases',
        'contact',
        'asc',
        (doc) => doc.contactId === 'contact1' && doc.openedAt >= second(2),
      );
      assert.deepEqual(await idsOfPages(current.store, 'cases', query), expected);
    });

    it('pages by id alone where all properties are given', async () => {
      await Promise.all(
        [5, 3, 1, 4, 2].map((n) => current.store.insert('cases', aStoredCase({ _id: `case${n}` }))),
      );
      const query = { index: 'number', equals: ['CAS-00001-TEST'], limit: 2 } as const;
      assert.deepEqual(await idsOfPages(current.store, 'cases', query), [
        'case1',
        'case2',
        'case3',
        'case4',
        'case5',
      ]);
    });

    it('sees each document once while others are inserted between the pages', async () => {
      const insert = (n: number): Promise<unknown> =>
        current.store.insert('cases', aStoredCase({ _id: `case${n}`, openedAt: second((n * 37) % 100) }));
      await Promise.all(Array.from({ length: 60 }, (_, n) => insert(n)));
      const seen: string[] = [];
      let after: string | undefined;
      let extra = 60;
      do {
        const page = await current.store.list('cases', { index: 'opened', limit: 7, after });
        seen.push(...idsOf(page.items));
        after = page.next;
        if (extra < 100) await Promise.all([insert(extra++), insert(extra++), insert(extra++)]);
      } while (after !== undefined);
      assert.equal(new Set(seen).size, seen.length);
      const missed = Array.from({ length: 60 }, (_, n) => `case${n}`).filter((id) => !seen.includes(id));
      assert.deepEqual(missed, []);
    });

    it('says that there is a next page only where there is one', async () => {
      await Promise.all([1, 2, 3, 4].map((n) => current.store.insert('settings', aSettingsVersion(n))));
      const first = await current.store.list('settings', { index: 'number', limit: 2 });
      const second = await current.store.list('settings', { index: 'number', limit: 2, after: first.next });
      assert.notEqual(first.next, undefined);
      assert.equal(second.next, undefined);
    });

    it('gives at most LIST_MAX documents', async () => {
      const many = Array.from({ length: LIST_MAX + 5 }, (_, n) => aSettingsVersion(n));
      await Promise.all(many.map((doc) => current.store.insert('settings', doc)));
      const page = await current.store.list('settings', { index: 'number', limit: LIST_MAX * 10 });
      assert.equal(page.items.length, LIST_MAX);
      const rest = await current.store.list('settings', { index: 'number', limit: 10, after: page.next });
      assert.equal(rest.items.length, 5);
    });

    for (const [what, after] of [
      ['text that is no cursor', 'next-please'],
      ['nothing', ''],
      ['JSON of another kind', Buffer.from('{"a":1}').toString('base64url')],
      ['too few values', Buffer.from('["opened","x"]').toString('base64url')],
      ['values of another kind', Buffer.from('["opened",{"$gt":1},"x"]').toString('base64url')],
      ['another index', Buffer.from('["number","x","y"]').toString('base64url')],
    ] as const) {
      it(`refuses a cursor with ${what}`, async () => {
        await assert.rejects(current.store.list('cases', { index: 'opened', limit: 1, after }), BadCursor);
      });
    }

    it('refuses a limit that is no count, and an index that there is not', async () => {
      await assert.rejects(current.store.list('cases', { index: 'opened', limit: 0 }), RangeError);
      await assert.rejects(current.store.list('cases', { index: 'opened', limit: Number.NaN }), RangeError);
      await assert.rejects(current.store.list('cases', { index: 'title' as 'opened', limit: 1 }), RangeError);
    });
  });
}

function everyIndex(): [CollectionName, IndexName<CollectionName>][] {
  return (Object.keys(INDEXES) as CollectionName[]).flatMap((collection) =>
    Object.keys(INDEXES[collection]).map(
      (index) => [collection, index] as [CollectionName, IndexName<CollectionName>],
    ),
  );
}

function samplesOf<K extends CollectionName>(collection: K): readonly Documents[K][] {
  return SAMPLES[collection] ?? plainSamples(collection);
}

/** Of a collection whose documents are of no interest here, only what it is found by. */
function plainSamples<K extends CollectionName>(collection: K): readonly Documents[K][] {
  return shuffled((n) => ({
    _id: `${collection}${n}`,
    version: 1,
    ...Object.fromEntries(indexedProperties(collection).map((name, at) => [name, `v${n % (3 + at)}`])),
  })) as unknown as Documents[K][];
}

async function insertSamples(store: Store, collection: CollectionName): Promise<void> {
  await Promise.all(samplesOf(collection).map((doc) => store.insert(collection, doc)));
}

/** The ids in the order that the index promises: its properties, then the id. */
function inOrder<K extends CollectionName>(
  collection: K,
  index: string,
  order: 'asc' | 'desc',
  keep: (doc: Documents[K]) => boolean = () => true,
): string[] {
  const indexes: Readonly<Record<string, readonly string[]>> = INDEXES[collection];
  const names = [...(indexes[index] ?? []), '_id'];
  const keysOf = (doc: Documents[K]): unknown[] => names.map((name) => Reflect.get(doc, name) as unknown);
  const compare = (a: Documents[K], b: Documents[K]): number => {
    const [left, right] = [keysOf(a), keysOf(b)];
    const at = left.findIndex((key, position) => key !== right[position]);
    return at === -1 ? 0 : (left[at] as string) < (right[at] as string) ? -1 : 1;
  };
  const found = samplesOf(collection).filter((doc) => keysOf(doc)[0] !== undefined && keep(doc));
  const sorted = found.sort(compare).map((doc) => doc._id);
  return order === 'asc' ? sorted : sorted.reverse();
}

function idsOf(items: readonly { readonly _id: string }[]): string[] {
  return items.map((doc) => doc._id);
}

async function idsOfPages<K extends CollectionName>(
  store: Store,
  collection: K,
  query: Query<K>,
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.list(collection, { ...query, after });
    assert.ok(page.items.length > 0, 'a page that was promised is empty');
    ids.push(...idsOf(page.items));
    after = page.next;
  } while (after !== undefined);
  return ids;
}
