/** The play in the terminal: words in grey, values in green, their evidence underlined, the opening in bold. */
import { colours } from '../../bot/colours';
import type { Case } from '../../cases/case';
import type { PlayedTurn } from './conversationFile';
import type { Shown, ShownValue } from './stage';

const out = (line: string): void => void process.stdout.write(`${line}\n`);

export function print(turn: PlayedTurn, shown: Shown, json: boolean): void {
  if (json) return out(JSON.stringify({ turn, ...shown }));
  const words = shown.values.flatMap((value) => value.words);
  out(
    colours.gray(`${turn.from === 'customer' ? 'Customer' : 'Colleague'}: `) + underlined(turn.text, words),
  );
  for (const value of shown.values) out(`    ${valueLine(value)}`);
  if (shown.opened) out(`    ${colours.bold(`Opened ${shown.opened.number}: ${shown.opened.title}`)}`);
  else if (shown.values.length === 0 && turn.from === 'customer')
    for (const line of reasons(shown)) out(`    ${colours.dim(line)}`);
  for (const reply of shown.replies) out(colours.cyan(`Agent: ${reply}`));
}

export function printCase(found: Case | undefined, json: boolean): void {
  if (json) return out(JSON.stringify({ case: found ?? null }));
  out('');
  if (!found) return out(colours.bold('No case was opened.'));
  out(colours.bold(`${found.number}: ${found.title}`));
  for (const [name, entry] of Object.entries(found.fields))
    out(`  ${name.padEnd(20)} ${colours.green(entry.label)}`);
}

/** Why nothing happened: what is missing or refused. */
function reasons(shown: Shown): string[] {
  return shown.why.filter(({ ok }) => ok === false).map(({ text }) => text);
}

function valueLine({ label, value, confidence }: ShownValue): string {
  const sure = confidence === undefined ? '' : colours.dim(` ${Math.round(confidence * 100)} %`);
  return `${label}: ${colours.green(value)}${sure}`;
}

/** The words that values rest on, underlined where they stand in this turn. */
function underlined(text: string, words: readonly string[]): string {
  let shown = '';
  let at = 0;
  const spots = words
    .map((word) => ({ from: text.indexOf(word), to: text.indexOf(word) + word.length }))
    .filter(({ from }) => from >= 0)
    .sort((a, b) => a.from - b.from);
  for (const { from, to } of spots) {
    if (from < at) continue;
    shown += colours.gray(text.slice(at, from)) + colours.underline(text.slice(from, to));
    at = to;
  }
  return shown + colours.gray(text.slice(at));
}
