/** The sentences that the classifier of trouble learns from: ours, `+` a customer's matter, `-` anything else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitSentences } from '../../prediction/local/sentences';
import { featuresOf, readText, signsOf } from '../../prediction/local/troubleFeatures';
import { repository } from '../accuracy/data';

export interface TaughtLine {
  readonly text: string;
  readonly trouble: boolean;
}

export interface Example {
  /** The line that it was made of. */
  readonly line: number;
  readonly features: readonly string[];
  readonly trouble: boolean;
}

export function taughtLines(): TaughtLine[] {
  return ['en', 'de'].flatMap((language) =>
    readFileSync(join(repository(), 'bench', 'data', `trouble-${language}.txt`), 'utf8')
      .split('\n')
      .filter((line) => /^[+-] /.test(line))
      .map((line) => ({ text: line.slice(2), trouble: line.startsWith('+') })),
  );
}

/** Each line as people write it: as it stands, as a sentence, after a greeting, with a name and an address behind it. */
export function examplesOf(lines: readonly TaughtLine[]): Example[] {
  return lines.flatMap(({ text, trouble }, line) =>
    variantsOf(text, line).flatMap((variant): Example[] => {
      const sentence = splitSentences(variant)[0];
      if (!sentence) return [];
      const read = readText(sentence);
      const features = [...featuresOf(sentence, read, signsOf(sentence, read))];
      return [{ line, features, trouble }];
    }),
  );
}

const GREETINGS = ['hi', 'hello', 'Hallo', 'Guten Tag', 'good morning', 'hey'];
const NAMES = 'Dana Reyes|Tom Hale|Uwe Kern|Ingrid Falk|Priya Nair|Jonas Weber|Lena Ott|Omar Haddad'.split(
  '|',
);
const QUESTION =
  /^(?:wh(?:at|ich|o|om|en|ere|y)|how|do|does|did|are|is|can|could|may|will|would|have|has|am|was|any|welche[rs]?|wer|wann|wo|wie|warum|wozu|woher|haben|hat|gibt|sind|ist|kann|können|könnte|darf|dürfen|läuft|liefern|verkaufen|kaufen|sprechen|suchen|bilden|mögen|packen|spreche|funktioniert|fliegt|reparieren|stimmt|braucht|nehmen|brauchen|bis wann|ab wann|bin) /i;

function variantsOf(text: string, line: number): string[] {
  const mark = QUESTION.test(text) ? '?' : '.';
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}${mark}`;
  const name = NAMES[line % NAMES.length] ?? '';
  const address = `${name.toLowerCase().replace(' ', '.')}@example.com`;
  return [
    text,
    sentence,
    `${GREETINGS[line % GREETINGS.length] ?? ''}, ${text}`,
    ...(text.includes('@') || QUESTION.test(text) ? [] : [`${text}, ${name}, ${address}`]),
  ];
}
