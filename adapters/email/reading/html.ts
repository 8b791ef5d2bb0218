/** A mail's HTML made harmless: a short list of elements, no styles, nothing that loads from anywhere. */
import sanitizeHtml from 'sanitize-html';
import type { MailAttachment } from '../../../cases/mail/mail';
import { boundedHtml } from './htmlBounds';
import { HTML_DEPTH_MAX } from './options';

const TEXT = 'p br hr div span blockquote pre code h1 h2 h3 h4 h5 h6 ul ol li dl dt dd'.split(' ');
const INLINE = 'a b strong i em u s strike del ins sub sup small big q cite abbr kbd samp mark bdi wbr'.split(
  ' ',
);
const TABLES = 'table caption thead tbody tfoot tr td th'.split(' ');
const SPAN_MAX = 100;

/**
 * Undefined where nothing is left or it nests too deep. An image that lies in the mail keeps `src="cid:SHA256"`, the
 * hash of its attachment; every other one is its alternative text.
 */
export function sanitised(html: string, attachments: readonly MailAttachment[]): string | undefined {
  const { html: bounded, tooDeep } = boundedHtml(html);
  if (tooDeep) return undefined;
  const images = new Map(
    attachments
      .filter(({ inline, refused }) => inline && refused === undefined)
      .map(({ contentId, sha256 }) => [contentId, sha256]),
  );
  const clean = sanitizeHtml(bounded, {
    allowedTags: [...TEXT, ...INLINE, ...TABLES, 'img'],
    allowedAttributes: {
      a: ['href', 'rel', 'target'],
      img: ['src', 'alt'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      ol: ['start'],
      '*': ['dir'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'title',
      'template',
      'xmp',
      'iframe',
      'noembed',
      'noframes',
      'plaintext',
      'svg',
      'math',
      'object',
      'select',
    ],
    nestingLimit: HTML_DEPTH_MAX,
    transformTags: {
      a: (tagName, { href }) => ({ tagName, attribs: linkOf(href) }),
      img: (_, { src = '', alt = '' }) => imageOf(src, alt, images),
      td: (tagName, attribs) => ({ tagName, attribs: spansOf(attribs) }),
      th: (tagName, attribs) => ({ tagName, attribs: spansOf(attribs) }),
    },
  }).trim();
  return clean === '' ? undefined : clean;
}

function linkOf(href: string | undefined): Record<string, string> {
  const link = href?.trim() ?? '';
  if (!/^(?:https?:\/\/|mailto:)/i.test(link)) return {};
  return { href: link, rel: 'noopener noreferrer nofollow', target: '_blank' };
}

function imageOf(
  src: string,
  alt: string,
  images: ReadonlyMap<string | undefined, string>,
): sanitizeHtml.Tag {
  const id = /^cid:(.+)$/i.exec(src.trim())?.[1];
  const sha256 = id === undefined ? undefined : (images.get(id) ?? images.get(decoded(id)));
  if (sha256 !== undefined) return { tagName: 'img', attribs: { src: `cid:${sha256}`, alt } };
  return { tagName: 'span', attribs: {}, text: alt };
}

/** RFC 2392: the id in a `cid:` URL is percent-encoded. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function spansOf(attribs: Readonly<Record<string, string>>): Record<string, string> {
  const spans = ['colspan', 'rowspan'].map((name) => [name, Number(attribs[name])] as const);
  return Object.fromEntries(
    spans
      .filter(([, count]) => Number.isInteger(count) && count > 1 && count <= SPAN_MAX)
      .map(([name, count]) => [name, String(count)]),
  );
}
