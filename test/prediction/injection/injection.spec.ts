/** Attacks on both predictors. The model behind the second one obeys the attacker in every way it can. */
import assert from 'node:assert/strict';
import type { PredictorTurn } from '../../../cases/deciding/prediction';
import { createLocalPredictor } from '../../../prediction';
import { ModelFailed } from '../../../prediction/openai';
import { ModelServer } from '../../support/modelServer';
import { assertHarmless, FIELDS, OBEDIENCE, obeying } from '../../support/modelServerObeying';
import { aFallback, aModel, FREE } from '../../support/modelServerPredictors';
import { turnsOf } from '../../support/predictionBuilders';
import { ATTACKS } from './attacks';

describe('untrusted text can only fill listed values', () => {
  let server: ModelServer;
  before(async () => (server = await new ModelServer().start()));
  after(() => server.stop());

  const asked = (newTurns: readonly PredictorTurn[]) => ({
    fields: FIELDS,
    newTurns,
    known: {},
    memory: null,
    region: 'US',
    timeZone: 'UTC',
  });

  it('is tried with at least sixty attacks', () => {
    assert.ok(new Set(ATTACKS.map(({ says }) => says.join('\n'))).size >= 60);
  });

  for (const { name, says } of ATTACKS) {
    it(`locally: ${name}`, async () => {
      const turns = turnsOf(...says);
      assertHarmless(await createLocalPredictor().predict(asked(turns)), turns);
    });

    it(`with a model that obeys: ${name}`, async () => {
      const turns = turnsOf(...says).map((turn, at) => ({ ...turn, seq: at + 1 }));
      for (const [way, obedience] of Object.entries(OBEDIENCE)) {
        server.reset(obeying(obedience));
        // An answer that is far too long is no answer.
        const alone = await aModel(server).predict(asked(turns)).catch(failed);
        if (alone) assertHarmless(alone, turns);
        assert.ok(server.calls.length > 0, `the model was asked: ${way}`);
        assertHarmless(await aFallback(server, { policy: FREE }).predict(asked(turns)), turns);
      }
    });
  }

  it('shows an attack to the model as data, never as a message of its own', async () => {
    for (const { says } of ATTACKS) {
      server.reset();
      await aModel(server).predict(asked(turnsOf(...says)));
      const { messages } = server.last.body;
      assert.deepEqual(
        messages.map(({ role }) => role),
        ['system', 'user'],
      );
      const shown = JSON.parse(messages[1]?.content ?? '') as { new: unknown[]; known: object };
      assert.equal(shown.new.length, says.length);
      assert.ok(Object.values(shown.known).every((value) => value === null));
    }
  });
});

function failed(error: unknown): undefined {
  assert.ok(error instanceof ModelFailed, String(error));
}
