/** A move of resolving on its case: once, on the case as it is now, and never past a person. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { act } from '../../../cases/acting';
import type { ActiveCase, Case } from '../../../cases/case';
import { openDrafts } from '../../../cases/drafts/drafts';
import type { PendingEffect } from '../../../cases/effects';
import { applyResolving, type ResolvingMove } from '../../../cases/resolution/move';
import type { ResolvingContext } from '../../../cases/resolution/write';
import type { HeardNow, Resolving } from '../../../cases/resolution/state';
import { someSettings } from '../../support/builders';
import {
  aCase,
  AGENT,
  anActContext,
  anEntry,
  anEntryOf,
  aReview,
  aRow,
  CASE,
  CONVERSATION,
  NOW,
  RITA,
  RITAS,
} from '../../support/builders';
import { DESCALE, someResolution } from '../../support/resolution';

const heardOf = (over: Partial<HeardNow> = {}): HeardNow => ({ said: true, unanswered: [], ...over });

function aMove(seq: number, over: Partial<ResolvingMove> = {}): ResolvingMove {
  return {
    kind: 'resolving',
    seq,
    caseId: CASE,
    heard: heardOf(),
    basedOn: seq - 1,
    language: 'en',
    ...over,
  };
}

function inLevel(level: 'full' | 'confirm' | 'disabled'): ResolvingContext {
  const settings = someSettings({ resolution: someResolution(level) });
  return { conversationId: CONVERSATION, settings, agent: AGENT, at: NOW, tell: [RITAS] };
}

/** The case as the store has it after the move. */
function after(theCase: Case, move: ResolvingMove, context = inLevel('full')): Case {
  const change = applyResolving(theCase, move, context);
  return change.is === 'changed' ? { ...change.doc, version: theCase.version + 1 } : theCase;
}

const active = (theCase: Case): ActiveCase => {
  assert.ok(theCase.status === 'active');
  return theCase;
};

/** What the customer is told, as it waits on the case. */
function told({ pending }: Case): Extract<PendingEffect, { kind: 'say' }>[] {
  return pending.filter((effect) => effect.kind === 'say' && effect.to === CONVERSATION) as never;
}

const wordsOf = (theCase: Case): string[] =>
  told(theCase).map(({ words }) => (words.kind === 'text' ? words.text : ''));

const DESCALING = aCase({ fields: { intent: anEntry('descale') } });
const REFUND = aCase({ fields: { intent: anEntry('refund') } });
const proposed = (): Case => after(DESCALING, aMove(6));

describe('a move of resolving', () => {
  it('is applied once, however often it comes', () => {
    const once = proposed();
    assert.equal(applyResolving(once, aMove(6), inLevel('full')).is, 'unchanged');
    assert.deepEqual(wordsOf(once), [`${DESCALE}\n\nDid this solve it?`]);
  });

  it('says its words only while the customer has not spoken since', () => {
    assert.deepEqual(
      told(proposed()).map(({ basedOn }) => basedOn),
      [5],
    );
  });

  it('does nothing to a case that is closed', () => {
    const cancelled = act(DESCALING, { kind: 'cancel', statusReason: 'Cancelled' }, anActContext()).case;
    const next = after(cancelled, aMove(6));
    assert.deepEqual([next.resolving, wordsOf(next)], [undefined, []]);
    assert.equal(next.applied[CONVERSATION], 6);
  });

  it('goes by the intent that a person set meanwhile', () => {
    const corrected = aCase({ fields: { intent: anEntryOf('human', 'refund') } });
    assert.match(wordsOf(after(corrected, aMove(6)))[0] ?? '', /order number/);
  });

  it('goes by values that wait for a word, so that nobody is asked for what they said', () => {
    const rows = [
      aRow({ field: 'intent', to: anEntry('refund') }),
      aRow({ field: 'orderNumber', to: anEntry('12345') }),
    ];
    const waiting = aCase({ reviews: [aReview({ kind: 'proposed', rows })] });
    assert.deepEqual(after(waiting, aMove(6)).resolving?.asked, ['reason']);
  });

  it('proposes again what never reached the customer', () => {
    const next = after(proposed(), aMove(8, { heard: heardOf({ said: false, answer: 'accept' }) }));
    assert.deepEqual([next.status, next.resolving?.step], ['active', 'proposed']);
    assert.equal(told(next).length, 2);
  });

  it('counts no round of which the customer never heard', () => {
    let theCase: Case = REFUND;
    for (const seq of [6, 8, 10, 12])
      theCase = after(theCase, aMove(seq, { heard: heardOf({ said: false }) }));
    assert.deepEqual([theCase.resolving?.step, theCase.resolving?.rounds.asking], ['asking', 1]);
  });

  it('resolves under the name of the agent, with what solved it, and tells the conversation', () => {
    const next = after(proposed(), aMove(8, { heard: heardOf({ answer: 'accept' }) }));
    assert.ok(next.status === 'resolved');
    assert.equal(next.resolution, `Descaling: ${DESCALE}`);
    const closing = next.pending.find((one) => one.kind === 'audit' && one.entry.what.kind === 'closed');
    assert.ok(closing?.kind === 'audit' && closing.entry.byKind === 'agent');
    assert.ok(next.pending.some((one) => one.kind === 'ask' && one.entry.kind === 'closed'));
  });
});

