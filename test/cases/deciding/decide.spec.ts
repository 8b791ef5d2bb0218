/** The decision: when a case is opened, proposed or neither, and what a case is told; with the reasons. */
import assert from 'node:assert/strict';
import {
  channelKind,
  decide,
  type Decided,
  type DecisionInput,
  type Moment,
} from '../../../cases/deciding/decide';
import type { Conversation } from '../../../cases/conversation/conversation';
import { plan, valuesOf } from '../../../cases/deciding/plan';
import type { Candidate } from '../../../cases/moves';
import type { SettingsInput } from '../../../cases/settings';
import type { Case } from '../../../cases/case';
import {
  aCandidate,
  aCase,
  aConversation,
  after,
  anEntry,
  anEntryOf,
  CASE,
  CONVERSATION,
  NOW,
  RITA,
  RITAS,
  someSettings,
} from '../../support/builders';

interface Given {
  readonly settings?: Partial<SettingsInput>;
  readonly conversation?: Partial<Conversation>;
  readonly case?: Case;
  readonly moment?: Moment;
  readonly candidates?: readonly Candidate[];
  readonly asker?: DecisionInput['asker'];
  readonly typed?: DecisionInput['typed'];
}

function decided(given: Given = {}): Decided {
  const settings = someSettings(given.settings);
  const conversation = aConversation(given.conversation);
  const standing = valuesOf(given.case?.fields ?? conversation.drafts);
  return decide({
    settings,
    conversation,
    case: given.case,
    moment: given.moment ?? 'turn',
    plan: plan(settings, { values: standing, channel: conversation.channel, conversationStatus: 'active' }),
    candidates: given.candidates ?? [],
    now: after(20),
    asker: given.asker,
    typed: given.typed,
  });
}

const creation = (over: Partial<SettingsInput['creation']>): Partial<SettingsInput> => ({
  creation: { defaultFields: ['issue', 'contact'], ...over },
});
const said = (field: string, value: string, seq: number): Candidate =>
  aCandidate({
    field,
    value,
    label: value,
    saidAt: after(seq),
    quotes: [{ turn: `${CONVERSATION}/${seq}`, start: 0, end: 1 }],
  });
const ISSUE = said('issue', 'It leaks', 1);
const NAME = said('contact.name', 'Dana', 2);
const EMAIL = said('contact.email', 'dana@example.com', 3);
const ALL = [ISSUE, NAME, EMAIL];
const keys = ({ trace }: Decided) => trace.map(({ key }) => key);

describe('a case is opened', () => {
  it('once the default fields are known', () => {
    const { opens, contact, missing, trace } = decided({ candidates: ALL });
    assert.deepEqual(Object.keys(opens ?? {}), ['issue', 'contact']);
    assert.deepEqual(contact, {
      id: `${CASE}/contact/3`,
      name: 'Dana',
      email: 'dana@example.com',
      phone: undefined,
    });
    assert.deepEqual(missing, []);
    assert.deepEqual(trace.at(-1), { key: 'opened', ok: true });
  });

  it('with what was known before and what this turn adds', () => {
    const drafts = { issue: anEntry('It leaks'), 'contact.name': anEntry('Dana') };
    assert.ok(decided({ conversation: { drafts }, candidates: [EMAIL] }).opens);
  });

  it('for a proven customer once they said what is wrong', () => {
    const { opens, contact } = decided({
      conversation: { identity: { id: 'user:dana', name: 'Dana' } },
      candidates: [ISSUE],
    });
    assert.equal(opens?.['contact']?.provenance.kind, 'channel');
    assert.equal(contact?.identityId, 'user:dana');
  });

  it('as the proven customer, whatever name and address were said', () => {
    const { opens } = decided({ conversation: { identity: { id: 'user:eve' } }, candidates: ALL });
    assert.equal(opens?.['contact']?.value, 'user:eve');
  });

  it('with one of them where any is enough', () =>
    assert.deepEqual(
      Object.keys(decided({ settings: creation({ requires: 'any' }), candidates: [ISSUE] }).opens ?? {}),
      ['issue'],
    ));

  it('with all that is known beyond the default fields', () => {
    const settings = { updates: { rules: [{ name: 'r', fields: ['note'] }] } };
    assert.ok(decided({ settings, candidates: [...ALL, said('note', 'hi', 4)] }).opens?.['note']);
  });

  it('on a representative’s word, whatever is missing, off or not chosen; what was typed stands', () => {
    const settings = creation({
      channels: ['email'],
      authenticatedChatsOnly: true,
      automation: 'confirm',
      moments: { accept: false },
    });
    const typed = { category: anEntryOf('human', 'return') };
    const { opens } = decided({
      settings,
      moment: 'open',
      typed,
      candidates: [aCandidate({ value: 'billing' })],
    });
    assert.deepEqual(opens, typed);
  });
});

