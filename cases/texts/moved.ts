/** The words of the card that says that cases were merged or split. */
interface MovedWords {
  readonly title: (number: string) => string;
  readonly from: string;
  readonly into: string;
  readonly meaning: string;
}

export type MovedTexts = Readonly<Record<'merged' | 'split', MovedWords>>;

export const MOVED_EN: MovedTexts = {
  merged: {
    title: (number) => `Merged into ${number}`,
    from: 'merged away',
    into: 'goes on',
    meaning:
      'It keeps its own values and has gained what it lacked. The history of the other one stays where it is.',
  },
  split: {
    title: (number) => `Split off: ${number}`,
    from: 'stays',
    into: 'new',
    meaning: 'The conversation goes on with the new one.',
  },
};

export const MOVED_DE: MovedTexts = {
  merged: {
    title: (number) => `Zusammengeführt in ${number}`,
    from: 'aufgegangen',
    into: 'geht weiter',
    meaning:
      'Er behält seine eigenen Werte und hat bekommen, was ihm fehlte. Der Verlauf des anderen bleibt, wo er ist.',
  },
  split: {
    title: (number) => `Abgetrennt: ${number}`,
    from: 'bleibt',
    into: 'neu',
    meaning: 'Das Gespräch geht mit dem neuen weiter.',
  },
};
