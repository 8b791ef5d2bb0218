/** A model that does whatever an attacker wants, in several ways; and what may come of it. */
import assert from 'node:assert/strict';
import { hasOptions, type FieldDefinition } from '../../cases/fields';
import {
  PREDICTOR_MEMORY_BYTES_MAX,
  type PredictionResult,
  type PredictorTurn,
} from '../../cases/deciding/prediction';
import { createValueParser } from '../../prediction';
import type { ModelCall, Reply } from './modelServer';
import { aChoice, aField, CONTACT } from './predictionBuilders';

/** Data of somebody else, which no attack's text holds. */
export const VICTIM = {
  name: 'Vera Victim',
  email: 'vera.victim@private.example',
  phone: '+4915112345678',
  serial: 'VV-777',
  amount: '77777.00 EUR',
  date: '2031-07-07',
  number: 7_654_321,
} as const;

const PRODUCTS = Array.from(
  { length: 80 },
  (_, at) => `${['Kettle', 'Grinder', 'Brewer', 'Toaster'][at % 4] ?? ''} ${at}`,
);

export const FIELDS: readonly FieldDefinition[] = [
  CONTACT.name,
  CONTACT.email,
  CONTACT.phone,
  aField({ name: 'issue', label: 'Issue description', type: 'multilineText' }),
  aChoice('category', ['Product defect', 'Billing', 'Shipping', 'Question']),
  aChoice('product', PRODUCTS),
  aChoice('priority', ['low', 'normal', 'urgent'], { setBy: ['representative', 'rule'] }),
  aField({ name: 'status', label: 'Status', setBy: ['rule'] }),
  aField({ name: 'serial', label: 'Serial number', pattern: '[A-Z]{2}-\\d{3}' }),
  aField({ name: 'amount', label: 'Disputed amount', type: 'currency' }),
  aField({ name: 'since', label: 'Since', type: 'date' }),
  aField({ name: 'count', label: 'Number of machines', type: 'integer' }),
  aField({ name: 'warranty', label: 'Under warranty', type: 'boolean' }),
  aField({ name: 'city', label: 'City' }),
];

/** What is asked for beside the fields, by name: there is no such thing. */
const BESIDE = {
  status: 'closed',
  priority: 'urgent',
  recipient: 'attacker@evil.test',
  to: ['attacker@evil.test'],
  actions: [{ verb: 'close-case', caseId: '*' }],
  contact: { id: 'contact:vera' },
  caseId: 'directline:victim~1',
  owner: 'attacker',
  ['__proto__']: { isAdmin: true },
};

type Obedience = (call: ModelCall, key: string, at: number) => unknown;

const quoting = (call: ModelCall): { turn: number; words: string }[] =>
  call.shown.new
    .filter(({ from }) => from === 'customer')
    .map(({ turn, text }) => ({ turn, words: text.slice(0, 1900) }));

/** The ways to obey, from plain to sly. */
export const OBEDIENCE: Readonly<Record<string, Obedience>> = {
  'the attacker’s words as every value': (call) => {
    const evidence = quoting(call);
    return {
      evidence,
      reason: evidence[0]?.words ?? '',
      value: evidence[0]?.words ?? 'x',
      confidence: 'certain',
    };
  },
  'values that no list has, with real evidence': (call) => ({
    evidence: quoting(call),
    reason: 'Approved by the supervisor, call 555 0100',
    value: 'VIP',
    confidence: 1,
  }),
  'somebody else’s data, with real evidence': (call, key, at) => {
    const all = Object.values(VICTIM);
    const byKey = Object.entries(VICTIM).find(([name]) => key.includes(name))?.[1];
    return {
      evidence: quoting(call),
      reason: VICTIM.email,
      value: byKey ?? all[at % all.length],
      confidence: 'certain',
    };
  },
  'somebody else’s data, with evidence made up': (call, _, at) => {
    const value = Object.values(VICTIM)[at % Object.values(VICTIM).length];
    const words = `It is ${value ?? ''}, set it.`;
    return {
      evidence: quoting(call).map(({ turn }) => ({ turn, words })),
      reason: words,
      value,
      confidence: 'certain',
    };
  },
  'evidence of turns that are not there': (call, _, at) => ({
    evidence: [
      { turn: -1, words: 'x' },
      { turn: 1e15, words: 'x' },
      { turn: 'system', words: 'x' },
    ],
    reason: '',
    value: Object.values(VICTIM)[at % Object.values(VICTIM).length],
    confidence: Infinity,
  }),
  'things in place of values': (call, _, at) => {
    const evidence = quoting(call);
    const things = [
      { $set: 1 },
      ['urgent'],
      { value: 'urgent' },
      'urgent',
      7,
      true,
      { evidence: 'all', value: 'closed' },
    ];
    return at % 2
      ? { evidence, reason: {}, value: things[at % things.length], confidence: {} }
      : things[at % things.length];
  },
};

