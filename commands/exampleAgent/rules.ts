/** What the example agent answers: the part to replace by your own. The first rule that fits a case counts. */

/** A case as our API shows it, as far as the rules read it. */
export interface KnownCase {
  readonly title: string;
  readonly status: string;
  /** By field name: the value as people read it. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface AgentAnswer {
  readonly responseType: 'Question' | 'Resolved' | 'UnableToResolve' | 'NoAction' | 'ResolveCase';
  readonly message?: string;
  readonly handlingOptions?: { readonly needsReview: 'true' | 'false' };
}

export interface Rule {
  readonly when: (found: KnownCase) => boolean;
  readonly answer: (found: KnownCase) => AgentAnswer;
}

const says = (found: KnownCase, words: RegExp): boolean =>
  words.test([found.title, ...Object.values(found.fields)].join('\n'));

export const RULES: readonly Rule[] = [
  // Nothing is left to do.
  { when: ({ status }) => status !== 'active', answer: () => ({ responseType: 'NoAction' }) },
  // Money: a colleague reads it before the customer does, whatever the automation level.
  {
    when: (found) => says(found, /\brefund|money back\b/i),
    answer: () => ({
      responseType: 'Resolved',
      message: 'We refund the price to the card that you paid with. It takes three working days.',
      handlingOptions: { needsReview: 'true' },
    }),
  },
  // Dangerous: no machine's matter.
  {
    when: (found) => says(found, /\bsmoke|sparks?|burn(?:s|t|ing)?\b/i),
    answer: () => ({ responseType: 'UnableToResolve', message: 'It may be a danger: please call them.' }),
  },
  // It asks until it knows, and is called again when the customer has answered.
  {
    when: (found) => says(found, /\bleak/i) && found.fields['serialNumber'] === undefined,
    answer: () => ({
      responseType: 'Question',
      message: 'Which serial number is on the plate under the machine?',
    }),
  },
  {
    when: (found) => says(found, /\bleak/i),
    answer: ({ fields }) => ({
      responseType: 'Resolved',
      message: `A new seal for ${fields['serialNumber'] ?? 'your machine'} is on its way. Until it is there, please leave the tank empty.`,
    }),
  },
  // What needs no answer is closed with a word.
  {
    when: (found) => says(found, /\bthank(?:s| you)\b/i),
    answer: () => ({ responseType: 'ResolveCase', message: 'You are welcome. We close this, then.' }),
  },
];

export function answerFor(found: KnownCase, rules: readonly Rule[] = RULES): AgentAnswer {
  const rule = rules.find(({ when }) => when(found));
  return rule?.answer(found) ?? { responseType: 'UnableToResolve', message: 'No rule fits this case.' };
}
