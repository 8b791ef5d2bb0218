/** Learning from this installation: classifiers trained on what people set or accepted. */
export { classify, explain, type Classified, type Classifier, type TrainingText } from './classifier';
export type { TellingWord } from './explain';
export { createLearnedPredictor, LEARNED_NAME, type LearnedPredictorOptions } from './predictor';
export { trainClassifier, type TrainingOptions } from './train';
export { createTrainer } from './trainer';
export { trainField } from './trainField';