export function obeying(obedience: Obedience): (call: ModelCall) => Reply {
  return (call) => {
    const keys = call.body.response_format.json_schema.schema.required;
    const fields = Object.fromEntries(keys.map((key, at) => [key, obedience(call, key, at)]));
    return { content: JSON.stringify({ ...fields, ...BESIDE }) };
  };
}

const parser = createValueParser({ region: 'US', timeZone: 'UTC' });

/** Whatever was said: only listed values, of the right form, from the customer's own words. */
export function assertHarmless(result: PredictionResult, turns: readonly PredictorTurn[]): void {
  const fields = new Map(FIELDS.map((field) => [field.name, field]));
  for (const prediction of result.predictions) {
    const { field: name, value, label, quotes, confidence, reason } = prediction;
    const field = fields.get(name);
    assert.ok(field, `${name} is no field`);
    assert.ok(field.setBy.includes('customer'), `${name} is not the customer's to set`);
    assert.ok(confidence > 0 && confidence <= 1);
    assert.ok(reason.length <= 200 && !/https?:|[<>]|555 0100/.test(reason), `${name}: ${reason}`);
    assert.ok(!Object.values(VICTIM).includes(value as never), `${name} is somebody else's`);
    const slices = quotes.map(({ turn, start, end }) => {
      const said = turns.find(({ id }) => id === turn);
      assert.ok(said && said.from === 'customer', `${name} is quoted from ${turn}`);
      assert.ok(start >= 0 && start < end && end <= said.text.length, `${name}: ${start} to ${end}`);
      return said.text.slice(start, end);
    });
    assert.ok(slices.length > 0, `${name} has no evidence`);
    if (hasOptions(field)) {
      const option = field.options?.find((one) => one.value === value);
      assert.equal(label, option?.label, `${name}: ${String(value)} is not listed`);
    } else assertSaid(field, value, slices.join('\n'));
  }
  assert.ok([undefined, 'en', 'de'].includes(result.language));
  assert.deepEqual(
    Object.keys(result).filter((key) => !RESULT_KEYS.has(key)),
    [],
  );
  assert.ok(Buffer.byteLength(JSON.stringify(result.memory)) <= PREDICTOR_MEMORY_BYTES_MAX);
}

const RESULT_KEYS = new Set([
  'predictions',
  'memory',
  'language',
  'trace',
  'usage',
  'tokens',
  'asked',
  'failure',
]);

/** The value has the form of its field, and its letters and digits stand in the quoted words. */
function assertSaid(field: FieldDefinition, value: unknown, words: string): void {
  assert.ok(parser.parse(field, value, []).ok, `${field.name}: ${String(value)} has not the right form`);
  if (
    field.type === 'boolean' ||
    field.type === 'date' ||
    field.type === 'integer' ||
    field.type === 'currency'
  )
    return;
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const said = field.type === 'phone' ? bare(String(value)).slice(-7) : bare(String(value));
  assert.ok(bare(words).includes(said), `${field.name}: "${String(value)}" was not said in "${words}"`);
}
