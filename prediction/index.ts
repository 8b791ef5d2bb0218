/** The predictors and the parser of typed values. */
export { createLocalPredictor } from './local';
export { createValueParser } from './valueParser';
