/** Properties over any sequence of people's acts and the agent's moves. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { act } from '../../cases/acting';
import type { CaseAct } from '../../cases/acts';
import type { ActiveCase, Case } from '../../cases/case';
import { isOpenRow } from '../../cases/review';
import { applyChange } from '../../cases/changing';
import { settingsSchema, type Settings, type SettingsInput } from '../../cases/settings';
import {
  aCandidate,
  aCase,
  aChangeMove,
  after,
  anActContext,
  anApplyContext,
  anEntryOf,
  CONVERSATION,
  docOf,
  RITA,
  SAM,
  someSettingsInput,
} from '../support/builders';

const FIELDS = ['category', 'note', 'serial', 'family'] as const;
const VALUES = ['v1', 'v2', 'v3'] as const;

type Step =
  | {
      readonly do: 'move';
      readonly values: readonly (readonly [field: string, value: string])[];
      readonly saidAt: number;
      readonly confidence: number;
    }
  | { readonly do: 'edit'; readonly field: string; readonly value: string | null }
  | { readonly do: 'unlock'; readonly field: string }
  | {
      readonly do: 'review';
      readonly kind: 'accept' | 'reject' | 'undo';
      readonly which: number;
      readonly fields?: readonly string[];
      readonly by: typeof RITA;
    };

const field = fc.constantFrom(...FIELDS);
const value: fc.Arbitrary<string> = fc.constantFrom(...VALUES);
const typed: fc.Arbitrary<string | null> = fc.option(value, { nil: null });
const moves: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('move' as const),
  values: fc.uniqueArray(fc.tuple(field, value), { minLength: 1, maxLength: 3, selector: ([name]) => name }),
  saidAt: fc.integer({ min: 0, max: 40 }),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
});
const edits: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('edit' as const),
  field,
  value: typed,
});
const unlocks: fc.Arbitrary<Step> = fc.record({ do: fc.constant('unlock' as const), field });
const reviews: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('review' as const),
  kind: fc.constantFrom('accept', 'reject', 'undo'),
  which: fc.nat(12),
  fields: fc.option(fc.uniqueArray(field), { nil: undefined }),
  by: fc.constantFrom(RITA, SAM),
});
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: moves },
    { weight: 1, arbitrary: edits },
    { weight: 2, arbitrary: reviews },
    { weight: 1, arbitrary: unlocks },
  ),
  { maxLength: 25 },
);

function settingsOf(updates: NonNullable<SettingsInput['updates']>): Settings {
  return settingsSchema.parse({ ...someSettingsInput(), updates });
}
const policies = fc
  .record({ overrideHumanEdits: fc.boolean(), automation: fc.constantFrom('full', 'confirm') })
  .map(settingsOf);

/** Runs one step as the store would: the version grows with each change. */
function run(theCase: ActiveCase, step: Step, n: number, settings: Settings): ActiveCase {
  const at = after(100 + n);
  const next =
    step.do === 'move' ? moved(theCase, step, n, at, settings) : actedOn(theCase, step, n, at, settings);
  return next === theCase ? theCase : ({ ...next, version: theCase.version + 1 } as ActiveCase);
}

function moved(
  theCase: ActiveCase,
  step: Extract<Step, { do: 'move' }>,
  n: number,
  at: string,
  settings: Settings,
): Case {
  const quotes = [{ turn: `${CONVERSATION}/${step.saidAt}`, start: 0, end: 1 }];
  const candidates = step.values.map(([name, given]) =>
    aCandidate({
      field: name,
      value: given,
      saidAt: after(step.saidAt),
      confidence: step.confidence,
      quotes,
    }),
  );
  return docOf(
    applyChange(theCase, aChangeMove(candidates, { seq: n + 1 }), anApplyContext({ settings, at })),
  );
}

function actedOn(
  theCase: ActiveCase,
  step: Exclude<Step, { do: 'move' }>,
  n: number,
  at: string,
  settings: Settings,
): Case {
  const by = step.do === 'review' ? step.by : RITA;
  return act(theCase, actOf(step, theCase), anActContext({ actId: `click${n}`, by, at, settings })).case;
}

function actOf(step: Exclude<Step, { do: 'move' }>, theCase: ActiveCase): CaseAct {
  switch (step.do) {
    case 'unlock':
      return { kind: 'unlock', field: step.field, reason: '' };
    case 'edit': {
      const entry = step.value === null ? null : anEntryOf('human', step.value);
      return { kind: 'edit', entries: { [step.field]: entry } };
    }
    case 'review':
      return { kind: step.kind, reviewId: theCase.reviews[step.which]?.id ?? 'gone', fields: step.fields };
  }
}

function runAll(
  all: readonly Step[],
  settings: Settings,
  seen: (before: ActiveCase, after: ActiveCase, step: Step) => void,
): void {
  let theCase = aCase();
  all.forEach((step, n) => {
    const next = run(theCase, step, n, settings);
    seen(theCase, next, step);
    theCase = next;
  });
}

