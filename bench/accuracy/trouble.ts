/** Whether a matter is told from anything else, in turns that other people wrote. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod/v4';
import { splitSentences } from '../../prediction/local/sentences';
import { troubleOf } from '../../prediction/local/trouble';
import { dataFolder, readRows } from './data';
import { share, type Figures } from './figures';

const TROUBLE = 0.5;
const FIRST_TURNS = 3; // by then a customer has said what it is about

/** Greetings, thanks, yes and no: what MultiDoGO's customers say beside their matter. */
const NO_MATTER: ReadonlySet<string> = new Set([
  'openinggreeting',
  'closinggreeting',
  'thankyou',
  'confirmation',
  'rejection',
]);
/** Values alone, and what the annotators could not place: neither the one nor the other. */
const NEITHER: ReadonlySet<string> = new Set(['contentonly', 'outofdomain']);

const labelledTurns = z.object({
  turns: z.array(z.object({ text: z.string(), intent: z.string().optional() })),
});
const utterance = z.object({ text: z.string(), firstCustomerUtterance: z.boolean() });

/** The share of matters that are recognised; of everything else, the share that is taken for one. */
export function troubleFigures(): Figures {
  const star = readRows('star', 'dev').map(({ turns }) =>
    turns
      .filter(({ from }) => from === 'customer')
      .slice(0, FIRST_TURNS)
      .map(({ text }) => text)
      .join('\n'),
  );
  const abcd = linesOf('abcd/abcd-utterances.jsonl.gz', utterance).filter(
    (one) => one.firstCustomerUtterance,
  );
  const turns = linesOf('multidogo/multidogo-dev.jsonl.gz', labelledTurns).flatMap((row) => row.turns);
  const beside = turns.filter(({ intent }) => NO_MATTER.has(intent ?? ''));
  const matters = turns.filter(
    ({ intent }) => intent !== undefined && !NO_MATTER.has(intent) && !NEITHER.has(intent),
  );
  return {
    'trouble.star.recall': told(star),
    'trouble.abcd.recall': told(abcd.map(({ text }) => text)),
    'trouble.multidogo.recall': told(matters.map(({ text }) => text)),
    'trouble.multidogo.falseShare': told(beside.map(({ text }) => text)),
  };
}

function told(texts: readonly string[]): number {
  const tells = (text: string): boolean =>
    splitSentences(text).some((sentence) => troubleOf(sentence, false) >= TROUBLE);
  return share(texts.filter(tells).length, texts.length);
}

function linesOf<S extends z.ZodType>(name: string, schema: S): z.output<S>[] {
  const text = gunzipSync(readFileSync(join(dataFolder(), name))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}
