/**
 * What a fresh installation can resolve: four matters of a maker of coffee machines. Nothing of it reaches a customer
 * before a representative has read it.
 */
import type { SettingsInput } from '../settings';

type ResolutionInput = NonNullable<SettingsInput['resolution']>;

export const shippedResolution: ResolutionInput = {
  linesOfBusiness: [
    { name: 'care', label: 'Machine care', automation: 'confirm' },
    { name: 'orders', label: 'Orders and refunds', automation: 'confirm' },
  ],
  intents: [
    {
      name: 'descaling',
      label: 'Descaling',
      lineOfBusiness: 'care',
      description:
        'It asks to be descaled, or is full of lime: the descaling light is on or blinks, the descaling programme does not end, it runs slowly because of limescale.',
      synonyms: [
        'descale',
        'descaler',
        'limescale',
        'lime',
        'Entkalken',
        'entkalkt',
        'verkalkt',
        'Entkalkung',
        'Entkalkungsprogramm',
        'Kalk',
      ],
      examples: [
        'the descaling light stays on',
        'how do I descale my machine',
        'Die Entkalkungsanzeige blinkt',
        'Wie entkalke ich die Maschine?',
      ],
      solution: {
        en: 'Please empty the drip tray, fill the tank with one sachet of descaler and two litres of water, and hold the clean and the cup button together for five seconds. The programme takes 25 minutes; rinse the tank when it ends, and the light goes out. Vinegar harms the seals.',
        de: 'Bitte leeren Sie die Tropfschale, füllen Sie den Tank mit einem Beutel Entkalker und zwei Litern Wasser und halten Sie die Reinigungs- und die Tassentaste gemeinsam fünf Sekunden gedrückt. Das Programm dauert 25 Minuten; spülen Sie danach den Tank aus, dann erlischt die Anzeige. Essig schadet den Dichtungen.',
      },
    },
    {
      name: 'leak',
      label: 'Leak',
      lineOfBusiness: 'care',
      description: 'Water comes out where it should not: it leaks, drips, or stands in a puddle underneath.',
      synonyms: [
        'leaks',
        'leaking',
        'leaky',
        'puddle',
        'undicht',
        'tropft',
        'läuft aus',
        'Pfütze',
        'Wasser läuft heraus',
      ],
      examples: [
        'my machine leaks',
        'there is water under it',
        'Die Maschine tropft',
        'Wasser läuft unten heraus',
      ],
      attributes: [
        {
          name: 'leakingPart',
          label: 'Leaking part',
          type: 'choice',
          description: 'Where the water comes out.',
          question: {
            en: 'Where does the water come out: at the tank, the brewing unit, the steam wand or underneath?',
            de: 'Wo kommt das Wasser heraus: am Tank, an der Brühgruppe, an der Dampfdüse oder unten?',
          },
          options: [
            { value: 'tank', label: 'Tank', synonyms: ['water tank', 'reservoir', 'Wassertank'] },
            {
              value: 'brewing-unit',
              label: 'Brewing unit',
              synonyms: ['brew group', 'brew head', 'portafilter', 'Brühgruppe', 'Siebträger'],
            },
            {
              value: 'steam-wand',
              label: 'Steam wand',
              synonyms: ['wand', 'milk nozzle', 'frother', 'Dampfdüse', 'Milchdüse'],
            },
            {
              value: 'underneath',
              label: 'Underneath',
              synonyms: ['bottom', 'below', 'unten', 'Boden'],
            },
          ],
        },
      ],
      solution: {
        en: 'Please switch the machine off and unplug it. Take the tank out, wipe its valve and press it in until it clicks; then empty and reseat the drip tray. If it still leaks, leave it unplugged: we collect it and repair or replace it.',
        de: 'Bitte schalten Sie die Maschine aus und ziehen Sie den Stecker. Nehmen Sie den Tank heraus, wischen Sie sein Ventil ab und drücken Sie ihn ein, bis er einrastet; leeren Sie dann die Tropfschale und setzen Sie sie wieder ein. Läuft weiter Wasser aus, lassen Sie die Maschine bitte ausgesteckt: Wir holen sie ab und reparieren oder ersetzen sie.',
      },
    },
    {
      name: 'missing-parcel',
      label: 'Missing parcel',
      lineOfBusiness: 'orders',
      description: 'What was ordered has not come: it is late, lost, or its tracking stands still.',
      synonyms: [
        'not arrived',
        'never arrived',
        'lost parcel',
        'late parcel',
        'nicht angekommen',
        'nicht da',
        'Paket fehlt',
        'verspätet',
      ],
      examples: [
        'nothing has come yet',
        'it was meant to be here on Monday',
        'where is my parcel',
        'Wo bleibt mein Paket?',
        'Meine Bestellung ist noch nicht da',
        'es ist noch nichts gekommen',
      ],
      attributes: [
        {
          name: 'orderNumber',
          label: 'Order number',
          type: 'text',
          pattern: '\\d{4}-\\d{2}',
          examples: ['4711-88', '2093-01'],
          synonyms: ['order no', 'order', 'Bestellnummer', 'Bestellung'],
          description: 'Four digits, a hyphen, two digits; it stands in the confirmation of the order.',
          question: {
            en: 'What is the order number? It stands in our confirmation and looks like 4711-88.',
            de: 'Wie lautet die Bestellnummer? Sie steht in unserer Bestätigung und sieht so aus: 4711-88.',
          },
        },
      ],
      solution: {
        en: 'We are sorry about the wait. We have asked the carrier to trace the parcel; if it has not turned up in two working days we send everything again, at no cost.',
        de: 'Es tut uns leid, dass Sie warten müssen. Wir lassen das Paket beim Zusteller suchen; ist es in zwei Werktagen nicht da, schicken wir alles kostenlos noch einmal.',
      },
    },
    {
      name: 'refund',
      label: 'Refund',
      lineOfBusiness: 'orders',
      description:
        'The customer wants money back: a refund, a double charge, something returned and not paid back.',
      synonyms: [
        'money back',
        'refund',
        'reimbursement',
        'Erstattung',
        'Geld zurück',
        'doppelt abgebucht',
        'Rückzahlung',
      ],
      examples: [
        'I want my money back',
        'they took the money twice',
        'Ich möchte mein Geld zurück',
        'Der Betrag wurde doppelt abgebucht',
      ],
      attributes: ['orderNumber'],
      solution: {
        en: 'We pay the amount back the way it was paid, within five working days of the return or of this message; you get a confirmation by mail.',
        de: 'Wir erstatten den Betrag auf dem Weg, auf dem er bezahlt wurde, innerhalb von fünf Werktagen nach der Rücksendung oder dieser Nachricht; Sie bekommen eine Bestätigung per Mail.',
      },
    },
  ],
};
