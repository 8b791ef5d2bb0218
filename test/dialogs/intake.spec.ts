/** Intake: asks for what is missing, one thing at a time; what it hears, and what it says, in both languages. */
import assert from 'node:assert/strict';
import { createDialogStep } from '../../dialogs/step';
import type { MissingField, StepResult } from '../../cases/channel';
import { aView, CONTACT, ISSUE, SERIAL, Talk } from './steps';

const wordsOf = (result: StepResult): string => result.says.map(({ text }) => text).join(' | ');

interface Line {
  readonly say: string;
  readonly hear: RegExp;
  /** What is missing once the words were read; as before where it is left out. */
  readonly missing?: readonly MissingField[];
}

const NOTHING = /^$/;
const conversations: readonly {
  name: string;
  language: string;
  missing: readonly MissingField[];
  lines: readonly Line[];
  caseNumber?: string;
}[] = [
  {
    name: 'asks in the order of what is missing, one thing at a time',
    language: 'en',
    missing: [ISSUE, CONTACT],
    lines: [
      { say: 'hi', hear: /^What can we help you with\?$/ },
      { say: 'it leaks', missing: [CONTACT], hear: /your name and an email address or phone number/ },
      { say: 'Dana, dana@example.com', missing: [], hear: NOTHING },
    ],
  },
  {
    name: 'gives up on a thing after two asks and goes on with the next',
    language: 'en',
    missing: [ISSUE, SERIAL],
    lines: [
      { say: 'hi', hear: /What can we help/ },
      { say: 'hello', hear: /What can we help/ },
      { say: 'anybody', hear: /serial number/ },
      { say: 'so', hear: /serial number/ },
      { say: 'so', hear: /Write "a person"/ },
      { say: 'so', hear: /^Noted\. .*"a person"/ },
      { say: 'bye', hear: NOTHING },
    ],
  },
  {
    name: 'takes "I don’t have it" for an answer and goes on with the next',
    language: 'en',
    missing: [SERIAL, CONTACT],
    lines: [
      { say: 'hi', hear: /^What is the serial number\?/ },
      { say: 'I don’t have it at hand', hear: /^No problem, we go on without it\. May I have your name/ },
      { say: 'no', hear: /^I still need your name and an email address/ },
    ],
  },
  {
    name: 'says so where nothing else is missing',
    language: 'en',
    caseNumber: 'CAS-00001-2222',
    missing: [SERIAL],
    lines: [
      { say: 'hi', hear: /serial number/ },
      { say: 'skip', hear: /^No problem, we go on without it\.$/ },
      { say: 'thanks', hear: NOTHING },
    ],
  },
  {
    name: 'does not throw an answer away that only sounds like a skip',
    language: 'en',
    missing: [SERIAL],
    lines: [
      { say: 'hi', hear: /serial number/ },
      {
        say: "I don't know what to do, it still leaks and the floor is wet and ",
        hear: /^What is the serial number/,
      },
    ],
  },
  {
    name: 'does not call it a skip where the words held the value',
    language: 'en',
    missing: [SERIAL, CONTACT],
    lines: [
      { say: 'hi', hear: /serial number/ },
      { say: "AB-123, but I'm not sure", missing: [CONTACT], hear: /^(?!No problem).*your name/ },
    ],
  },
  {
    name: 'asks for the part of a contact that is missing',
    language: 'en',
    missing: [CONTACT],
    lines: [
      { say: 'hi', hear: /name and an email address or phone number/ },
      { say: 'Dana', missing: [{ ...CONTACT, have: ['name'] }], hear: /Which email address or phone number/ },
    ],
  },
  {
    name: 'asks for the name where an address is known',
    language: 'en',
    missing: [{ ...CONTACT, have: ['email'] }],
    lines: [{ say: 'hi', hear: /May I have your name as well/ }],
  },
  {
    name: 'speaks German',
    language: 'de',
    missing: [SERIAL, CONTACT],
    lines: [
      { say: 'hallo', hear: /^Können Sie mir noch Folgendes nennen: Serial number\?/ },
      {
        say: 'Habe ich gerade nicht zur Hand',
        hear: /^Kein Problem, wir machen ohne weiter\. Wie ist Ihr Name/,
      },
      {
        say: 'Dana',
        missing: [{ ...CONTACT, have: ['name'] }],
        hear: /^Danke\. Unter welcher E-Mail-Adresse/,
      },
      { say: 'dana@example.com', missing: [], hear: NOTHING },
    ],
  },
  {
    name: 'hears German skips, and what is none',
    language: 'de',
    caseNumber: 'CAS-00001-2222',
    missing: [SERIAL],
    lines: [
      { say: 'hallo', hear: /Serial number/ },
      { say: 'Ich habe das Gerät neu gestartet, es geht nicht', hear: /Serial number/ },
      { say: 'überspringen', hear: /^Kein Problem/ },
    ],
  },
  {
    name: 'says nothing where nothing is missing',
    language: 'en',
    missing: [],
    lines: [{ say: 'hi', hear: NOTHING }],
  },
];

