/** A person's edit against a hundred late writes of the machine: the edit stands, whoever comes first. */
import assert from 'node:assert/strict';
import { act } from '../../cases/acting';
import { applyChange } from '../../cases/changing';
import { changed, type Store } from '../../cases/store';
import { seeded } from '../../commands/chaos/random';
import {
  aCandidate,
  aCase,
  aChangeMove,
  anActContext,
  anApplyContext,
  anEntryOf,
  RITA,
} from '../support/builders';
import type { Current } from './storeContract';

const MACHINE_WRITES = 100;
const ROUNDS = 3;

export function editRaceContract(current: Current): void {
  describe('an edit by hand', () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      it(`outlives ${MACHINE_WRITES} machine updates that race it (seed ${seed})`, async () => {
        const { _id } = aCase();
        await current.store.insert('cases', aCase({ fields: { category: anEntryOf('ai', 'defect') } }));
        const editAt = Math.floor(seeded(seed)() * MACHINE_WRITES);
        const writes: Promise<unknown>[] = [];
        for (let seq = 1; seq <= MACHINE_WRITES; seq++) {
          writes.push(machineWrite(current.store, _id, seq));
          if (seq === editAt + 1) writes.push(edit(current.store, _id));
          if (seq % 20 === 0) await Promise.resolve();
        }
        await Promise.all(writes);
        const found = await current.store.get('cases', _id);
        const { value, provenance } = found?.fields['category'] ?? {};
        assert.deepEqual([value, provenance?.kind, provenance?.by], ['billing', 'human', RITA]);
        assert.equal(found?.applied['emulator:c1'], MACHINE_WRITES);
        const edits = found.pending.filter(({ id }) => id.startsWith(_id)).length;
        assert.ok(edits > 0);
      });
    }
  });
}

/** Surer each time, so that it would replace any value of its own kind. */
function machineWrite(store: Store, id: string, seq: number): Promise<unknown> {
  const value = seq % 2 === 0 ? 'defect' : 'return';
  const candidate = aCandidate({
    value,
    confidence: 0.5 + seq / 250,
    saidAt: new Date(seq * 1_000 + Date.UTC(2027, 0, 1)).toISOString(),
  });
  return store.update('cases', id, (found) =>
    applyChange(found, aChangeMove([candidate], { seq }), anApplyContext()),
  );
}

function edit(store: Store, id: string): Promise<unknown> {
  const entries = { category: anEntryOf('human', 'billing') };
  return store.update('cases', id, (found) =>
    changed(act(found, { kind: 'edit', entries }, anActContext({ actId: 'edit-1' })).case),
  );
}
