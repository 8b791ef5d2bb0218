/** Drafts: sent once, as they were seen, and never over what the customer has said since. */
import assert from 'node:assert/strict';
import type { ActContext, Acted } from '../../../cases/acted';
import { act } from '../../../cases/acting';
import type { Case } from '../../../cases/case';
import type { DraftAct } from '../../../cases/drafts/draft';
import { draftReturned } from '../../../cases/drafts/acts';
import { draftById, DRAFTS_MAX, withDraft, type NewDraft } from '../../../cases/drafts/drafts';
import type { MailTemplate } from '../../../cases/mail/templates';
import {
  aCase,
  after,
  AGENT,
  anActContext,
  aNewDraft,
  CONVERSATION,
  docOf,
  RITA,
  RITAS,
  SAM,
  someSettings,
} from '../../support/builders';

const SAMS = 'msteams:sam';
const MAILS = 'email:support/t1';
const context = { at: after(1), by: AGENT, byKind: 'agent', tell: [RITAS, SAMS] } as const;

/** The case as the store would have it after the write. */
const stored = <T extends Case>(theCase: T): T => ({ ...theCase, version: theCase.version + 1, pending: [] });
const drafted = (over: Partial<NewDraft> = {}) => stored(withDraft(aCase(), aNewDraft(over), context));
const says = (theCase: Case) => theCase.pending.flatMap((one) => (one.kind === 'say' ? [one] : []));
const notes = (theCase: Case) => theCase.pending.flatMap((one) => (one.kind === 'audit' ? [one.entry] : []));
const said = (theCase: Case) => says(theCase).flatMap((one) => (one.words.kind === 'text' ? [one] : []));

const wordsOf = (theCase: Case) =>
  said(theCase).flatMap(({ words }) => (words.kind === 'text' ? [words] : []))[0];

const send = (over: Partial<Extract<DraftAct, { kind: 'send-draft' }>> = {}): DraftAct => ({
  kind: 'send-draft',
  draftId: 'd2',
  revision: 1,
  seen: 3,
  place: { heard: 3, customerName: 'Dana' },
  ...over,
});
const edit = (text: string, revision = 1): DraftAct => ({
  kind: 'edit-draft',
  draftId: 'd2',
  revision,
  edit: { text },
  place: { heard: 3 },
});
const discard: DraftAct = { kind: 'discard-draft', draftId: 'd2' };
const acted = (theCase: Case, what: DraftAct, over: Partial<ActContext> = {}): Acted =>
  act(theCase, what, anActContext(over));
const bySam = { by: SAM, actId: 'click2', at: after(40) };

describe('a draft', () => {
  it('is on the case, audited, and shown to each representative once', () => {
    const next = withDraft(aCase(), aNewDraft(), { ...context, tell: [RITAS, SAMS, RITAS] });
    const draft = draftById(next, 'd2');
    assert.equal(draft?.state, 'open');
    assert.deepEqual(
      says(next).map(({ to }) => to),
      [RITAS, SAMS],
    );
    assert.deepEqual(
      draft?.shownIn.map(({ effectId }) => effectId),
      says(next).map(({ id }) => id),
    );
    assert.deepEqual(notes(next)[0]?.what, {
      kind: 'draft',
      draftId: 'd2',
      draft: 'question',
      state: 'made',
    });
  });

  it('takes the place of the open one of its kind and conversation, and of no other', () => {
    const both = stored(withDraft(drafted(), aNewDraft({ kind: 'solution' }), context));
    const third = withDraft(both, aNewDraft({ text: 'And since when?' }), context);
    assert.deepEqual(
      third.drafts?.map(({ id, state }) => [id, state]),
      [
        ['d2', 'superseded'],
        ['d3', 'open'],
        ['d4', 'open'],
      ],
    );
    assert.ok(says(third).some(({ replaces }) => replaces === both.drafts?.[0]?.shownIn[0]?.effectId));
  });

  it('made with another in one write has an id, audit and cards of its own', () => {
    const one = withDraft(aCase(), aNewDraft(), context);
    const two = withDraft(one, aNewDraft({ kind: 'solution' }), context);
    assert.deepEqual(
      two.drafts?.map(({ id }) => id),
      ['d2', 'd2.2'],
    );
    assert.equal(new Set(two.pending.map(({ id }) => id)).size, two.pending.length);
    assert.deepEqual(
      two.drafts?.flatMap(({ shownIn }) => shownIn.map(({ effectId }) => effectId)),
      says(two).map(({ id }) => id),
    );
  });

  it('that is decided gives way before an open one when there are too many', () => {
    let theCase: Case = stored(acted(drafted({ kind: 'solution' }), discard).case);
    for (let at = 0; at < DRAFTS_MAX; at++)
      theCase = stored(withDraft(theCase, aNewDraft({ conversationId: `emulator:c${at}` }), context));
    assert.equal(theCase.drafts?.length, DRAFTS_MAX);
    assert.equal(draftById(theCase, 'd2'), undefined);
    assert.ok(theCase.drafts?.every(({ state }) => state === 'open'));
  });
});

