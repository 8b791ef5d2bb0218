/** The whole agent in a process of its own, which can end itself with SIGKILL right after a step of a turn. */
import { join } from 'node:path';
import { createService } from '../../bot/service';
import { loadConfig } from '../../bot/config';
import type { FieldPredictor } from '../../cases/deciding/prediction';
import { createLog } from '../../bot/log';

/** As slow as a model that is far away; it finds nothing. */
function slowPredictor(ms: number): FieldPredictor {
  return {
    name: 'slow',
    predict: async () => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return { predictions: [], memory: { predictor: 'slow', version: 1 } };
    },
  };
}

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const killAfter = process.env['KILL_AFTER'];
  let killOn = Number(process.env['KILL_ON'] ?? 1);
  const predictMs = Number(process.env['PREDICT_MS'] ?? 0);
  const service = createService({
    config,
    env: process.env,
    log: createLog(config.logLevel),
    predictor: predictMs > 0 ? slowPredictor(predictMs) : undefined,
    pages: join(__dirname, '../../dist/web'),
    afterStep: (step) => {
      if (step === killAfter && --killOn === 0) process.kill(process.pid, 'SIGKILL');
    },
  });
  const { url } = await service.start();
  process.once('SIGTERM', () => void service.stop().then(() => process.exit(0)));
  // The test that started it is gone.
  process.once('disconnect', () => process.exit(1));
  process.send?.({ url });
}

void main();