describe('what goes out as a mail', () => {
  const MAIL = 'email:m1';
  const settings = someSettings({
    resolution: someResolution('full', {
      linesOfBusiness: [
        { name: 'care', label: 'Care', automation: 'full', template: 'Care' },
        { name: 'orders', label: 'Orders', automation: 'full' },
      ],
    }),
    templates: [
      {
        name: 'Care',
        wordings: { en: { text: 'Hello {{customer.name}},\n\n{{message}}\n\nYour machine care' } },
      },
      { name: 'All', wordings: { en: { text: '{{message}}\n\nYour team' } } },
    ],
    global: { defaultTemplate: 'All' },
  });
  const context = { ...inLevel('full'), settings, conversationId: MAIL };
  const sent = (intent: string) => {
    const theCase = aCase({ conversations: [MAIL], fields: { intent: anEntry(intent) } });
    const next = after(theCase, aMove(6, { customerName: 'Dana' }), context);
    const say = next.pending.find((effect) => effect.kind === 'say' && effect.to === MAIL);
    return say?.kind === 'say' && say.words.kind === 'text' ? say.words : assert.fail('a mail goes out');
  };

  it('stands in the template of the line of business, and says that nobody pressed a button for it', () => {
    const { text, mail } = sent('descale');
    assert.equal(text, `Hello Dana,\n\n${DESCALE}\n\nDid this solve it?\n\nYour machine care`);
    assert.deepEqual([mail?.automatic, mail?.byAi], [true, true]);
    assert.match(mail?.html ?? '', /<p>Your machine care<\/p>/);
  });

  it('stands in the default template where the line of business has none', () =>
    assert.match(sent('refund').text, /order number\?[^]*Your team$/));

  it('tells that somebody takes over, since nobody waits in line there', () => {
    const theCase = aCase({ conversations: [MAIL], fields: { intent: anEntry('refund') } });
    const next = after(theCase, aMove(6, { heard: heardOf({ unanswered: ['orderNumber'] }) }), context);
    const says = next.pending.flatMap((effect) =>
      effect.kind === 'say' && effect.to === MAIL ? [effect.words] : [],
    );
    assert.match(
      says[0]?.kind === 'text' ? says[0].text : '',
      /a colleague will look at it and write to you/,
    );
    assert.ok(!next.pending.some(({ kind }) => kind === 'ask'));
  });
});

describe('a person comes first', () => {
  it('once somebody has taken the case, words are drafted for them', () => {
    const taken = act(DESCALING, { kind: 'take', owner: RITA }, anActContext()).case;
    const next = after(taken, aMove(6));
    assert.deepEqual(wordsOf(next), []);
    assert.deepEqual(
      openDrafts(next).map(({ kind }) => kind),
      ['solution'],
    );
  });

  it('who looks after the customer ends it', () => {
    const next = after(proposed(), aMove(8, { stopped: { by: RITA } }));
    assert.deepEqual([next.resolving?.step, next.resolving?.by], ['stopped', RITA]);
    assert.equal(told(after(next, aMove(10))).length, 1, 'nothing more is said');
  });

  it('who resolves the case by hand ends it', () => {
    const what = { kind: 'resolve', statusReason: 'Problem solved', resolution: 'done' } as const;
    const { case: resolved } = act(proposed(), what, anActContext());
    assert.deepEqual([resolved.resolving?.step, resolved.resolving?.by], ['stopped', RITA]);
  });

  it('who throws a draft away ends it', () => {
    const context = inLevel('confirm');
    const drafted = after(DESCALING, aMove(6), context);
    const draftId = openDrafts(drafted)[0]?.id ?? '';
    const { case: discarded } = act(drafted, { kind: 'discard-draft', draftId }, anActContext());
    const next = after(discarded, aMove(8), context);
    assert.deepEqual([next.resolving?.step, openDrafts(next)], ['stopped', []]);
  });

  it('who has changed a draft keeps it, whatever the customer says next', () => {
    const context = inLevel('confirm');
    const drafted = after(REFUND, aMove(6), context);
    const [draft] = openDrafts(drafted);
    assert.ok(draft);
    const { id: draftId, revision } = draft;
    const place = { heard: 5 };
    const edit = { kind: 'edit-draft', draftId, revision, edit: { text: 'Mine' }, place } as const;
    const { case: edited } = act(drafted, edit, anActContext());
    const said = { ...active(edited), fields: { ...edited.fields, orderNumber: anEntry('12345') } };
    const next = after(said, aMove(8, { heard: heardOf({ said: false }) }), context);
    assert.deepEqual(
      openDrafts(next).map(({ text }) => text),
      ['Mine'],
    );
  });
});

