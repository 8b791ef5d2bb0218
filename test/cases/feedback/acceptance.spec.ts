/** How often a field is accepted, and what follows from it: whatever people decide in whatever order. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  acceptanceRules,
  automationOf,
  counted,
  newAcceptance,
  rateOf,
  switched,
  tallyOf,
  told,
  type Acceptance,
  type AcceptanceRules,
  type Switching,
} from '../../../cases/feedback/acceptance';
import type { Change } from '../../../cases/store';
import { AGENT, docOf, NOW, RITA, SAM, someSettings } from '../../support/builders';

const RULES: AcceptanceRules = { limit: 0.8, decisionsMin: 20, window: 50, standing: 'automatic' };
const ASKED = { ...RULES, standing: 'confirm' } as const;

const after = (found: Acceptance, change: Change<Acceptance>): Acceptance =>
  change.is === 'changed' ? { ...change.doc, version: found.version + 1 } : found;

/** The document after these decisions, each with an id of its own. */
function decided(accepted: readonly boolean[], rules = RULES, from = newAcceptance('category')): Acceptance {
  const start = from.version;
  return accepted.reduce((found, one, at) => {
    const decision = { id: `d${start + at}`, accepted: one, n: 1, at: NOW };
    return after(found, counted(found, decision, rules, AGENT));
  }, from);
}
const times = (count: number, accepted: boolean): boolean[] => Array.from({ length: count }, () => accepted);
const mixed = (yes: number, no: number): boolean[] => [...times(yes, true), ...times(no, false)];
const modeOf = (found: Acceptance, rules = RULES) => found.mode ?? rules.standing;

describe('the rate of a field', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
  for (const [accepted, of, lower, upper] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [29, 29, 0.883, 1],
  ] as const)
    it(`of ${accepted} in ${of} lies between ${lower} and ${upper}`, () => {
      const rate = rateOf({ decided: of, accepted });
      assert.ok(Math.abs(rate.lower - lower) < 0.0001, String(rate.lower));
      assert.ok(Math.abs(rate.upper - upper) < 0.0001, String(rate.upper));
    });

  it('is between its bounds, which are between nothing and all, and come closer with more decisions', () => {
    const tallies = fc
      .tuple(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([of, share]) => ({ decided: of, accepted: Math.round(of * share) }));
    fc.assert(
      fc.property(tallies, (tally) => {
        const { rate, lower, upper } = rateOf(tally);
        assert.ok(rate !== null && 0 <= lower && lower <= rate && rate <= upper && upper <= 1);
        const more = rateOf({ decided: tally.decided * 10, accepted: tally.accepted * 10 });
        assert.ok(more.upper - more.lower < upper - lower);
        const other = rateOf({ decided: tally.decided, accepted: tally.decided - tally.accepted });
        assert.ok(Math.abs(1 - other.upper - lower) < 1e-9, 'what is not accepted mirrors what is');
      }),
    );
  });

  it('is unknown without decisions', () => {
    assert.deepEqual(rateOf(tallyOf([])), { decided: 0, accepted: 0, rate: null, lower: 0, upper: 1 });
  });
});

describe('a field that is filled without asking', () => {
  it('is asked about once it falls below its limit, with the figures, and the administrators are told', () => {
    const found = decided([...times(15, true), ...times(5, false)]);
    assert.equal(found.mode, 'confirm');
    const [change] = found.changes;
    assert.deepEqual(
      [change?.to, change?.by, change?.decided, change?.accepted, change?.limit],
      ['confirm', AGENT, 20, 15, 0.8],
    );
    assert.equal(found.tell, change?.id);
    assert.equal(docOf(told(found, found.tell ?? '')).tell, undefined);
  });

  it('stays as it is at its limit, and with fewer decisions than needed', () => {
    assert.equal(decided(mixed(16, 4)).mode, undefined);
    assert.equal(decided(times(19, false)).mode, undefined);
  });

  it('is judged by its newest decisions alone', () => {
    const long = decided(times(500, true));
    const fallen = decided(mixed(0, 11), RULES, long);
    assert.equal(fallen.mode, 'confirm', '39 of the newest 50');
    assert.equal(fallen.changes[0]?.decided, 50);
  });

  it('is never asked about with the limit 0', () => {
    assert.equal(decided(times(200, false), { ...RULES, limit: 0 }).mode, undefined);
  });

  it('is asked about if, and only if, some run of its newest decisions was below the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 120 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (all, decisionsMin, window, limit) => {
          const rules = { ...RULES, decisionsMin, window, limit };
          const below = all.some((_, at) => {
            const newest = all.slice(Math.max(0, at + 1 - window), at + 1);
            const { decided: count, accepted } = tallyOf(newest);
            return count >= Math.min(decisionsMin, window) && accepted / count < limit;
          });
          const found = decided(all, rules);
          assert.equal(found.changes.length > 0, below);
          assert.equal(found.mode === 'confirm', below, 'and never comes back by itself');
        },
      ),
    );
  });
});

