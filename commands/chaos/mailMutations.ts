/** Raw mails as they are broken on the road or on purpose: always the same ones for the same seed. */
import type { Random } from './random';

const NESTING = [2, 10, 50, 200, 400];
const CHARSETS = [
  'utf-16',
  'utf-7',
  'x-unknown',
  'iso-2022-jp',
  'koi8-r',
  'shift_jis',
  'cp1252',
  '',
  'gb18030',
];
const ENCODINGS = ['base64', 'quoted-printable', '8bit', 'x-uuencode', '7bit', 'binary', ''];
const HEADERS = [
  'Content-Type: multipart/mixed',
  'Content-Type: multipart/alternative; boundary=""',
  'Content-Type: text/html; charset=x',
  'Content-Transfer-Encoding: base64',
  'From: <<<>>>@,,;',
  'References: ' + '<a@b> '.repeat(3_000),
  'To: ' + 'group: a@b.example, '.repeat(200),
  'Subject: =?utf-8?B?' + 'w'.repeat(2_000),
  'Date: the day before yesterday',
  'Message-ID: ',
  'X-A: ' + '('.repeat(5_000),
];

const MUTATIONS: readonly ((mail: string, random: Random) => string)[] = [
  function flipBytes(mail, random) {
    const bytes = Buffer.from(mail, 'latin1');
    const count = 1 + Math.floor(random() * 40);
    for (let i = 0; i < count && bytes.length > 0; i++)
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    return bytes.toString('latin1');
  },
  function truncate(mail, random) {
    return mail.slice(0, Math.floor(random() * mail.length));
  },
  function repeatHeader(mail, random) {
    const lines = mail.split('\n');
    const line = lines[Math.floor(random() * Math.min(20, lines.length))] ?? '';
    return `${`${line}\n`.repeat(1 + Math.floor(random() * 1_500))}${mail}`;
  },
  function addHeader(mail, random) {
    return `${pick(HEADERS, random)}\n${mail}`;
  },
  function damageBoundary(mail, random) {
    return mail.replace(/boundary="?([^"\s;]+)/gi, (whole, name: string) =>
      random() < 0.5 ? whole : whole.replace(name, name.slice(Math.floor(random() * name.length))),
    );
  },
  function dropLines(mail, random) {
    return mail
      .split('\n')
      .filter(() => random() > 0.1)
      .join('\n');
  },
  function repeatLines(mail, random) {
    const lines = mail.split('\n');
    const at = Math.floor(random() * lines.length);
    const piece = lines.slice(at, at + 1 + Math.floor(random() * 10)).join('\n');
    return [
      ...lines.slice(0, at),
      `${piece}\n`.repeat(1 + Math.floor(random() * 300)),
      ...lines.slice(at),
    ].join('\n');
  },
  function nest(mail, random) {
    const depth = pick(NESTING, random);
    const open = Array.from(
      { length: depth },
      (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\n\n--b${i}\n`,
    );
    return `From: a@b.example\n${open.join('')}${mail}`;
  },
  function nestHtml(mail, random) {
    const depth = pick(NESTING, random) * 20;
    const tag = pick(['div', 'blockquote', 'table><tr><td', 'b', 'ul><li', 'span'], random);
    return `From: a@b.example\nContent-Type: text/html\n\n${`<${tag}>`.repeat(depth)}${mail}`;
  },
  function otherCharset(mail, random) {
    return mail.replace(/charset="?[^"\s;]+"?/gi, () => `charset="${pick(CHARSETS, random)}"`);
  },
  function otherEncoding(mail, random) {
    return mail.replace(
      /(Content-Transfer-Encoding:)[^\n]*/gi,
      (_, name: string) => `${name} ${pick(ENCODINGS, random)}`,
    );
  },
  function otherLineEnds(mail, random) {
    return mail.replace(/\r?\n/g, pick(['\r\n', '\r', '\n', '\n\n'], random));
  },
  function longLine(mail, random) {
    const at = Math.floor(random() * mail.length);
    return (
      mail.slice(0, at) +
      pick(['a', '<', '>', '-', ' ', '\0', '=?', '\t', 'é', '&amp;', '='], random).repeat(
        Math.floor(random() * 60_000),
      ) +
      mail.slice(at)
    );
  },
  function swapHalves(mail, random) {
    const at = Math.floor(random() * mail.length);
    return mail.slice(at) + mail.slice(0, at);
  },
];

/** One of the mails with one to four things done to it. */
export function mutatedMail(mails: readonly Buffer[], random: Random): Buffer {
  let mail = pick(mails, random).toString('latin1');
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--)
    mail = pick(MUTATIONS, random)(mail, random);
  return Buffer.from(mail, 'latin1');
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
