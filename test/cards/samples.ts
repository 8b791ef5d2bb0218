/** One whole content of every kind of card, in the states that look different. */
import type { CardContent, CaseHead, FieldView, FormField, LiveView, RowView } from '../../cases/cardContent';
import { aDraftView, draftSamples } from './draftSamples';
import { hostileIntent, intentSamples } from './intentSamples';

export const NOW = '2026-11-03T14:05:00.000Z';

export function aHead(over: Partial<CaseHead> = {}): CaseHead {
  return {
    id: 'webchat|c-81f2~1',
    number: 'CAS-01042-K7F2',
    title: 'Espresso machine leaks from the bottom',
    status: 'active',
    statusReason: 'In progress',
    channel: 'webchat',
    contact: 'Dana Reyes, dana@example.com',
    openedAt: '2026-11-03T14:01:00.000Z',
    ...over,
  };
}

export function aField(over: Partial<FieldView> = {}): FieldView {
  return {
    name: 'product',
    label: 'Product',
    value: 'Aroma 300 espresso machine',
    quote: 'my Aroma 300 leaks from the bottom',
    setBy: 'ai',
    who: 'local',
    at: '2026-11-03T14:00:30.000Z',
    confidence: 0.93,
    reason: 'names the product',
    ...over,
  };
}

export function aRow(over: Partial<RowView> = {}): RowView {
  return {
    field: 'product',
    label: 'Product',
    from: 'Aroma 200',
    to: 'Aroma 300',
    quote: 'sorry, it is the 300, not the 200',
    confidence: 0.94,
    reason: 'corrects the product',
    state: 'open',
    ...over,
  };
}

export function aLiveView(over: Partial<LiveView> = {}): LiveView {
  return {
    who: 'Dana Reyes',
    channel: 'webchat',
    state: 'waiting',
    queue: 'Support',
    since: '2026-11-03T14:02:00.000Z',
    reason: 'asked',
    said: 'I want to talk to a person',
    about: 'CAS-01042-K7F2: Espresso machine leaks from the bottom',
    ...over,
  };
}

export const FIELDS: readonly FieldView[] = [
  aField(),
  aField({
    name: 'contact',
    label: 'Contact',
    value: 'Dana Reyes',
    quote: undefined,
    setBy: 'channel',
    confidence: undefined,
    reason: 'signed in',
  }),
  aField({
    name: 'serial.number',
    label: 'Serial number',
    value: 'ACC-10023-77',
    quote: 'it says ACC-10023-77 on the plate',
    confidence: 0.81,
    reason: 'answers the question for the serial number',
  }),
  aField({
    name: 'priority',
    label: 'Priority',
    value: 'High',
    quote: undefined,
    setBy: 'rule',
    who: 'Product defect',
    confidence: undefined,
    reason: 'set when the case was opened',
  }),
];

export const ROWS: readonly RowView[] = [
  aRow(),
  aRow({
    field: 'serial.number',
    label: 'Serial number',
    from: undefined,
    to: 'ACC-10023-77',
    quote: 'it says ACC-10023-77 on the plate',
    confidence: 0.81,
    reason: 'answers the question for the serial number',
  }),
  aRow({
    field: 'purchase_date',
    label: 'Date of purchase',
    from: '23 Oct 2026',
    to: '2 Nov 2026',
    quote: 'I bought it yesterday I think',
    confidence: 0.58,
    reason: 'a day told from the time of the message',
  }),
];

const HELD: readonly FieldView[] = [
  aField({
    name: 'model',
    label: 'Model',
    value: 'Duo',
    setBy: 'human',
    who: 'Alex Kim',
    quote: undefined,
    locked: true,
  }),
  aField({
    name: 'category',
    label: 'Case category',
    value: 'Product defect',
    setBy: 'confirmed',
    who: 'Alex Kim',
    quote: undefined,
    unlockedBy: 'Rita Ray',
  }),
];

const ALEX = { by: 'Alex Kim', at: '2026-11-03T14:03:00.000Z' };
const [row1, row2, row3] = ROWS as readonly [RowView, RowView, RowView];

