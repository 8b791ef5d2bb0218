/** node-nlp, what is compared with, set up as well as it can be: with its shipped learning rate long texts diverge. */
import { NlpManager } from 'node-nlp';

const LEARNING_RATE = 0.1; // shipped: 0.6, with which STAR's tasks come to .22 after 1,000 rows instead of .98
const LANGUAGE = 'en';

export interface NodeNlp {
  classify(text: string): Promise<string>;
}

export async function trainNodeNlp(
  rows: readonly { readonly text: string; readonly value: string }[],
): Promise<NodeNlp> {
  const manager = new NlpManager({
    languages: [LANGUAGE],
    autoSave: false,
    threshold: 0,
    nlu: { [LANGUAGE]: { default: { className: 'NeuralNlu', learningRate: LEARNING_RATE, log: false } } },
  });
  for (const { text, value } of rows) manager.addDocument(LANGUAGE, text, value);
  await manager.train();
  return {
    classify: async (text) => {
      const { classifications } = await manager.process(LANGUAGE, text);
      return classifications.find(({ intent }) => intent !== 'None')?.intent ?? '';
    },
  };
}
