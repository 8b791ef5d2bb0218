/** A predictor that finds by plain patterns, so that a test knows what it finds; it keeps what it has read in its memory. */
import type {
  FieldPredictor,
  Prediction,
  PredictionRequest,
  PredictionResult,
  PredictorTurn,
} from '../../../cases/deciding/prediction';

interface Rule {
  readonly pattern: RegExp;
  /** The value, made of what the first group matched. */
  readonly value?: (matched: string) => string;
  readonly label?: string;
}

const RULES: Readonly<Record<string, Rule>> = {
  issueDescription: { pattern: /([^.]*\b(?:leaks|broken|does not start)\b[^.]*)/i },
  'contact.name': { pattern: /my name is ([A-Z]\w+ [A-Z]\w+)/ },
  'contact.email': { pattern: /([\w.]+@[\w.]+\w)/ },
  serialNumber: { pattern: /serial ([A-Z]{2}-\d{4}-\d{5})/ },
  category: { pattern: /\b(leaks|broken)\b/, value: () => 'product-defect', label: 'Product defect' },
};

export const scriptedPredictor: FieldPredictor = {
  name: 'scripted',
  predict: (request) => Promise.resolve(predict(request)),
};

function predict({ fields, newTurns, memory }: PredictionRequest): PredictionResult {
  const before = (memory?.['turns'] ?? []) as readonly PredictorTurn[];
  const turns = [...before, ...newTurns];
  const predictions = fields.flatMap(({ name }) => {
    const rule = RULES[name];
    const found = rule && turns.map((turn) => find(name, rule, turn)).filter((one) => one !== undefined);
    return found?.slice(-1) ?? [];
  });
  return { predictions, memory: { predictor: 'scripted', version: 1, turns } };
}

function find(field: string, rule: Rule, turn: PredictorTurn): Prediction | undefined {
  const matched = turn.from === 'customer' ? rule.pattern.exec(turn.text) : null;
  const words = matched?.[1];
  if (!matched || words === undefined) return undefined;
  const start = matched.index + matched[0].indexOf(words);
  const value = rule.value?.(words) ?? words.trim();
  const quotes = [{ turn: turn.id, start, end: start + words.length }];
  return { field, value, label: rule.label ?? value, confidence: 0.9, quotes, reason: 'matches a pattern' };
}
