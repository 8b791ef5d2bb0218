/** Follow-up and closure as a machine: whatever happens, nobody is asked too often, too early or after an answer. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { act } from '../../../cases/acting';
import type { Case } from '../../../cases/case';
import { fitsFrom, followUpStep, ruleFor } from '../../../cases/followUp/followUp';
import { followedUp, looked, lookedAtAgain, watched, type Look } from '../../../cases/followUp/followingUp';
import { discardDraft } from '../../../cases/drafts/acts';
import { withDraft } from '../../../cases/drafts/drafts';
import { drained } from '../../../cases/journal';
import type { Settings } from '../../../cases/settings';
import type { Change } from '../../../cases/store';
import { talkOf, type Said } from '../../../cases/followUp/talk';
import { AGENT, aCase, anActContext, CONVERSATION, NOW, RITAS, someSettings } from '../../support/builders';
import { contosoRule, HOUR_MS, TITLE } from '../../support/followUps';

const settingsWith = (over: Parameters<typeof contosoRule>[0] = {}, holdMinutes = 60): Settings =>
  someSettings({ followUp: { rules: [contosoRule(over)] }, closure: { holdMinutes } });

const at = (hours: number): string => new Date(Date.parse(NOW) + hours * HOUR_MS).toISOString();

const said = (seq: number, hours: number, over: Partial<Said> = {}): Said => ({
  conversationId: CONVERSATION,
  seq,
  at: at(hours),
  from: 'customer',
  text: 'my machine leaks',
  automatic: false,
  asks: false,
  state: 'done',
  ...over,
});

const onHold = (over: Partial<Parameters<typeof aCase>[0]> = {}) =>
  aCase({ title: TITLE, statusReason: 'On hold', ...over });

describe('a follow-up rule', () => {
  it('is about a case from the moment on when its age fits', () => {
    const judging = { settings: settingsWith(), now: at(1) };
    assert.equal(ruleFor(onHold(), judging), undefined);
    assert.deepEqual(fitsFrom(onHold(), judging), {
      rule: 'Contoso Coffee',
      at: new Date(Date.parse(NOW) + 168 * HOUR_MS + 1).toISOString(),
    });
    assert.equal(ruleFor(onHold(), { ...judging, now: at(169) })?.name, 'Contoso Coffee');
  });

  it('is about nothing while it is a draft', () => {
    const judging = { settings: settingsWith({ state: 'draft' }), now: at(169) };
    assert.equal(ruleFor(onHold(), judging), undefined);
    assert.equal(fitsFrom(onHold(), judging), undefined);
  });

  it('never is about a case that is not as its conditions say, however old', () => {
    const judging = { settings: settingsWith(), now: at(1) };
    assert.equal(fitsFrom(onHold({ title: 'Tea' }), judging), undefined);
    assert.equal(fitsFrom(onHold({ statusReason: 'In progress' }), judging), undefined);
  });

  it("counts a representative's own unanswered words as the first follow-up", () => {
    const talk = talkOf([said(1, 0), said(2, 1, { from: 'representative', text: 'Please try a new seal.' })]);
    const judging = { settings: settingsWith({ when: undefined }), now: at(49.1) };
    const step = followUpStep(onHold(), talk, judging);
    assert.ok(step.is === 'send');
    assert.equal(step.n, 2);
  });

  it('tells nobody to reply while a draft waits that answers the customer, and does once it is discarded', () => {
    const settings = settingsWith({ when: undefined, automation: 'confirm' });
    const drafting = { at: at(0), by: AGENT, byKind: 'agent', tell: [] } as const;
    const draft = {
      kind: 'solution',
      conversationId: CONVERSATION,
      text: 'Reseat the tank.',
      basedOn: 1,
    } as const;
    const author = { writtenBy: { kind: 'template', name: 'Leak' }, language: 'en' } as const;
    const judging = { settings, now: at(1) };
    const stepOf = (theCase: Case, words = [said(1, 0)]) => {
      const step = followUpStep(theCase, talkOf(words), judging);
      return step.is === 'rest' ? [step.followUp.state, step.followUp.suggestion?.kind] : step.is;
    };
    const waits = withDraft(onHold(), { ...draft, ...author }, drafting);
    assert.deepEqual(stepOf(onHold()), ['answered', 'reply']);
    assert.deepEqual(stepOf(waits), ['answered', undefined]);
    assert.deepEqual(
      stepOf(waits, [said(1, 0), said(3, 1)]),
      ['answered', 'reply'],
      'it is about older words',
    );

    const followUp = { rule: 'Contoso Coffee', state: 'answered', sent: 0, of: 3 } as const;
    const watching = { ...waits, followUp };
    assert.equal(watched(watching, judging).followUp?.nextAt, undefined);
    const open = watching.drafts?.[0] ?? assert.fail();
    const discarded = discardDraft(watching, open, anActContext()).case;
    assert.equal(watched(discarded, judging).followUp?.nextAt, judging.now);
  });

  it('waits for the next opening where it has business hours', () => {
    // The wait ends on Wednesday at 10:00; Wednesday is a holiday.
    const businessHours = {
      shifts: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, from: '09:00', to: '17:00' }],
      holidays: ['2026-01-07'],
    };
    const rule = {
      when: undefined,
      businessHours: {
        ...businessHours,
        shifts: businessHours.shifts.map((one) => ({ ...one, days: [...one.days] })),
      },
    };
    const talk = talkOf([said(1, -1), said(2, 0, { from: 'representative', text: 'Please try.' })]);
    const step = followUpStep(onHold(), talk, { settings: settingsWith(rule), now: at(48.5) });
    assert.equal(step.is === 'rest' && step.followUp.nextAt, '2026-01-08T09:00:00.000Z');
  });

  const closing = [
    ['a question of theirs is open', [said(1, 0, { text: 'When will the part arrive?' })], 'question-open'],
    [
      'something was promised',
      [said(1, 0), said(2, 1, { from: 'representative', text: 'We will send you a replacement.' })],
      'promise-open',
    ],
    [
      'something was promised in German',
      [
        said(1, 0),
        said(2, 1, { from: 'representative', text: 'Wir schicken Ihnen morgen ein neues Gerät.' }),
      ],
      'promise-open',
    ],
  ] as const;
  for (const [name, words, why] of closing)
    it(`closes nothing while ${name}`, () => {
      const asked = [1, 2, 3].map((n) =>
        said(10 + n, 2 + n, {
          from: 'agent',
          text: 'Still there?',
          about: { kind: 'follow-up', id: `f${n}`, n },
        }),
      );
      const judging = { settings: settingsWith({ when: undefined }), now: at(500) };
      const step = followUpStep(onHold(), talkOf([...words, ...asked]), judging);
      assert.ok(step.is === 'rest');
      assert.deepEqual([step.followUp.state, step.followUp.why], ['stuck', why]);
    });

  it('closes once the promise was kept', () => {
    const asked = [1, 2, 3].map((n) =>
      said(10 + n, 4 + n, {
        from: 'agent',
        text: 'Still there?',
        about: { kind: 'follow-up', id: `f${n}`, n },
      }),
    );
    const words = [
      said(1, 0),
      said(2, 1, { from: 'representative', text: 'We will send you a replacement.' }),
      said(3, 2, { from: 'representative', text: 'The replacement has been shipped.' }),
    ];
    const judging = { settings: settingsWith({ when: undefined }), now: at(500) };
    assert.equal(followUpStep(onHold(), talkOf([...words, ...asked]), judging).is, 'close');
  });

  it('takes no machine for an answer', () => {
    const words = [
      said(1, 0),
      said(2, 1, { from: 'representative', text: 'Please try a new seal.' }),
      said(3, 2, { text: 'I am out of the office until Monday. Can I help you?', automatic: true }),
    ];
    const step = followUpStep(onHold(), talkOf(words), {
      settings: settingsWith({ when: undefined }),
      now: at(60),
    });
    assert.ok(step.is === 'send');
    assert.equal(step.n, 2);
  });

  it('sends nothing on what came back', () => {
    const words = [said(1, 0), said(2, 1, { from: 'representative', text: 'Please try.', state: 'lost' })];
    const step = followUpStep(onHold(), talkOf(words), {
      settings: settingsWith({ when: undefined }),
      now: at(60),
    });
    assert.deepEqual(step.is === 'rest' && [step.followUp.state, step.followUp.why], [
      'stuck',
      'not-delivered',
    ]);
  });

  it('under confirm suggests, and sends nothing', () => {
    const settings = settingsWith({ when: undefined, automation: 'confirm' });
    const suggested = (words: readonly Said[], hours: number) => {
      const step = followUpStep(onHold(), talkOf(words), { settings, now: at(hours) });
      return step.is === 'rest' ? step.followUp.suggestion?.kind : step.is;
    };
    const asked = said(2, 1, { from: 'representative', text: 'Please try a new seal.' });
    const again = (n: number) =>
      said(2 + n, 1 + n, {
        from: 'representative',
        text: 'Did it help?',
        about: { kind: 'follow-up', id: `f${n}`, n },
      });
    assert.equal(suggested([said(1, 0)], 2), 'reply');
    assert.equal(suggested([said(1, 0), asked], 2), undefined);
    assert.equal(suggested([said(1, 0), asked], 50), 'send-next-follow-up');
    assert.equal(suggested([said(1, 0), asked, again(2), again(3)], 70), 'resolve');
    assert.equal(suggested([said(1, 0), asked, said(9, 3, { text: 'It still leaks.' })], 50), 'reply');
    assert.equal(suggested([said(1, 0), asked, said(9, 3, { text: 'Yes, it works now.' })], 500), undefined);
  });
});

/** What each side may say, and what an honest reader makes of it. */
const CUSTOMER = [
  { text: 'Can you tell me when it comes?', question: true },
  { text: 'Yes, it works now.', accepts: true },
  { text: 'It still leaks.', question: false },
  { text: 'The housing is blue.', question: false },
];
const PERSON = [
  { text: 'Please try a new seal.' },
  { text: 'We will send you a replacement.', promises: true },
  { text: 'We have sent the replacement.', keeps: true },
];

