/** Which fields are wanted now, and why. */
import { holds, type ConditionView } from './conditions';
import { isContactField, type FieldDefinition, type FieldValue } from '../fields';
import { attributeNames, INTENT_FIELD, intentNamed } from '../resolution/intents';
import { resolvedFields, type Settings } from '../settings';
import { traced, type TraceLine } from './trace';

export interface Plan {
  /** Field names, in order: default fields, then each active rule's. */
  readonly wanted: readonly string[];
  /** The intent and what its solution needs: read from the customer's words too. */
  readonly forResolution: readonly string[];
  readonly trace: readonly TraceLine[];
}

/** The parts that a contact is made of; ordinary fields to a predictor. */
export const CONTACT_PARTS: readonly FieldDefinition[] = [
  {
    name: 'contact.name',
    label: 'Contact name',
    type: 'text',
    synonyms: ['your name', 'full name', 'name', 'Ihr Name', 'Name'],
    description: "The customer's own name.",
    setBy: ['customer'],
  },
  {
    name: 'contact.email',
    label: 'Contact email',
    type: 'email',
    synonyms: ['email address', 'email', 'E-Mail-Adresse', 'E-Mail'],
    description: "The customer's email address.",
    setBy: ['customer'],
  },
  {
    name: 'contact.phone',
    label: 'Contact phone',
    type: 'phone',
    synonyms: ['phone number', 'mobile', 'telephone', 'Telefonnummer', 'Handynummer'],
    description: "The customer's phone number.",
    setBy: ['customer'],
  },
];

export const CONTACT_PART_NAMES: readonly string[] = CONTACT_PARTS.map((part) => part.name);

/**
 * The default fields are always wanted; every active rule whose conditions hold adds its fields, in order. A rule
 * sees the values as they are: call again once a prediction has changed them.
 */
export function plan(settings: Settings, view: ConditionView): Plan {
  const wanted = new Set(settings.creation.defaultFields);
  const trace: TraceLine[] = [];
  for (const rule of settings.updates.rules) {
    if (!rule.active) trace.push(traced('rule-off', undefined, { rule: rule.name }));
    else if (rule.when && !holds(rule.when, view))
      trace.push(traced('rule-skipped', false, { rule: rule.name }));
    else {
      trace.push(traced('rule-applied', true, { rule: rule.name }));
      rule.fields.forEach((name) => wanted.add(name));
    }
  }
  const all = withParents(wanted, settings);
  return { wanted: all, forResolution: resolutionNames(settings, view), trace };
}

/** While an intent holds, what its solution needs is wanted too. */
function resolutionNames(settings: Settings, view: ConditionView): string[] {
  const { resolution } = settings;
  if (resolution.intents.length === 0) return [];
  const intent = intentNamed(resolution, view.values[INTENT_FIELD]);
  const names = [INTENT_FIELD, ...(intent ? attributeNames(intent) : [])];
  return withParents(new Set(names), settings);
}

/** A child settles its parent, so whoever wants the child wants the parent too. */
function withParents(wanted: ReadonlySet<string>, settings: Settings): string[] {
  const fields = resolvedFields(settings);
  const all = new Set<string>();
  for (const name of wanted) {
    const chain: string[] = [];
    for (let at: string | undefined = name; at && !chain.includes(at); at = fields.get(at)?.parentField)
      chain.push(at);
    chain.reverse().forEach((one) => all.add(one));
  }
  return [...all];
}

/** The names of all that is read from the customer's words now. */
export function namesToPredict({ wanted, forResolution }: Plan): string[] {
  return [...new Set([...wanted, ...forResolution])];
}

/** The wanted fields as a predictor takes them: options resolved, a contact in its parts, none that customers may not set. */
export function fieldsToPredict(settings: Settings, wanted: readonly string[]): FieldDefinition[] {
  const fields = resolvedFields(settings);
  return wanted.flatMap((name) => {
    const field = fields.get(name);
    if (!field?.setBy.includes('customer')) return [];
    return isContactField(field) ? CONTACT_PARTS : [field];
  });
}

export function valuesOf(
  entries: Readonly<Record<string, { value: FieldValue }>>,
): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, entry.value]));
}
