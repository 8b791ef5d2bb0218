/** A raw mail, read: heads, files, limits, and a thread that outlives what it cannot read. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { createMailReader, type MailReader, type ReadOptions } from '../../../../adapters/email/reading';
import { addressesIn } from '../../../../adapters/email/reading/addresses';
import { safeFileName } from '../../../../adapters/email/reading/fileName';
import { idsIn } from '../../../../adapters/email/reading/messageIds';
import { readNow, type MailRead } from '../../../../adapters/email/reading/read';
import { mutatedMail } from '../../../../commands/chaos/mailMutations';
import { readRawMails } from '../../../../commands/chaos/mails';
import { seeded } from '../../../../commands/chaos/random';
import { aMultipart, aRawMail } from './rawMail';

const read = (raw: Buffer, options: ReadOptions = {}): Promise<MailRead> => readNow(raw, options);

describe('who and what a mail is about', () => {
  it('is read from its header', async () => {
    const { mail } = await read(
      aRawMail({
        headers: {
          From: '=?utf-8?Q?B=C3=B6b?= <Bob@Lamps.Example>',
          To: 'Desk: help@desk.example, "Ann, Lee" <ann@desk.example>;, carl@desk.example',
          Cc: 'dan@desk.example',
          'Reply-To': 'answers@lamps.example',
          'Return-Path': '<bounce@lamps.example>',
          Subject: '=?utf-8?B?TMOkbXBjaGVu?=\r\n =?utf-8?Q?_rot?=',
          'In-Reply-To': '<2@desk.example>',
          References: '<1@desk.example>\r\n <2@desk.example>',
        },
      }),
    );
    assert.deepEqual(mail.from, { address: 'bob@lamps.example', name: 'Böb' });
    assert.deepEqual(mail.to, [
      { address: 'help@desk.example' },
      { address: 'ann@desk.example', name: 'Ann, Lee' },
      { address: 'carl@desk.example' },
    ]);
    assert.deepEqual(
      [mail.cc, mail.replyTo?.address, mail.returnPath],
      [[{ address: 'dan@desk.example' }], 'answers@lamps.example', 'bounce@lamps.example'],
    );
    assert.deepEqual([mail.subject, mail.date], ['Lämpchen rot', '2021-01-04T18:03:00.000Z']);
    assert.deepEqual(
      [mail.messageId, mail.inReplyTo, mail.references],
      ['1@lamps.example', ['2@desk.example'], ['1@desk.example', '2@desk.example']],
    );
    assert.deepEqual([mail.text, mail.kind, mail.attachments], ['The lamp is red.', 'message', []]);
  });

  it('a mail without an author has an empty one, and a wrong date is none', async () => {
    const { mail } = await read(aRawMail({ headers: { From: '', Date: 'yesterday' } }));
    assert.deepEqual([mail.from, mail.date], [{ address: '' }, undefined]);
  });

  it('a name cannot turn around or hide what is shown', async () => {
    const { mail } = await read(
      aRawMail({
        headers: {
          From: '"help@bank.example\u202E\u200B\u0007" <bob@lamps.example>',
          Subject: 'a\u202Eb\tc',
        },
      }),
    );
    assert.deepEqual(
      [mail.from, mail.subject],
      [{ address: 'bob@lamps.example', name: 'help@bank.example' }, 'ab c'],
    );
  });

  it("another script's domain stays in the form that shows it", () => {
    assert.deepEqual(addressesIn('Bank <a@xn--bnk-6na.example>'), [
      { address: 'a@xn--bnk-6na.example', name: 'Bank' },
    ]);
  });

  it('characters of many sets and transfer encodings are read', async () => {
    const cases = [
      ['iso-8859-1', 'quoted-printable', 'L=E4mpchen', 'Lämpchen'],
      ['windows-1251', 'base64', 'y+Ds7+A=', 'Лампа'],
      ['shift_jis', 'base64', 'g4mDk4N2', 'ランプ'],
      ['gb2312', 'base64', 'tcY=', '灯'],
      ['utf-8', '8bit', Buffer.from('лампа').toString('utf8'), 'лампа'],
      ['nobody-knows', '7bit', 'lamp', 'lamp'],
    ] as const;
    for (const [charset, encoding, body, text] of cases) {
      const headers = {
        'Content-Type': `text/plain; charset=${charset}`,
        'Content-Transfer-Encoding': encoding,
      };
      assert.equal((await read(aRawMail({ headers, body }))).mail.text, text, charset);
    }
  });

  it('flowed lines are joined', async () => {
    const headers = { 'Content-Type': 'text/plain; format=flowed; delsp=no' };
    assert.equal(
      (await read(aRawMail({ headers, body: 'The lamp \r\nis red.\r\n-- \r\nBob' }))).mail.text,
      'The lamp is red.',
    );
  });
});

describe('message ids', () => {
  const cases: readonly (readonly [value: string, ids: string[]])[] = [
    ['<a@b>', ['a@b']],
    ['<a@b> <c@d> <a@b>', ['a@b', 'c@d']],
    ['<a@b><c@d>', ['a@b', 'c@d']],
    ['<a@\r\n b> text <c@d>', ['a@b', 'c@d']],
    ['a@b', ['a@b']],
    ['a@b, c@d', ['a@b', 'c@d']],
    ['Your message of Monday <a@b>', ['a@b']],
    ['<no-at-sign>', ['no-at-sign']],
    ['nothing here', []],
    ['', []],
    ['<>', []],
  ];
  for (const [value, ids] of cases) it(JSON.stringify(value), () => assert.deepEqual(idsIn(value), ids));

  it('of thousands of references the beginning and the newest are kept', async () => {
    const all = Array.from({ length: 5_000 }, (_, i) => `<${i}@x>`);
    const { mail } = await read(aRawMail({ headers: { References: all.slice(0, 4_000).join('\r\n ') } }));
    assert.deepEqual(
      [mail.references.length, mail.references[0], mail.references.at(-1)],
      [100, '0@x', '3999@x'],
    );
  });

  it('a mail without one has the same in every mailbox, and another mail another', async () => {
    const mail = { headers: { 'Message-ID': '' } };
    const idOf = async (raw: Buffer): Promise<string> => (await read(raw)).mail.messageId;
    const first = await idOf(aRawMail({ ...mail, above: ['Received: by a'] }));
    assert.equal(await idOf(aRawMail({ ...mail, above: ['Delivered-To: x', 'Received: by b'] })), first);
    assert.notEqual(await idOf(aRawMail({ ...mail, body: 'The lamp is dark.' })), first);
    assert.match(first, /^[0-9a-f]{64}@no-message-id\.invalid$/);
  });
});

describe('attachments', () => {
  const file = (name: string, type: string, content: string): string =>
    `Content-Type: ${type}\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${Buffer.from(content, 'latin1').toString('base64')}`;
  const mailWith = (...files: string[]): Buffer =>
    aMultipart('multipart/mixed', ['Content-Type: text/plain\n\nSee the files.', ...files]);

  it('are kept by the hash of what they hold', async () => {
    const { mail, contents } = await read(
      mailWith(file('notes.txt', 'text/plain', 'hello'), file('notes.txt', 'text/plain', 'hello')),
    );
    const sha256 = createHash('sha256').update('hello').digest('hex');
    assert.deepEqual(mail.attachments, [
      { name: 'notes.txt', contentType: 'text/plain', bytes: 5, sha256, inline: false },
      { name: 'notes (2).txt', contentType: 'text/plain', bytes: 5, sha256, inline: false },
    ]);
    assert.deepEqual(
      [...contents].map(([id, content]) => [id, content.toString()]),
      [[sha256, 'hello']],
    );
  });

  it('are refused by size, number and type, and still listed', async () => {
    const files = [
      file('a.txt', 'text/plain', 'x'.repeat(20)),
      file('b.exe', 'application/pdf', 'x'),
      file('c.pdf', 'application/pdf', 'MZ\x90\0\x03'),
      file('d.txt', 'text/plain', 'd'),
      file('e.txt', 'text/plain', 'e'),
    ];
    const { mail, contents } = await read(mailWith(...files), { attachments: { bytesMax: 10, countMax: 1 } });
    assert.deepEqual(
      mail.attachments.map(({ refused }) => refused),
      ['too-large', 'type-not-allowed', 'type-not-allowed', undefined, 'too-many'],
    );
    assert.equal(contents.size, 1);
  });

  it('are only those that are allowed', async () => {
    const files = [
      file('a.pdf', 'application/pdf', '%PDF-1.7'),
      file('b.txt', 'text/plain', 'b'),
      file('c.png', 'image/png', '\x89PNG\r\n\x1a\n'),
    ];
    const { mail } = await read(mailWith(...files), { attachments: { allow: ['.pdf', 'image/*'] } });
    assert.deepEqual(
      mail.attachments.map(({ refused }) => refused),
      [undefined, 'type-not-allowed', undefined],
    );
  });

  it('are what their first bytes say where the sender says otherwise', async () => {
    const files = [
      file('a.png', 'image/png', '%PDF-1.7'),
      file('b.pdf', 'application/octet-stream', '%PDF-1.7'),
      file('c.png', 'image/png', '<script>'),
      file('d.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'PK\x03\x04'),
      file('e.txt', 'text/plain', 'BMW and MZ'),
    ];
    const { mail } = await read(mailWith(...files));
    assert.deepEqual(
      mail.attachments.map(({ contentType }) => contentType),
      [
        'application/pdf',
        'application/pdf',
        'application/octet-stream',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'text/plain',
      ],
    );
  });

  const names: readonly (readonly [given: string, safe: string])[] = [
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\bob\\lamp.pdf', 'lamp.pdf'],
    ['lamp\u202Efdp.exe', 'lampfdp.exe'],
    ['la\0mp\r\n.pdf', 'lamp .pdf'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['...', 'attachment-3.pdf'],
    ['.htaccess', 'htaccess'],
    ['a<b>:"|?*.pdf', 'a_b______.pdf'],
    ['lamp.pdf. . ', 'lamp.pdf'],
    ['', 'attachment-3.pdf'],
    ['日本語.pdf', '日本語.pdf'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(116)}.pdf`],
  ];
  for (const [given, safe] of names)
    it(`a name is safe: ${JSON.stringify(given).slice(0, 40)}`, () =>
      assert.equal(safeFileName(given, 'application/pdf', 3), safe));

  it('a name is safe whatever it is', () => {
    const unit = fc.constantFrom(
      '/',
      '\\',
      '.',
      ' ',
      '..',
      ':',
      '\0',
      '\n',
      '\u202E',
      '\u2066',
      'CON',
      'nul.',
      '日',
      '\uD83D',
      'x'.repeat(90),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(unit, fc.string())).map((units) => units.join('')),
        (given) => {
          const name = safeFileName(given, 'application/pdf', 1);
          // eslint-disable-next-line no-control-regex -- these are what must not be there
          assert.doesNotMatch(name, /[/\\<>:"|?*\u0000-\u001F\u202A-\u202E\u2066-\u2069]|^[.\s]|[.\s]$|^$/);
          assert.ok(name.length <= 121);
        },
      ),
    );
  });
});

describe('a mail that cannot be read', () => {
  let reader: MailReader;
  before(() => (reader = createMailReader()));
  after(() => reader.stop());
  /** However slow the machine is that runs the tests. */
  const readMail = (raw: Buffer, options: ReadOptions = {}): Promise<MailRead> =>
    reader.readMail(raw, { timeoutMs: 15_000, ...options });

  const many = aMultipart(
    'multipart/mixed',
    Array.from({ length: 500 }, () => 'Content-Type: text/plain\n\nx'),
  );
  const unreadable: readonly (readonly [what: string, raw: Buffer, options: ReadOptions, why: RegExp])[] = [
    ['too large', aRawMail({ body: 'x'.repeat(5_000) }), { bytesMax: 1_000 }, /5\d{3} bytes, more than 1000/],
    ['too many parts', many, {}, /child nodes/],
    [
      'too many header fields',
      aRawMail({ headers: { 'X-A': Array.from({ length: 2_000 }, () => 'x') } }),
      {},
      /1000 header fields/,
    ],
    ['a header without end', aRawMail({ headers: { 'X-A': 'x'.repeat(400_000) } }), {}, /header/i],
    ['not in time', aRawMail({ body: 'x'.repeat(30_000_000) }), { timeoutMs: 1 }, /not read within 1 ms/],
  ];
  for (const [what, raw, options, why] of unreadable) {
    it(`${what}: its header is told, and the next one is read`, async () => {
      const { mail, contents } = await readMail(raw, options);
      assert.equal(mail.kind, 'unreadable');
      assert.match(mail.kindReason ?? '', why);
      assert.deepEqual(
        [mail.from.address, mail.subject, mail.messageId, mail.text, contents.size],
        ['bob@lamps.example', 'Lamp', '1@lamps.example', '', 0],
      );
      assert.equal((await readMail(aRawMail())).mail.text, 'The lamp is red.');
    });
  }

  it('that is no mail at all has at least an id', async () => {
    for (const raw of [Buffer.alloc(0), Buffer.from('\0\0\0'), Buffer.from('hello')]) {
      const { mail } = await readMail(raw);
      assert.equal(mail.kind, 'unreadable');
      assert.match(mail.messageId, /@no-message-id\.invalid$/);
    }
  });

  it('many at once are answered in their order', async () => {
    const bodies = Array.from({ length: 20 }, (_, i) => `Lamp ${i}`);
    const mails = await Promise.all(bodies.map((body) => readMail(aRawMail({ body }))));
    assert.deepEqual(
      mails.map(({ mail }) => mail.text),
      bodies,
    );
  });

  it("none of the mails in libraries' test suites, nor any broken one made of them, crashes the reader", async function () {
    const mails = readRawMails();
    if (mails.length === 0) {
      if (process.env['CI'] === 'true') assert.fail('../shared/data/eml is missing');
      console.log('      skipped: needs the mails in ../shared/data/eml');
      this.skip();
    }
    const random = seeded(1);
    const originals = mails.map(({ raw }) => raw);
    const broken = Array.from({ length: 100 }, () => mutatedMail(originals, random));
    for (const raw of [...originals, ...broken]) {
      const { mail } = await readMail(raw);
      assert.ok(mail.messageId !== '');
      assert.doesNotMatch(mail.kindReason ?? '', /not read within|thread/);
    }
  });
});