const newNotes = (before: ActiveCase, next: ActiveCase) =>
  next.pending
    .slice(before.pending.length)
    .flatMap((effect) => (effect.kind === 'audit' ? [effect.entry] : []));

describe('whatever people and the agent do in whatever order', () => {
  it('a value that a person set or confirmed, and nobody unlocked, is never overwritten by the agent', () =>
    fc.assert(
      fc.property(steps, fc.constantFrom('full', 'confirm'), (all, automation) => {
        runAll(all, settingsOf({ automation }), (before, next, step) => {
          if (step.do !== 'move') return;
          for (const [name, entry] of Object.entries(before.fields))
            if (entry.provenance.kind !== 'ai' && !entry.provenance.unlocked)
              assert.deepEqual(next.fields[name], entry);
        });
      }),
    ));

  it('with overrideHumanEdits the agent sets, but never from words older than those that stand', () =>
    fc.assert(
      fc.property(steps, (all) => {
        runAll(all, settingsOf({ overrideHumanEdits: true }), (before, next, step) => {
          if (step.do !== 'move') return;
          for (const [name, entry] of Object.entries(before.fields))
            assert.ok((next.fields[name]?.provenance.saidAt ?? '') >= (entry.provenance.saidAt ?? ''));
        });
      }),
    ));

  it('under the automation "confirm" no field changes without a person', () =>
    fc.assert(
      fc.property(steps, (all) => {
        runAll(all, settingsOf({ automation: 'confirm' }), (before, next, step) => {
          if (step.do === 'move') assert.deepEqual(next.fields, before.fields);
        });
      }),
    ));

  it('there is at most one open proposal, and at most one open row for each field in it', () =>
    fc.assert(
      fc.property(steps, policies, (all, settings) => {
        runAll(all, settings, (_before, next) => {
          const open = next.reviews.filter(
            (review) => review.kind === 'proposed' && review.rows.some(isOpenRow),
          );
          assert.ok(open.length <= 1);
          const names = open.flatMap((review) => review.rows.filter(isOpenRow).map((row) => row.field));
          assert.equal(new Set(names).size, names.length);
        });
      }),
    ));

  it('an open row of a change shows the value that the field has', () =>
    fc.assert(
      fc.property(steps, policies, (all, settings) => {
        runAll(all, settings, (_before, next) => {
          for (const review of next.reviews.filter((one) => one.kind === 'changed'))
            for (const row of review.rows.filter(isOpenRow))
              assert.equal(next.fields[row.field]?.value, row.to.value);
        });
      }),
    ));

  it('a row that is decided stays decided', () =>
    fc.assert(
      fc.property(steps, policies, (all, settings) => {
        runAll(all, settings, (before, next) => {
          for (const review of before.reviews) {
            const later = next.reviews.find((one) => one.id === review.id);
            review.rows.forEach((row, at) => {
              if (!isOpenRow(row) && later) assert.deepEqual(later.rows[at], row);
            });
          }
        });
      }),
    ));

  it('the audit tells each changed field, from what it was to what it is', () =>
    fc.assert(
      fc.property(steps, policies, (all, settings) => {
        runAll(all, settings, (before, next) => {
          const told = newNotes(before, next).flatMap(({ what }) => (what.kind === 'field' ? [what] : []));
          for (const name of FIELDS) {
            const [from, to] = [before.fields[name], next.fields[name]];
            if (from?.value === to?.value) continue;
            assert.deepEqual(
              told.filter((what) => what.field === name).map((what) => [what.from, what.to]),
              [[from, to]],
            );
          }
        });
      }),
    ));

  it('the audit tells each row that a person decided', () =>
    fc.assert(
      fc.property(steps, policies, (all, settings) => {
        runAll(all, settings, (before, next, step) => {
          if (step.do !== 'review') return;
          const decided = next.reviews.flatMap((review) => {
            const rows = before.reviews.find((one) => one.id === review.id)?.rows;
            return review.rows.filter((row, at) => row !== rows?.[at]).map((row) => [row.field, row.state]);
          });
          const told = newNotes(before, next).flatMap(({ what }) =>
            what.kind === 'reviewed' ? [[what.field, what.state]] : [],
          );
          assert.deepEqual(told, decided);
        });
      }),
    ));

  it('no two effects of a case have the same id', () =>
    fc.assert(
      fc.property(steps, policies, (all, settings) => {
        runAll(all, settings, (_before, next) => {
          assert.equal(new Set(next.pending.map((effect) => effect.id)).size, next.pending.length);
        });
      }),
    ));

  it('each card that shows a review was really sent', () =>
    fc.assert(
      fc.property(steps, policies, (all, settings) => {
        runAll(all, settings, (_before, next) => {
          const ids = new Set(next.pending.map((effect) => effect.id));
          for (const review of next.reviews)
            for (const shown of review.shownIn) assert.ok(ids.has(shown.effectId));
        });
      }),
    ));
});
