/**
 * Collections, validators and indexes, brought in line when the store starts. Several processes may do it at once, of
 * this version and of the one before: everything here can be run again and beside itself.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { MongoServerError, type CollectionInfo, type Db } from 'mongodb';
import { INDEXES, type CollectionName } from '../../cases/documents';
import { wordIndexes } from '../words';
import { answered } from './answered';
import { PREPARE_MS_MAX } from './connection';
import { isNotOffered, isThereAlready } from './failures';
import { WORDS } from './format';

/**
 * `STEPS[n]` takes a database of layout n to n + 1. Only for what does not follow from `INDEXES`. A step may run twice
 * and while processes of the version before still write.
 */
const STEPS: readonly ((db: Db) => Promise<void>)[] = [
  async () => undefined, // 1: the first layout
];

/** What every document is, whoever writes it: a person with a database tool, too. */
const VALIDATOR = {
  $jsonSchema: {
    bsonType: 'object',
    required: ['_id', 'version'],
    properties: {
      _id: { bsonType: 'string', minLength: 1 },
      version: { bsonType: ['int', 'long', 'double'], minimum: 1 },
    },
  },
};

interface Layout {
  readonly _id: 'layout';
  readonly layout: number;
}

const TRIES_MAX = 4;
const PAUSE_MS = 250;

/**
 * Processes that start at the same time get in each other's way: what one finds half made, it finds made the next time.
 * @throws Error where a newer program made the database.
 */
export async function migrate(db: Db): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await bringInLine(db);
    } catch (error) {
      if (tries >= TRIES_MAX || !(error instanceof MongoServerError)) throw error;
      await sleep(PAUSE_MS * tries);
    }
  }
}

async function bringInLine(db: Db): Promise<void> {
  await takeSteps(db);
  const present = await answered(db.listCollections().toArray());
  await Promise.all(
    (Object.keys(INDEXES) as CollectionName[]).map(async (collection) => {
      await matchCollection(
        db,
        collection,
        present.find(({ name }) => name === collection),
      );
      await matchIndexes(db, collection);
    }),
  );
}

async function takeSteps(db: Db): Promise<void> {
  const layouts = db.collection<Layout>('store');
  const found = (await answered(layouts.findOne({ _id: 'layout' })))?.layout ?? 0;
  if (found > STEPS.length) {
    throw new Error(
      `the database was written by a newer version of the agent (layout ${found}, this one knows ${STEPS.length})`,
    );
  }
  for (let at = found; at < STEPS.length; at++) {
    await STEPS[at]?.(db);
    // Not $set: where two start at once, the higher layout stays.
    await answered(layouts.updateOne({ _id: 'layout' }, { $max: { layout: at + 1 } }, { upsert: true }));
  }
}

async function matchCollection(
  db: Db,
  name: CollectionName,
  present: CollectionInfo | Pick<CollectionInfo, 'name' | 'type'> | undefined,
): Promise<void> {
  if (present === undefined) {
    const creating = db.createCollection(name, { validator: VALIDATOR });
    const made = await answered(creating).catch(unless(isThereAlready));
    if (made !== undefined) return;
  }
  const options = present !== undefined && 'options' in present ? present.options : undefined;
  if (isDeepStrictEqual(options?.validator, VALIDATOR)) return;
  await answered(db.command({ collMod: name, validator: VALIDATOR })).catch(unless(isNotOffered));
}

/**
 * Named as in `INDEXES`, with the id last, so that paging by key follows the index. Building does not stop writes; the
 * start waits for it. An index of ours whose properties are others is made anew; others' indexes are left alone.
 */
async function matchIndexes(db: Db, name: CollectionName): Promise<void> {
  const collection = db.collection(name);
  const present = new Map(
    (await answered(collection.indexes())).map((index) => [index.name, index.key as unknown]),
  );
  const byWords = Object.entries(wordIndexes(name)).map(([index, order]) => [index, [WORDS, order]] as const);
  for (const [index, properties] of [...Object.entries<readonly string[]>(INDEXES[name]), ...byWords]) {
    const key = Object.fromEntries([...properties, '_id'].map((property) => [property, 1]));
    // As text: the order of the properties counts.
    if (present.has(index) && JSON.stringify(present.get(index)) !== JSON.stringify(key))
      await answered(collection.dropIndex(index));
    const partialFilterExpression = { [properties[0]]: { $exists: true } };
    await answered(collection.createIndex(key, { name: index, partialFilterExpression }), PREPARE_MS_MAX);
  }
}

function unless(expected: (error: unknown) => boolean): (error: unknown) => undefined {
  return (error) => {
    if (!expected(error)) throw error;
    return undefined;
  };
}
