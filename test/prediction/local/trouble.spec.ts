import assert from 'node:assert/strict';
import { splitSentences } from '../../../prediction/local/sentences';
import { troubleOf } from '../../../prediction/local/trouble';

const TROUBLE = [
  'my espresso machine leaks from the bottom',
  'The grinder makes a horrible noise',
  'I was charged twice for order 4711-88',
  'Where is my parcel?',
  'the milk frother no longer works',
  "It won't heat up any more",
  'there is water all over the kitchen, the tank is leaking',
  'machine shuts itself off after ten seconds',
  'the display shows error 12',
  'My coffee only comes out lukewarm',
  'my barista 500 dosnt work anymor',
  'the machine is brokn',
  'I never recieved my order',
  'I want to send back the kettle',
  'Please cancel my order from yesterday',
  'I would like to change the address of my delivery',
  'need a refund for the wrong filter',
  'Half of my order is missing',
  "I can't log in to the app",
  'I forgot my password',
  'The app keeps crashing on my phone',
  'you sent me the wrong grinder',
  'the carafe arrived in pieces',
  'There is smoke coming out of the machine',
  'I got an electric shock from the kettle',
  'my subscription was renewed although I had cancelled it',
  'The invoice has the wrong address on it',
  'how do I descale my machine?',
  'I need a copy of my invoice',
  'Why was my card declined?',
  'meine Kaffeemühle mahlt nicht mehr',
  'mein Paket ist nicht angekommen',
  'ich möchte mein Abo kündigen',
  'Die Maschine wird nicht mehr heiß',
  'Der Wasserkocher schaltet sich ständig ab',
  'Ich habe ein falsches Gerät bekommen',
  'Es kommt nur noch kaltes Wasser',
  'Mir wurde zweimal abgebucht',
  'Ich brauche eine neue Rechnung',
  'aus der Maschine kommt Rauch',
  'Das Mahlwerk klemmt',
  'Wo bleibt meine Bestellung?',
  'Die Anmeldung in der App geht nicht',
  'Ich will das Gerät zurückschicken',
  'meine Maschiene funktionirt nicht',
  'unsere Siebträgermaschine verliert Wasser',
];

const NO_TROUBLE = [
  'hi',
  'thanks a lot, bye',
  'can I talk to a human?',
  'what are your opening hours?',
  'do you ship to Norway?',
  'Good afternoon everyone',
  'how are you doing today?',
  'just looking around',
  'I have a question',
  'could you help me?',
  'is anybody there?',
  'My name is Dana Miller',
  'dana@example.com',
  'CM-2481-09371',
  'yes please',
  'no idea',
  "I don't have it at hand",
  'it is the Aroma Duo',
  'I love my new machine',
  'best coffee ever!',
  'you are doing a great job',
  'The weather is lovely today',
  'I would like to apply for a job as a barista',
  'are you hiring at the moment?',
  'where is your shop?',
  'do you sell gift cards?',
  'are you a robot?',
  'put me through to an agent please',
  'hallo zusammen',
  'Wie geht es Ihnen?',
  'schönes Wetter heute',
  'Vielen Dank für die schnelle Antwort',
  'Wann haben Sie geöffnet?',
  'Liefern Sie auch nach Österreich?',
  'Ich möchte mit einem Mitarbeiter sprechen',
  'Ich hätte eine Frage',
  'Ihr Kaffee ist wirklich lecker',
  'Ich möchte mich bei Ihnen bewerben',
  'das weiß ich leider nicht',
  'habe ich gerade nicht zur Hand',
  'asdf jkl qwertz',
  'lol ok',
];

const surest = (text: string): number =>
  Math.max(0, ...splitSentences(text).map((sentence) => troubleOf(sentence, false)));

describe('a sentence of trouble', () => {
  for (const text of TROUBLE)
    it(`"${text}"`, () => assert.ok(surest(text) >= 0.5, `only ${surest(text).toFixed(2)}`));
});

describe('no sentence of trouble', () => {
  for (const text of NO_TROUBLE)
    it(`"${text}"`, () => assert.ok(surest(text) < 0.5, `as much as ${surest(text).toFixed(2)}`));
});
