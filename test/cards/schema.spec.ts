/** Every card against the schema of the version that its client shows. */
import assert from 'node:assert/strict';
import { renderCard, type AdaptiveCard } from '../../cards';
import { hostileSamples, NOW, SAMPLES } from './samples';
import { schemaFaults, type CardVersion } from './schema';

const VERSION = { universal: '1.5', submit: '1.3' } as const;
const viewers = ['29:rita'];

describe('the schema', () => {
  for (const flavour of ['universal', 'submit'] as const)
    for (const language of ['en', 'de'])
      it(`of ${VERSION[flavour]} takes every card (${language})`, () => {
        const target = { flavour, language, viewers, notice: 'Already taken by Alex.' };
        for (const content of [...Object.values(SAMPLES), ...hostileSamples('{{x}} **y**')]) {
          const faults = schemaFaults(renderCard(content, target, NOW), VERSION[flavour]);
          assert.deepEqual(faults, [], content.kind);
        }
      });

  const teams = renderCard(
    SAMPLES['changed'] ?? assert.fail(),
    { flavour: 'universal', language: 'en', viewers },
    NOW,
  );
  const wrong: readonly (readonly [string, object, CardVersion])[] = [
    ['what a version does not know yet', { ...teams, version: '1.3' }, '1.3'],
    ['a property that there is not', { ...teams, title: 'Changed' }, '1.5'],
    ['an element that there is not', { ...teams, body: [{ type: 'Badge', text: 'x' }] }, '1.5'],
    ['a look that there is not', { ...teams, body: [{ type: 'TextBlock', text: 'x', size: 'Huge' }] }, '1.5'],
    ['a card without a body', { ...teams, body: [] }, '1.5'],
    ['a text that is empty', { ...teams, body: [{ type: 'TextBlock', text: '' }] }, '1.5'],
    ['a refresh for too many', { ...teams, refresh: tooMany(teams) }, '1.5'],
  ];
  for (const [what, card, version] of wrong)
    it(`refuses ${what}`, () => assert.notDeepEqual(schemaFaults(card, version), []));
});

function tooMany({ refresh }: AdaptiveCard): object {
  return { ...refresh, userIds: Array.from({ length: 61 }, (_, n) => `29:${n}`) };
}
