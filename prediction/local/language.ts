/** English or German, by the small words that people cannot do without. */
import { tokenize } from './tokens';

export interface LanguageCounts {
  en: number;
  de: number;
}

const EN = new Set(
  'the i is are my you your and to of it its have has this that with for not can will would do does was please what when where how an be been on me we they from but'.split(
    ' ',
  ),
);
const DE = new Set(
  'der die das ich ist sind mein meine meinen meiner und zu von es habe hat dies mit fur nicht kann wird bitte was wann wo wie ein eine einen auf mir mich wir sie aus aber kein keine ihr ihre im dem den des bei nach noch auch seit hallo danke'.split(
    ' ',
  ),
);

/** Adds a text's small words to the counts of its conversation. */
export function countLanguage(text: string, counts: LanguageCounts): void {
  for (const { word } of tokenize(text.slice(0, 1000))) {
    if (EN.has(word)) counts.en++;
    if (DE.has(word)) counts.de++;
  }
}

/** "en", "de", or undefined while the words do not tell; then the channel's hint decides. */
export function guessLanguage(counts: LanguageCounts, locale?: string): string | undefined {
  if (counts.en > counts.de * 1.5) return 'en';
  if (counts.de > counts.en * 1.5) return 'de';
  const hint = locale?.toLowerCase().split(/[-_]/)[0];
  return hint === 'en' || hint === 'de' ? hint : undefined;
}