type Event =
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'customer' | 'person'; readonly which: number }
  | {
      readonly kind:
        'machine' | 'lost' | 'keep' | 'hold' | 'unhold' | 'twice' | 'restart' | 'dies' | 'notice';
    };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      hours: fc.constantFrom(0.5, 1.5, 24, 48, 49, 200),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('customer' as const), which: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('person' as const), which: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        ...(['machine', 'lost', 'keep', 'hold', 'unhold', 'twice', 'restart', 'dies', 'notice'] as const),
      )
      .map((kind) => ({ kind })),
  },
);

/** A case, its conversation and a clock; time runs from one due moment to the next, as the sweep has it. */
class Machine {
  now = Date.parse(NOW);
  seq = 1;
  said: Said[] = [said(1, 0)];
  theCase: Case;
  private twice = false;
  /** The process ends after its next write, before it takes what it did off the case. */
  private dies = false;
  private readonly asked = new Set<string>();

  constructor(private readonly settings: Settings) {
    this.theCase = watched(onHold(), { settings, now: NOW });
  }

  private get time(): string {
    return new Date(this.now).toISOString();
  }

  happens(one: Event): void {
    switch (one.kind) {
      case 'wait':
        return this.wait(one.hours * HOUR_MS);
      case 'customer':
        return this.say({ from: 'customer', text: CUSTOMER[one.which]?.text ?? '' });
      case 'person':
        return this.say({ from: 'representative', text: PERSON[one.which]?.text ?? '' });
      case 'machine':
        return this.say({ from: 'customer', text: 'I am on holiday. Can it wait?', automatic: true });
      case 'notice':
        return this.say({ from: 'agent', text: 'Thank you.', about: { kind: 'notice' } });
      case 'lost': {
        const last = this.said.findLast(({ from }) => from !== 'customer');
        if (last)
          this.said = this.said.map((other) => (other === last ? { ...other, state: 'lost' } : other));
        return;
      }
      case 'keep':
        return this.act({ kind: 'keep-open' });
      case 'hold':
        return this.act({ kind: 'status', statusReason: 'On hold' });
      case 'unhold':
        return this.act({ kind: 'status', statusReason: 'In progress' });
      case 'twice':
        this.twice = true;
        return;
      case 'restart':
        this.theCase = JSON.parse(JSON.stringify(this.theCase)) as Case;
        return;
      case 'dies':
        this.dies = true;
    }
  }

