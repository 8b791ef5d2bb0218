/** The words around fields that a person holds, on cards for representatives. */
export interface UnlockTexts {
  readonly locked: string;
  readonly unlockedBy: (who: string) => string;
  readonly unlockOne: (label: string) => string;
  readonly title: (label: string) => string;
  /** What unlocking means. */
  readonly meaning: string;
  readonly why: string;
}

export const UNLOCK_EN: UnlockTexts = {
  locked: 'locked',
  unlockedBy: (who) => `unlocked by ${who}`,
  unlockOne: (label) => `Unlock ${label}`,
  title: (label) => `Unlock ${label}?`,
  meaning: 'The agent may then change it again as the customer speaks. The value stays until it does.',
  why: 'Why? (for the history)',
};

export const UNLOCK_DE: UnlockTexts = {
  locked: 'gesperrt',
  unlockedBy: (who) => `entsperrt von ${who}`,
  unlockOne: (label) => `${label} entsperren`,
  title: (label) => `${label} entsperren?`,
  meaning:
    'Der Agent darf es dann wieder ändern, wenn der Kunde etwas anderes sagt. Bis dahin bleibt der Wert stehen.',
  why: 'Warum? (für den Verlauf)',
};
