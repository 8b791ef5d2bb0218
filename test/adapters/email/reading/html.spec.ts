/** A mail's HTML: what it says, and what of it may be shown. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { bodyOf } from '../../../../adapters/email/reading/body';
import { sanitised } from '../../../../adapters/email/reading/html';
import { readNow } from '../../../../adapters/email/reading/read';
import { aMultipart, aRawMail } from './rawMail';

const textOf = (html: string, plain = ''): string => bodyOf(plain, html, {}).text;

const WORDS = 'It still does not start.';
const OURS = 'Have you tried to hold the button?';

describe('the new words of an HTML mail', () => {
  const replies: readonly (readonly [client: string, html: string])[] = [
    [
      'Gmail',
      `<div dir="ltr">${WORDS}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Jan 4, 2021 at 7:03 PM Ann &lt;<a href="mailto:ann@help.example">ann@help.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0"><div>${OURS}</div></blockquote></div>`,
    ],
    [
      'Gmail in a language that nobody knows',
      `<div>${WORDS}</div><div class="gmail_quote"><div class="gmail_attr">Xx yy zz Ann qq:<br></div><blockquote class="gmail_quote">${OURS}</blockquote></div>`,
    ],
    [
      'Gmail with a signature',
      `<div>${WORDS}</div><div><br></div>-- <br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">Bob Ray<br>Lamps Ltd</div><div class="gmail_quote"><div class="gmail_attr">On 1/4/21 Ann wrote:</div><blockquote>${OURS}</blockquote></div>`,
    ],
    [
      'Outlook',
      `<div class="WordSection1"><p class="MsoNormal">${WORDS}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b>From:</b> Ann &lt;ann@help.example&gt; <br><b>Sent:</b> Monday, January 4, 2021 7:03 PM<br><b>To:</b> Bob<br><b>Subject:</b> RE: Lamp</p></div></div><p class="MsoNormal">${OURS}</p></div>`,
    ],
    [
      'Outlook in a language that nobody knows',
      `<div><p>${WORDS}</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Qq:</b> Ann<br><b>Ww:</b> x</p></div><p>${OURS}</p></div>`,
    ],
    [
      'Outlook on the web',
      `<div>${WORDS}</div><div id="Signature"><p>Bob Ray</p></div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Ann &lt;ann@help.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Bob<br><b>Subject:</b> Lamp</font><div>&nbsp;</div></div><div>${OURS}</div>`,
    ],
    [
      'Apple Mail',
      `<html><body>${WORDS}<br><div><br><blockquote type="cite"><div>On 4 Jan 2021, at 19:03, Ann &lt;<a href="mailto:ann@help.example">ann@help.example</a>&gt; wrote:</div><br><div>${OURS}</div></blockquote></div></body></html>`,
    ],
    [
      'Thunderbird',
      `<p>${WORDS}</p><div class="moz-cite-prefix">Am 04.01.21 um 19:03 schrieb Ann:<br></div><blockquote type="cite" cite="mid:1@help.example">${OURS}</blockquote><pre class="moz-signature">-- \nBob Ray</pre>`,
    ],
    [
      'Yahoo',
      `<div>${WORDS}</div><div id="ydp1yahoo_quoted" class="yahoo_quoted"><div>On Monday, January 4, 2021, 7:03:00 PM GMT+1, Ann &lt;ann@help.example&gt; wrote:</div><div>${OURS}</div></div>`,
    ],
    [
      'Proton',
      `<div>${WORDS}</div><div class="protonmail_signature_block">Sent with Proton Mail secure email.</div><div class="protonmail_quote">On Monday Ann wrote:<blockquote class="protonmail_quote" type="cite">${OURS}</blockquote></div>`,
    ],
    [
      'an iPhone',
      `<div>${WORDS}</div><br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On Jan 4, 2021, at 19:03, Ann &lt;ann@help.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite">${OURS}</blockquote>`,
    ],
  ];
  for (const [client, html] of replies) it(`by ${client}`, () => assert.equal(textOf(html), WORDS));

  it('are those of the HTML where the plain part is a stub', () => {
    assert.equal(textOf(`<p>${WORDS} ${WORDS} ${WORDS}</p>`, 'No HTML.'), `${WORDS} ${WORDS} ${WORDS}`);
  });

  it('are parted by the HTML where the plain part does not show the quote', () => {
    const [, html] = replies[4]!;
    const body = bodyOf(`${WORDS}\n\nQq: Ann\nWw: x\n\n${OURS}`, html, {});
    assert.equal(body.text, WORDS);
    assert.match(body.fullText, /Have you tried/);
  });

  it('may stand in what the program calls a signature', () => {
    assert.equal(textOf(`<div id="ms-outlook-mobile-signature">${WORDS}</div>`), WORDS);
  });

  it('keep their lists, tables and answers between the quotes', () => {
    assert.equal(
      textOf('<p>Two things:</p><ul><li>one</li><li>two</li></ul>'),
      'Two things:\n * one\n * two',
    );
    const inline =
      '<div class="gmail_quote"><div class="gmail_attr">On 1/4/21 Ann wrote:</div><blockquote>Which lamp?</blockquote><div>The tall one.</div><blockquote>Since when?</blockquote><div>Monday.</div></div>';
    assert.equal(textOf(inline), '> Which lamp?\n\nThe tall one.\n\n> Since when?\n\nMonday.');
  });

  it('have none of the marks that the reader sets', () => {
    const { text, fullText } = bodyOf('', `\uE0F0a\uE0F1<div id="divRplyFwdMsg">b &#xE0F0;</div>`, {});
    assert.doesNotMatch(text + fullText, /[\uE0F0-\uE0F2]/);
  });
});

describe('the HTML that may be shown', () => {
  const hostile: readonly string[] = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jAvAsCrIpT:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example/">x</a>',
    '<img src="https://evil.example/pixel.gif">',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<div style="position:fixed;top:0;left:0;width:100%;height:100%">log in</div>',
    '<div background="https://evil.example/x.gif" id="app" class="modal">x</div>',
    '<form action="https://evil.example"><input name=password><button>ok</button></form>',
    '<iframe src="https://evil.example"></iframe>',
    '<svg><animate onbegin=alert(1) attributeName=x></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<style>@import "https://evil.example/x.css"; body{display:none}</style>',
    '<base href="https://evil.example/"><link rel=stylesheet href=x><meta http-equiv=refresh content="0;url=https://evil.example">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<object data=x></object><embed src=x><video src=https://evil.example/x poster=y></video>',
    '<<img src=x onerror=alert(1)>script>alert(1)</script>',
    '<a name="x" id="y" ping="https://evil.example" href="https://x.example">x</a>',
  ];
  const TAGS = new Set(
    'p br hr div span blockquote pre code h1 h2 h3 h4 h5 h6 ul ol li dl dt dd a b strong i em u s strike del ins sub sup small big q cite abbr kbd samp mark bdi wbr table caption thead tbody tfoot tr td th img'.split(
      ' ',
    ),
  );

  /** What a browser would build of it has nothing but text, structure and links that lead out. */
  function assertHarmless(html: string): void {
    new Parser({
      onopentag(name, attributes) {
        assert.ok(TAGS.has(name), name);
        for (const [attribute, value] of Object.entries(attributes)) {
          assert.ok(
            ['href', 'rel', 'target', 'src', 'alt', 'colspan', 'rowspan', 'start', 'dir'].includes(attribute),
            attribute,
          );
          if (attribute === 'href') assert.match(value, /^(?:https?:\/\/|mailto:)/i);
          if (attribute === 'src') assert.match(value, /^cid:[0-9a-f]{64}$/);
        }
        if (attributes['href'] !== undefined) assert.equal(attributes['rel'], 'noopener noreferrer nofollow');
      },
    }).end(html);
  }

  for (const html of hostile)
    it(html.slice(0, 60), () => assertHarmless(sanitised(`<p>hello</p>${html}`, []) ?? ''));

  it('whatever is put together', () => {
    const piece = fc.constantFrom(
      ...hostile,
      '<',
      '>',
      '"',
      "'",
      '</',
      '<!--',
      '-->',
      '<![CDATA[',
      '&lt;',
      '\0',
      '<p>',
      '<textarea>',
      '</title>',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) =>
        assertHarmless(sanitised(pieces.join(''), []) ?? ''),
      ),
    );
  });

  it('shows the images that lie in the mail, and the words of those that do not', async () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const html = '<p>See <img src="cid:a%40b" alt="lamp"> <img src="cid:other" alt="gone"></p>';
    const raw = aMultipart('multipart/related', [
      `Content-Type: text/html\n\n${html}`,
      `Content-Type: image/png\nContent-ID: <a@b>\nContent-Transfer-Encoding: base64\n\n${png}`,
    ]);
    const { mail, contents } = await readNow(raw, {});
    const [image] = mail.attachments;
    assert.deepEqual([image?.inline, image?.contentId, image?.contentType], [true, 'a@b', 'image/png']);
    assert.equal(
      mail.html,
      `<p>See <img src="cid:${image?.sha256 ?? ''}" alt="lamp" /> <span>gone</span></p>`,
    );
    assert.ok(contents.has(image?.sha256 ?? ''));
  });

  it('is none where it nests beyond all sense, and the words are still read', async () => {
    const raw = aRawMail({
      headers: { 'Content-Type': 'text/html' },
      body: `${'<div>'.repeat(50_000)}${WORDS}`,
    });
    const { mail } = await readNow(raw, {});
    assert.deepEqual([mail.html, mail.text, mail.kind], [undefined, WORDS, 'message']);
  });
});