describe('a draft that waits', () => {
  it('is not made anew where the agent would say the same', () => {
    const context = inLevel('confirm');
    const first = after(DESCALING, aMove(6), context);
    const next = after(first, aMove(8, { heard: heardOf({ said: false }) }), context);
    assert.deepEqual(
      openDrafts(next).map(({ id }) => id),
      openDrafts(first).map(({ id }) => id),
    );
    assert.equal(openDrafts(next)[0]?.basedOn, 5, 'it still says that the customer has spoken since');
  });

  it('gives way to other words', () => {
    const context = inLevel('confirm');
    const first = after(REFUND, aMove(6), context);
    const told = { ...active(first), fields: { ...first.fields, orderNumber: anEntry('12345') } };
    const next = after(told, aMove(8, { heard: heardOf({ said: false }) }), context);
    assert.deepEqual(
      openDrafts(next).map(({ asks }) => asks),
      [['reason']],
    );
    assert.deepEqual(
      next.drafts?.map(({ state }) => state),
      ['superseded', 'open'],
    );
  });
});

describe('whatever a customer says, in whatever order', () => {
  const ANSWERS = ['accept', 'decline', 'other', 'later', 'cannot-say', undefined] as const;
  const turn = fc.record({
    said: fc.boolean(),
    answer: fc.constantFrom(...ANSWERS),
    intent: fc.constantFrom('descale', 'refund', 'leak', undefined),
    value: fc.constantFrom('orderNumber', 'reason', 'serial', undefined),
    stops: fc.boolean(),
  });
  const levels = fc.constantFrom('full' as const, 'confirm' as const, 'disabled' as const);

  const runs = (check: (steps: readonly { before: Case; after: Case }[], level: string) => void): void =>
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 12 }), levels, (turns, level) => {
        let theCase: Case = aCase();
        const steps = turns.map(({ said, answer, intent, value, stops }, at) => {
          const before = theCase;
          const add = { ...(intent && { intent: anEntry(intent) }), ...(value && { [value]: anEntry('v') }) };
          if (theCase.status === 'active') theCase = { ...theCase, fields: { ...theCase.fields, ...add } };
          const stopped = stops && at > 6 ? { by: RITA } : undefined;
          theCase = after(
            theCase,
            aMove(6 + 2 * at, { heard: heardOf({ said, answer }), stopped }),
            inLevel(level),
          );
          return { before, after: theCase };
        });
        check(steps, level);
      }),
      { numRuns: 300 },
    );

  const isOver = (resolving: Resolving | undefined): boolean =>
    ['person', 'solved', 'stopped'].includes(resolving?.step ?? '');

  it('nobody is asked more than twice what it is about, or twice for what is missing', () =>
    runs((steps) => {
      for (const {
        after: { resolving },
      } of steps)
        for (const rounds of Object.values(resolving?.rounds ?? {}))
          assert.ok(rounds >= 0 && rounds <= 2, JSON.stringify(resolving));
    }));

  it('nothing is said, drafted or begun anew once it is over', () =>
    runs((steps) => {
      for (const step of steps)
        if (isOver(step.before.resolving)) {
          assert.equal(told(step.after).length, told(step.before).length);
          assert.deepEqual(step.after.drafts, step.before.drafts);
          assert.equal(step.after.resolving?.step, step.before.resolving?.step);
        }
    }));

  it('only `full` speaks and resolves, and nothing it says stands against a newer word', () =>
    runs((steps, level) => {
      for (const { after: theCase } of steps) {
        if (level !== 'full') assert.deepEqual([told(theCase), theCase.status], [[], 'active']);
        if (level === 'disabled') assert.deepEqual(theCase.drafts ?? [], []);
        for (const { basedOn } of told(theCase)) assert.ok(basedOn !== undefined);
      }
    }));

  it('no two effects of a case have the same id', () =>
    runs((steps) => {
      const ids = steps.at(-1)?.after.pending.map(({ id }) => id) ?? [];
      assert.equal(new Set(ids).size, ids.length);
    }));
});