describe('no case is opened', () => {
  const table: readonly [name: string, given: Given, key: string][] = [
    ['while a default field is missing', { candidates: [NAME, EMAIL] }, 'field-missing'],
    ['while there is a name only', { candidates: [ISSUE, NAME] }, 'contact-partial'],
    ['while there is an address only', { candidates: [ISSUE, EMAIL] }, 'contact-partial'],
    [
      'with none where any is enough',
      { settings: creation({ requires: 'any' }), candidates: [NAME] },
      'field-missing',
    ],
    [
      'in a channel that is not chosen',
      { settings: creation({ channels: ['email'] }), candidates: ALL },
      'channel-not-chosen',
    ],
    [
      'from email where only chat is chosen',
      { conversation: { channel: 'email' }, candidates: ALL },
      'channel-not-chosen',
    ],
    [
      'for a stranger where only proven customers may',
      { settings: creation({ authenticatedChatsOnly: true }), candidates: ALL },
      'not-authenticated',
    ],
    [
      'at a turn where that moment is off',
      { settings: creation({ moments: { fieldsComplete: false } }), candidates: ALL },
      'moment-off',
    ],
    [
      'at the end where that moment is off',
      { settings: creation({ moments: { end: false } }), moment: 'end', candidates: ALL },
      'moment-off',
    ],
    [
      'at the acceptance where that moment is off',
      { settings: creation({ moments: { accept: false } }), moment: 'accept', candidates: ALL },
      'moment-off',
    ],
  ];
  for (const [name, given, key] of table) {
    it(`${name}, and it is said why`, () => {
      const result = decided(given);
      assert.deepEqual([result.opens, result.proposesOpening], [undefined, false]);
      assert.ok(
        result.trace.some((line) => line.key === key && line.ok === false),
        keys(result).join(),
      );
    });
  }

  it('while the moments that are on open it', () => {
    assert.ok(
      decided({ settings: creation({ moments: { fieldsComplete: false } }), moment: 'end', candidates: ALL })
        .opens,
    );
    assert.ok(
      decided({ settings: creation({ moments: { end: false, accept: false } }), candidates: ALL }).opens,
    );
    assert.ok(
      decided({
        settings: creation({ moments: { fieldsComplete: false } }),
        moment: 'accept',
        candidates: ALL,
      }).opens,
    );
  });

  it('but what was said is kept for later', () =>
    assert.deepEqual(Object.keys(decided({ candidates: [ISSUE, NAME] }).drafts), ['issue', 'contact.name']));

  it('and what is missing is named in order', () => {
    const settings = { updates: { rules: [{ name: 'r', fields: ['serial'] }] } };
    assert.deepEqual(decided({ settings }).missing, ['issue', 'contact', 'serial']);
  });
});

describe('under the automation "confirm"', () => {
  const settings = creation({ automation: 'Semi' });

  it('opening is proposed', () => {
    const result = decided({ settings, candidates: ALL });
    assert.deepEqual([result.opens, result.proposesOpening], [undefined, true]);
    assert.equal(keys(result).at(-1), 'opening-proposed');
  });

  it('once', () =>
    assert.equal(
      decided({ settings, conversation: { openingProposed: true }, candidates: ALL }).proposesOpening,
      false,
    ));

  it('not before all is known', () =>
    assert.equal(decided({ settings, candidates: [ISSUE] }).proposesOpening, false));
});

