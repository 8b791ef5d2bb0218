/** An attachment's name, made safe for every file system, page and card. */
import { extname } from 'node:path';
import { oneLine } from './characters';

const NAME_CHARS_MAX = 120;
const ENDING_CHARS_MAX = 16;
/** Windows opens a device by these, with any ending. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/csv': '.csv',
  'text/calendar': '.ics',
  'application/ics': '.ics',
  'message/rfc822': '.eml',
  'message/delivery-status': '.txt',
  'text/rfc822-headers': '.txt',
  'application/zip': '.zip',
  'application/pgp-signature': '.asc',
};

/** `place` (from 1) names what has no name of its own. */
export function safeFileName(given: string | undefined, contentType: string, place: number): string {
  // NFKC would turn look-alikes into separators, so they are looked for after it.
  const whole = oneLine((given ?? '').normalize('NFC'), 1_000);
  const last = whole.split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[<>:"|?*\u2044\u2215\u29F8\uFF0F\uFF3C]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  const named = clean === '' ? `attachment-${place}${ENDINGS[contentType] ?? ''}` : clean;
  const safe = RESERVED.test(named) ? `_${named}` : named;
  return shortened(safe);
}

/** The ending says what opens it, so it is kept. */
function shortened(name: string): string {
  if (name.length <= NAME_CHARS_MAX) return name;
  const ending = extname(name).length <= ENDING_CHARS_MAX ? extname(name) : '';
  return `${oneLine(name, NAME_CHARS_MAX - ending.length).trimEnd()}${ending}`;
}

/** "a.pdf", "a (2).pdf": no two files of a mail share a name. */
export function distinctName(name: string, taken: Set<string>): string {
  const ending = extname(name);
  const stem = name.slice(0, name.length - ending.length);
  let free = name;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${stem} (${n})${ending}`;
  taken.add(free.toLowerCase());
  return free;
}
