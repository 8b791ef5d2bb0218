import assert from 'node:assert/strict';
import type { DialogView, MissingField } from '../../cases/channel';
import { asideOf, type Aside } from '../../cases/deciding/asides';
import { CONTACT, SERIAL, Talk } from './steps';

const TROUBLE: MissingField = {
  name: 'issue',
  label: 'Issue',
  question: 'What can we help you with?',
  trouble: true,
};
const NUMBER = 'CAS-00001-2222';
const HEARD: Partial<DialogView> = { trouble: 'My kettle leaks' };
const OPEN: Partial<DialogView> = { caseNumber: NUMBER };

const asides: Readonly<Record<Aside, readonly string[]>> = {
  machine: ['are you a bot?', 'Am I talking to a real person', 'hallo, sind Sie ein Bot?', 'who reads this?'],
  purpose: [
    'why do you need my name???',
    'Why do you want that?',
    'Warum brauchen Sie meine E-Mail?',
    'wozu brauchen Sie das',
    'what do you need my number for?',
  ],
  wait: [
    'How long will it take?',
    'when will you finally answer me',
    'Wann meldet sich jemand?',
    'wie lange dauert das?',
    'ok. how long until someone answers?',
  ],
  news: [
    'any news?',
    'hello again, any update?',
    'did you get that?',
    'hello??',
    'is anyone there?',
    'Gibt es etwas Neues?',
    'noch da?',
    '?',
  ],
  settled: [
    'it works now, thanks',
    'oh wait, it was unplugged. sorry! works now',
    'never mind',
    'actually forget it, I keep it',
    'Hat sich erledigt',
  ],
  question: ['what are your opening hours?', 'Was muss ich jetzt machen?', 'do you have a shop in Berlin?'],
};

const none = [
  '',
  'My kettle leaks',
  'Why does my machine need so much water? It has been like this since Monday and I have tried everything that I could think of, including the descaling programme.',
  'can you help me?',
  'how are you today?',
  'Wie geht es Ihnen?',
  'yes, it works',
  'how come it leaks',
  'Dana Lind, dana@example.com',
  'my parcel is not here, when does it come',
];

describe('what is asked beside the matter', () => {
  for (const [aside, texts] of Object.entries(asides))
    for (const text of texts) it(`is "${aside}" in "${text}"`, () => assert.equal(asideOf(text), aside));
  for (const text of none) it(`is nothing in "${text}"`, () => assert.equal(asideOf(text), undefined));
});

describe('a customer who asks something in return', () => {
  const hear = async (talk: Talk, text: string, over: Partial<DialogView> = {}) =>
    (await talk.say(text, over)).says.map((say) => say.text).join('\n');

  it('is answered, and asked again; that does not count as asked', async () => {
    const talk = new Talk([CONTACT]);
    await hear(talk, 'My kettle leaks', HEARD);
    for (let i = 0; i < 4; i++)
      assert.match(
        await hear(talk, 'why do you need my name?', HEARD),
        /^It is for the colleague .* I still need your name/,
      );
    assert.deepEqual(talk.asked, { contact: 1 });
  });

  it('hears that this is a machine, before anything is known', async () =>
    assert.match(
      await hear(new Talk([TROUBLE, CONTACT]), 'are you a bot?'),
      /^I am an automated assistant.* What can we help you with\?$/,
    ));

  it('hears the number of the case, and is not pressed for a detail', async () => {
    const talk = new Talk([SERIAL]);
    await hear(talk, 'Dana, dana@example.com', OPEN);
    assert.match(await hear(talk, 'how long will it take?', OPEN), /CAS-00001-2222(?!.*serial)/);
    assert.match(await hear(talk, 'hm', OPEN), /serial number/);
  });

  it('is told who can answer what we cannot, and is asked nothing', async () =>
    assert.match(
      await hear(new Talk([TROUBLE, CONTACT]), 'what are your opening hours?'),
      /^I can't answer that myself\. Write "a person"(?!.*What can we help)/,
    ));

  it('is not asked for a name once it works again', async () => {
    const talk = new Talk([CONTACT]);
    await hear(talk, 'My kettle leaks', HEARD);
    assert.match(await hear(talk, 'it works now, thanks', HEARD), /^Thank you for telling us.*no case/);
  });

  it('is left to whoever answers otherwise: a mail, a case that waits for an answer', async () => {
    for (const over of [{ listensOnly: true }, { awaits: 'details' }] as const)
      assert.equal(await hear(new Talk([]), 'how long will it take?', { ...OPEN, ...over }), '');
  });

  it('in the words that open the case, is told how long only where that was asked', async () => {
    const opens = { ...OPEN, opens: true };
    assert.equal(await hear(new Talk([]), 'mine? Ok, Sara Lund', opens), '');
    assert.match(
      await hear(new Talk([]), 'Sara Lund. How long will it take?', opens),
      /^I can't say how long/,
    );
  });

  it('whose question is the matter is asked for a contact', async () =>
    assert.match(
      await hear(new Talk([CONTACT]), 'Where is my parcel?', { trouble: 'Where is my parcel?' }),
      /^I am sorry about that\. May I have your name/,
    ));
});

it('whoever gives a part of the contact is asked for the rest twice', async () => {
  const talk = new Talk([CONTACT]);
  await talk.say('My kettle leaks', HEARD);
  talk.missing = [{ ...CONTACT, have: ['email'] }];
  for (const text of ['dana@example.com', 'CM-1107-55120'])
    assert.match((await talk.say(text, HEARD)).says[0]?.text ?? '', /May I have your name as well/);
  assert.match((await talk.say('so', HEARD)).says[0]?.text ?? '', /Write "a person"/);
});

describe('a customer who says goodbye before there is a case', () => {
  it('is asked nothing more, and told what was not done', async () => {
    const talk = new Talk([CONTACT]);
    await talk.say('My kettle leaks', HEARD);
    const { says } = await talk.say('no thanks, bye', HEARD);
    assert.match(says[0]?.text ?? '', /^All right\. I have not opened a case yet/);
  });

  it('and had no matter, is not asked for a name', async () => {
    const talk = new Talk([TROUBLE, CONTACT]);
    await talk.say('hi');
    const { says } = await talk.say('no, nothing else. bye');
    assert.deepEqual(
      says.map(({ text }) => text),
      ['All right. Just write here when you need us.'],
    );
  });
});

it('a matter that was not understood twice is not followed by a question for a name, but by the offer of a person', async () => {
  const talk = new Talk([TROUBLE, CONTACT]);
  await talk.say('test');
  assert.match((await talk.say('asdf')).says[0]?.text ?? '', /did not quite get what it is about/);
  assert.match((await talk.say('foo')).says[0]?.text ?? '', /Write "a person"/);
  assert.match((await talk.say('bar')).says[0]?.text ?? '', /^Noted\. .*"a person"/);
});