  private act(what: Parameters<typeof act>[1]): void {
    const acted = act(
      this.theCase,
      what,
      anActContext({ actId: `a${++this.seq}`, at: this.time, settings: this.settings }),
    );
    this.theCase = acted.case;
    this.work();
  }

  private say(over: Partial<Said>): void {
    this.said.push({ ...said(++this.seq, 0), at: this.time, ...over });
    this.change(lookedAtAgain(this.theCase, this.time));
    this.work();
  }

  private wait(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const due = this.theCase.dueAt === undefined ? Infinity : Date.parse(this.theCase.dueAt);
      if (due > end) break;
      this.now = Math.max(this.now, due);
      this.work();
    }
    this.now = end;
  }

  /** What a process does with a case that is due; a second one may have looked at the same moment. */
  private work(): void {
    for (let at = 0; at < 10; at++) {
      this.drain();
      const before = this.theCase;
      const look: Look = {
        settings: this.settings,
        talk: talkOf(this.said),
        agent: AGENT,
        at: this.time,
        tell: [RITAS],
        place: { conversationId: CONVERSATION, heard: this.heard() },
        unanswered: () => 'No answer.',
      };
      this.change(looked(this.theCase, look));
      if (this.twice) this.change(looked(this.theCase, look));
      if (this.hasDied() || this.theCase === before) return;
    }
    assert.fail('the case is looked at without end');
  }

  private hasDied(): boolean {
    const died = this.dies;
    this.dies = false;
    return died;
  }

  private drain(): void {
    const { pending } = this.theCase;
    for (const effect of pending)
      if (effect.kind === 'ask' && effect.entry.kind === 'follow-up') {
        const { n, id, heard, rule, caseId } = effect.entry;
        // A conversation takes a request once by its id.
        if (this.asked.has(id)) continue;
        this.asked.add(id);
        const stands = this.heard() <= heard;
        if (stands) {
          this.checkSend();
          this.said.push({
            ...said(++this.seq, 0, {
              from: 'agent',
              text: 'Still there?',
              about: { kind: 'follow-up', id, n },
            }),
            at: this.time,
          });
        }
        const move = { seq: 0, kind: 'followed-up', caseId, id, rule, n, of: 3, said: stands } as const;
        this.change(followedUp(this.theCase, move, { agent: AGENT, at: this.time }));
      }
    if (this.hasDied()) return;
    const done = drained(this.theCase, new Set(this.theCase.pending.map(({ id }) => id)));
    if (pending.length > 0)
      this.theCase = watched(
        { ...done, version: done.version + 1 },
        { settings: this.settings, now: this.time },
      );
  }

  private heard(): number {
    return this.said.filter(({ from, automatic }) => from === 'customer' && !automatic).at(-1)?.seq ?? 0;
  }

  private change(made: Change<Case>): void {
    if (made.is !== 'changed') return;
    const before: Case['status'] = this.theCase.status;
    this.theCase = { ...made.doc, version: this.theCase.version + 1 };
    if (before === 'active' && this.theCase.status === 'resolved') this.checkClosing();
  }

  private checkSend(): void {
    const words = this.said.filter(({ automatic }) => !automatic);
    const last = words.findLast(({ state }) => state !== 'lost');
    assert.notEqual(last?.from, 'customer', 'asked after an answer');
    const waited = this.now - Date.parse(last?.at ?? NOW);
    assert.ok(waited >= 48 * HOUR_MS, `asked after ${waited / HOUR_MS} hours`);
    const since = words.slice(words.findLastIndex(({ from }) => from === 'customer') + 1);
    const before = since.filter(({ about, state }) => about?.kind === 'follow-up' && state !== 'lost').length;
    const first = since.findIndex(({ about, state }) => about?.kind === 'follow-up' && state !== 'lost');
    const earlier = first < 0 ? since : since.slice(0, first);
    const own = earlier.some(({ from, state }) => from === 'representative' && state !== 'lost') ? 1 : 0;
    assert.ok(own + before < 3, 'asked more often than the rule says');
    assert.equal(this.theCase.statusReason, 'On hold');
  }

  private checkClosing(): void {
    const words = this.said.filter(({ automatic }) => !automatic);
    let question = false;
    let promise = false;
    for (const { from, text } of words) {
      const customers = from === 'customer' ? CUSTOMER.find((one) => one.text === text) : undefined;
      const persons = from === 'representative' ? PERSON.find((one) => one.text === text) : undefined;
      if (customers?.question) question = true;
      if (customers?.accepts) question = promise = false;
      if (persons) question = false;
      if (persons?.promises) promise = true;
      if (persons?.keeps) promise = false;
    }
    const arrived = words.filter(({ state }) => state !== 'lost');
    assert.ok(!question, 'closed over a question');
    assert.ok(!promise, 'closed over a promise');
    assert.notEqual(words.at(-1)?.state, 'lost', 'closed although the last words did not arrive');
    assert.notEqual(arrived.at(-1)?.from, 'customer', 'closed over the customer’s last words');
  }
}

describe('follow-up and closure, whatever happens', () => {
  it('never ask too often, too early or after an answer, and never close what is owed something', () => {
    let closed = 0;
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), fc.constantFrom(0, 60), (events, holdMinutes) => {
        const machine = new Machine(settingsWith({ when: undefined }, holdMinutes));
        machine.happens({ kind: 'person', which: 0 });
        for (const one of events) machine.happens(one);
        if (machine.theCase.status === 'resolved') closed += 1;
      }),
      { seed: 42, numRuns: 1_000 },
    );
    assert.ok(closed > 20, `only ${closed} of the sequences end with a closed case`);
  });
});
