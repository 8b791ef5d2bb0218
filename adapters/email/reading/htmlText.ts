/** HTML as plain text, with quotes marked as plain text marks them. */
import { compile, type FormatCallback } from 'html-to-text';
import { boundedHtml } from './htmlBounds';
import { ATTRIBUTION, QUOTE_BELOW, SIGNATURE_BELOW, withoutMarks } from './reply/marks';

/** Each level is written anew, so a thread of hundreds would take quadratic time; deeper ones keep the last mark. */
const QUOTE_DEPTH_MAX = 8;

/** What begins an earlier mail: Outlook (three of its programs), Yahoo, iCloud, Zoho, QQ and NetEase, Proton, Tuta, OX. */
const QUOTES = [
  'div#divRplyFwdMsg',
  'div#appendonsend',
  'div#mail-editor-reference-message-container',
  '#OLK_SRC_BODY_SECTION',
  'div#reply-intro',
  'div.yahoo_quoted',
  'div.yahoo-quoted-begin',
  'div#isForwardContent',
  'div#isReplyContent',
  'div#origbody',
  'hr#stopSpelling',
  'hr#zwchr',
  'div.protonmail_quote',
  'div.tutanota_quote',
  'div.zmail_extra',
  'div.ox-quote',
  'div[style*="border-top:solid #E1E1E1"]',
  'div[style*="border-top:solid #B5C4DF"]',
  'div[style*="border-top: solid #E1E1E1"]',
  'div[style*="border-top: solid #B5C4DF"]',
];
/** "On Monday Ann wrote:" by Gmail, Thunderbird, Roundcube and Mail.ru. */
const ATTRIBUTIONS = [
  'div.gmail_attr',
  'div.moz-cite-prefix',
  'p#reply-intro',
  'div.mail-quote-collapse-header',
];
const SIGNATURES = [
  'div.gmail_signature',
  'div.moz-signature',
  'pre.moz-signature',
  'div#Signature',
  'div#ms-outlook-mobile-signature',
  'div#signature',
  'div.protonmail_signature_block',
  'div#yahoo_signature',
  'div.ydp-signature',
  'table#signature',
];

let quoteDepth = 0;

const blockquote: FormatCallback = (element, walk, builder) => {
  const marked = quoteDepth < QUOTE_DEPTH_MAX;
  builder.openBlock({ leadingLineBreaks: 2, reservedLineLength: marked ? 2 : 0 });
  quoteDepth++;
  try {
    walk(element.children, builder);
  } finally {
    quoteDepth--;
  }
  const quote = (text: string): string => text.replace(/^\n+|\n+$/g, '').replace(/^/gm, '> ');
  builder.closeBlock({ trailingLineBreaks: 2, ...(marked && { blockTransform: quote }) });
};

function marked(before: string, inside = ''): FormatCallback {
  return (element, walk, builder) => {
    if (before !== '') {
      builder.openBlock({ leadingLineBreaks: 1 });
      builder.addLiteral(before);
      builder.closeBlock({ trailingLineBreaks: 1 });
    }
    builder.openBlock({ leadingLineBreaks: 1 });
    if (inside !== '') builder.addLiteral(inside);
    walk(element.children, builder);
    if (inside !== '') builder.addLiteral(inside);
    builder.closeBlock({ trailingLineBreaks: 1 });
  };
}

const convert = compile({
  wordwrap: false,
  formatters: {
    quoted: blockquote,
    quoteBelow: marked(QUOTE_BELOW),
    attribution: marked('', ATTRIBUTION),
    signatureBelow: marked(SIGNATURE_BELOW),
  },
  selectors: [
    { selector: 'blockquote', format: 'quoted' },
    ...QUOTES.map((selector) => ({ selector, format: 'quoteBelow' })),
    ...ATTRIBUTIONS.map((selector) => ({ selector, format: 'attribution' })),
    ...SIGNATURES.map((selector) => ({ selector, format: 'signatureBelow' })),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table'].map((selector) => ({
      selector,
      options: { uppercase: false },
    })),
    {
      selector: 'a',
      options: {
        hideLinkHrefIfSameAsText: true,
        ignoreHref: false,
        noAnchorUrl: true,
        linkBrackets: ['<', '>'],
      },
    },
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'hr', options: { length: 10 } },
    ...['img', 'script', 'style', 'head', 'title', 'template', 'noscript'].map((selector) => ({
      selector,
      format: 'skip',
    })),
  ],
});

/** The text with the marks of `reply/marks.ts`; HTML that nests too deep gives up its structure. */
export function htmlToMarkedText(html: string): string {
  const { html: bounded, tooDeep } = boundedHtml(withoutMarks(html));
  if (tooDeep) return withoutTags(bounded);
  quoteDepth = 0;
  return convert(bounded);
}

function withoutTags(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div|\/tr|\/li)\b[^<>]{0,200}>/gi, '\n')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[^\S\n]+/g, ' ');
}
