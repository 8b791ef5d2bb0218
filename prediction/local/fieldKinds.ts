/** What a field of type text or integer is about, told from its label, name, synonyms and description. */
import { hasOptions, isContactField, type FieldDefinition } from '../../cases/fields';
import { fold, tokenize } from './tokens';

export type FieldKind =
  | 'email'
  | 'phone'
  | 'count'
  | 'decimal'
  | 'currency'
  | 'boolean'
  | 'date'
  | 'choice'
  | 'name'
  | 'username'
  | 'identifier'
  | 'place'
  | 'dateText'
  | 'issue'
  | 'title'
  | 'longText'
  | 'shortText'
  | 'none';

/** The words of a field's name: "HostName", "host_name" and "contact.name" are two words each. */
export function nameWords(name: string): string {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .replace(/[._-]+/g, ' ');
}

/** The kind decides which recognisers may fill a field. */
export function kindOf(field: FieldDefinition): FieldKind {
  if (isContactField(field)) return 'none';
  if (hasOptions(field)) return 'choice';
  switch (field.type) {
    case 'email':
      return 'email';
    case 'phone':
      return 'phone';
    case 'boolean':
      return 'boolean';
    case 'date':
      return 'date';
    case 'decimal':
      return 'decimal';
    case 'currency':
      return 'currency';
    case 'integer':
      return isIdentifierLike(field) ? 'identifier' : 'count';
    case 'multilineText':
      return isIssue(field, true) ? 'issue' : 'longText';
    default:
      return textKind(field);
  }
}

function textKind(field: FieldDefinition): FieldKind {
  const words = headWords(field);
  if (field.pattern !== undefined) return 'identifier';
  if (words.some((word) => TITLE.has(word)) && !words.some((word) => NOT_TITLE.has(word))) return 'title';
  if (USERNAME.test(words.join(' '))) return 'username';
  if (isIssue(field, false)) return 'issue';
  if (words.some((word) => PLACE.has(word))) return 'place';
  if (words.some((word) => DATE.has(word)) || /\bdob\b/.test(words.join(' '))) return 'dateText';
  if (isIdentifierLike(field)) return 'identifier';
  if (isPersonName(words)) return 'name';
  if (words.some((word) => LONG.has(word))) return 'longText';
  return 'shortText';
}

/** The words of label and name together, without repeats. */
export function headWords(field: FieldDefinition): string[] {
  const words = tokenize(`${field.label} ${nameWords(field.name)} ${(field.synonyms ?? []).join(' ')}`).map(
    ({ word }) => word,
  );
  return [...new Set(words)];
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(fold));

const TITLE = set('title subject headline betreff titel summary zusammenfassung');
const NOT_TITLE = set('job name position anrede matter');
const USERNAME = /\buser ?(?:name|id)\b|\busername\b|\blogin\b|\bbenutzername\b|\bhandle\b|\bnickname\b/;
const PLACE = set(
  'location address city street place town destination origin wohnort adresse anschrift ort stadt strasse ziel abfahrtsort zielort station airport flughafen bahnhof',
);
const DATE = set('date dob birthday birthdate datum geburtsdatum geburtstag');
const LONG = set(
  'message request requests reason notes note comment comments remarks description report details symptoms restrictions preferences instructions feedback nachricht bemerkung bemerkungen grund wunsch wunsche kommentar hinweise beschwerden',
);
const NAME = set(
  'name fullname firstname lastname surname forename vorname nachname who ansprechpartner ansprechpartnerin contact kontaktperson person',
);
const THINGS = set(
  'company product organisation organization business firm brand file project store shop venue hotel restaurant bank device model domain city street street country firma unternehmen produkt projekt datei marke team department campaign event movie song album airline manufacturer service plan',
);
const IDENTIFIER = set(
  'id number no nr code pin serial reference imei vin iban sku asin key plate kennzeichen nummer kundennummer bestellnummer rechnungsnummer seriennummer auftragsnummer vertragsnummer kontonummer vorgangsnummer artikelnummer aktenzeichen zip zipcode postcode plz postleitzahl ticket token',
);
const ISSUE = set(
  'issue problem trouble complaint concern incident anliegen problem storung problembeschreibung fehlerbeschreibung beschwerde fehler case',
);
const DESCRIPTION = set('description beschreibung details schilderung');
const COUNT_LEADS = set('number count anzahl quantity total menge how zahl');

function isPersonName(words: readonly string[]): boolean {
  return words.some((word) => NAME.has(word)) && !words.some((word) => THINGS.has(word));
}

/** "Room number", "id", "Kundennummer"; "number of guests" and "Number Guests" count something instead. */
function isIdentifierLike(field: FieldDefinition): boolean {
  if (
    field.pattern !== undefined ||
    (field.examples ?? []).some(
      (example) =>
        /^(?=.*\d)[\p{L}\d][\p{L}\d\-_/. ]*$/u.test(example) && (field.type === 'text' || example.length > 4),
    )
  )
    return true;
  const label = tokenize(field.label).map(({ word }) => word);
  const name = tokenize(nameWords(field.name)).map(({ word }) => word);
  if (COUNT_LEADS.has(label[0] ?? '') && label.length > 1) return false;
  if (COUNT_LEADS.has(name[0] ?? '') && name.length > 1) return false;
  const words = [
    ...label,
    ...name,
    ...(field.synonyms ?? []).flatMap((synonym) => tokenize(synonym).map(({ word }) => word)),
  ];
  return (
    words.some((word) => IDENTIFIER.has(word) || /nummer$|nr$/.test(word)) &&
    !(field.type === 'integer' && /\bnum\b/.test(label.join(' ')))
  );
}

/** The one field that says what the trouble is; "Fraud report" or "Food request" are answers of their own. */
function isIssue(field: FieldDefinition, long: boolean): boolean {
  const words = tokenize(`${field.label} ${nameWords(field.name)}`).map(({ word }) => word);
  const issue =
    words.some((word) => ISSUE.has(word)) ||
    /(?:problem|fehler|anliegen|stoerung|storung)/.test(words.join(' '));
  const description =
    words.some((word) => DESCRIPTION.has(word)) || words.some((word) => word.endsWith('beschreibung'));
  const other = words.filter((word) => !ISSUE.has(word) && !DESCRIPTION.has(word) && !EMPTY.has(word));
  if (issue && !words.some((word) => IDENTIFIER.has(word) || NAME.has(word)))
    return long || description || other.length === 0;
  if (description) return other.length === 0;
  return (
    long &&
    /\b(?:issue|problem|trouble|anliegen|storung)\b/.test(fold(field.description ?? '')) &&
    other.length < 2
  );
}

const EMPTY = set(
  'the of your customer what is full short detailed case support des der die kunden kundenanliegen',
);
