/** Subjects: the case number in them, and whether two are about the same thing. */

const CASE_NUMBER = /\bCAS-\d{5,}-[A-Z0-9]{4}\b/gi;
/** "Re:", "AW:", "Fwd:", "Re[2]:", "Antwort:" and their kin, in the languages of mail programs. */
const PREFIX =
  /^\s*(?:re|r|aw|antw|antwort|sv|vs|vl|res|rv|rif|odp|ynt|fwd?|fw|wg|tr|enc|doorst|i|vb|回复|答复|转发|返信)\s*(?:\[\d+\])?\s*[:：]\s*/i;
const SUBJECT_CHARS_MAX = 200; // long ones are cut by mail programs anyway

/** The case numbers in a subject, as cases have them. */
export function caseNumbersIn(subject: string): string[] {
  return [...new Set([...subject.matchAll(CASE_NUMBER)].map(([number]) => number.toUpperCase()))];
}

/** Without "Re:" and the case number. */
export function bareSubject(subject: string): string {
  let bare = subject.replace(/\[\s*CAS-\d{5,}-[A-Z0-9]{4}\s*\]/gi, ' ').replace(CASE_NUMBER, ' ');
  for (let before = ''; before !== bare;) {
    before = bare;
    bare = bare.replace(PREFIX, '');
  }
  return bare.replace(/\s+/g, ' ').trim();
}

/**
 * An answer's subject: "Re: [CAS-01042-K7F2] Machine leaks", with both marks once however often it went back and forth.
 * In front, in brackets, the number is no part of what mail programs compare (RFC 5256, 2.1).
 */
export function answerSubject(subject: string, number: string | undefined): string {
  const bare = oneLine(bareSubject(subject)).slice(0, SUBJECT_CHARS_MAX);
  return ['Re:', number === undefined ? '' : `[${number}]`, bare].filter(Boolean).join(' ');
}

/** A first mail's subject, with the case number once. */
export function numberedSubject(subject: string, number: string | undefined): string {
  const bare = oneLine(bareSubject(subject)).slice(0, SUBJECT_CHARS_MAX);
  return [number === undefined ? '' : `[${number}]`, bare].filter(Boolean).join(' ');
}

// eslint-disable-next-line no-control-regex -- a line break would begin a header of its own
const CONTROL = /[\u0000-\u001f\u007f]+/g;

export function oneLine(text: string): string {
  return text.replace(CONTROL, ' ').trim();
}

/**
 * Whether a reply's subject is about something else than its thread: no case number, and not one word in common with
 * any subject of the thread. An empty subject says nothing.
 */
export function isAboutSomethingElse(subject: string, thread: readonly string[]): boolean {
  if (caseNumbersIn(subject).length > 0) return false;
  const words = wordsOf(subject);
  const known = thread.map(wordsOf).filter((one) => one.size > 0);
  if (words.size === 0 || known.length === 0) return false;
  return known.every((one) => ![...words].some((word) => one.has(word)));
}

const WORD = /[\p{L}\p{N}]+/gu;
const WORD_CHARS_MIN = 3; // shorter ones ("my", "in", "zu") say nothing of the matter

function wordsOf(subject: string): Set<string> {
  const all = (bareSubject(subject).normalize('NFKC').toLowerCase().match(WORD) ?? []).filter(
    (word) => !EMPTY_WORDS.has(word),
  );
  const long = all.filter((word) => word.length >= WORD_CHARS_MIN || /\p{N}|[^\p{Script=Latin}]/u.test(word));
  return new Set(long.length > 0 ? long : all);
}

const EMPTY_WORDS = new Set(
  'the and for with from not you your our its are was has have this that new der die das und den dem ein eine mit von für nicht ist bei auf aus mein meine'.split(
    ' ',
  ),
);