describe('Intake', () => {
  for (const { name, language, missing, lines, caseNumber } of conversations) {
    it(name, async () => {
      const talk = new Talk(missing, language);
      for (const line of lines) {
        talk.missing = line.missing ?? talk.missing;
        assert.match(wordsOf(await talk.say(line.say, { caseNumber })), line.hear, `after "${line.say}"`);
      }
    });
  }

  it('is sorry about the trouble at its first ask for a contact, once', async () => {
    const talk = new Talk([CONTACT]);
    assert.match(wordsOf(await talk.say('it leaks', { trouble: 'it leaks' })), /^I am sorry about that\./);
    assert.doesNotMatch(wordsOf(await talk.say('hm', { trouble: 'it leaks' })), /sorry/);
  });

  for (const wish of [
    'can I change my delivery address',
    "I'd like to cancel my order",
    'Please delete all my data',
    'how do I descale my machine?',
  ])
    it(`is not sorry about a wish: "${wish}"`, async () =>
      assert.match(
        wordsOf(await new Talk([CONTACT]).say(wish, { trouble: wish })),
        /^I can pass that on\. May/,
      ));

  for (const trouble of [
    'I want my money back, it is broken',
    'Where is my parcel?',
    'Can I not log in any more?',
  ])
    it(`is sorry about "${trouble}"`, async () =>
      assert.match(wordsOf(await new Talk([CONTACT]).say(trouble, { trouble })), /^I am sorry about that\./));

  it('passes a German wish on', async () => {
    const wish = 'Ich möchte die Lieferadresse ändern';
    const said = wordsOf(await new Talk([CONTACT], 'de').say(wish, { trouble: wish }));
    assert.match(said, /^Das gebe ich gern weiter\. Wie ist Ihr Name/);
  });

  it('tells what each question asks for, so that the answer is read as one', async () => {
    const asksFor = async (field: MissingField) => (await new Talk([field]).say('hi')).says[0]?.asks;
    assert.deepEqual(await asksFor(SERIAL), ['serial']);
    assert.deepEqual(await asksFor(CONTACT), ['contact.name', 'contact.email', 'contact.phone']);
    assert.deepEqual(await asksFor({ ...CONTACT, have: ['name'] }), ['contact.email', 'contact.phone']);
    assert.deepEqual(await asksFor({ ...CONTACT, have: ['phone'] }), ['contact.name']);
  });

  it('never asks for what was skipped or asked twice before, in a new conversation too', async () => {
    const { says, stack } = await createDialogStep().step(
      null,
      { text: 'hi' },
      aView({ missing: [SERIAL, ISSUE], skipped: ['serial'], asked: { issue: 2 } }),
    );
    assert.deepEqual([says.map(({ asks }) => asks), stack], [[undefined], null]);
    assert.match(says[0]?.text ?? '', /^Noted\./);
  });

  it('ends, and leaves no stack, when nothing is missing any more', async () => {
    const talk = new Talk([SERIAL]);
    await talk.say('hi');
    assert.notEqual(talk.stack, null);
    talk.missing = [];
    await talk.say('AB-123');
    assert.equal(talk.stack, null);
  });
});

describe('a step', () => {
  it('that is run twice gives the same, and changes nothing that it was given', async () => {
    const { stack } = await createDialogStep().step(
      null,
      { text: 'hi' },
      aView({ missing: [SERIAL, CONTACT] }),
    );
    const given = structuredClone(stack);
    const step = () =>
      createDialogStep().step(
        stack,
        { text: "I don't have it" },
        aView({ missing: [SERIAL, CONTACT], asked: { serial: 1 } }),
      );
    const [first, second] = [await step(), await step()];
    assert.deepEqual(first, second);
    assert.deepEqual(stack, given);
  });

  it('gives a stack that survives the store: plain JSON, ids only', async () => {
    const { stack } = await createDialogStep().step(
      null,
      { text: 'my secret words' },
      aView({ missing: [SERIAL] }),
    );
    assert.deepEqual(JSON.parse(JSON.stringify(stack)), stack);
    assert.doesNotMatch(JSON.stringify(stack), /my secret words|Serial number/);
  });

  it('without a turn begins what is wanted, as a timer would', async () =>
    assert.match(
      wordsOf(await createDialogStep().step(null, null, aView({ missing: [SERIAL] }))),
      /serial number/,
    ));

  const broken: readonly [name: string, stack: readonly unknown[]][] = [
    ['of a dialog that was removed', [{ id: 'followUp', state: {} }]],
    ['of an older form', [{ dialog: 'intake', step: 2 }]],
    ['of texts', ['intake']],
  ];
  for (const [name, stack] of broken) {
    it(`drops a stack ${name}, and goes on with what is wanted`, async () => {
      const result = await createDialogStep().step({ stack }, { text: 'hi' }, aView({ missing: [SERIAL] }));
      assert.ok(result.dropped);
      assert.match(wordsOf(result), /serial number/);
      assert.deepEqual(result.outcomes, [{ kind: 'asked', field: 'serial' }]);
    });
  }

  it('drops a stack that cannot be continued also where nothing is wanted', async () => {
    const result = await createDialogStep().step(
      { stack: [{ id: 'gone', state: {} }] },
      { text: 'hi' },
      aView(),
    );
    assert.deepEqual([result.stack, result.says, result.dropped !== undefined], [null, [], true]);
  });
});