describe('drafts', () => {
  it('change by the same rules as a case', () => {
    const drafts = { issue: anEntry('It leaks', { saidAt: after(9) }) };
    const { drafts: next, trace } = decided({
      conversation: { drafts },
      candidates: [said('issue', 'It smells', 5)],
    });
    assert.equal(next['issue']?.value, 'It leaks');
    assert.ok(trace.some(({ key }) => key === 'value-older'));
  });

  it('hold nothing that customers may not set', () =>
    assert.deepEqual(decided({ candidates: [said('priority', 'high', 1)] }).drafts, {}));

  it('hold nothing of fields that do not exist', () =>
    assert.deepEqual(decided({ candidates: [said('gone', 'x', 1)] }).drafts, {}));

  it('are given back unchanged where nothing was said', () => {
    const drafts = { issue: anEntry('It leaks') };
    assert.deepEqual(decided({ conversation: { drafts } }).drafts, drafts);
  });
});

describe('where there is a case', () => {
  const theCase = aCase({ fields: { issue: anEntry('It leaks'), category: anEntry('defect') } });

  it('what could change it becomes one move', () => {
    const { change, opens, drafts } = decided({
      case: theCase,
      candidates: [aCandidate(), said('note', 'hi', 6)],
    });
    assert.deepEqual(
      change?.candidates.map((one) => one.field),
      ['category', 'note'],
    );
    assert.deepEqual([change.caseId, change.requestedBy, opens, drafts], [CASE, undefined, undefined, {}]);
  });

  it('what could not is left out, and it is said why', () => {
    const result = decided({
      case: theCase,
      candidates: [aCandidate({ value: 'defect' }), aCandidate({ saidAt: NOW, confidence: 0.1 })],
    });
    assert.equal(result.change, undefined);
    assert.deepEqual(keys(result), ['value-no-margin', 'nothing-to-change']);
  });

  it('each turn updates it only where the settings say so', () => {
    const settings = { updates: { everyTurn: false } };
    assert.equal(decided({ settings, case: theCase, candidates: [aCandidate()] }).change, undefined);
    assert.ok(decided({ settings, case: theCase, moment: 'end', candidates: [aCandidate()] }).change);
    assert.ok(decided({ settings, case: theCase, moment: 'update', candidates: [aCandidate()] }).change);
  });

  it('whoever asked for an update gets an answer, with nothing to change too', () => {
    const asker = { conversationId: RITAS, by: RITA, byKind: 'representative' as const };
    const { change } = decided({ case: theCase, moment: 'update', asker });
    assert.deepEqual(change, {
      kind: 'change',
      caseId: CASE,
      candidates: [],
      contact: undefined,
      requestedBy: asker,
    });
  });

  it('a contact whose parts have become known is a value like any other', () => {
    const { change, drafts } = decided({
      case: theCase,
      conversation: { drafts: { 'contact.name': anEntry('Dana') } },
      candidates: [EMAIL],
    });
    assert.deepEqual(
      change?.candidates.map(({ field, label }) => [field, label]),
      [['contact', 'Dana, dana@example.com']],
    );
    assert.equal(change.contact?.email, 'dana@example.com');
    assert.deepEqual(Object.keys(drafts), ['contact.name', 'contact.email']);
  });

  it('a contact that is as it was is none', () => {
    const drafts = { 'contact.name': anEntry('Dana'), 'contact.email': anEntry('dana@example.com') };
    const contact = { ...anEntry('c/1'), label: 'Dana, dana@example.com' };
    assert.equal(
      decided({ case: aCase({ fields: { contact } }), conversation: { drafts } }).change,
      undefined,
    );
  });

  it('a contact that the channel proved is not replaced by an address that was said', () => {
    const proven = aCase({ fields: { contact: anEntryOf('channel', 'user:dana') } });
    assert.equal(decided({ case: proven, candidates: [NAME, EMAIL] }).change, undefined);
  });

  it('what is still missing is named', () => {
    const settings = { updates: { rules: [{ name: 'r', fields: ['serial', 'note'] }] } };
    assert.deepEqual(decided({ settings, case: theCase, candidates: [said('note', 'hi', 6)] }).missing, [
      'contact',
      'serial',
    ]);
  });
});

it('a decision is the same each time it is made', () => {
  assert.deepEqual(decided({ candidates: ALL }), decided({ candidates: ALL }));
});

it('everything that is neither mail nor voice is chat', () => {
  for (const channel of ['webchat', 'msteams', 'emulator', 'directline', 'sms'])
    assert.equal(channelKind(channel), 'chat');
  assert.deepEqual([channelKind('email'), channelKind('voice')], ['email', 'voice']);
});
