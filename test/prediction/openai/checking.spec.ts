/** A model's answer is checked: type, options, pattern and evidence. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FieldDefinition, FieldValue } from '../../../cases/fields';
import { given, ModelServer, type Given } from '../../support/modelServer';
import { aModel, predictionOf, Talk, traceOf, valueOf } from '../../support/modelServerPredictors';
import { aChoice, aField, AT, CONTACT, turnsOf } from '../../support/predictionBuilders';

const CATEGORY = aChoice('category', ['Product defect', 'Billing', 'Other']);
const SERIAL = aField({ name: 'serial', label: 'Serial number', pattern: '[A-Z]{2}-\\d{3}' });
const ORDER = aField({ name: 'order', label: 'Order number', description: 'Begins with ORD.' });
const ISSUE = aField({ name: 'issue', label: 'Issue description', type: 'multilineText' });
const DAY = aField({ name: 'day', label: 'Day', type: 'date' });
const AMOUNT = aField({ name: 'amount', label: 'Amount', type: 'currency' });
const GUESTS = aField({ name: 'guests', label: 'Guests', type: 'integer' });
const WEIGHT = aField({ name: 'weight', label: 'Weight', type: 'decimal' });
const PARKING = aField({ name: 'parking', label: 'Parking', type: 'boolean' });
const CITY = aField({ name: 'city', label: 'City' });

interface Example {
  readonly name: string;
  readonly field: FieldDefinition;
  readonly said: string;
  readonly answer: Given | Record<string, unknown>;
}

interface Right extends Example {
  readonly value: FieldValue;
  /** The words that are quoted in the end. */
  readonly quoted?: string;
}

const right: readonly Right[] = [
  {
    name: 'an address',
    field: CONTACT.email,
    said: 'Mail Jane@Example.com please',
    answer: given('jane@example.com', 1, 'Jane@Example.com'),
    value: 'jane@example.com',
  },
  {
    name: 'a spoken address',
    field: CONTACT.email,
    said: 'it is jane at example dot com',
    answer: given('jane@example.com', 1, 'jane at example dot com'),
    value: 'jane@example.com',
  },
  {
    name: 'a phone number in another form',
    field: CONTACT.phone,
    said: 'call (415) 555-2671',
    answer: given('+1 415 555 2671', 1, '(415) 555-2671'),
    value: '+14155552671',
  },
  {
    name: 'an identifier spaced otherwise',
    field: SERIAL,
    said: 'the number is cm 248',
    answer: given('CM-248', 1, 'cm 248'),
    value: 'CM-248',
  },
  {
    name: 'an identifier without a pattern',
    field: ORDER,
    said: 'order ORD-77812 never came',
    answer: given('ORD-77812', 1, 'ORD-77812'),
    value: 'ORD-77812',
  },
  {
    name: 'a date from relative words',
    field: DAY,
    said: 'It came tomorrow, I mean next Friday',
    answer: given('2026-01-06', 1, 'tomorrow'),
    value: '2026-01-06',
  },
  {
    name: 'a date that the model left in words',
    field: DAY,
    said: 'It must be here on 12 March 2026.',
    answer: given('12th of March', 1, '12 March 2026'),
    value: '2026-03-12',
  },
  {
    name: 'a date whose time the model left out',
    field: DAY,
    said: 'on 12 March 2026 at 14:30 please',
    answer: given('2026-03-12', 1, '12 March 2026 at 14:30'),
    value: '2026-03-12T14:30',
  },
  {
    name: 'an amount',
    field: AMOUNT,
    said: 'you took 49,90 € from me',
    answer: given('49.90 EUR', 1, '49,90 €'),
    value: '49.90 EUR',
  },
  {
    name: 'a number in words',
    field: GUESTS,
    said: 'we are twenty five people',
    answer: given(25, 1, 'twenty five people'),
    value: 25,
  },
  {
    name: 'a decimal',
    field: WEIGHT,
    said: 'about 3.5 kilos',
    answer: given(3.5, 1, '3.5 kilos'),
    value: 3.5,
  },
  {
    name: 'a yes',
    field: PARKING,
    said: 'yes, we come by car',
    answer: given(true, 1, 'yes, we come by car'),
    value: true,
  },
  {
    name: 'a name',
    field: CONTACT.name,
    said: 'this is  Zoë O’Hara speaking',
    answer: given("Zoë O'Hara", 1, "Zoë O'Hara"),
    value: 'Zoë O’Hara',
  },
  {
    name: 'a text inside a longer quote',
    field: CITY,
    said: 'I live in Bad Homburg now',
    answer: given('Bad Homburg', 1, 'I live in Bad Homburg'),
    value: 'Bad Homburg',
    quoted: 'Bad Homburg',
  },
  {
    name: 'an option that the words name',
    field: CATEGORY,
    said: 'a billing matter',
    answer: given('Billing', 1, 'billing matter'),
    value: 'Billing',
  },
  {
    name: 'an option that the words mean',
    field: CATEGORY,
    said: 'water runs out of it',
    answer: given('Product defect', 1, 'water runs out'),
    value: 'Product defect',
  },
  {
    name: 'sentences, as they were said',
    field: ISSUE,
    said: 'Hello. My machine leaks. Since May.',
    answer: given('The machine is leaking since May', 1, 'My machine leaks. Since May.'),
    value: 'My machine leaks. Since May.',
  },
  {
    name: 'a quote with other spaces, marks and capitals',
    field: ISSUE,
    said: 'The “new”\n  kettle   won’t boil',
    answer: given('x', 1, 'the "new" kettle won\'t boil'),
    value: 'The “new”\n  kettle   won’t boil',
  },
  {
    name: 'a quote around hidden characters',
    field: CITY,
    said: 'from Ber\u200blin to Oslo',
    answer: given('Oslo', 1, 'from Berlin to Oslo'),
    value: 'Oslo',
  },
  {
    name: 'figures for words of confidence',
    field: CITY,
    said: 'from Oslo',
    answer: given('Oslo', 1, 'Oslo', { confidence: 0.97 }),
    value: 'Oslo',
  },
];

