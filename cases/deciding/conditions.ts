/** Conditions: and / or groups of comparisons over case fields, channel, status and age. */
import { z } from 'zod/v4';
import type { FieldDefinition, FieldOption, FieldType, FieldValue } from '../fields';

export const OPERATORS = [
  'equals',
  'notEquals',
  'contains',
  'beginsWith',
  'endsWith',
  'in',
  'greater',
  'less',
  'between',
  'hasValue',
  'hasNoValue',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** What a condition can look at beside the fields. A case's age counts from when it was opened. */
export const SUBJECTS = [
  '@channel',
  '@conversationStatus',
  '@caseStatus',
  '@statusReason',
  '@caseAgeHours',
  '@caseAgeDays',
  '@title',
] as const;

export const HOURS_PER_DAY = 24;

const operand = z.union([z.string(), z.number(), z.boolean()]);

export const comparison = z.strictObject({
  /** A field's name, or one of `SUBJECTS`. */
  field: z.string().min(1),
  operator: z.enum(OPERATORS),
  /** One value; a list for `in`; two for `between`; none for `hasValue` and `hasNoValue`. */
  value: z.union([operand, z.array(operand).max(200)]).optional(),
});

export type Comparison = z.infer<typeof comparison>;
export type Condition = Comparison | { all: Condition[] } | { any: Condition[] };

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    comparison,
    z.strictObject({ all: z.array(condition).max(50) }),
    z.strictObject({ any: z.array(condition).max(50) }),
  ]),
);

/** What conditions are judged against. */
export interface ConditionView {
  readonly values: Readonly<Record<string, FieldValue | undefined>>;
  readonly channel: string;
  readonly conversationStatus: string;
  readonly caseStatus?: string;
  readonly statusReason?: string;
  readonly caseAgeHours?: number;
  readonly title?: string;
}

const TEXT: readonly Operator[] = [
  'equals',
  'notEquals',
  'contains',
  'beginsWith',
  'endsWith',
  'in',
  'hasValue',
  'hasNoValue',
];
const ORDERED: readonly Operator[] = [
  'equals',
  'notEquals',
  'in',
  'greater',
  'less',
  'between',
  'hasValue',
  'hasNoValue',
];
const LISTED: readonly Operator[] = ['equals', 'notEquals', 'in', 'hasValue', 'hasNoValue'];

/** The operators that fit each type of field. */
export const OPERATORS_OF: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: TEXT,
  multilineText: TEXT,
  email: TEXT,
  phone: TEXT,
  integer: ORDERED,
  decimal: ORDERED,
  currency: ORDERED,
  date: ORDERED,
  boolean: ['equals', 'notEquals', 'hasValue', 'hasNoValue'],
  choice: LISTED,
  lookup: LISTED,
};

/** Whether the condition holds. An empty `all` holds, an empty `any` does not. */
export function holds(found: Condition, view: ConditionView): boolean {
  if ('all' in found) return found.all.every((part) => holds(part, view));
  if ('any' in found) return found.any.some((part) => holds(part, view));
  return compares(found, subjectValue(found.field, view));
}

function subjectValue(field: string, view: ConditionView): FieldValue | undefined {
  switch (field) {
    case '@channel':
      return view.channel;
    case '@conversationStatus':
      return view.conversationStatus;
    case '@caseStatus':
      return view.caseStatus;
    case '@statusReason':
      return view.statusReason;
    case '@caseAgeHours':
      return view.caseAgeHours;
    case '@caseAgeDays':
      return view.caseAgeHours === undefined ? undefined : view.caseAgeHours / HOURS_PER_DAY;
    case '@title':
      return view.title;
    default:
      return Object.hasOwn(view.values, field) ? view.values[field] : undefined;
  }
}

