/**
 * The buttons of our cards and the way back: what a button sends is made and read here, and nowhere else. A
 * button's data holds ids; what stands beside it (old and new values, who) is read from the store by them.
 * Inputs have ids by place (`row0`, `in0`), since field names may contain dots; the data lists the fields.
 */
import { z } from 'zod/v4';
import { WANTED_DRAFTS, type CardAction, type UnknownAction } from '../cases/cardActions';
import { DUPLICATE_CHOICES } from '../cases/duplicates';
import { JUDGED_CARDS } from '../cases/feedback/thumbs';
import type { CardTexts } from '../cases/texts/cardTexts';
import type { Action, Flavour, SubmitAction } from './elements';

export interface Button {
  readonly action: CardAction;
  /** Instead of the verb's own word. */
  readonly title?: string;
}

export const UNKNOWN: UnknownAction = { verb: 'unknown' };

const ID_CHARS_MAX = 512; // a Teams channel's conversation with its thread is about 200
const FIELDS_MAX = 200;
const TYPED_CHARS_MAX = 10_000; // a description pasted from a mail; more is cut by the channel itself
const PROBLEMS_MAX = 1_000_000;

/** The id of the toggle of the row at this place. */
export const rowInput = (index: number): string => `row${index}`;
/** The id of the form's input at this place. */
export const formInput = (index: number): string => `in${index}`;

const INPUT_ID = /^(?:row|in)\d{1,3}$/;

const id = z
  .string()
  .min(1)
  .max(ID_CHARS_MAX)
  .regex(/^\P{Cc}+$/u);
const reviewId = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9._~-]+$/);
const fieldName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/)
  .refine((name) => name !== '__proto__');
const fieldNames = z
  .array(fieldName)
  .max(FIELDS_MAX)
  .refine((names) => new Set(names).size === names.length);
const count = z.int().min(0);
const problem = z.int().min(1).max(PROBLEMS_MAX);

const ofCase = { caseId: id };
const ofField = { caseId: id, field: fieldName, reviewId: reviewId.optional() };
const ofRows = { caseId: id, reviewId, rows: fieldNames };
const ofDraft = { caseId: id, draftId: reviewId };
const ofProposal = { conversationId: id, problem };

/** Cards that are shown anew, by their ids. */
const freshCard = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('case-opened'), ...ofCase }),
  z.strictObject({ kind: z.literal('summary'), ...ofCase }),
  z.strictObject({ kind: z.literal('intent'), ...ofCase }),
  z.strictObject({ kind: z.literal('closure'), ...ofCase }),
  z.strictObject({ kind: z.literal('suggested-actions'), ...ofCase }),
  z.strictObject({ kind: z.literal('review'), ...ofCase, reviewId }),
  z.strictObject({ kind: z.literal('draft'), ...ofDraft }),
  z.strictObject({ kind: z.literal('creation-proposal'), ...ofProposal }),
  z.strictObject({ kind: z.literal('queue'), ...ofProposal }),
  z.strictObject({ kind: z.literal('live'), ...ofProposal }),
  z.strictObject({ kind: z.literal('automation'), field: fieldName, id }),
  z.strictObject({ kind: z.literal('duplicate'), ...ofProposal }),
]);

const sent = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('refresh'), card: freshCard }),
  z.strictObject({ verb: z.literal('accept'), ...ofRows }),
  z.strictObject({ verb: z.literal('reject'), ...ofRows }),
  z.strictObject({ verb: z.literal('undo'), ...ofRows }),
  z.strictObject({ verb: z.literal('edit'), caseId: id, reviewId }),
  z.strictObject({ verb: z.literal('save'), caseId: id, reviewId, inputs: fieldNames }),
  z.strictObject({ verb: z.literal('unlock-form'), ...ofField }),
  z.strictObject({ verb: z.literal('unlock'), ...ofField, inputs: fieldNames }),
  z.strictObject({ verb: z.literal('take'), ...ofCase }),
  z.strictObject({ verb: z.literal('keep-open'), ...ofCase }),
  z.strictObject({ verb: z.literal('resolve-form'), ...ofCase }),
  z.strictObject({ verb: z.literal('resolve'), ...ofCase, inputs: fieldNames }),
  z.strictObject({ verb: z.literal('draft'), ...ofCase, draft: z.enum(WANTED_DRAFTS) }),
  z.strictObject({ verb: z.literal('send-draft'), ...ofDraft, revision: count, seen: count }),
  z.strictObject({ verb: z.literal('edit-draft'), ...ofDraft }),
  z.strictObject({ verb: z.literal('save-draft'), ...ofDraft, revision: count, inputs: fieldNames }),
  z.strictObject({ verb: z.literal('choose-template'), ...ofDraft }),
  z.strictObject({ verb: z.literal('discard-draft'), ...ofDraft }),
  z.strictObject({ verb: z.literal('why'), ...ofCase }),
  z.strictObject({
    verb: z.literal('thumbs'),
    ...ofCase,
    card: z.enum(JUDGED_CARDS),
    target: reviewId.optional(),
    up: z.boolean(),
  }),
  z.strictObject({
    verb: z.literal('set-automation'),
    field: fieldName,
    to: z.enum(['automatic', 'confirm']),
    answers: id,
  }),
  z.strictObject({ verb: z.literal('show'), ...ofCase }),
  z.strictObject({ verb: z.literal('update'), ...ofCase }),
  z.strictObject({
    verb: z.literal('open'),
    form: id.optional(),
    conversationId: id.optional(),
    inputs: fieldNames,
  }),
  z.strictObject({ verb: z.literal('accept-opening'), ...ofProposal }),
  z.strictObject({ verb: z.literal('reject-opening'), ...ofProposal }),
  z.strictObject({
    verb: z.literal('settle-duplicate'),
    ...ofProposal,
    choice: z.enum(DUPLICATE_CHOICES),
    caseId: id.optional(),
  }),
  z.strictObject({ verb: z.literal('accept-conversation'), ...ofProposal }),
  z.strictObject({ verb: z.literal('end-conversation'), ...ofProposal }),
  z.strictObject({ verb: z.literal('release-conversation'), ...ofProposal }),
]);

