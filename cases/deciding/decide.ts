/** The decision: what the predictions make of a conversation and its case. Pure: no clock, I/O or randomness of its own. */
import type { Case } from '../case';
import { contactOfIdentity, contactOfSender, contactOfWords, contactParts } from '../contact';
import type { Conversation } from '../conversation/conversation';
import { isContactField } from '../fields';
import { judgeAll } from './judging';
import type { MailOpening } from '../mail/opening';
import type { Asker, Candidate, MoveDraft, NewContact } from '../moves';
import { CONTACT_PARTS, CONTACT_PART_NAMES, type Plan } from './plan';
import { resolvedFields, type Settings } from '../settings';
import { traced, type TraceLine } from './trace';
import type { FieldEntries, FieldEntry } from '../values';

/** Why the conversation is looked at: a customer's turn, its end, a representative's wish to update or to open. */
export type Moment = 'turn' | 'end' | 'accept' | 'update' | 'open';

export interface DecisionInput {
  readonly settings: Settings;
  readonly conversation: Conversation;
  readonly case?: Case;
  readonly moment: Moment;
  readonly plan: Plan;
  readonly candidates: readonly Candidate[];
  readonly now: string;
  /** Who asked for it, where somebody did. */
  readonly asker?: Asker;
  /** Values that a representative typed: they stand, the agent fills the rest. */
  readonly typed?: FieldEntries;
  /** The creation rule that opens a case with this mail. */
  readonly opening?: MailOpening;
}

export interface Decided {
  /** Values that wait for a case. */
  readonly drafts: FieldEntries;
  readonly contact?: NewContact;
  /** The fields of the case to open now; missing where none is opened. */
  readonly opens?: FieldEntries;
  /** A case could be opened, and waits for a representative's word. */
  readonly proposesOpening: boolean;
  readonly change?: Extract<MoveDraft, { kind: 'change' }>;
  /** Wanted fields without a value, in order. */
  readonly missing: readonly string[];
  readonly trace: readonly TraceLine[];
}

export function decide(input: DecisionInput): Decided {
  return input.case ? decideOnCase(input, input.case) : decideOnOpening(input);
}

function decideOnCase(input: DecisionInput, theCase: Case): Decided {
  const { settings, conversation, plan } = input;
  const parts = mergeDrafts(input, conversation.drafts, CONTACT_PART_NAMES);
  const contact = contactCandidate(input, parts.drafts, theCase);
  const candidates = [
    ...input.candidates.filter((one) => !CONTACT_PART_NAMES.includes(one.field)),
    ...contact.candidates,
  ];
  const { overrideHumanEdits } = settings.updates;
  const judging = { fields: resolvedFields(settings), overrideHumanEdits, at: input.now };
  const judged = judgeAll(theCase.fields, candidates, judging);
  const runs = input.moment !== 'turn' || settings.updates.everyTurn;
  // What a solution needs is asked for and heard turn by turn, whenever the other fields are updated.
  const heard = runs
    ? judged
    : judged.filter(({ candidate }) => plan.forResolution.includes(candidate.field));
  const worth = heard.filter(({ verdict }) => verdict.is !== 'keep').map((one) => one.candidate);
  // Who asked for an update is told that there is nothing; who accepts a conversation asked for something else.
  const change =
    worth.length > 0 || (input.moment === 'update' && input.asker)
      ? changeMove(theCase, worth, contact.made, input.asker)
      : undefined;
  const trace = [...plan.trace, ...judged.flatMap(({ verdict }) => verdict.trace ?? [])];
  return {
    drafts: onlyParts(parts.drafts),
    proposesOpening: false,
    change,
    missing: plan.wanted.filter(
      (name) => theCase.fields[name] === undefined && !worth.some((one) => one.field === name),
    ),
    trace: worth.length === 0 ? [...trace, traced('nothing-to-change')] : trace,
  };
}

function changeMove(
  theCase: Case,
  candidates: readonly Candidate[],
  contact: NewContact | undefined,
  asker: Asker | undefined,
): Extract<MoveDraft, { kind: 'change' }> {
  return { kind: 'change', caseId: theCase._id, candidates, contact, requestedBy: asker };
}

/** A contact whose parts have changed is a candidate like any other value. */
function contactCandidate(
  input: DecisionInput,
  drafts: FieldEntries,
  theCase: Case,
): { candidates: Candidate[]; made?: NewContact } {
  const field = input.settings.fields.find(isContactField);
  const current = field && theCase.fields[field.name];
  if (!field || current?.provenance.kind === 'channel') return { candidates: [] };
  const settled = contactOfWords(drafts, problemId(input.conversation), input.now);
  if (!settled || settled.entry.label === current?.label) return { candidates: [] };
  const { value, label, provenance } = settled.entry;
  const candidate: Candidate = {
    field: field.name,
    value,
    label,
    confidence: provenance.confidence ?? 1,
    quotes: provenance.quotes,
    reason: provenance.reason,
    predictor: provenance.by.name,
    saidAt: provenance.saidAt ?? input.now,
  };
  return { candidates: [candidate], made: settled.contact };
}

