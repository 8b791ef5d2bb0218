/** What a mail says: its plain text, the new words in it, the signature, the HTML. */
import { cut, withoutControls } from './characters';
import { htmlToMarkedText } from './htmlText';
import { TEXT_CHARS_MAX } from './options';
import { splitReply, type Reply, type ReplyOptions } from './reply';
import { withoutMarks } from './reply/marks';

export interface Body {
  readonly text: string;
  readonly fullText: string;
  readonly signature?: string;
}

const SIGNATURE_CHARS_MAX = 4_000;
/** A plain part that says so much less than the HTML is a stub ("your program shows no HTML"). */
const STUB = 1 / 3;

/** `plain` and `html` as the mail's parts have them; empty where there is none. */
export function bodyOf(plain: string, html: string, options: ReplyOptions): Body {
  const text = normal(plain);
  const marked = html === '' ? '' : cut(normal(htmlToMarkedText(html)), TEXT_CHARS_MAX);
  if (text.trim() === '' || lettersOf(text) < STUB * lettersOf(withoutMarks(marked)))
    return bodyFrom(marked, splitReply(marked, options));
  const reply = splitReply(text, options);
  // HTML says where a quote begins even in a language, or from a program, that nobody here knows.
  if (!reply.quotes && marked !== '') {
    const other = splitReply(marked, options);
    if (other.quotes && other.text !== '' && lettersOf(other.text) < lettersOf(reply.text))
      return bodyFrom(text, other);
  }
  return bodyFrom(text, reply);
}

function bodyFrom(full: string, reply: Reply): Body {
  return {
    text: withoutMarks(reply.text).trim(),
    fullText: withoutMarks(full).trim(),
    ...(reply.signature !== undefined && {
      signature: cut(withoutMarks(reply.signature).trim(), SIGNATURE_CHARS_MAX),
    }),
  };
}

function normal(text: string): string {
  return withoutControls(cut(text, TEXT_CHARS_MAX).replace(/\r\n?|\f/g, '\n'));
}

function lettersOf(text: string): number {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').length;
}
