/** Checks what a model answered for one field: type, options, pattern and evidence. What fails has a name. */
import { hasOptions, type FieldDefinition, type FieldOption, type FieldValue } from '../../cases/fields';
import type { Prediction } from '../../cases/deciding/prediction';
import { THRESHOLD_DEFAULT } from '../local/drafts';
import { profileOf } from '../local/fieldProfile';
import { troubleOf } from '../local/trouble';
import { findMentions } from '../local/mentions';
import { optionIndexOf } from '../local/optionIndex';
import { splitSentences } from '../local/sentences';
import { fold } from '../local/tokens';
import { STOP_WORDS } from '../local/words/small';
import { EMPTY_OPENING, PLEASANTRY, PRAISE, WANTS_PERSON } from '../local/words/trouble';
import type { RawValue } from './answer';
import { calibrated, type Grade } from './calibration';
import { briefly } from './evidence';
import { locate, visible } from './locate';
import type { Reading } from './prompt';
import { reasonOf } from './reasons';
import { reread, type Passage, type Place, type Why } from './reread';

export type Checked =
  | { readonly is: 'right'; readonly prediction: Prediction }
  /** Nothing new: the value stands already. */
  | { readonly is: 'same' }
  | { readonly is: 'wrong'; readonly why: Why };

export interface Checking {
  readonly reading: Reading;
  readonly known: Readonly<Record<string, FieldValue>>;
  readonly place: Place;
}

interface Found {
  readonly value: FieldValue;
  readonly label: string;
  readonly passages: readonly Passage[];
  readonly grade: Grade;
  readonly option?: FieldOption;
}

const wrong = (why: Why): Checked => ({ is: 'wrong', why });

export function check(field: FieldDefinition, raw: RawValue, checking: Checking): Checked {
  const passages = passagesOf(raw, checking.reading);
  if (passages.length === 0) return wrong(raw.quotes.length === 0 ? 'no-evidence' : 'not-said');
  const found = findValue(field, raw, passages, checking.place);
  if (typeof found === 'string') return wrong(found);
  const known = Object.hasOwn(checking.known, field.name) ? checking.known[field.name] : undefined;
  if (known === found.value) return { is: 'same' };
  if (known !== undefined && !found.passages.some((one) => isNew(one, checking.reading)))
    return wrong('not-new');
  const confidence = calibrated(found.grade, raw.confidence);
  if (confidence < (field.threshold ?? THRESHOLD_DEFAULT)) return wrong('unsure');
  const { value, label } = found;
  const quotes = found.passages.map(({ turn, span }) => ({ turn, start: span.start, end: span.end }));
  const words = found.passages.map(({ text, span }) => text.slice(span.start, span.end));
  const reason = reasonOf(raw.reason, { field, option: found.option, words, grade: found.grade });
  return { is: 'right', prediction: { field: field.name, value, label, confidence, quotes, reason } };
}

/** The quotes that stand in a turn of the customer's, as they stand there. */
function passagesOf(raw: RawValue, { quotable }: Reading): Passage[] {
  return raw.quotes.flatMap(({ turn, words }): Passage[] => {
    const said = quotable.get(turn);
    const span = said && locate(said.text, words);
    return said && span ? [{ turn: said.id, text: said.text, at: said.at, span }] : [];
  });
}

function isNew({ turn }: Passage, { quotable, newFrom }: Reading): boolean {
  return [...quotable.values()].some(({ id, seq }) => id === turn && seq >= newFrom);
}

function findValue(
  field: FieldDefinition,
  raw: RawValue,
  passages: readonly Passage[],
  place: Place,
): Found | Why {
  if (hasOptions(field)) return findOption(field, raw.value, passages);
  if (field.type === 'multilineText') return findSentences(field, passages);
  let why: Why = 'not-in-words';
  for (const passage of passages) {
    const read = reread(field, raw.value, passage, place);
    if (read.ok) return { ...read, passages: [{ ...passage, span: read.span }] };
    why = read.why;
  }
  return why;
}

const NAMED_MIN = 0.85;

/** One of the field's own options, by its value; its name in the words makes it surer. */
function findOption(field: FieldDefinition, raw: unknown, passages: readonly Passage[]): Found | Why {
  const options = field.options ?? [];
  const option = options.find(({ value }) => value === raw);
  if (option === undefined) return 'not-listed';
  const index = optionIndexOf(options);
  const id = index.byValue.get(option.value) ?? -1;
  const named = passages.some(({ text, span }) => {
    const words = text.slice(span.start, span.end);
    return splitSentences(words).some((sentence) =>
      findMentions(words, sentence, index).some((one) => one.option === id && one.covered >= NAMED_MIN),
    );
  });
  const { value, label } = option;
  return { value, label, passages: briefly(passages, index, id), grade: named ? 'said' : 'meant', option };
}

const SENTENCES_CHARS_MAX = 2_000;
const TELLING_MIN = 2;

/** A long text is what the customer said, not what the model makes of it. */
function findSentences(field: FieldDefinition, passages: readonly Passage[]): Found | Why {
  const said = passages.map(({ text, span }) => visible(text.slice(span.start, span.end)).trim());
  const value = said.join('\n');
  if (value === '' || value.length > SENTENCES_CHARS_MAX) return 'wrong-form';
  if (profileOf(field).kind === 'issue' && !said.some(tellsTrouble)) return 'no-trouble';
  return { value, label: value, passages, grade: 'said' };
}

/** Not a greeting, thanks, praise or "I want a person"; a few words that say something. */
function tellsTrouble(text: string): boolean {
  return splitSentences(text).some((sentence) => {
    if (troubleOf(sentence, false) > 0) return true;
    const plain = fold(sentence.text);
    const telling = sentence.tokens.filter(({ word }) => !STOP_WORDS.has(word) && /\p{L}{2}/u.test(word));
    const empty = [EMPTY_OPENING, PLEASANTRY, PRAISE, WANTS_PERSON].some((pattern) => pattern.test(plain));
    return telling.length >= TELLING_MIN && !empty;
  });
}
