/** Inputs of forms, by the field's type. A value that its input could not show is typed over as text. */
import type { FormField } from '../cases/cardContent';
import { formInput } from './actions';
import { container, rich, run } from './elements';
import type { Element, InputElement } from './elements';
import type { Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';

const CHOICES_MAX = 100; // a card must stay under the channel's size; longer lists are typed
const FILTERED_FROM = 8; // options from which typing is faster than looking
const TEXT_CHARS_MAX = 4000;

/** An input under its label, with what was wrong with the last answer below it. */
export function formRow(field: FormField, index: number, frame: Frame): Element {
  const problem = field.problem
    ? [rich([run(literal(field.problem), { size: 'Small', color: 'Attention' })], { spacing: 'Small' })]
    : [];
  return container([input(field, index, frame), ...problem], { spacing: 'Medium' });
}

function input(field: FormField, index: number, frame: Frame): InputElement {
  const placed = { id: formInput(index), label: literal(field.label, LINE_CHARS_MAX) };
  const { value } = field;
  switch (field.type) {
    case 'choice':
    case 'lookup':
      return choices(field, placed, frame);
    case 'boolean':
      return yesOrNo(value, placed, frame);
    case 'date':
      if (value && !/^\d{4}-\d{2}-\d{2}$/.test(value)) break; // "2026-11-23T14:00" would lose its time
      return { type: 'Input.Date', ...placed, ...(value && { value }) };
    case 'integer':
    case 'decimal': {
      const number = value ? Number(value) : undefined;
      if (Number.isNaN(number)) break;
      return { type: 'Input.Number', ...placed, ...(number !== undefined && { value: number }) };
    }
    default:
      break;
  }
  return textInput(field, placed, frame);
}

type PlacedInput = Pick<InputElement, 'id' | 'label'>;

function textInput(field: FormField, placed: PlacedInput, frame: Frame): InputElement {
  const style = field.type === 'email' ? 'Email' : field.type === 'phone' ? 'Tel' : undefined;
  return {
    type: 'Input.Text',
    ...placed,
    ...(field.value && { value: field.value.slice(0, TEXT_CHARS_MAX) }),
    ...(field.type === 'currency' && { placeholder: frame.texts.currencyHint }),
    ...(field.type === 'multilineText' && { isMultiline: true }),
    ...(style && { style }),
    maxLength: TEXT_CHARS_MAX,
  };
}

function choices(field: FormField, placed: PlacedInput, frame: Frame): InputElement {
  const options = field.options ?? [];
  const chosen = options.find((option) => option.value === field.value);
  const unlisted = field.value !== undefined && field.value !== '' && chosen === undefined;
  if (options.length === 0 || options.length > CHOICES_MAX || unlisted)
    return textInput({ ...field, value: chosen?.label ?? field.value }, placed, frame);
  return {
    type: 'Input.ChoiceSet',
    ...placed,
    style: options.length >= FILTERED_FROM && frame.flavour === 'universal' ? 'filtered' : 'compact',
    choices: options.map(({ label, value }) => ({ title: literal(label, LINE_CHARS_MAX), value })),
    placeholder: frame.texts.choose,
    ...(chosen && { value: chosen.value }),
  };
}

/** A toggle always says yes or no; where nothing is known it would say no unasked, so there are two choices. */
function yesOrNo(value: string | undefined, placed: PlacedInput, frame: Frame): InputElement {
  const { yes, no } = frame.texts;
  const known = /^(true|yes|ja)$/i.test(value ?? '')
    ? 'true'
    : /^(false|no|nein)$/i.test(value ?? '')
      ? 'false'
      : undefined;
  if (known !== undefined)
    return {
      type: 'Input.Toggle',
      ...placed,
      title: yes,
      value: known,
      valueOn: 'true',
      valueOff: 'false',
      wrap: true,
    };
  return {
    type: 'Input.ChoiceSet',
    ...placed,
    style: 'expanded',
    choices: [
      { title: yes, value: 'true' },
      { title: no, value: 'false' },
    ],
  };
}