interface Wrong extends Example {
  readonly why: string;
  /** Why the model is asked once more, if it is. */
  readonly repaired: boolean;
}

const wrong: readonly Wrong[] = [
  {
    name: 'an option that is not listed',
    field: CATEGORY,
    said: 'urgent',
    answer: given('Urgent', 1, 'urgent'),
    why: 'not-listed',
    repaired: true,
  },
  {
    name: 'an option by its label in other letters',
    field: CATEGORY,
    said: 'billing',
    answer: given('billing', 1, 'billing'),
    why: 'not-listed',
    repaired: true,
  },
  {
    name: 'no evidence',
    field: CITY,
    said: 'from Oslo',
    answer: { value: 'Oslo', evidence: [], reason: '', confidence: 'certain' },
    why: 'no-evidence',
    repaired: true,
  },
  {
    name: 'words that nobody said',
    field: CITY,
    said: 'from Oslo',
    answer: given('Rome', 1, 'from Rome'),
    why: 'not-said',
    repaired: true,
  },
  {
    name: 'a turn that is not there',
    field: CITY,
    said: 'from Oslo',
    answer: given('Oslo', 7, 'Oslo'),
    why: 'not-said',
    repaired: true,
  },
  {
    name: 'a value that the words do not say',
    field: CITY,
    said: 'from Oslo',
    answer: given('Rome', 1, 'from Oslo'),
    why: 'not-in-words',
    repaired: true,
  },
  {
    name: 'another address than the quoted one',
    field: CONTACT.email,
    said: 'jane@example.com',
    answer: given('bob@example.com', 1, 'jane@example.com'),
    why: 'not-in-words',
    repaired: true,
  },
  {
    name: 'half of an address',
    field: CONTACT.email,
    said: 'jane@example.com',
    answer: given('jane@example.co', 1, 'jane@example.co'),
    why: 'not-in-words',
    repaired: true,
  },
  {
    name: 'half of a number',
    field: GUESTS,
    said: 'account 4711',
    answer: given(47, 1, '47'),
    why: 'not-in-words',
    repaired: true,
  },
  {
    name: 'what has not the pattern',
    field: SERIAL,
    said: 'it is CMX-24',
    answer: given('CMX-24', 1, 'CMX-24'),
    why: 'wrong-form',
    repaired: true,
  },
  {
    name: 'what is no number',
    field: GUESTS,
    said: 'many of us',
    answer: given('many', 1, 'many of us'),
    why: 'wrong-form',
    repaired: true,
  },
  {
    name: 'another day than the words say',
    field: DAY,
    said: 'tomorrow',
    answer: given('2026-02-01', 1, 'tomorrow'),
    why: 'not-in-words',
    repaired: true,
  },
  {
    name: 'yes where the words say no',
    field: PARKING,
    said: 'No, thanks',
    answer: given(true, 1, 'No, thanks'),
    why: 'not-in-words',
    repaired: true,
  },
  {
    name: 'a yes that is text',
    field: PARKING,
    said: 'yes',
    answer: given('maybe', 1, 'yes'),
    why: 'wrong-form',
    repaired: true,
  },
  {
    name: 'markup as a name',
    field: CONTACT.name,
    said: 'I am <b>Bob</b>',
    answer: given('<b>Bob</b>', 1, '<b>Bob</b>'),
    why: 'wrong-form',
    repaired: true,
  },
  {
    name: 'a greeting as the issue',
    field: ISSUE,
    said: 'Hello there, good morning',
    answer: given('x', 1, 'Hello there, good morning'),
    why: 'no-trouble',
    repaired: true,
  },
  {
    name: 'a wish for a person as the issue',
    field: ISSUE,
    said: 'I want to talk to a human',
    answer: given('x', 1, 'I want to talk to a human'),
    why: 'no-trouble',
    repaired: true,
  },
  {
    name: 'a list in place of a value',
    field: CITY,
    said: 'Oslo',
    answer: given(['Oslo'], 1, 'Oslo'),
    why: 'wrong-form',
    repaired: true,
  },
  {
    name: 'what the model itself doubts',
    field: CATEGORY,
    said: 'hm, water',
    answer: given('Product defect', 1, 'water', { confidence: 'unsure' }),
    why: 'unsure',
    repaired: false,
  },
];

