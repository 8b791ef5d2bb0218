/** The journal: a change, its audit entries and what it has to say are one document; done effects leave it. */
import assert from 'node:assert/strict';
import { drained, journaled, sayingId, type Journal } from '../../cases/journal';
import { aCase, after, AGENT, CASE, RITAS } from '../support/builders';

const note = { by: AGENT, byKind: 'agent' as const, what: { kind: 'opened' as const }, reason: 'why' };
const say = { to: RITAS, words: { kind: 'text' as const, text: 'hi' } };
const write = (journal: Journal, base = aCase({ version: 4 })) => journaled(base, base, journal, after(1));

describe('a journal', () => {
  it('names audit entries and words by the version that they make', () => {
    const { pending } = write({ notes: [note, note], says: [say] });
    assert.deepEqual(
      pending.map((effect) => effect.id),
      [`${CASE}/5/0`, `${CASE}/5/1`, sayingId(aCase({ version: 4 }), 0)],
    );
  });

  it('puts the audit before the words, and both behind what is pending', () => {
    const before = write({ notes: [note], says: [say] });
    const { pending } = write({ notes: [note], says: [say] }, { ...before, version: 5 });
    assert.deepEqual(
      pending.map((effect) => effect.kind),
      ['audit', 'say', 'audit', 'say'],
    );
    assert.equal(new Set(pending.map((effect) => effect.id)).size, 4);
  });

  it('notes who, when, why, and which version', () => {
    const effect = write({ notes: [note], says: [] }).pending[0];
    assert.deepEqual(effect?.kind === 'audit' && effect.entry, {
      _id: `${CASE}/5/0`,
      version: 1,
      caseId: CASE,
      caseVersion: 5,
      index: 0,
      at: after(1),
      ...note,
      quotes: [],
    });
  });

  it('makes the case due while something is pending, and only then', () => {
    const written = write({ notes: [note], says: [say] });
    assert.equal(written.dueAt, after(1));
    assert.equal(write({ notes: [], says: [] }).dueAt, undefined);
    const ids = written.pending.map((effect) => effect.id);
    assert.equal(drained(written, new Set(ids.slice(0, 1))).dueAt, after(1));
    assert.equal(drained(written, new Set(ids)).dueAt, undefined);
  });

  it('loses only what is done', () => {
    const written = write({ notes: [note], says: [say] });
    const [first, second] = written.pending;
    assert.ok(first && second);
    assert.deepEqual(drained(written, new Set([first.id, 'another'])).pending, [second]);
  });
});
