/** The words on cards for representatives, by language. */
import { GERMAN } from './cards.de';
import { ENGLISH } from './cards.en';
import type { CardTexts } from './cardTexts';

const BY_LANGUAGE: ReadonlyMap<string, CardTexts> = new Map([
  ['en', ENGLISH],
  ['de', GERMAN],
]);

/** The code that the texts and the formats of a language go by: "de-AT" is "de"; one without texts is "en". */
export function cardLanguage(language: string): 'en' | 'de' {
  return language.toLowerCase().split(/[-_]/)[0] === 'de' ? 'de' : 'en';
}

export function cardTexts(language: string): CardTexts {
  return BY_LANGUAGE.get(cardLanguage(language)) ?? ENGLISH;
}
