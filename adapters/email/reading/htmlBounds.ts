/** HTML cut to what parsers take in good time: they are quadratic in its depth, and slow over hundreds of thousands of tags. */
import { HTML_CHARS_MAX, HTML_DEPTH_MAX, HTML_TAGS_MAX } from './options';

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** A sibling closes them, so that a run of them is not deep. */
const CLOSED_BY_SIBLING = new Set('p li dt dd option optgroup tr td th thead tbody tfoot rt rp'.split(' '));
const TAG = /<(\/?)([a-z][a-z0-9:_-]{0,40})/gi;

export interface BoundedHtml {
  readonly html: string;
  /** It nests so deep that its structure must be given up. */
  readonly tooDeep: boolean;
}

/** In one pass: the depth is that of what parsers build. */
export function boundedHtml(whole: string): BoundedHtml {
  const html = whole.slice(0, HTML_CHARS_MAX);
  const open: string[] = [];
  const counts = new Map<string, number>();
  let tags = 0;
  for (const { index, 1: slash, 2: written = '' } of html.matchAll(TAG)) {
    if (++tags > HTML_TAGS_MAX) return { html: html.slice(0, index), tooDeep: false };
    const name = written.toLowerCase();
    if (VOID.has(name) || CLOSED_BY_SIBLING.has(name)) continue;
    if (slash === '') {
      open.push(name);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (open.length > HTML_DEPTH_MAX) return { html, tooDeep: true };
    } else if ((counts.get(name) ?? 0) > 0) {
      for (let closed = open.pop(); closed !== undefined; closed = open.pop()) {
        counts.set(closed, (counts.get(closed) ?? 1) - 1);
        if (closed === name) break;
      }
    }
  }
  return { html, tooDeep: false };
}
