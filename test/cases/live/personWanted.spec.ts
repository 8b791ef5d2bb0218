import assert from 'node:assert/strict';
import { wantsPerson } from '../../../cases/live/personWanted';

const ASKS = [
  'I want to talk to a person',
  'can I speak to someone please',
  'human please',
  'agent',
  'Connect me to a real person',
  'put me through to your manager',
  'my grinder leaks, I need a human',
  'get me a human',
  "I'd rather talk with a human being",
  'Can you transfer me to customer service?',
  'representative!!',
  'Could I chat to somebody?',
  'is there a real person I can talk to?',
  'Ich möchte mit einem Menschen sprechen',
  'Mitarbeiter bitte',
  'Verbinden Sie mich bitte mit einem Mitarbeiter',
  'kann ich mit jemandem reden?',
  'Ich brauche einen echten Menschen',
];

const DOES_NOT = [
  'your agent told me it would arrive on Monday',
  'The person who delivered it was rude',
  "I don't want to talk to a person, just fix it",
  'I was talking to an agent when the line broke',
  'I spoke to an agent yesterday',
  'My manager says the machine leaks',
  'someone stole my machine',
  'can someone help me with my order',
  'I need a replacement part',
  'I want human resources',
  'the human-machine interface is broken',
  'Der Mitarbeiter hat gesagt, es kommt morgen',
  'Ich möchte nicht mit jemandem sprechen',
  '',
];

describe('asking for a person', () => {
  for (const text of ASKS) it(`is heard: "${text}"`, () => assert.equal(wantsPerson(text), true));
  for (const text of DOES_NOT) it(`is not read into "${text}"`, () => assert.equal(wantsPerson(text), false));

  it('takes no long time to read, whatever is written', () => {
    assert.equal(wantsPerson('mit '.repeat(100_000)), false);
    assert.equal(wantsPerson('talk to a '.repeat(100_000)), false);
  });
});