export const FORM: readonly FormField[] = [
  { name: 'title', label: 'Title', type: 'text', value: 'Espresso machine leaks' },
  { name: 'issue', label: 'Issue description', type: 'multilineText', value: 'Leaks from the bottom.' },
  { name: 'email', label: 'Email', type: 'email', value: 'dana@', problem: 'This is not an email address.' },
  { name: 'phone', label: 'Phone', type: 'phone' },
  { name: 'units', label: 'Units', type: 'integer', value: '2' },
  { name: 'weight', label: 'Weight (kg)', type: 'decimal', value: 'about three' },
  { name: 'price', label: 'Price', type: 'currency' },
  { name: 'in.warranty', label: 'In warranty', type: 'boolean' },
  { name: 'paid', label: 'Paid', type: 'boolean', value: 'Yes' },
  { name: 'bought', label: 'Date of purchase', type: 'date', value: '2026-11-02' },
  { name: 'visit', label: 'Visit', type: 'date', value: '2026-11-23T14:00' },
  {
    name: 'priority',
    label: 'Priority',
    type: 'choice',
    value: 'high',
    options: ['low', 'normal', 'high'].map((value) => ({ value, label: value })),
  },
  {
    name: 'product',
    label: 'Product',
    type: 'lookup',
    options: Array.from({ length: 12 }, (_, i) => ({ value: `p${i}`, label: `Aroma ${i}00` })),
  },
];

