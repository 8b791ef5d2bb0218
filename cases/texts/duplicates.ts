/** The words of the card that asks whether what would be opened is open already. */
export interface DuplicateTexts {
  readonly title: (number: string) => string;
  /** Over the columns of both. */
  readonly now: string;
  readonly same: (label: string, value: string) => string;
  readonly other: (label: string, value: string) => string;
  readonly words: (words: string) => string;
  readonly alsoLike: string;
  readonly until: (minutes: number) => string;
  readonly join: string;
  readonly new: string;
  readonly link: string;
  readonly joined: (number: string, by: string) => string;
  readonly opened: (number: string, by: string) => string;
  readonly linked: (number: string, by: string) => string;
  readonly wasClosed: string;
  readonly over: string;
}

const ENGLISH: DuplicateTexts = {
  title: (number) => `The same as ${number}?`,
  now: 'Now',
  same: (label, value) => `The same ${label}: ${value}`,
  other: (label, value) => `Another ${label} there: ${value}`,
  words: (words) => `Words in both: ${words}`,
  alsoLike: 'Also like it',
  until: (minutes) =>
    `If nobody answers, it is opened as new and linked ${minutes <= 1 ? 'within a minute' : `in ${minutes} minutes`}.`,
  join: 'Join',
  new: 'New case',
  link: 'Link',
  joined: (number, by) => `Goes on in ${number} (${by})`,
  opened: (number, by) => `Opened as ${number} (${by})`,
  linked: (number, by) => `Opened as ${number}, linked (${by})`,
  wasClosed: 'It could not be joined: the case was closed by then.',
  over: 'This is not to be decided any more.',
};

const GERMAN: DuplicateTexts = {
  title: (number) => `Dasselbe wie ${number}?`,
  now: 'Jetzt',
  same: (label, value) => `Gleich bei ${label}: ${value}`,
  other: (label, value) => `Anders bei ${label}: dort ${value}`,
  words: (words) => `Worte in beiden: ${words}`,
  alsoLike: 'Ebenfalls ähnlich',
  until: (minutes) =>
    `Antwortet niemand, wird ${minutes <= 1 ? 'binnen einer Minute' : `in ${minutes} Minuten`} neu und verknüpft eröffnet.`,
  join: 'Zusammenführen',
  new: 'Neu',
  link: 'Verknüpfen',
  joined: (number, by) => `Geht in ${number} weiter (${by})`,
  opened: (number, by) => `Eröffnet als ${number} (${by})`,
  linked: (number, by) => `Eröffnet als ${number}, verknüpft (${by})`,
  wasClosed: 'Zusammenführen ging nicht: der Fall war inzwischen geschlossen.',
  over: 'Das steht nicht mehr zur Wahl.',
};

export function duplicateTexts(language: string): DuplicateTexts {
  return language.toLowerCase().startsWith('de') ? GERMAN : ENGLISH;
}