describe('a field that is asked about', () => {
  it('is never filled without asking by itself, whatever is decided; it is offered', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (all) => {
        const found = decided(all, ASKED);
        assert.equal(modeOf(found, ASKED), 'confirm');
        assert.equal(found.changes.length, 0);
        const rate = rateOf(tallyOf(all.slice(-50)));
        const surely = Math.max(rate.lower, rateOf(tallyOf(all)).lower) >= 0.8;
        assert.equal(found.offer !== undefined, rate.decided >= 20 && (rate.rate ?? 0) >= 0.8 && surely);
      }),
    );
  });

  it('is offered once it is surely accepted: 49 of the last 50', () => {
    const found = decided([false, ...times(49, true)], ASKED);
    assert.deepEqual([found.offer?.decided, found.offer?.accepted, found.offer?.limit], [50, 49, 0.8]);
    assert.equal(found.tell, found.offer?.id);
  });

  it('is offered under a high limit, too, once there are decisions enough to bear it out', () => {
    const high = { ...ASKED, limit: 0.95 };
    assert.equal(decided(times(72, true), high).offer, undefined);
    assert.equal(decided(times(73, true), high).offer?.decided, 73);
  });

  it('is told of once, and not again while it goes to and fro about the limit', () => {
    const offered = decided(times(20, true), ASKED);
    const known = docOf(told(offered, offered.tell ?? ''));
    const withdrawn = decided([false], ASKED, known);
    assert.equal(withdrawn.offer, undefined);
    const again = decided(times(4, true), ASKED, withdrawn);
    assert.ok(again.offer, 'visible again');
    assert.equal(again.tell, undefined, 'and nobody is bothered');
  });
});

describe('the word of an administrator', () => {
  const to = (wanted: Switching['to'], answers?: string): Switching => ({
    ...{ to: wanted, by: RITA, at: NOW, answers },
  });

  it('switches a field back, which then begins anew, and is kept with the figures of the offer', () => {
    const demoted = decided(mixed(10, 10));
    const offered = decided(times(30, true), RULES, demoted);
    const back = docOf(switched(offered, to('automatic', offered.offer?.id), RULES));
    assert.deepEqual([back.mode, back.window, back.offer], [undefined, [], undefined]);
    const { to: now, by, decided: of, accepted } = back.changes.at(-1) ?? {};
    assert.deepEqual([now, by, of, accepted], ['automatic', RITA, 30, 30]);
    assert.equal(decided([false], RULES, back).mode, undefined, 'one mistake is not too many');
  });

  it('declines an offer: it stays asked about, and is offered again after as many decisions', () => {
    const offered = decided(times(25, true), ASKED);
    const declined = docOf(switched(offered, to('confirm', offered.offer?.id), ASKED));
    assert.equal(declined.changes.at(-1)?.to, 'declined');
    assert.equal(decided(times(19, true), ASKED, declined).offer, undefined);
    assert.ok(decided(times(20, true), ASKED, declined).offer);
  });

  it('counts once: who answers what was answered changes nothing', () => {
    const offered = decided(times(25, true), ASKED);
    const offer = offered.offer?.id;
    const first = after(offered, switched(offered, to('automatic', offer), ASKED));
    for (const wanted of ['automatic', 'confirm'] as const)
      assert.equal(switched(first, { ...to(wanted, offer), by: SAM }, ASKED).is, 'unchanged');
  });

  it('comes without an offer, too, and changes nothing where it is so already', () => {
    const fresh = newAcceptance('category');
    assert.equal(docOf(switched(fresh, to('confirm'), RULES)).mode, 'confirm');
    assert.equal(docOf(switched(fresh, to('automatic'), ASKED)).mode, 'automatic');
    assert.equal(switched(fresh, to('automatic'), RULES).is, 'unchanged');
  });
});

describe('a decision', () => {
  it('counts once, however often it is told', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.boolean())), (all) => {
        const repeated = all.reduce((found, [id, accepted]) => {
          return after(found, counted(found, { id: `d${id}`, accepted, n: 1, at: NOW }, ASKED, AGENT));
        }, newAcceptance('category'));
        const [versions] = repeated.versions;
        assert.equal(versions?.decided ?? 0, new Set(all.map(([id]) => id)).size);
      }),
    );
  });

  it('is counted for the settings that were published, and the lists stay short', () => {
    let found = newAcceptance('category');
    for (let n = 1; n <= 600; n++)
      found = after(found, counted(found, { id: `d${n}`, accepted: true, n, at: NOW }, ASKED, AGENT));
    assert.deepEqual(found.versions.at(-1), { n: 600, decided: 1, accepted: 1 });
    assert.ok(JSON.stringify(found).length < 16_000);
  });
});

describe('the limit of a field', () => {
  it('is its own, else that of all', () => {
    const settings = someSettings({ updates: { acceptance: { limit: 0.7 } } });
    const [field] = settings.fields;
    assert.equal(acceptanceRules(settings, field).limit, 0.7);
    assert.equal(acceptanceRules(settings, { automation: { limit: 0.95 } }).limit, 0.95);
    assert.equal(acceptanceRules(someSettings(), undefined).limit, 0.8);
  });

  it('leaves other fields as the settings say', () => {
    const modes = new Map([['category', 'confirm' as const]]);
    assert.equal(automationOf('category', someSettings(), modes), 'confirm');
    assert.equal(automationOf('serial', someSettings(), modes), 'automatic');
    assert.equal(
      automationOf('serial', someSettings({ updates: { automation: 'Semi' } }), undefined),
      'confirm',
    );
  });
});
