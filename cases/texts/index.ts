/** All that is said to people, one catalogue a language, chosen by the conversation's. */
import type { Texts } from './catalogue';
import { de } from './de';
import { en } from './en';

export type { Texts } from './catalogue';

const catalogues: Readonly<Record<string, Texts>> = { en, de };

/** The texts of a language ("de", "de-AT"); English where there is no catalogue. */
export function texts(language: string | undefined): Texts {
  return catalogues[language?.slice(0, 2).toLowerCase() ?? 'en'] ?? en;
}
