/** Words of trouble as people misspell them: a letter left out, one too many, two swapped. Other mistakes make other words. */
import { deletions } from '../spelling';

const KEYS =
  'broken damaged defective faulty leaking dripping flooded failed crashed frozen jammed malfunction disconnected rattling burning overheating hacked stolen suspicious missing locked blocked suspended disabled declined rejected refused expired charged overcharged incorrect mistake delayed overdue scratched emergency problem complaint unacceptable disappointed working working works stopped received receive arrived arrive delivered delivery ' +
  'cancel return refund exchange replace replacement repair change subscription order ordered account password invoice parcel package machine warranty ' +
  'kaputt defekt beschadigt undicht tropft fehler storung ausgefallen gesperrt abgelehnt abgebucht verspatet reklamation beschwerde funktioniert funktionieren angekommen erhalten bekommen geliefert ' +
  'stornieren kundigen zuruckgeben zuruckschicken erstattung umtauschen umtausch reparieren reparatur bestellung rechnung lieferung';

const LETTERS_MIN = 6;
const KNOWN = new Set(KEYS.split(' '));
const BY_FORM = new Map([...KNOWN].flatMap((word) => deletions(word).map((form) => [form, word] as const)));
const SHORT = new Map([
  ['wrok', 'work'],
  ['wroks', 'works'],
  ['wokr', 'work'],
  ['dont', "don't"],
  ['anymor', 'anymore'],
  ['brocken', 'broken'],
  ['brokn', 'broken'],
  ['recieve', 'receive'],
  ['recieved', 'received'],
]);

/** The text with such words put right; folded text in, folded text out. */
export function repaired(text: string): string {
  return text.replace(/[a-z]{4,24}/g, (word) => SHORT.get(word) ?? repair(word));
}

function repair(word: string): string {
  if (word.length < LETTERS_MIN || KNOWN.has(word)) return word;
  const added = BY_FORM.get(word);
  if (added !== undefined) return near(word, added);
  for (const form of deletions(word)) {
    const key = BY_FORM.get(form);
    if (key !== undefined && near(word, key) !== word) return key;
  }
  return word;
}

/** A swapped pair has the same letters; a different letter in one place makes another word. */
function near(word: string, key: string): string {
  if (word[0] !== key[0]) return word;
  if (word.length !== key.length)
    return Math.abs(word.length - key.length) === 1 && within(word, key) ? key : word;
  return swapped(word, key) ? key : word;
}

function swapped(word: string, key: string): boolean {
  let at = 0;
  while (at < word.length && word[at] === key[at]) at++;
  return word[at] === key[at + 1] && word[at + 1] === key[at] && word.slice(at + 2) === key.slice(at + 2);
}

function within(word: string, key: string): boolean {
  const [short, long] = word.length < key.length ? [word, key] : [key, word];
  return deletions(long).includes(short);
}