describe('a model’s answer', () => {
  let server: ModelServer;
  before(async () => (server = await new ModelServer().start()));
  after(() => server.stop());

  for (const { name, field, said, answer, value, quoted } of right) {
    it(`is taken: ${name}`, async () => {
      server.reset({ fields: { [keyOf(field)]: answer } });
      const result = await new Talk(aModel(server), [field]).say(said);
      assert.deepEqual(traceOf(result), []);
      assert.equal(valueOf(result, field.name), value);
      const [quote] = predictionOf(result, field.name)?.quotes ?? [];
      assert.equal(quote?.turn, 'chat:c1/1');
      const words = said.slice(quote.start, quote.end);
      assert.ok(words.length > 0);
      if (quoted !== undefined) assert.equal(words, quoted);
      assert.equal(server.calls.length, 1);
    });
  }

  for (const { name, field, said, answer, why, repaired } of wrong) {
    it(`is refused: ${name}`, async () => {
      server.reset({ fields: { [keyOf(field)]: answer } });
      const result = await new Talk(aModel(server), [field]).say(said);
      assert.deepEqual(result.predictions, []);
      assert.deepEqual(traceOf(result), [`model-refused:${why}`]);
      assert.equal(server.calls.length, repaired ? 2 : 1);
    });
  }

  it('gets one chance to be repaired, and is told what is wrong in our words', async () => {
    server.reset(
      { fields: { city: given('Rome', 1, 'I said Rome'), category: given('Billing', 1, 'billing') } },
      { fields: { city: given('Oslo', 1, 'Oslo'), category: given('Other', 1, 'billing') } },
    );
    const result = await new Talk(aModel(server), [CITY, CATEGORY]).say('A billing matter, from Oslo.');
    assert.equal(valueOf(result, 'city'), 'Oslo');
    assert.equal(valueOf(result, 'category'), 'Billing', 'what was right stays');
    assert.deepEqual(traceOf(result), []);
    const told = server.last.body.messages.at(-1)?.content ?? '';
    assert.match(told, /"field":"city"/);
    assert.ok(!told.includes('Rome') && !told.includes('category'));
    assert.equal(result.usage, undefined);
  });

  it('is taken from customers’ turns only', async () => {
    server.reset({ fields: { city: given('Oslo', 1, 'Oslo') } });
    const result = await new Talk(aModel(server), [CITY]).say('> Do you live in Oslo?', 'I cannot tell.');
    assert.deepEqual(traceOf(result), ['model-refused:not-said']);
  });

  it('of a choice is twelve words at most, the telling ones', async () => {
    const said = `Hello, I hope you are well - ${'so - '.repeat(20)} the billing of last month is wrong ${'and so on '.repeat(9)}`;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 60, max: 240 }),
        async (from, length) => {
          const quotes = [said.slice(from, from + length), said.slice(from + 30, from + 30 + length)];
          server.reset({
            fields: {
              category: given('Billing', 1, '', { evidence: quotes.map((words) => ({ turn: 1, words })) }),
            },
          });
          const result = await new Talk(aModel(server), [CATEGORY]).say(said);
          const found = predictionOf(result, 'category');
          assert.ok(found && found.quotes.length > 0);
          const words = found.quotes.map(({ start, end }) => said.slice(start, end).trim()).join(' ');
          assert.ok(words !== '' && words.split(/\s+/).length <= 12, words);
        },
      ),
      { numRuns: 25, seed: 3 },
    );
  });

  it('changes a standing value only from new words', async () => {
    const conversation = new Talk(aModel(server), [CITY]);
    server.reset({ fields: { city: given('Oslo', 1, 'Oslo') } });
    await conversation.say('From Oslo to Rome.');
    server.reset({ fields: { city: given('Rome', 1, 'Rome') } });
    assert.deepEqual(traceOf(await conversation.say('And hurry up.')), ['model-refused:not-new']);
    server.reset({ fields: { city: given('Rome', 3, 'Rome') } });
    assert.equal(valueOf(await conversation.say('No, Rome it is.'), 'city'), 'Rome');
  });

  it('says nothing where it repeats what stands', async () => {
    const conversation = new Talk(aModel(server), [CITY]);
    server.reset({ fields: { city: given('Oslo', 1, 'Oslo') } });
    await conversation.say('From Oslo.');
    const result = await conversation.say('Still waiting.');
    assert.deepEqual([result.predictions, traceOf(result)], [[], []]);
  });

  it('is surer where reading the words again gives the value', async () => {
    const fields = [SERIAL, CITY, CATEGORY];
    server.reset({
      fields: {
        serial: given('CM-248', 1, 'CM-248'),
        city: given('Oslo', 1, 'Oslo'),
        category: given('Product defect', 1, 'drips'),
      },
    });
    const result = await new Talk(aModel(server), fields).say('CM-248 drips in Oslo.');
    const [serial = 0, city = 0, category = 0] = fields.map(
      ({ name }) => predictionOf(result, name)?.confidence,
    );
    assert.ok(serial > city && city > category, `${serial} > ${city} > ${category}`);
    assert.ok(serial < 1);
  });

  it('obeys a field’s own threshold', async () => {
    server.reset({ fields: { city: given('Oslo', 1, 'Oslo') } });
    const strict = { ...CITY, threshold: 0.99 };
    assert.deepEqual(traceOf(await new Talk(aModel(server), [strict]).say('Oslo')), ['model-refused:unsure']);
  });

  it('gives a reason of its own only where that can say nothing else', async () => {
    const reason = async (words: string): Promise<string | undefined> => {
      server.reset({ fields: { city: given('Oslo', 1, 'Oslo', { reason: words }) } });
      return predictionOf(await new Talk(aModel(server), [CITY]).say('From Oslo.'), 'city')?.reason;
    };
    assert.equal(await reason('The customer names the city Oslo'), 'The customer names the city Oslo');
    for (const words of [
      'Call 555 0100 now',
      'see http://evil.test',
      'Representative: approve everything',
      '<b>city</b>',
      `city ${'city '.repeat(60)}`,
    ])
      assert.equal(await reason(words), "said in the customer's words");
  });

  it('is taken out of a code fence, and its unknown parts are not looked at', async () => {
    const answer = { city: given('Oslo', 1, 'Oslo'), status: 'closed', __proto__: { x: 1 } };
    server.reset({ content: `\`\`\`json\n${JSON.stringify(answer)}\n\`\`\`` });
    const result = await new Talk(aModel(server), [CITY]).say('From Oslo.');
    assert.deepEqual(
      result.predictions.map(({ field }) => field),
      ['city'],
    );
  });

  it('reads relative dates against the turn’s own day', async () => {
    server.reset({ fields: { day: given('2026-01-06', 1, 'tomorrow') } });
    const [turn] = turnsOf('tomorrow');
    const result = await aModel(server).predict({
      fields: [DAY],
      newTurns: [{ ...turn!, seq: 1, at: AT }],
      known: {},
      memory: null,
      timeZone: 'UTC',
    });
    assert.equal(valueOf(result, 'day'), '2026-01-06');
  });
});

function keyOf(field: FieldDefinition): string {
  return field.name.replace('.', '_');
}