/** What a button sends, before the inputs join it. */
export type ActionData = z.infer<typeof sent>;

/** Ids only: the fields' names stand in the data, what is typed or switched on joins it from the inputs. */
export function actionData(action: CardAction): ActionData {
  switch (action.verb) {
    case 'accept':
    case 'reject':
    case 'undo': {
      const { fields, ...ids } = action;
      return { ...ids, rows: [...fields] };
    }
    case 'save':
    case 'unlock':
    case 'save-draft':
    case 'resolve':
    case 'open': {
      const { typed, ...ids } = action;
      return { ...ids, inputs: Object.keys(typed) };
    }
    default:
      return action;
  }
}

/** The client and the language that a button is for. */
export interface ButtonFrame {
  readonly flavour: Flavour;
  readonly texts: CardTexts;
}

/** A button of a card: where the client knows no Action.Execute, the same data by Action.Submit. */
export function button(
  one: Button,
  frame: ButtonFrame,
  place: 'likely' | 'shown' | 'overflow' | 'area',
): Action {
  const data = actionData(one.action);
  const takesInputs = 'rows' in data || 'inputs' in data;
  const submit: SubmitAction = {
    type: 'Action.Submit',
    title: one.title ?? frame.texts.buttons[one.action.verb],
    data,
    ...(place === 'likely' && { style: 'positive' as const }),
    ...(!takesInputs && { associatedInputs: 'None' as const }),
  };
  if (frame.flavour === 'submit') return submit;
  return {
    ...submit,
    type: 'Action.Execute',
    verb: data.verb,
    ...(place === 'overflow' && { mode: 'secondary' as const }),
    fallback: submit,
  };
}

/**
 * Reads what a button sent: its data with the card's inputs merged in (the `value` of a message, or
 * `action.data` of an invoke). What is not exactly ours is unknown. Never throws.
 */
export function parseCardAction(data: unknown): CardAction | UnknownAction {
  try {
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return UNKNOWN;
    const { own, inputs } = apart(data);
    const read = sent.safeParse(own);
    if (!read.success) return UNKNOWN;
    return 'inputs' in read.data ? withTyped(read.data, inputs) : withChosen(read.data, inputs);
  } catch {
    return UNKNOWN; // a getter or a proxy that throws is forged
  }
}

/** Reads the value of an `adaptiveCard/action` invoke, whose verb and data must say the same. */
export function parseInvokeAction(value: unknown): CardAction | UnknownAction {
  const read = invoke.safeParse(value);
  if (!read.success) return UNKNOWN;
  const action = parseCardAction(read.data.action.data);
  return action.verb === read.data.action.verb ? action : UNKNOWN;
}

const invoke = z.object({
  /** `automatic`: the client asked by itself, since somebody looks at the card. */
  trigger: z.enum(['automatic', 'manual']).optional().catch(undefined),
  action: z.object({
    type: z.literal('Action.Execute'),
    verb: z.string().max(64),
    data: z.unknown(),
  }),
});

type Inputs = ReadonlyMap<string, unknown>;

/** A client may send every input of the card with every button, so inputs are told apart by their ids first. */
function apart(data: object): { own: Record<string, unknown>; inputs: Inputs } {
  const entries = Object.entries(data);
  return {
    own: Object.fromEntries(entries.filter(([key]) => !INPUT_ID.test(key))),
    inputs: new Map(entries.filter(([key]) => INPUT_ID.test(key))),
  };
}

type WithInputs = Extract<ActionData, { inputs: string[] }>;

function withTyped(data: WithInputs, inputs: Inputs): CardAction | UnknownAction {
  const { inputs: names, ...ids } = data;
  const entries = names.map((name, index) => [name, typedText(inputs.get(formInput(index)))] as const);
  if (entries.some(([, text]) => text === undefined)) return UNKNOWN;
  return { ...ids, typed: Object.fromEntries(entries) as Record<string, string> };
}

function withChosen(data: Exclude<ActionData, WithInputs>, inputs: Inputs): CardAction {
  if (!('rows' in data)) return data;
  const { rows, ...ids } = data;
  return { ...ids, fields: rows.filter((_, index) => isOn(inputs.get(rowInput(index)))) };
}

function isOn(toggle: unknown): boolean {
  return toggle === 'true' || toggle === true;
}

/** Text as typed; clients leave an empty input out, and some send a number as one. */
function typedText(input: unknown): string | undefined {
  if (input === undefined || input === null) return '';
  if (typeof input === 'number' || typeof input === 'boolean') return String(input);
  return typeof input === 'string' && input.length <= TYPED_CHARS_MAX ? input : undefined;
}
