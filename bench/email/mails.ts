/** Support mails as mail programs write them: two forms of the text, a signature, a sender that our server has proven. */
const TROUBLES = [
  'My espresso machine leaks from the bottom since yesterday, there is a puddle under it every morning.',
  'The grinder makes a loud noise and then stops. I cleaned it as the manual says, without success.',
  'I was charged twice for my last order and would like the second payment back.',
  'The display stays dark after I switched it on, the fuse in the house is fine.',
  'The parcel has not arrived, the tracking has not changed for a week.',
];
const NAMES = ['Dana Reyes', 'Jonas Weber', 'Maria Rossi', 'Ann Lee', 'Tom Price'];
const SENDERS = 500;

/** The nth mail of n = 1, 2, ...: the same each time. */
export function aBenchMail(n: number): string {
  const trouble = TROUBLES[n % TROUBLES.length] ?? '';
  const name = NAMES[n % NAMES.length] ?? '';
  const address = `customer${n % SENDERS}@customers.test`;
  const serial = `CM-${String(1000 + (n % 9000))}-${String(10_000 + n).slice(0, 5)}`;
  const text = `Hello,\n\n${trouble} The serial number is ${serial}.\n\nBest regards\n${name}\n\n-- \n${name}\nExample Street ${n}\n`;
  const html = text
    .split('\n')
    .map(
      (line) =>
        `<div class="p" style="font-family:Calibri,sans-serif;font-size:11pt">${line || '<br>'}</div>`,
    );
  return [
    `Return-Path: <${address}>`,
    `Authentication-Results: mx.bench.test; spf=pass smtp.mailfrom=${address}; dkim=pass header.d=customers.test; dmarc=pass header.from=customers.test`,
    `Received: from mail.customers.test by mx.bench.test with ESMTPS id ${n}; Mon, 05 Jan 2026 10:00:00 +0000`,
    `From: ${name} <${address}>`,
    'To: support@bench.test',
    `Subject: Trouble with my machine (${n})`,
    `Message-ID: <bench-${n}@customers.test>`,
    'Date: Mon, 05 Jan 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="b${n}"`,
    '',
    `--b${n}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    `--b${n}`,
    'Content-Type: text/html; charset=utf-8',
    '',
    `<html><body>${html.join('\n')}</body></html>`,
    `--b${n}--`,
    '',
  ].join('\n');
}
