/** Characters that a reader does not see, or that turn what he sees around. */

/** Controls without line breaks and tabs, zero widths, and marks of direction ("Trojan source"). */
const HIDDEN = new RegExp(
  '[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u180E\\u200B-\\u200F' +
    '\\u2028\\u2029\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u206F\\uFEFF\\uFFF9-\\uFFFB]',
  'g',
);
/** No text has them; a terminal would obey them. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const CONTROLS = /[\u0000-\u0008\u000B\u000E-\u001F\u007F]/g;

export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '');
}

/** One line of visible text: a subject, a name. */
export function oneLine(text: string, charsMax: number): string {
  const visible = text
    .slice(0, charsMax * 4)
    .replace(HIDDEN, '')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(visible, charsMax);
}

/** At most so many UTF-16 units, no pair torn. */
export function cut(text: string, charsMax: number): string {
  return text.length <= charsMax ? text : text.slice(0, charsMax).replace(/[\uD800-\uDBFF]$/, '');
}