function decideOnOpening(input: DecisionInput): Decided {
  const { conversation, settings, plan } = input;
  const merged = mergeDrafts(input, conversation.drafts);
  const settled = settleContact(input, merged.drafts);
  const contactField = settings.fields.find(isContactField);
  const values: Record<string, FieldEntry> = { ...merged.drafts };
  if (settled && contactField && plan.wanted.includes(contactField.name))
    values[contactField.name] = settled.entry;
  const all: FieldEntries = { ...values, ...input.opening?.fields, ...input.typed };
  const missing = plan.wanted.filter((name) => all[name] === undefined);
  const checks = defaultChecks(all, merged.drafts, settings, contactField?.name);
  const verdict = openingVerdict(input, checks.complete, merged.drafts);
  return {
    drafts: values,
    contact: settled?.contact,
    opens: verdict.opens ? withoutParts(all) : undefined,
    proposesOpening: verdict.proposes,
    missing,
    trace: [...plan.trace, ...merged.trace, ...checks.trace, ...verdict.trace],
  };
}

function settleContact({ conversation, now, opening }: DecisionInput, drafts: FieldEntries) {
  if (opening?.contact) return contactOfSender(opening.contact, now);
  if (opening && !opening.withContact) return contactOfWords(drafts, problemId(conversation), now);
  if (conversation.identity) return contactOfIdentity(conversation.identity, now);
  return contactOfWords(drafts, problemId(conversation), now);
}

/** The unique key of "open case". */
export function problemId(conversation: Pick<Conversation, '_id' | 'problem'>): string {
  return `${conversation._id}~${conversation.problem}`;
}

function mergeDrafts(
  input: DecisionInput,
  before: FieldEntries,
  only?: readonly string[],
): { drafts: FieldEntries; trace: TraceLine[] } {
  const drafts: Record<string, FieldEntry> = { ...before };
  const trace: TraceLine[] = [];
  const parts = CONTACT_PARTS.map((part) => [part.name, part] as const);
  const judging = {
    fields: new Map([...resolvedFields(input.settings), ...parts]),
    overrideHumanEdits: false,
    at: input.now,
  };
  const candidates = only ? input.candidates.filter(({ field }) => only.includes(field)) : input.candidates;
  for (const { candidate, verdict } of judgeAll(before, candidates, judging)) {
    if (verdict.trace) trace.push(verdict.trace);
    if (verdict.is !== 'propose' && verdict.entry) drafts[candidate.field] = verdict.entry;
  }
  return { drafts, trace };
}

interface Checks {
  readonly complete: boolean;
  readonly trace: TraceLine[];
}

function defaultChecks(
  values: FieldEntries,
  drafts: FieldEntries,
  settings: Settings,
  contactField: string | undefined,
): Checks {
  const { defaultFields, requires } = settings.creation;
  const known = defaultFields.filter((name) => values[name] !== undefined);
  const trace = defaultFields.map((name): TraceLine => {
    const label = settings.fields.find((field) => field.name === name)?.label ?? name;
    const entry = values[name];
    if (entry) return traced('field-known', true, { field: label, value: entry.label });
    const have = name === contactField ? contactParts(drafts) : [];
    if (have.length > 0) return traced('contact-partial', false, { field: label, have: have.join(' ') });
    return traced('field-missing', false, { field: label });
  });
  return { complete: requires === 'any' ? known.length > 0 : known.length === defaultFields.length, trace };
}

interface Verdict {
  readonly opens: boolean;
  readonly proposes: boolean;
  readonly trace: TraceLine[];
}

/** Whether a case is opened now, proposed, or why not. */
function openingVerdict(input: DecisionInput, complete: boolean, drafts: FieldEntries): Verdict {
  if (input.moment === 'open') return { opens: true, proposes: false, trace: [traced('opened', true)] };
  if (input.opening)
    return {
      opens: true,
      proposes: false,
      trace: [openedLine(input.opening)],
    };
  const refusals = openingRefusals(input);
  if (refusals.length > 0 || !complete) return { opens: false, proposes: false, trace: refusals };
  if (input.settings.creation.automation === 'full')
    return { opens: true, proposes: false, trace: [traced('opened', true)] };
  return {
    opens: false,
    proposes: !input.conversation.openingProposed || saysMore(input.conversation, drafts),
    trace: [traced('opening-proposed', true)],
  };
}

/** "Not now" was said of what was known then: what the customer has told since is asked about anew. */
function saysMore({ openingDeclined, drafts: before }: Conversation, drafts: FieldEntries): boolean {
  if (!openingDeclined) return false;
  return Object.entries(drafts).some(([name, { label }]) => before[name]?.label !== label);
}

function openedLine({ rule, by }: MailOpening): TraceLine {
  return by ? traced('opened', true) : traced('rule-opened', true, { rule });
}

function openingRefusals({ settings: { creation }, conversation, moment }: DecisionInput): TraceLine[] {
  const refusals: TraceLine[] = [];
  if (!creation.channels.includes(channelKind(conversation.channel)))
    refusals.push(traced('channel-not-chosen', false));
  if (creation.authenticatedChatsOnly && !conversation.identity)
    refusals.push(traced('not-authenticated', false));
  const { moments } = creation;
  const on = moment === 'end' ? moments.end : moment === 'accept' ? moments.accept : moments.fieldsComplete;
  if (!on) refusals.push(traced('moment-off', false, { moment }));
  return refusals;
}

/** The kind of channel that an administrator chooses: everything that is neither mail nor voice is chat. */
export function channelKind(channel: string): 'chat' | 'email' | 'voice' {
  return channel === 'email' || channel === 'voice' ? channel : 'chat';
}

function withoutParts(entries: FieldEntries): FieldEntries {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => !CONTACT_PART_NAMES.includes(name)));
}

function onlyParts(entries: FieldEntries): FieldEntries {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => CONTACT_PART_NAMES.includes(name)));
}
