/** Nothing that people wrote or are called is left on a case, on its audit, or on its way from it. */
import assert from 'node:assert/strict';
import type { AuditEntry, AuditWhat } from '../../cases/audit';
import type { Case } from '../../cases/case';
import type { PendingEffect, Words } from '../../cases/effects';
import { erasedAudit, erasedCase } from '../../cases/erasedCase';
import {
  AGENT,
  aCase,
  after,
  anEntry,
  CASE,
  CONVERSATION,
  DANA,
  docOf,
  NOW,
  RITA,
  RITAS,
  someSettings,
} from '../support/builders';

const PERSONAL = /Dana|dana/;
const settings = someSettings();
const fields = {
  issue: anEntry('Dana says it leaks'),
  category: anEntry('defect'),
  contact: anEntry('dana'),
};
const erased = (found: Case): Case => docOf(erasedCase(found, settings, after(9)));

describe('an erased case', () => {
  const parts: Readonly<Record<string, Partial<Case>>> = {
    'its title and values': { title: 'Dana says it leaks', fields, contactId: 'dana' },
    'what follow-up rests on': {
      followUp: { rule: 'r', state: 'stuck', sent: 1, of: 2, words: 'Dana asks where it is' },
    },
    'the closure that is held': {
      closure: {
        ...{ heldUntil: NOW, by: AGENT, at: NOW, statusReason: 'Problem solved', shownIn: [] },
        ...{ resolution: 'Dana did not answer', remarks: 'Dana is away' },
      },
    },
    'how it was resolved': { status: 'resolved', closedAt: NOW, resolution: 'told Dana', remarks: 'Dana' },
    'what a custom agent said, and who stopped it': {
      resolving: {
        ...{
          step: 'stopped',
          rounds: { clarifying: 0, asking: 0 },
          conversationId: CONVERSATION,
          basedOn: 1,
        },
        ...{ solution: 'Dana, turn it off', detail: 'Dana is upset', by: DANA, at: NOW, shownIn: [] },
      },
    },
  };
  for (const [what, over] of Object.entries(parts))
    it(`keeps nothing of ${what}`, () => {
      const found = aCase(over as Partial<Parameters<typeof aCase>[0]>) as Case;
      assert.match(JSON.stringify(found), PERSONAL);
      const left = erased(found);
      assert.doesNotMatch(JSON.stringify(left), PERSONAL);
      assert.deepEqual(
        [left.number, left.status, left.openedAt],
        [found.number, found.status, found.openedAt],
      );
      assert.equal(left.fields['category']?.value, found.fields['category']?.value);
    });

  const said = (words: Words): PendingEffect => ({ id: 'say', kind: 'say', to: RITAS, words });
  const by = { by: RITA, byKind: 'representative' } as const;
  const pending: Readonly<Record<string, PendingEffect>> = {
    'the case that is made of it': {
      ...{ id: 'create', kind: 'create' },
      case: aCase({ _id: `${CASE}~s2`, title: 'Dana', fields, contactId: 'dana' }),
    },
    'what another case takes in': {
      ...{ id: 'absorb', kind: 'absorb', to: 'other~1' },
      absorbed: { caseId: CASE, number: 'N', fields, conversations: [], applied: {}, ...by },
    },
    'words that are handed on': {
      ...{ id: 'ask', kind: 'ask', to: CONVERSATION },
      entry: { kind: 'relay', id: 'x', from: RITAS, by: RITA, text: 'Hello Dana' },
    },
    'words for the customer': said({ kind: 'text', text: 'Hello Dana' }),
    'a notice': said({ kind: 'card', card: { kind: 'told', text: 'Dana waits' }, fallback: 'Dana waits' }),
    'whose doing it is': said({
      kind: 'card',
      card: { kind: 'notice', notice: 'customer-waits', name: 'Dana' },
      fallback: 'Dana',
    }),
    'a form that was sent': said({
      kind: 'card',
      card: { kind: 'resolve-form', caseId: CASE, refused: { typed: { resolution: 'Dana' }, problems: {} } },
      fallback: 'Dana',
    }),
  };
  for (const [what, effect] of Object.entries(pending))
    it(`has nothing on its way of ${what}`, () => {
      const found = aCase({ pending: [effect] });
      assert.match(JSON.stringify(found), PERSONAL);
      assert.doesNotMatch(JSON.stringify(erased(found)), PERSONAL);
    });

  it('still hands on what has no words', () => {
    const entry = { kind: 'closed', id: 'x/closed', caseId: CASE, by: RITA } as const;
    const effect: PendingEffect = { id: 'ask', kind: 'ask', to: CONVERSATION, entry };
    assert.deepEqual(erased(aCase({ pending: [effect] })).pending, [effect]);
  });

  it('is left alone the next time, unless it was closed since', () => {
    const once = erased(aCase({ fields }));
    assert.equal(erasedCase(once, settings, after(20)).is, 'unchanged');
    const closed: Case = { ...once, status: 'cancelled', closedAt: after(15) };
    assert.equal(erased(closed).erasedAt, after(9));
  });
});

describe('an erased audit', () => {
  const whats: readonly AuditWhat[] = [
    { kind: 'note', text: 'Dana rang' },
    { kind: 'undelivered', to: 'dana@example.com' },
    { kind: 'field', field: 'issue', from: anEntry('Dana'), to: anEntry('Dana again') },
    { kind: 'proposed', field: 'issue', to: anEntry('Dana') },
    {
      ...{ kind: 'closed', status: 'resolved', statusReason: 'Problem solved' },
      ...{ resolution: 'told Dana', remarks: 'Dana is away' },
    },
  ];
  for (const what of whats)
    it(`has no words of "${what.kind}"`, () => {
      const entry: AuditEntry = {
        ...{ _id: `${CASE}/1/0`, version: 1, caseId: CASE, caseVersion: 1, index: 0, at: NOW, by: RITA },
        ...{ byKind: 'representative', what, reason: 'Dana said so', quotes: [] },
      };
      const left = docOf(erasedAudit(entry, settings));
      assert.doesNotMatch(JSON.stringify(left), PERSONAL);
      assert.deepEqual([left.at, left.by, left.erased], [NOW, RITA, true]);
    });
});
