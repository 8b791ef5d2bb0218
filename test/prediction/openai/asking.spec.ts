/** What reaches the model: the schema with every word on the fields, and the conversation as data. */
import assert from 'node:assert/strict';
import type { FieldDefinition } from '../../../cases/fields';
import { createOpenAIPredictor } from '../../../prediction/openai';
import { given, ModelServer } from '../../support/modelServer';
import { aModel, Talk, traceOf, valueOf } from '../../support/modelServerPredictors';
import { aChoice, aField, CONTACT } from '../../support/predictionBuilders';

const SERIAL = aField({
  name: 'serial',
  label: 'Serial number',
  pattern: '[A-Z]{2}-\\d{3}',
  examples: ['CM-248'],
  synonyms: ['s/n'],
  description: 'Two letters and three digits, on the plate under the machine.',
});
const CATEGORY = aField({
  name: 'category',
  label: 'Category',
  type: 'choice',
  description: 'What kind of matter it is.',
  options: [
    {
      value: 'defect',
      label: 'Product defect',
      description: 'Something is broken or leaks.',
      synonyms: ['damage'],
    },
    { value: 'billing', label: 'Billing', description: 'Invoices, charges and refunds.' },
  ],
});
const AMOUNT = aField({
  name: 'amount',
  label: 'Amount',
  type: 'currency',
  description: 'What is disputed.',
});
const GUESTS = aField({ name: 'guests', label: 'Guests', type: 'integer' });
const PARKING = aField({ name: 'parking', label: 'Parking', type: 'boolean' });
const WEIGHT = aField({ name: 'weight', label: 'Weight', type: 'decimal' });
const FIELDS = [SERIAL, CATEGORY, AMOUNT, GUESTS, PARKING, WEIGHT, CONTACT.name];