function compares({ operator, value }: Comparison, found: FieldValue | undefined): boolean {
  if (operator === 'hasValue') return found !== undefined;
  if (operator === 'hasNoValue') return found === undefined;
  if (found === undefined) return operator === 'notEquals';
  const operands = value === undefined ? [] : Array.isArray(value) ? value : [value];
  switch (operator) {
    case 'equals':
      return operands.length === 1 && order(found, operands[0]) === 0;
    case 'notEquals':
      return operands.length === 1 && order(found, operands[0]) !== 0;
    case 'in':
      return operands.some((one) => order(found, one) === 0);
    case 'contains':
      return folded(found).includes(folded(operands[0]));
    case 'beginsWith':
      return folded(found).startsWith(folded(operands[0]));
    case 'endsWith':
      return folded(found).endsWith(folded(operands[0]));
    case 'greater':
      return order(found, operands[0]) > 0;
    case 'less':
      return order(found, operands[0]) < 0;
    case 'between':
      return order(found, operands[0]) >= 0 && order(found, operands[1]) <= 0;
  }
}

/** Negative, zero or positive; NaN where the two cannot be compared. Amounts are compared within one currency. */
function order(a: FieldValue, b: FieldValue | undefined): number {
  if (b === undefined) return NaN;
  if (typeof a === 'boolean' || typeof b === 'boolean') return String(a) === String(b) ? 0 : NaN;
  const amounts = [amountOf(a), amountOf(b)] as const;
  // Digits in a text are text: the account "007" is not "7".
  if (amounts[0] && amounts[1] && (typeof a === 'number' || amounts[0].unit)) {
    const [left, right] = amounts;
    return left.unit && right.unit && left.unit !== right.unit ? NaN : left.amount - right.amount;
  }
  const [left, right] = [folded(a), folded(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function amountOf(value: FieldValue): { amount: number; unit?: string } | undefined {
  if (typeof value === 'number') return { amount: value };
  const match = /^(-?\d+(?:\.\d+)?)(?: ([A-Z]{3}))?$/.exec(String(value));
  return match ? { amount: Number(match[1]), unit: match[2] } : undefined;
}

function folded(value: FieldValue | undefined): string {
  return String(value ?? '')
    .normalize('NFKC')
    .trim()
    .toLowerCase();
}

/** What is wrong with a condition, in words; nothing where it fits the fields. */
export function conditionProblems(found: Condition, fields: readonly FieldDefinition[]): string[] {
  if ('all' in found) return found.all.flatMap((part) => conditionProblems(part, fields));
  if ('any' in found) return found.any.flatMap((part) => conditionProblems(part, fields));
  const type = typeOfSubject(found.field, fields);
  if (!type) return [`there is no field "${found.field}"`];
  const problems: string[] = [];
  if (!OPERATORS_OF[type].includes(found.operator)) {
    problems.push(`"${found.operator}" does not fit ${found.field}, which is of type ${type}`);
  }
  const count = found.value === undefined ? 0 : Array.isArray(found.value) ? found.value.length : 1;
  if (!countFits(found.operator, count))
    problems.push(`"${found.operator}" on ${found.field} has ${count} values`);
  const options = fields.find(({ name }) => name === found.field)?.options ?? [];
  return [...problems, ...valueProblems(found, options)];
}

/** A condition that no option can meet is a slip: most often the label stands where the value is meant. */
function valueProblems({ field, value }: Comparison, options: readonly FieldOption[]): string[] {
  if (value === undefined || options.length === 0) return [];
  return [value].flat().flatMap((one) => {
    if (options.some((option) => folded(option.value) === folded(one))) return [];
    const labelled = options.find((option) => folded(option.label) === folded(one));
    const meant = labelled ? `; the value of "${labelled.label}" is "${labelled.value}"` : '';
    return [`${field} has no option "${String(one)}"${meant}`];
  });
}

function typeOfSubject(name: string, fields: readonly FieldDefinition[]): FieldType | undefined {
  if (name === '@caseAgeHours' || name === '@caseAgeDays') return 'decimal';
  if (name === '@title') return 'text';
  if ((SUBJECTS as readonly string[]).includes(name)) return 'choice';
  return fields.find((field) => field.name === name)?.type;
}

function countFits(operator: Operator, count: number): boolean {
  if (operator === 'hasValue' || operator === 'hasNoValue') return count === 0;
  if (operator === 'between') return count === 2;
  return operator === 'in' ? count > 0 : count === 1;
}
