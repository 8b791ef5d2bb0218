/** What a text is read in: what was asked, which fields there are, what they hold; and where and in which language. */
import type { FieldValue } from '../../cases/fields';
import type { FieldProfile } from './fieldProfile';
import type { FieldSet } from './matching';
import type { Question } from './questions';

export interface Scene {
  readonly text: string;
  readonly question: Question | undefined;
  readonly asked: ReadonlyMap<FieldProfile, number>;
  readonly set: FieldSet;
  /** The other side's words, which the customer only confirmed. */
  readonly confirmed: boolean;
  /** The value that a field has by now. */
  readonly held: (name: string) => FieldValue | undefined;
}

export interface ReadingSetting {
  readonly timeZone: string | undefined;
  readonly region: string | undefined;
  readonly language: string | undefined;
}
