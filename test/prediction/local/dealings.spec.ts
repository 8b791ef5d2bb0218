import assert from 'node:assert/strict';
import { resolvedFields } from '../../../cases/settings';
import { shippedSettings } from '../../../cases/shipped/settings';
import { valuesOf } from '../../support/predictionBuilders';

const intent = resolvedFields(shippedSettings).get('intent');

describe('of a list that is not all there is, the nearest wording is not what is wanted', () => {
  const wishes = [
    'can I change my delivery address',
    'I need to change the delivery address of my order',
    'I want to cancel my order',
    "I'd like to order another milk carafe",
    'Kann ich meine Lieferadresse ändern?',
    'Ich möchte meine Bestellung stornieren',
  ];
  for (const text of wishes)
    it(`by "${text}"`, async () => {
      assert.ok(intent);
      assert.equal((await valuesOf([intent], [text]))['intent'], undefined);
    });

  const matters: readonly [text: string, value: string][] = [
    ['Where is my parcel?', 'missing-parcel'],
    ['I want to cancel my order because it never arrived', 'missing-parcel'],
    ['My parcel has not come. Can I change the address?', 'missing-parcel'],
    ['how do I descale my machine?', 'descaling'],
    ['I want my money back', 'refund'],
    ['Ich möchte mein Geld zurück', 'refund'],
    ['Meine Bestellung ist noch nicht da, ich möchte sie stornieren', 'missing-parcel'],
  ];
  for (const [text, value] of matters)
    it(`but what is the matter is: "${text}"`, async () => {
      assert.ok(intent);
      assert.equal((await valuesOf([intent], [text]))['intent'], value);
    });
});
