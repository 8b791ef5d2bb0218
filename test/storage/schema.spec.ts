import assert from 'node:assert/strict';
import Database from 'libsql';
import { INDEXES, type CollectionName } from '../../cases/documents';
import type { Query } from '../../cases/store';
import { writeCursor } from '../../storage/cursor';
import { toListing } from '../../storage/embedded/listing';
import { migrate } from '../../storage/embedded/schema';
import { insertStatement } from '../../storage/embedded/statements';
import { toWordListing } from '../../storage/embedded/wordTable';
import { aStoredCase, second } from '../support/stores';

describe('the schema of the embedded store', () => {
  let db: Database.Database;
  beforeEach(() => {
    db = new Database(':memory:');
    migrate(db);
  });
  afterEach(() => void db.close());

  const insert = (n: number): void => {
    const doc = aStoredCase({ _id: `case${n}`, dueAt: n % 2 === 0 ? second(n) : undefined });
    const [sql, values] = insertStatement('cases', doc);
    db.prepare(sql).run(values);
  };
  const due = (): unknown[] => {
    const { sql, values } = toListing('cases', { index: 'due', limit: 1000 });
    return (db.prepare(sql).raw().all(values) as [string, string][]).map(([id]) => id);
  };
  const shape = (): unknown => db.prepare('select name, sql from sqlite_master order by name').raw().all();

  it('changes nothing where everything is in place', () => {
    const before = shape();
    migrate(db);
    assert.deepEqual(shape(), before);
  });

  it('adds and fills an index, and its columns, that are new', () => {
    for (let n = 0; n < 1200; n++) insert(n);
    db.exec('drop index cases_due');
    db.exec('alter table cases drop column "p_dueAt"');
    migrate(db);
    assert.equal(due().length, 600);
    assert.equal(due()[1], 'case2');
  });

  it('makes an index anew whose properties are others, and drops one that is gone', () => {
    insert(2);
    db.exec('drop index cases_due');
    db.exec('create index cases_due on cases (version)');
    db.exec('create index cases_old on cases (version)');
    migrate(db);
    assert.deepEqual(due(), ['case2']);
    assert.equal(JSON.stringify(shape()).includes('cases_old'), false);
  });

  it('refuses a database that a newer agent wrote', () => {
    db.exec('pragma user_version = 99');
    assert.throws(() => migrate(db), /newer version of the agent/);
  });

  it('finds by a word by seeking: no scan of a table, no sorting', () => {
    for (const order of ['asc', 'desc'] as const) {
      const after = writeCursor('search', { keys: ['y'], id: 'z' });
      const query = { index: 'search', equals: ['x'], order, after, limit: 9 } as const;
      const { sql, values } = toWordListing('cases', query, 'openedAt');
      const plan = JSON.stringify(db.prepare(`explain query plan ${sql}`).all([...values]));
      assert.match(plan, /SEARCH w USING PRIMARY KEY \(word=\?/);
      assert.match(plan, /SEARCH d USING INDEX/);
      assert.doesNotMatch(plan, /TEMP B-TREE|SCAN/);
    }
  });

  it('makes cases of the layout before findable by words', () => {
    insert(2); // the statement alone: its words are written after it
    db.exec('drop table cases_search_words');
    db.exec('pragma user_version = 1');
    migrate(db);
    const { sql, values } = toWordListing(
      'cases',
      { index: 'search', equals: ['printer'], limit: 9 },
      'openedAt',
    );
    assert.deepEqual(
      (db.prepare(sql).raw().all(values) as [string][]).map(([id]) => id),
      ['case2'],
    );
  });

  for (const collection of Object.keys(INDEXES) as CollectionName[]) {
    for (const [index, properties] of Object.entries<readonly string[]>(INDEXES[collection])) {
      for (const order of ['asc', 'desc'] as const) {
        it(`lists ${collection} by ${index} ${order} by seeking: no scan of a table, no sorting`, () => {
          for (let count = 0; count <= properties.length; count++) {
            const equals = properties.slice(0, count).map(() => 'x');
            const keys = properties.slice(count).map(() => 'y');
            const after = writeCursor(index, { keys, id: 'z' });
            const query = { index, equals, order, after, limit: 9 } as unknown as Query<CollectionName>;
            const { sql, values } = toListing(collection, query);
            const plan = JSON.stringify(db.prepare(`explain query plan ${sql}`).all([...values]));
            assert.match(plan, new RegExp(`SEARCH ${collection} USING INDEX ${collection}_${index}`));
            assert.doesNotMatch(plan, /TEMP B-TREE|SCAN/);
          }
        });
      }
    }
  }
});
