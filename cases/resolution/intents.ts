/** An intent is a value like any other: the field `intent`, a choice whose options are the intents of the settings. */
import type { FieldDefinition, FieldOption } from '../fields';
import type { Candidate } from '../moves';
import type { Intent, LineOfBusiness, ResolutionAutomation, ResolutionSettings } from './settings';

export const INTENT_FIELD = 'intent';

/** The confidence from which an intent without a threshold of its own is recognised. */
export const INTENT_THRESHOLD = 0.5;

const DESCRIPTION_CHARS_MAX = 2_000; // as of every option

/** The fields that resolving adds to the settings' own: the intent, and the intents' own attributes; none without intents. */
export function resolutionFields({ intents }: ResolutionSettings): FieldDefinition[] {
  if (intents.length === 0) return [];
  const own = intents.flatMap(({ attributes }) => attributes.filter((one) => typeof one !== 'string'));
  return [intentField(intents), ...own];
}

function intentField(intents: readonly Intent[]): FieldDefinition {
  return {
    name: INTENT_FIELD,
    label: 'Intent',
    type: 'choice',
    description: 'What the customer wants to have solved.',
    // Two of a name are told as what they are, not as a fault of this field.
    options: intents
      .filter((one, at) => intents.findIndex(({ name }) => name === one.name) === at)
      .map(optionOf),
    partial: true,
    setBy: ['customer', 'representative', 'rule'],
    threshold: Math.min(...intents.map(thresholdOf)),
  };
}

/** How customers say it is part of when it applies: predictors read one description. */
function optionOf({ name, label, description, examples, synonyms }: Intent): FieldOption {
  return {
    value: name,
    label,
    ...(synonyms.length > 0 ? { synonyms } : {}),
    description: [description, ...examples].join('\n').slice(0, DESCRIPTION_CHARS_MAX),
  };
}

function thresholdOf({ threshold }: Pick<Intent, 'threshold'>): number {
  return threshold ?? INTENT_THRESHOLD;
}

/** Whether a predicted intent is as sure as it itself wants to be; every other value is. */
export function isSureEnough(
  { field, value, confidence }: Pick<Candidate, 'field' | 'value' | 'confidence'>,
  resolution: ResolutionSettings,
): boolean {
  if (field !== INTENT_FIELD || resolution.intents.length === 0) return true;
  const intent = intentNamed(resolution, value);
  return intent !== undefined && confidence >= thresholdOf(intent);
}

export function intentNamed({ intents }: ResolutionSettings, name: unknown): Intent | undefined {
  return intents.find((intent) => intent.name === name);
}

export function lineOf({ linesOfBusiness }: ResolutionSettings, intent: Intent): LineOfBusiness | undefined {
  return linesOfBusiness.find(({ name }) => name === intent.lineOfBusiness);
}

/** The names of the fields that the solution needs, in order. */
export function attributeNames({ attributes }: Pick<Intent, 'attributes'>): string[] {
  return attributes.map((attribute) => (typeof attribute === 'string' ? attribute : attribute.name));
}

const CAREFUL: readonly ResolutionAutomation[] = ['confirm', 'full'];

/** An unknown intent has no line of business yet: the most careful level of those that are on. */
export function automationOf(
  resolution: ResolutionSettings,
  intent: Intent | undefined,
): ResolutionAutomation {
  if (intent) return lineOf(resolution, intent)?.automation ?? 'disabled';
  const used = resolution.linesOfBusiness.filter(({ name }) =>
    resolution.intents.some((one) => one.lineOfBusiness === name),
  );
  return CAREFUL.find((level) => used.some((line) => line.automation === level)) ?? 'disabled';
}
