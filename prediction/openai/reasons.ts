/** The reason that people read beside a value. A model's own words stand only where they can say nothing else. */
import type { FieldDefinition, FieldOption } from '../../cases/fields';
import { stem, tokenize } from '../local/tokens';
import { STOP_STEMS } from '../local/words/small';
import type { Grade } from './calibration';
import { visible } from './locate';
import { REASON_CHARS_MAX } from './schema';

interface Grounds {
  readonly field: FieldDefinition;
  readonly option?: FieldOption;
  readonly words: readonly string[];
  readonly grade: Grade;
}

/** What is said about saying. */
const TELLING = new Set(
  (
    'customer user caller person says said saying states stated mentions mentioned mention names named gives gave given provides provided asks asked ' +
    'answers answered answer question describes described explains explained reports reported writes wrote confirms confirmed corrects corrected ' +
    'explicitly directly clearly explicit direct clear indicates implies implied suggests refers matches match means meant word words turn message sentence ' +
    'field value option list because since so that kunde kundin nennt genannt sagt gesagt schreibt gibt angegeben antwortet antwort frage beschreibt beschrieben ' +
    'berichtet erwahnt erwahnte bestatigt korrigiert ausdrucklich direkt passt bedeutet wort worte nachricht satz feld wert weil'
  )
    .split(' ')
    .map(stem),
);

/** Signs of an address, a link or markup; digits carry numbers that were never said here. */
const LOADED = /[<>[\]{}()@#`*_|\\/\d]|https?:|www\./i;

/**
 * People believe what the agent gives as its reason, and a model can be talked into writing anything there. So its
 * phrase is shown only where each telling word is the field's, the option's or the quote's; else ours is.
 */
export function reasonOf(raw: string, grounds: Grounds): string {
  const phrase = visible(raw).replace(/\s+/g, ' ').trim();
  if (phrase === '' || phrase.length > REASON_CHARS_MAX || LOADED.test(phrase)) return OWN[grounds.grade];
  const { field, option, words } = grounds;
  const listed = [
    field.label,
    field.description,
    ...(field.synonyms ?? []),
    option?.label,
    option?.description,
  ];
  const allowed = new Set(
    [...listed, ...words].flatMap((text) => tokenize(text ?? '').map((token) => token.stem)),
  );
  const plain = tokenize(phrase).every(
    (token) => allowed.has(token.stem) || TELLING.has(token.stem) || STOP_STEMS.has(token.stem),
  );
  return plain ? phrase : OWN[grounds.grade];
}

const OWN: Readonly<Record<Grade, string>> = {
  reread: "stands in the customer's words",
  said: "said in the customer's words",
  meant: "understood from the customer's words",
};