describe('sending a draft', () => {
  it("says its words in the customer's conversation, under the name of who sends it, and that AI wrote them", () => {
    const { case: next, outcome } = acted(drafted(), send());
    assert.deepEqual(outcome, { kind: 'done', count: 1 });
    const [words] = said(next);
    assert.deepEqual(
      [words?.to, words?.words, words?.basedOn, words?.draftId],
      [
        CONVERSATION,
        { kind: 'text', text: 'Which grinder is it?', asks: undefined, by: RITA, byAi: true },
        3,
        'd2',
      ],
    );
    assert.equal(draftById(next, 'd2')?.sentAs, words?.id);
    assert.deepEqual(notes(next)[0]?.by, RITA);
  });

  it('is done once: the second person hears who was first', () => {
    const first = stored(acted(drafted(), send()).case);
    for (const second of [send(), edit('no'), discard]) {
      const { case: next, outcome } = acted(first, second, bySam);
      assert.equal(next, first);
      assert.deepEqual(outcome, { kind: 'already', by: RITA, at: after(30), state: 'sent' });
    }
  });

  it('the same click again changes nothing', () => {
    const first = stored(acted(drafted(), send()).case);
    assert.equal(acted(first, send()).case, first);
  });

  it('is refused where the customer has spoken since, until the person has seen that', () => {
    const theCase = drafted();
    const heard = { heard: 5 };
    assert.deepEqual(acted(theCase, send({ place: heard })), {
      case: theCase,
      outcome: { kind: 'spoken-since' },
    });
    const { case: next, outcome } = acted(theCase, send({ place: heard, seen: 5 }));
    assert.equal(outcome.kind, 'done');
    assert.equal(said(next)[0]?.basedOn, 5);
  });

  it('is refused where a colleague has edited it since it was seen', () => {
    const theCase = stored(acted(drafted(), edit('Which one?'), bySam).case);
    assert.equal(acted(theCase, send()).outcome.kind, 'edited-since');
    assert.equal(acted(theCase, edit('Which?')).outcome.kind, 'edited-since');
    const { case: next } = acted(theCase, send({ revision: 2 }));
    assert.equal(wordsOf(next)?.text, 'Which one?');
  });

  it('that the customer interrupted at the last moment is open again, once', () => {
    const sent = stored(acted(drafted(), send()).case);
    const effect = draftById(sent, 'd2')?.sentAs ?? '';
    const back = docOf(draftReturned(sent, effect, { agent: AGENT, at: after(50) }));
    assert.equal(draftById(back, 'd2')?.state, 'open');
    assert.equal(draftReturned(back, effect, { agent: AGENT, at: after(50) }).is, 'unchanged');
    const again = stored(acted(stored(back), send({ seen: 4, place: { heard: 4 } }), bySam).case);
    assert.equal(draftReturned(again, effect, { agent: AGENT, at: after(60) }).is, 'unchanged');
  });

  it('of a resolution resolves the case as the form says, in one write', () => {
    const theCase = drafted({
      kind: 'resolution',
      text: 'A new gasket.',
      statusReason: 'Problem solved',
      remarks: 'The third this month.',
    });
    const { case: next } = acted(theCase, send());
    assert.equal(next.status, 'resolved');
    assert.equal(next.status === 'resolved' && next.resolution, 'A new gasket.');
    assert.equal(next.status === 'resolved' && next.remarks, 'The third this month.');
    assert.equal(draftById(next, 'd2')?.state, 'sent');
    assert.equal(said(next).length, 0);
    assert.equal(new Set(next.pending.map(({ id }) => id)).size, next.pending.length);
  });
});

