/** The local predictor: no network, no model; typed recognisers, retrieval and one joint assignment. */
import type { FieldPredictor, PredictionRequest, PredictionResult } from '../../cases/deciding/prediction';
import { MEMORY_NAME } from './memory';
import { predictLocally } from './predict';

/** Makes the predictor that provenance names "local". It holds no state of a conversation; what it caches belongs to field definitions. */
export function createLocalPredictor(): FieldPredictor {
  return {
    name: MEMORY_NAME,
    predict: (request: PredictionRequest): Promise<PredictionResult> =>
      Promise.resolve().then(() => predictLocally(request)),
  };
}