/** By name, in the order in which they are looked at. */
export const SAMPLES: Readonly<Record<string, CardContent>> = {
  caseOpened: { kind: 'case-opened', case: aHead(), fields: FIELDS, missing: ['Date of purchase', 'Model'] },
  caseOpenedTaken: {
    kind: 'case-opened',
    case: aHead({ owner: 'Alex Kim', contact: undefined }),
    fields: [],
    missing: ['Contact'],
  },
  changed: { kind: 'review', case: aHead(), reviewId: 'r7', review: 'changed', at: NOW, rows: ROWS },
  proposed: {
    kind: 'review',
    case: aHead(),
    reviewId: 'r8',
    review: 'proposed',
    at: '2026-11-03T13:20:00.000Z',
    rows: [{ ...row1, state: 'confirmed', ...ALEX }, row2, row3],
  },
  proposedLocked: {
    kind: 'review',
    case: aHead({ owner: 'Alex Kim' }),
    reviewId: 'r8',
    review: 'proposed',
    at: '2026-11-03T13:20:00.000Z',
    rows: [
      { ...row1, locked: { setBy: 'human', who: 'Alex Kim' } },
      { ...row2, state: 'confirmed', ...ALEX, locked: { setBy: 'confirmed', who: 'Alex Kim' } },
    ],
  },
  merged: {
    kind: 'case-moved',
    what: 'merged',
    from: aHead({
      number: 'CAS-01050-B7HD',
      status: 'merged',
      statusReason: 'Merged',
      title: 'Machine leaks again',
    }),
    into: aHead(),
  },
  split: {
    kind: 'case-moved',
    what: 'split',
    from: aHead(),
    into: aHead({ number: 'CAS-01051-K2PT', title: 'The invoice is wrong' }),
  },
  unlockForm: {
    kind: 'unlock-form',
    case: aHead(),
    reviewId: 'r8',
    field: aField({ setBy: 'human', who: 'Alex Kim', quote: undefined, locked: true }),
  },
  decided: {
    kind: 'review',
    case: aHead(),
    reviewId: 'r9',
    review: 'proposed',
    at: '2026-11-02T13:20:00.000Z',
    rows: [
      { ...row1, state: 'confirmed', ...ALEX },
      { ...row2, state: 'rejected', ...ALEX },
      { ...row3, state: 'superseded' },
    ],
  },
  allConfirmed: {
    kind: 'review',
    case: aHead(),
    reviewId: 'r9',
    review: 'changed',
    at: '2026-11-02T13:20:00.000Z',
    rows: [row1, row2].map((row) => ({ ...row, state: 'confirmed', ...ALEX })),
  },
  nothingToChange: {
    kind: 'nothing-to-change',
    case: aHead(),
    why: [
      { ok: true, text: 'Product: known, and the customer said the same.' },
      { text: 'Nothing new was said since 14:01.' },
    ],
  },
  summary: {
    kind: 'summary',
    case: aHead({ owner: 'Alex Kim' }),
    fields: [...FIELDS, ...HELD],
    missing: ['Date of purchase'],
    timeline: [
      { at: '2026-11-03T14:00:00.000Z', text: 'Dana Reyes wrote: my Aroma 300 leaks from the bottom' },
      { at: '2026-11-03T14:01:00.000Z', text: 'Case opened' },
      { at: '2026-11-03T14:03:00.000Z', text: 'Alex Kim took the case' },
    ],
  },
  summaryFree: { kind: 'summary', case: aHead(), fields: FIELDS.slice(0, 1), missing: [], timeline: [] },
  why: {
    kind: 'why',
    title: 'Why no case was opened',
    caseId: 'webchat|c-81f2~1',
    checks: [
      { ok: true, text: 'Issue description: the customer told the trouble.' },
      {
        ok: false,
        text: 'Contact: missing. Dana gave a name, but no email address or phone number.',
      },
      { text: 'Rule 2 skipped: category is Billing.' },
    ],
    fields: FIELDS.slice(0, 3),
  },
  caseList: {
    kind: 'case-list',
    title: 'Your open cases',
    cases: [
      aHead(),
      aHead({
        id: 'email|x~1',
        number: 'CAS-01039-Q2ZD',
        title: 'Invoice 4711 was charged twice',
        channel: 'email',
        contact: 'Jonas Weber, jonas.weber@example.org',
        statusReason: 'Waiting for details',
        openedAt: '2026-10-29T08:00:00.000Z',
        owner: 'Alex Kim',
      }),
      aHead({
        id: 'c3',
        number: 'CAS-01001-AAAA',
        title: 'No sound',
        channel: 'msteams',
        contact: undefined,
      }),
    ],
  },
  caseListEmpty: { kind: 'case-list', title: 'Your open cases', cases: [] },
  openForm: {
    kind: 'open-form',
    form: 'msteams:19:a@thread/4',
    conversationId: 'webchat|c-81f2',
    with: 'Dana Reyes',
    fields: FORM.slice(0, 4),
  },
  editForm: { kind: 'edit-form', case: aHead(), reviewId: 'r7', fields: FORM },
  resolveForm: {
    kind: 'resolve-form',
    case: aHead(),
    fields: [
      {
        name: 'statusReason',
        label: 'How it ended',
        type: 'choice',
        value: 'Problem solved',
        options: [{ value: 'Problem solved', label: 'Problem solved' }],
      },
      {
        name: 'resolution',
        label: 'What solved it',
        type: 'multilineText',
        problem: 'Please write what solved it.',
      },
    ],
  },
  creationProposal: {
    kind: 'creation-proposal',
    conversationId: 'webchat|c-81f2',
    problem: 1,
    title: 'Espresso machine leaks from the bottom',
    fields: FIELDS,
  },
  creationDecided: {
    kind: 'creation-proposal',
    conversationId: 'webchat|c-81f2',
    problem: 1,
    title: 'Espresso machine leaks from the bottom',
    fields: FIELDS.slice(0, 2),
    decided: 'Opened by Alex Kim as CAS-01042-K7F2',
  },
  queue: {
    kind: 'queue',
    conversationId: 'webchat|c-81f2',
    problem: 1,
    live: aLiveView({ state: 'waiting' }),
    fields: FIELDS.slice(0, 2),
  },
  queuePassedOn: {
    kind: 'queue',
    conversationId: 'webchat|c-81f2',
    problem: 1,
    live: aLiveView({ state: 'waiting', reason: 'transferred', by: 'Alex Kim' }),
    fields: [],
  },
  queueTaken: {
    kind: 'queue',
    conversationId: 'webchat|c-81f2',
    problem: 1,
    live: aLiveView({ state: 'taken', by: 'Alex Kim' }),
    fields: FIELDS,
  },
  live: {
    kind: 'live',
    conversationId: 'webchat|c-81f2',
    problem: 1,
    live: aLiveView({ state: 'taken', by: 'Alex Kim' }),
    fields: FIELDS.slice(0, 2),
    missing: ['Serial number'],
    transcript: [
      { from: 'customer', by: 'Dana Reyes', text: 'my Aroma 300 leaks from the bottom' },
      { from: 'agent', by: 'Case Management Agent', text: 'May I have your name and an email address?' },
      { from: 'customer', by: 'Dana Reyes', text: 'I want to talk to a person' },
    ],
  },
  liveOver: {
    kind: 'live',
    conversationId: 'webchat|c-81f2',
    problem: 1,
    live: aLiveView({ state: 'over' }),
    fields: [],
    missing: [],
    transcript: [],
  },
  failed: {
    kind: 'failed',
    happened: 'That did not work on our side. Reference: 7F3A.',
    todo: 'Look how things stand before you try again. If it stays so, give the reference to your administrator.',
    again: { kind: 'review', caseId: 'webchat|c-81f2~1', reviewId: 'r7' },
  },
  closureHeld: {
    kind: 'closure',
    case: aHead({ statusReason: 'On hold' }),
    held: true,
    title: 'Nobody has answered: the case will be closed',
    resolution: 'Closed without an answer of the customer after 3 follow-ups.',
    hint: 'Closes at 2026-01-05 11:00 UTC, unless the customer answers or you keep it open.',
  },
  closureOver: {
    kind: 'closure',
    case: aHead({ status: 'resolved' }),
    held: false,
    title: 'The case is closed',
  },
  duplicate: {
    ...{
      kind: 'duplicate',
      conversationId: 'webchat|c-77',
      problem: 1,
      who: 'Dana Reyes',
      channel: 'webchat',
    },
    title: 'The espresso machine leaks again',
    like: [
      {
        case: aHead(),
        rows: [
          { label: 'Case category', now: 'Product defect', there: 'Product defect' },
          { label: 'Serial number', there: 'CM-2481-09371' },
        ],
        reasons: [
          { kind: 'same', label: 'Case category', value: 'Product defect' },
          { kind: 'words', words: ['espresso', 'machine', 'leaks'] },
        ],
      },
      { case: aHead({ id: 'webchat|c-60~1', number: 'CAS-00960-P2QX' }), rows: [], reasons: [] },
    ],
    until: '2026-01-05T12:09:00.000Z',
  },
  duplicateDecided: {
    ...{
      kind: 'duplicate',
      conversationId: 'webchat|c-77',
      problem: 1,
      who: 'Dana Reyes',
      channel: 'webchat',
    },
    ...{ title: 'The espresso machine leaks again', like: [{ case: aHead(), rows: [], reasons: [] }] },
    decided: { choice: 'link', by: 'Alex Kim', at: NOW, number: 'CAS-01050-B7HD', wasClosed: true },
  },
  demoted: {
    ...{ kind: 'automation', field: 'category', label: 'Category', id: 'category/12', state: 'demoted' },
    ...{ decided: 20, accepted: 14, limit: 0.8, by: 'Case Management Agent', at: NOW },
  },
  offered: {
    ...{ kind: 'automation', field: 'category', label: 'Category', id: 'category/12o50', state: 'offered' },
    ...{ decided: 50, accepted: 49, limit: 0.8 },
  },
  switched: {
    ...{ kind: 'automation', field: 'category', label: 'Category', id: 'category/12', state: 'automatic' },
    ...{ decided: 50, accepted: 49, limit: 0.8, by: 'Alex Kim', at: NOW },
  },
  told: { kind: 'told', text: 'Alex Kim has this.' },
  ...draftSamples(aHead({ owner: 'Alex Kim' }), FIELDS),
  ...intentSamples(aHead({ title: 'My coffee was meant to be here on Monday' })),
};