describe('a draft of a closed case', () => {
  const resolve = { kind: 'resolve', statusReason: 'Problem solved', resolution: 'Fixed.' } as const;

  it('is off the table, but for the closing words', () => {
    const both = stored(withDraft(drafted(), aNewDraft({ kind: 'closing', text: 'Bye.' }), context));
    const { case: closed } = act(both, resolve, anActContext());
    assert.deepEqual(
      closed.drafts?.map(({ kind, state }) => [kind, state]),
      [
        ['question', 'superseded'],
        ['closing', 'open'],
      ],
    );
    assert.equal(acted(stored(closed), send({ draftId: 'd3' }), bySam).outcome.kind, 'done');
  });
});

describe('a draft for a mail', () => {
  const around: MailTemplate = {
    name: 'Letter',
    wordings: {
      en: {
        subject: 'About {{case.number}}',
        text: 'Hello {{customer.name}},\n\n{{message}}\n\n{{agent.name}}',
      },
      de: { text: 'Guten Tag {{customer.name}},\n\n{{message}}\n\n{{agent.name}}' },
    },
  };
  const whole: MailTemplate = {
    name: 'Reminder',
    wordings: {
      en: { text: 'Hello {{customer.name}}, any news?', html: '<b>{{customer.name}}</b>, any news?' },
    },
  };
  const settings = someSettings({ templates: [around, whole] });
  const choose = (template: string): DraftAct => ({
    kind: 'edit-draft',
    draftId: 'd2',
    revision: 1,
    edit: { template },
    place: { heard: 3, customerName: 'Dana' },
  });

  it("goes out within its template, in the customer's language", () => {
    const german = {
      conversationId: MAILS,
      template: 'Letter',
      language: 'de',
      text: 'Welche Mühle ist es?',
    };
    const { case: next } = acted(drafted(german), send(), { settings });
    assert.equal(wordsOf(next)?.text, 'Guten Tag Dana,\n\nWelche Mühle ist es?\n\nRita');
    const english = acted(drafted({ conversationId: MAILS, template: 'Letter' }), send(), { settings });
    assert.equal(wordsOf(english.case)?.mail?.subject, 'About CAS-00001-TEST');
    assert.equal(wordsOf(english.case)?.mail?.byAi, true);
  });

  it('has the words of a template that brings its own, with its markup while they are not edited', () => {
    const chosen = acted(drafted({ conversationId: MAILS }), choose('Reminder'), { settings }).case;
    assert.equal(draftById(chosen, 'd2')?.text, 'Hello Dana, any news?');
    const next = acted(stored(chosen), send({ revision: 2 }), { settings, actId: 'c2' }).case;
    assert.equal(wordsOf(next)?.mail?.html, '<b>Dana</b>, any news?');
    assert.equal(wordsOf(next)?.mail?.byAi, false);
    const typed = acted(stored(chosen), edit('Hello Dana, well?', 2), { settings, actId: 'c3' }).case;
    const other = acted(stored(typed), send({ revision: 3 }), { settings, actId: 'c4' }).case;
    assert.equal(wordsOf(other)?.text, 'Hello Dana, well?');
    assert.equal(wordsOf(other)?.mail?.html, undefined);
  });

  it('goes out as it is where its template is gone', () => {
    const { case: next } = acted(drafted({ conversationId: MAILS, template: 'Gone' }), send(), { settings });
    assert.equal(wordsOf(next)?.text, 'Which grinder is it?');
  });
});
