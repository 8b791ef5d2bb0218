/** Two people in one case: what one of them said is taken out, and what the other one said stays. */
import assert from 'node:assert/strict';
import type { AuditEntry } from '../../cases/audit';
import { auditOfShare, erasedShareOfCase, type Share } from '../../cases/erasedShare';
import type { FieldEntry } from '../../cases/values';
import {
  AGENT,
  aCase,
  after,
  anEntry,
  CASE,
  CONVERSATION,
  docOf,
  NOW,
  someSettings,
} from '../support/builders';

const THEIRS = 'emulator:theirs';
const settings = someSettings();
const share: Share = { erasedUpTo: new Map([[THEIRS, 4]]), cases: new Set([`${THEIRS}~1`]) };
const said = (value: string, conversation: string, seq: number): FieldEntry =>
  anEntry(value, { at: after(seq), quotes: [{ turn: `${conversation}/${seq}`, start: 0, end: 3 }] });
const noteOf = (field: string, to: FieldEntry, caseVersion = 2): AuditEntry => ({
  ...{ _id: `${CASE}/${caseVersion}/${field}`, version: 1, caseId: CASE, caseVersion, index: 0, at: NOW },
  ...{
    by: AGENT,
    byKind: 'agent',
    what: { kind: 'field', field, to },
    reason: '',
    quotes: to.provenance.quotes,
  },
});
const theirsOf = (entries: readonly AuditEntry[]) => auditOfShare(entries, share).map(({ _id }) => _id);

describe('of a case that two people are in', () => {
  it('what one said is theirs, up to where their conversation was erased', () => {
    const [own, theirs] = [noteOf('issue', said('a', CONVERSATION, 1)), noteOf('note', said('b', THEIRS, 4))];
    const later = noteOf('serial', said('c', THEIRS, 5));
    assert.deepEqual(theirsOf([own, theirs, later]), [theirs._id]);
  });

  it('what came with their case is theirs, also where a representative had typed it', () => {
    const typed = anEntry('typed', { kind: 'human', quotes: [] });
    const absorbed: AuditEntry = {
      ...noteOf('x', typed, 7),
      what: { kind: 'absorbed', caseId: `${THEIRS}~1`, number: 'N' },
    };
    const [came, own] = [noteOf('note', typed, 7), noteOf('amount', typed, 8)];
    assert.deepEqual(theirsOf([absorbed, came, own]), [came._id]);
  });

  it('a choice stays without their words, free text goes, and the title where it was theirs', () => {
    const [issue, category] = [said('the boiler hums', THEIRS, 2), said('defect', THEIRS, 2)];
    const serial = said('AB-123', CONVERSATION, 2);
    const found = aCase({ title: 'THE BOILER HUMS', fields: { issue, category, serial } });
    const left = docOf(erasedShareOfCase(found, [], share, settings));
    assert.deepEqual(left.fields['serial'], serial);
    assert.equal(left.fields['issue'], undefined);
    assert.deepEqual(left.fields['category']?.provenance.quotes, []);
    assert.equal(left.title, left.number);
  });

  it('nothing is written where nothing was theirs', () => {
    const found = aCase({ fields: { issue: said('a', CONVERSATION, 1) } });
    assert.equal(erasedShareOfCase(found, [], share, settings).is, 'unchanged');
  });
});