/** Every place where other people's words can stand holds these. */
export function hostileSamples(words: string): readonly CardContent[] {
  const head = aHead({ title: words, contact: words, owner: words, statusReason: words, channel: words });
  const said = { label: words, quote: words, reason: words };
  const field = aField({
    ...said,
    value: words,
    who: words,
    setBy: 'human',
    locked: true,
    unlockedBy: words,
  });
  const row = aRow({ ...said, from: words, to: words, locked: { setBy: 'human', who: words } });
  const rows = [row, { ...row, field: 'b', state: 'confirmed' as const, by: words, at: NOW }];
  const form: FormField = { name: 'a', label: words, type: 'text', value: words, problem: words };
  const choice: FormField = {
    ...form,
    name: 'b',
    type: 'choice',
    value: 'v',
    options: [{ value: 'v', label: words }],
  };
  const hostileLive = aLiveView({
    who: words,
    channel: words,
    queue: words,
    by: words,
    said: words,
    about: words,
  });
  return [
    { kind: 'case-opened', case: head, fields: [field], missing: [words] },
    { kind: 'review', case: head, reviewId: 'r1', review: 'changed', at: NOW, rows },
    { kind: 'nothing-to-change', case: head, why: [{ ok: true, text: words }] },
    { kind: 'summary', case: head, fields: [field], missing: [words], timeline: [{ at: NOW, text: words }] },
    { kind: 'why', title: words, checks: [{ ok: false, text: words }], fields: [field] },
    { kind: 'case-list', title: words, cases: [head] },
    { kind: 'open-form', conversationId: 'c', with: words, fields: [form, choice] },
    { kind: 'edit-form', case: head, reviewId: 'r1', fields: [form, choice] },
    { kind: 'unlock-form', case: head, field, reviewId: 'r1' },
    { kind: 'case-moved', what: 'merged', from: head, into: head },
    { kind: 'resolve-form', case: head, fields: [form, choice] },
    {
      kind: 'creation-proposal',
      conversationId: 'c',
      problem: 1,
      title: words,
      fields: [field],
      decided: words,
    },
    hostileIntent(head, words),
    { kind: 'queue', conversationId: 'c', problem: 1, live: hostileLive, fields: [field] },
    {
      kind: 'live',
      conversationId: 'c',
      problem: 1,
      live: { ...hostileLive, state: 'taken' },
      fields: [field],
      missing: [words],
      transcript: [{ from: 'customer', by: words, text: words }],
    },
    { kind: 'closure', case: head, held: true, title: words, resolution: words, hint: words },
    {
      kind: 'draft',
      case: head,
      draft: aDraftView({
        text: words,
        subject: words,
        template: words,
        author: words,
        editedBy: words,
        quotes: [words],
        fields: [field],
        since: words,
        asks: [words],
        purpose: { intent: words, rule: words, number: 2 },
      }),
    },
    { kind: 'suggested-actions', case: head, suggestion: 'reply', summary: words, rule: words },
    { kind: 'draft-form', case: head, draftId: 'd2', revision: 1, form: 'edit', fields: [form, choice] },
    { kind: 'failed', happened: words, todo: words },
    {
      ...{ kind: 'duplicate', conversationId: 'c', problem: 1, who: words, channel: words, title: words },
      like: [
        {
          case: head,
          rows: [{ label: words, now: words, there: words }],
          reasons: [
            { kind: 'other', label: words, value: words },
            { kind: 'words', words: [words] },
          ],
        },
        { case: head, rows: [], reasons: [] },
      ],
      until: NOW,
    },
    {
      ...{ kind: 'automation', field: 'category', label: words, id: 'x', state: 'automatic' },
      ...{ decided: 1, accepted: 1, limit: 0.8, by: words, at: NOW },
    },
    { kind: 'told', text: words },
  ];
}
