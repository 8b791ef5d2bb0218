/** Which mails a program wrote, and which a person: nothing answers the first by itself. */
import assert from 'node:assert/strict';
import { readNow } from '../../../../adapters/email/reading/read';
import type { ReadOptions } from '../../../../adapters/email/reading';
import type { ReadMail } from '../../../../cases/mail/mail';
import { aMultipart, aRawMail, type RawParts } from './rawMail';

const read = async (raw: Buffer, options: ReadOptions = {}): Promise<ReadMail> =>
  (await readNow(raw, options)).mail;
const kindOf = async (parts: RawParts, options?: ReadOptions): Promise<string> =>
  (await read(aRawMail(parts), options)).kind;

const ANSWERS = { 'In-Reply-To': '<ours@desk.example>' };

describe('an automatic mail is told', () => {
  const headers: readonly Readonly<Record<string, string>>[] = [
    { 'Auto-Submitted': 'auto-replied' },
    { 'Auto-Submitted': 'auto-generated; owner-email="a@b.example"' },
    { 'Auto-Submitted': 'AUTO-NOTIFIED' },
    { 'X-Auto-Response-Suppress': 'All' },
    { 'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply' },
    { Precedence: 'bulk' },
    { Precedence: 'junk' },
    { Precedence: 'list' },
    { Precedence: 'auto_reply' },
    { 'List-Id': 'Lamps <lamps.lists.example>' },
    { 'List-Unsubscribe': '<https://lists.example/u>' },
    { 'Return-Path': '<>' },
    { 'X-Autoreply': 'yes' },
    { 'X-Autorespond': '1' },
    { 'X-Auto-Reply-From': 'x', 'X-AutoReply-From': 'bob@lamps.example' },
    { 'Feedback-ID': '1.eu-west-1:AmazonSES' },
    { From: 'no-reply@lamps.example' },
    { From: 'Mail Delivery System <MAILER-DAEMON@lamps.example>' },
    { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=cut' },
    { 'Content-Type': 'multipart/report; report-type="feedback-report"; boundary=cut' },
  ];
  for (const header of headers) {
    it(`by its header: ${JSON.stringify(header)}`, async () => {
      const mail = await read(aRawMail({ headers: header }));
      assert.equal(mail.kind, 'automatic');
      assert.ok(mail.kindReason);
    });
  }

  const notes: readonly (readonly [subject: string, text: string])[] = [
    [
      'Automatic reply: Your case CAS-1001',
      'I am out of the office until 12 January with limited access to email.',
    ],
    ['Out of Office: Re: Your case', 'Thank you for your message. I will be back on Monday.'],
    ['Out of office', 'I am on annual leave and will return on 4 May.'],
    ['Re: Out of the office', 'I am away until Friday.'],
    ['OOO: Lamp', 'I am on vacation until Monday.'],
    [
      'Abwesenheitsnotiz: Ihr Fall',
      'Ich bin bis 12. Januar nicht im Büro. Ihre Nachricht wird nicht weitergeleitet.',
    ],
    ['Automatische Antwort: Ihr Fall', 'Vielen Dank. Ich bin im Urlaub und ab Montag wieder erreichbar.'],
    ['Réponse automatique : Votre dossier', "Je suis absent du bureau jusqu'au 12 janvier."],
    ['Respuesta automática: Su caso', 'Estoy fuera de la oficina hasta el 12 de enero.'],
    ['Risposta automatica: Il suo caso', 'Sono in ferie fino al 12 gennaio.'],
    ['Automatisch antwoord: Uw zaak', 'Ik ben tot 12 januari afwezig.'],
    ['Resposta automática: O seu caso', 'Estou de férias até 12 de janeiro.'],
    ['Automatyczna odpowiedź: Sprawa', 'Jestem na urlopie do 12 stycznia.'],
    ['Autosvar: Ditt ärende', 'Jag är på semester till den 12 januari.'],
    ['Automatisk svar: Saken din', 'Jeg er på ferie til 12. januar.'],
    ['Automaattinen vastaus: Tapaus', 'Olen lomalla 12.1. asti.'],
    ['Automatická odpověď: Případ', 'Jsem na dovolené do 12. ledna.'],
    ['Otomatik yanıt: Talep', 'Şu anda ofis dışındayım.'],
    ['Автоматический ответ: Обращение', 'Я в отпуске до 12 января.'],
    ['自動応答: お問い合わせ', '12日まで休暇をいただいております。'],
    ['自动回复: 您的工单', '我正在休假，12日回来。'],
    ['자동 회신: 문의', '12일까지 휴가입니다.'],
    ['Re: Your case', 'This is an automated response. We have received your message.'],
    ['AW: Ihr Fall', 'Dies ist eine automatisch generierte Nachricht, bitte antworten Sie nicht.'],
    ['Votre demande', 'Ceci est une réponse automatique.'],
  ];
  for (const [subject, text] of notes)
    it(`without a header: ${subject}`, async () => {
      assert.equal(await kindOf({ headers: { Subject: subject, ...ANSWERS }, body: text }), 'automatic');
    });

  const people: readonly (readonly [what: string, mail: RawParts])[] = [
    [
      'a machine',
      {
        headers: { Subject: 'Out of office coffee machine' },
        body: 'The coffee machine out of the office kitchen is broken.',
      },
    ],
    [
      'a question about the feature',
      {
        headers: { Subject: 'Out of office: how do I set it?' },
        body: 'I will be on leave on Monday. How do I switch it on?',
      },
    ],
    [
      'a question about the feature, answered',
      { headers: { Subject: 'Automatic reply does not work', ...ANSWERS }, body: 'It sends nothing.' },
    ],
    [
      'a reply under an automatic subject',
      {
        headers: { Subject: 'Vacation booking' },
        body: 'We are on vacation from Monday. Please cancel the tickets.',
      },
    ],
    [
      'somebody who will be away',
      {
        headers: { Subject: 'Re: Lamp', ...ANSWERS },
        body: 'Please send it before Friday, I will be out of the office from then on.',
      },
    ],
    [
      'absence of a part',
      { headers: { Subject: 'Absence: missing screws' }, body: 'Four screws are not in the box.' },
    ],
    ['"no" in so many words', { headers: { 'Auto-Submitted': 'no' } }],
    ['"no" with a comment', { headers: { 'Auto-Submitted': 'no (a person)' } }],
    ['reports suppressed only', { headers: { 'X-Auto-Response-Suppress': 'DR, RN, NRN' } }],
    ['a form of a web site', { headers: { From: 'noreply@shop.example', 'Reply-To': 'bob@lamps.example' } }],
    ['an ordinary envelope', { headers: { 'Return-Path': '<bob@lamps.example>' } }],
    ['a name that begins like a machine', { headers: { From: 'norepland@lamps.example' } }],
    ['urgent mail', { headers: { Precedence: 'first-class' } }],
    [
      'a customer who quotes an automatic answer',
      {
        headers: { Subject: 'Re: Lamp', ...ANSWERS },
        body: 'What does this mean?\n\nOn 4 Jan 2021, at 19:03, Desk <help@desk.example> wrote:\n> This is an automated response.',
      },
    ],
  ];
  for (const [what, mail] of people)
    it(`and a person's is not: ${what}`, async () => assert.equal(await kindOf(mail), 'message'));

  it('and a list of our own is only a road to us', async () => {
    const headers = {
      'List-Id': 'Help <help.desk.example>',
      Precedence: 'list',
      'List-Unsubscribe': '<mailto:x@desk.example>',
    };
    assert.equal(await kindOf({ headers }, { ownLists: ['help.desk.example'] }), 'message');
    assert.equal(
      await kindOf(
        { headers: { ...headers, 'Auto-Submitted': 'auto-replied' } },
        { ownLists: ['help.desk.example'] },
      ),
      'automatic',
    );
  });
});

describe('a delivery report is told and read', () => {
  const report = (status: string): Buffer =>
    aMultipart(
      'multipart/report; report-type=delivery-status',
      [
        'Content-Type: text/plain\n\nYour mail was not delivered.',
        `Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.desk.example\n\n${status}`,
        'Content-Type: message/rfc822\n\nMessage-ID: <ours@desk.example>\nSubject: Your case\n\nHello',
      ],
      { From: 'MAILER-DAEMON@mx.desk.example', 'Return-Path': '<>' },
    );

  it('by RFC 3464', async () => {
    const mail = await read(
      report(
        'Final-Recipient: rfc822; Bob@Lamps.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n  no such user',
      ),
    );
    assert.equal(mail.kind, 'bounce');
    assert.deepEqual(mail.bounce, {
      recipient: 'bob@lamps.example',
      status: '5.1.1',
      permanent: true,
      diagnostic: '550 5.1.1 no such user',
      messageId: 'ours@desk.example',
    });
  });

  it('a delay is not for good', async () => {
    const mail = await read(
      report('Final-Recipient: rfc822; bob@lamps.example\nAction: delayed\nStatus: 4.4.1'),
    );
    assert.deepEqual([mail.kind, mail.bounce?.permanent, mail.bounce?.status], ['bounce', false, '4.4.1']);
  });

  it('of several recipients the failed one counts; success is no bounce', async () => {
    const delivered = 'Final-Recipient: rfc822; ann@lamps.example\nAction: delivered\nStatus: 2.0.0';
    const both = await read(
      report(`${delivered}\n\nFinal-Recipient: rfc822; bob@lamps.example\nAction: failed\nStatus: 5.2.2`),
    );
    assert.equal(both.bounce?.recipient, 'bob@lamps.example');
    assert.equal((await read(report(delivered))).kind, 'automatic');
  });

  const texts: readonly (readonly [
    server: string,
    mail: RawParts,
    recipient: string | undefined,
    permanent: boolean,
  ])[] = [
    [
      'qmail',
      {
        headers: { From: 'MAILER-DAEMON@mx.example', Subject: 'failure notice' },
        body: "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<bob@lamps.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <ours@desk.example>\nSubject: Your case\n",
      },
      'bob@lamps.example',
      true,
    ],
    [
      'Exim',
      {
        headers: {
          From: 'Mail Delivery System <Mailer-Daemon@mx.example>',
          Subject: 'Mail delivery failed: returning message to sender',
          'X-Failed-Recipients': 'bob@lamps.example',
        },
        body: 'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error.\n',
      },
      'bob@lamps.example',
      true,
    ],
    [
      'Exchange',
      {
        headers: { From: 'postmaster@lamps.example', Subject: 'Undeliverable: Your case' },
        body: "Delivery has failed to these recipients or groups:\n\nbob@lamps.example\nThe email address you entered couldn't be found.\n\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'\n",
      },
      'bob@lamps.example',
      true,
    ],
    [
      'Exchange, German',
      {
        headers: { From: 'postmaster@lamps.example', Subject: 'Unzustellbar: Ihr Fall' },
        body: 'Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nbob@lamps.example\n',
      },
      'bob@lamps.example',
      true,
    ],
    [
      'Postfix, a warning',
      {
        headers: { From: 'MAILER-DAEMON@mx.example', Subject: 'Delayed Mail (still being retried)' },
        body: 'This is the mail system at host mx.example.\n\nYour message could not be delivered for more than 4 hour(s).\nIt will be retried until it is 5 day(s) old.\n\n<bob@lamps.example>: connect to lamps.example: Connection timed out\n',
      },
      'bob@lamps.example',
      false,
    ],
  ];
  for (const [server, mail, recipient, permanent] of texts)
    it(`by ${server}'s words`, async () => {
      const found = await read(aRawMail(mail));
      assert.equal(found.kind, 'bounce');
      assert.deepEqual([found.bounce?.recipient, found.bounce?.permanent], [recipient, permanent]);
    });

  it('the mail that did not arrive is named', async () => {
    const [, qmail] = texts[0]!;
    assert.equal((await read(aRawMail(qmail))).bounce?.messageId, 'ours@desk.example');
  });

  it("and a customer's words about one are not", async () => {
    assert.equal(
      await kindOf({
        headers: { Subject: 'Undeliverable: what does that mean?' },
        body: 'My mail could not be delivered. <ann@lamps.example>: 550 5.1.1',
      }),
      'message',
    );
  });
});

describe('a calendar mail', () => {
  const event = (method: string): string =>
    `BEGIN:VCALENDAR\nMETHOD:${method}\nBEGIN:VEVENT\nSUMMARY:Visit\nEND:VEVENT\nEND:VCALENDAR`;

  it('is told by what it schedules', async () => {
    for (const method of ['REQUEST', 'REPLY', 'CANCEL']) {
      const mail = await read(
        aMultipart('multipart/alternative', [
          'Content-Type: text/plain\n\nVisit',
          `Content-Type: text/calendar; method=${method}\n\n${event(method)}`,
        ]),
      );
      assert.deepEqual([mail.kind, mail.kindReason], ['calendar', `text/calendar: ${method}`]);
    }
  });

  it('is not one that only has a calendar file with it', async () => {
    const mail = await read(
      aMultipart('multipart/mixed', [
        'Content-Type: text/plain\n\nMy flight',
        `Content-Type: text/calendar\nContent-Disposition: attachment; filename=flight.ics\n\n${event('REQUEST')}`,
      ]),
    );
    assert.equal(mail.kind, 'message');
    const published = await read(
      aMultipart('multipart/mixed', [
        'Content-Type: text/plain\n\nMy flight',
        `Content-Type: text/calendar\n\n${event('PUBLISH')}`,
      ]),
    );
    assert.equal(published.kind, 'message');
  });
});