describe('what a model is asked', () => {
  let server: ModelServer;
  before(async () => (server = await new ModelServer().start()));
  beforeEach(() => server.reset());
  after(() => server.stop());

  const talk = (fields: readonly FieldDefinition[] = FIELDS): Talk => new Talk(aModel(server), fields);

  it('is a strict schema: each object is closed and asks for all of its properties', async () => {
    await talk().say('It leaks.');
    const { strict, schema } = server.last.body.response_format.json_schema;
    assert.equal(strict, true);
    const objects = objectsOf(schema);
    assert.ok(objects.length >= 7);
    for (const one of objects) {
      assert.equal(one['additionalProperties'], false);
      assert.deepEqual(one['required'], Object.keys(one['properties'] as object));
    }
    assert.deepEqual([...schema.required].sort(), [
      'amount',
      'category',
      'contact_name',
      'guests',
      'parking',
      'serial',
      'weight',
    ]);
  });

  it('holds every description, synonym, example and pattern of the fields and their options', async () => {
    await talk().say('It leaks.');
    const { properties } = server.last.body.response_format.json_schema.schema;
    const words = Object.values(properties).map(({ description }) => description);
    for (const field of FIELDS) {
      const told = [
        field.label,
        field.description,
        field.pattern,
        ...(field.examples ?? []),
        ...(field.synonyms ?? []),
      ];
      const options = (field.options ?? []).flatMap((one) => [
        one.label,
        one.description,
        ...(one.synonyms ?? []),
      ]);
      const about = words.find((text) => text.startsWith(field.label)) ?? '';
      for (const word of [...told, ...options])
        if (word) assert.ok(about.includes(word), `${field.name}: ${word}`);
    }
  });

  it('offers the options as an enumeration of their values', async () => {
    await talk().say('It leaks.');
    assert.deepEqual(optionsOf(server, 'category'), ['defect', 'billing']);
  });

  it('narrows a list of thousands to fifty, the named and the standing value among them', async () => {
    const names = Array.from({ length: 3_000 }, (_, at) => `Model ${at} ${WORDS[at % WORDS.length] ?? ''}`);
    const product = aChoice('product', names);
    const conversation = talk([product]);
    conversation.known['product'] = names[2999] ?? '';
    await conversation.say('My Model 1234 toaster is broken.');
    const offered = optionsOf(server, 'product');
    assert.equal(offered.length, 50);
    assert.ok(offered.includes(names[1234] ?? ''));
    assert.ok(offered.includes(names[2999] ?? ''));
  });

  it('shows the fields in the instructions too where the server is one of the user’s own', async () => {
    await new Talk(aModel(server, { described: undefined }), FIELDS).say('It leaks.');
    const [instructions] = server.last.body.messages;
    assert.match(instructions?.content ?? '', /on the plate under the machine/);
    assert.match(instructions?.content ?? '', /Something is broken or leaks/);
  });

  it('holds what is new and what is known, and not what was said long ago', async () => {
    const conversation = talk();
    for (let turn = 0; turn < 30; turn++)
      await conversation.say('> Go on, please.', `It did so ${turn} times.`);
    conversation.known['category'] = 'billing';
    await conversation.say('> What is the serial number?', 'It is CM-248.');
    const { shown } = server.last;
    assert.deepEqual(
      shown.new.map(({ text }) => text),
      ['What is the serial number?', 'It is CM-248.'],
    );
    assert.equal(shown.known['category'], 'billing');
    assert.equal(shown.known['serial'], null);
    assert.ok(shown.earlier.length <= 4);
    assert.ok(!server.last.text.includes('It did so 3 times'));
  });

  it('holds nothing of fields that are not asked for or that customers may not set', async () => {
    const secret = aField({ name: 'margin', label: 'Margin', setBy: ['representative'] });
    const conversation = talk([...FIELDS, secret]);
    Object.assign(conversation.known, { margin: 'forty', internalNote: 'difficult customer' });
    await conversation.say('It leaks.');
    assert.ok(!/forty|difficult|Margin/.test(server.last.text));
  });

  it('holds no hidden characters', async () => {
    await talk().say('It \u200bleaks.\u{e0041}\u202e');
    assert.equal(server.last.shown.new[0]?.text, 'It leaks.');
  });

  it('is nothing where nothing was said', async () => {
    const conversation = talk();
    const result = await conversation.say('> Hello, how can I help?');
    assert.equal(server.calls.length, 0);
    assert.deepEqual(result.predictions, []);
  });

  it('is asked again within a decision only for fields that were not asked for', async () => {
    const conversation = talk([CATEGORY]);
    await conversation.say('My machine leaks, the serial number is CM-248.');
    await conversation.again();
    assert.equal(server.calls.length, 1);
    server.reset({ fields: { serial: given('CM-248', 1, 'CM-248') } });
    const result = await conversation.again([CATEGORY, SERIAL]);
    assert.equal(valueOf(result, 'serial'), 'CM-248');
    assert.equal(server.calls.length, 1);
  });

  it('goes to Azure under the deployment, with its key and version', async () => {
    const endpoint = {
      kind: 'azure' as const,
      endpoint: `${server.origin}/`,
      apiKey: 'azure-key',
      deployment: 'my-gpt',
      apiVersion: '2024-10-21',
    };
    const predictor = createOpenAIPredictor({ endpoint });
    server.reset({ fields: { guests: given(4, 1, 'four guests') } });
    const result = await new Talk(predictor, [GUESTS]).say('We are four guests.');
    assert.equal(server.last.path, '/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21');
    assert.equal(server.last.headers['api-key'], 'azure-key');
    assert.equal(valueOf(result, 'guests'), 4);
    assert.equal(predictor.name, 'azure-openai:my-gpt');
  });

  it('leaves out what the model does not know, and asks at once again', async () => {
    const error = { message: 'Unsupported parameter', param: 'temperature', code: 'unsupported_parameter' };
    server.reset({ status: 400, error }, { fields: { guests: given(4, 1, 'four') } });
    const result = await talk().say('We are four.');
    assert.deepEqual(traceOf(result), []);
    assert.equal(valueOf(result, 'guests'), 4);
    assert.equal('temperature' in server.last.body, false);
  });

  it('keeps a memory of at most 2.5 KB, whatever is said', async () => {
    const conversation = talk();
    for (let turn = 0; turn < 12; turn++) await conversation.say(`${'ä€😀 '.repeat(900)}${turn}`);
    assert.ok(Buffer.byteLength(JSON.stringify(conversation.memory)) <= 2_500);
  });
});

const WORDS = ['toaster', 'grinder', 'kettle', 'brewer', 'lamp', 'oven', 'fan'];

function optionsOf(server: ModelServer, key: string): readonly string[] {
  const property = server.last.body.response_format.json_schema.schema.properties[key];
  return property?.anyOf[0]?.properties?.value?.enum ?? [];
}

function objectsOf(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const one = value as Record<string, unknown>;
  return [...(one['type'] === 'object' ? [one] : []), ...Object.values(one).flatMap(objectsOf)];
}
