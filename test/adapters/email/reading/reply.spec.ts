/** The new words of a mail, parted from what mail clients put around them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitReply } from '../../../../adapters/email/reading/reply';

const WORDS = 'It still does not start.\n\nThe lamp stays red.';
const OURS = 'Have you tried to hold the button for ten seconds?';

/** How clients name the writer of what they quote below. */
const ATTRIBUTIONS: readonly (readonly [client: string, line: string])[] = [
  ['Gmail, English', 'On Mon, Jan 4, 2021 at 7:03 PM Ann Lee <ann@help.example> wrote:'],
  [
    'Gmail, wrapped',
    'On Mon, Jan 4, 2021 at 7:03 PM Ann Lee from the Support Team <\nann@help.example> wrote:',
  ],
  ['Gmail, wrapped before the verb', 'On Mon, Jan 4, 2021 at 7:03 PM Ann Lee <ann@help.example>\nwrote:'],
  ['Gmail, German', 'Am Mo., 4. Jan. 2021 um 19:03 Uhr schrieb Ann Lee <ann@help.example>:'],
  ['Gmail, French', 'Le lun. 4 janv. 2021 à 19:03, Ann Lee <ann@help.example> a écrit :'],
  ['Gmail, Spanish', 'El lun, 4 ene 2021 a las 19:03, Ann Lee (<ann@help.example>) escribió:'],
  ['Gmail, Italian', 'Il giorno lun 4 gen 2021 alle ore 19:03 Ann Lee <ann@help.example> ha scritto:'],
  ['Gmail, Portuguese', 'Em seg., 4 de jan. de 2021 às 19:03, Ann Lee <ann@help.example> escreveu:'],
  ['Gmail, Portugal', 'Ann Lee <ann@help.example> escreveu no dia segunda, 4/01/2021 à(s) 19:03:'],
  ['Gmail, Dutch', 'Op ma 4 jan. 2021 om 19:03 schreef Ann Lee <ann@help.example>:'],
  ['Gmail, Polish', 'pon., 4 sty 2021 o 19:03 Ann Lee <ann@help.example> napisał(a):'],
  ['Gmail, Swedish', 'Den mån 4 jan. 2021 kl 19:03 skrev Ann Lee <ann@help.example>:'],
  ['Gmail, Danish', 'Den man. 4. jan. 2021 kl. 19.03 skrev Ann Lee <ann@help.example>:'],
  ['Gmail, Norwegian', 'man. 4. jan. 2021 kl. 19:03 skrev Ann Lee <ann@help.example>:'],
  ['Gmail, Finnish', 'ma 4. tammik. 2021 klo 19.03 Ann Lee (ann@help.example) kirjoitti:'],
  ['Gmail, Czech', 'po 4. 1. 2021 v 19:03 odesílatel Ann Lee <ann@help.example> napsal:'],
  ['Gmail, Hungarian', 'Ann Lee <ann@help.example> ezt írta (időpont: 2021. jan. 4., H, 19:03):'],
  ['Gmail, Romanian', 'În lun., 4 ian. 2021 la 19:03, Ann Lee <ann@help.example> a scris:'],
  ['Gmail, Turkish', 'Ann Lee <ann@help.example>, 4 Oca 2021 Pzt, 19:03 tarihinde şunu yazdı:'],
  ['Gmail, Greek', 'Στις Δευ, 4 Ιαν 2021 στις 7:03 μ.μ., ο χρήστης Ann Lee <ann@help.example> έγραψε:'],
  ['Gmail, Russian', 'пн, 4 янв. 2021 г. в 19:03, Ann Lee <ann@help.example>:'],
  ['Gmail, Ukrainian', 'пн, 4 січ. 2021 р. о 19:03 Ann Lee <ann@help.example> пише:'],
  ['Gmail, Japanese', '2021年1月4日(月) 19:03 Ann Lee <ann@help.example>:'],
  ['Gmail, Chinese', 'Ann Lee <ann@help.example> 于2021年1月4日周一 19:03写道：'],
  ['Gmail, Taiwan', 'Ann Lee <ann@help.example> 於 2021年1月4日 週一 下午7:03寫道：'],
  ['Gmail, Korean', '2021년 1월 4일 (월) 오후 7:03, Ann Lee <ann@help.example>님이 작성:'],
  ['Gmail, Vietnamese', 'Vào Th 2, 4 thg 1, 2021 vào lúc 19:03 Ann Lee <ann@help.example> đã viết:'],
  ['Gmail, Indonesian', 'Pada tanggal Sen, 4 Jan 2021 pukul 19.03 Ann Lee <ann@help.example> menulis:'],
  ['Gmail, Hebrew', '‫בתאריך יום ב׳, 4 בינו׳ 2021 ב-19:03 מאת ‪Ann Lee‬‏ <‪ann@help.example‬‏>:‬'],
  ['Gmail, Catalan', 'Missatge de Ann Lee <ann@help.example> del dia dl., 4 de gen. 2021 a les 19:03:'],
  ['Apple Mail, English', 'On Jan 4, 2021, at 19:03, Ann Lee <ann@help.example> wrote:'],
  ['Apple Mail, British', 'On 4 Jan 2021, at 19:03, Ann Lee <ann@help.example> wrote:'],
  ['Apple Mail, German', 'Am 04.01.2021 um 19:03 schrieb Ann Lee <ann@help.example>:'],
  ['Apple Mail, French', 'Le 4 janv. 2021 à 19:03, Ann Lee <ann@help.example> a écrit :'],
  ['Apple Mail, Spanish', 'El 4 ene 2021, a las 19:03, Ann Lee <ann@help.example> escribió:'],
  ['Apple Mail, Dutch', 'Op 4 jan. 2021 om 19:03 heeft Ann Lee <ann@help.example> het volgende geschreven:'],
  [
    'Apple Mail, Polish',
    'Wiadomość napisana przez Ann Lee <ann@help.example> w dniu 04.01.2021, o godz. 19:03:',
  ],
  ['Apple Mail, Swedish', '4 jan. 2021 kl. 19:03 skrev Ann Lee <ann@help.example>:'],
  ['Apple Mail, Finnish', 'Ann Lee <ann@help.example> kirjoitti 4.1.2021 kello 19.03:'],
  ['Apple Mail, Japanese', '2021/01/04 19:03、Ann Lee <ann@help.example>のメール：'],
  ['Apple Mail, Chinese', '在 2021年1月4日，下午7:03，Ann Lee <ann@help.example> 写道：'],
  ['Apple Mail, Korean', '2021. 1. 4. 오후 7:03, Ann Lee <ann@help.example> 작성:'],
  ['Thunderbird, English', 'On 04/01/2021 19:03, Ann Lee wrote:'],
  ['Thunderbird, German', 'Am 04.01.21 um 19:03 schrieb Ann Lee:'],
  ['Thunderbird, French', 'Le 04/01/2021 à 19:03, Ann Lee a écrit :'],
  ['Thunderbird, Russian', '04.01.2021 19:03, Ann Lee пишет:'],
  ['Yahoo', '    On Monday, January 4, 2021, 7:03:00 PM GMT+1, Ann Lee <ann@help.example> wrote:  '],
  ['Proton', 'On Monday, January 4th, 2021 at 7:03 PM, Ann Lee <ann@help.example> wrote:'],
  ['Zoho', '---- On Mon, 04 Jan 2021 19:03:00 +0100 Ann Lee <ann@help.example> wrote ----'],
  ['Horde', 'Quoting Ann Lee <ann@help.example>:'],
  ['Horde, German', 'Zitat von Ann Lee <ann@help.example>:'],
  ['Lotus Notes', 'Ann Lee/DESK/US wrote on 01/04/2021 07:03:00 PM:'],
  ['Lotus Notes, with dashes', '-----Ann Lee <ann@help.example> wrote: -----'],
  ['Spark', 'On 4 Jan 2021, 19:03 +0100, Ann Lee <ann@help.example>, wrote:'],
  ['mutt', '* Ann Lee <ann@help.example> [2021-01-04 19:03]:'],
  ['Gnus', 'Ann Lee <ann@help.example> writes:'],
  ['Evolution, German', 'Am Montag, dem 04.01.2021 um 19:03 +0100 schrieb Ann Lee:'],
  ['KMail', 'On Monday, 4 January 2021 19:03:00 CET Ann Lee wrote:'],
  ['Roundcube, Hungarian', '2021. 01. 04. 19:03 keltezéssel, Ann Lee írta:'],
  ['Samsung', '---- Ann Lee wrote ----'],
  ['Gmail, Polish, old', 'W dniu 4 stycznia 2021 19:03 użytkownik Ann Lee <ann@help.example>\nnapisał:'],
  ['Mail.ru', 'Понедельник, 4 января 2021, 19:03 +03:00 от Ann Lee <ann@help.example>:'],
  ['Yandex', '04.01.2021, 19:03, "Ann Lee" <ann@help.example>:'],
  ['NetEase', '在 2021-01-04 19:03:00，"Ann Lee" <ann@help.example> 写道：'],
  ['Outlook on the Mac, plain', 'On 1/4/21, 7:03 PM, "Ann Lee" <ann@help.example> wrote:'],
];

/** What clients put above a mail that they quote whole. */
const HEADS: readonly (readonly [client: string, head: string])[] = [
  [
    'Outlook, English',
    'From: Ann Lee <ann@help.example>\nSent: Monday, January 4, 2021 7:03 PM\nTo: Bob <bob@x.example>\nSubject: RE: Lamp',
  ],
  ['Outlook, no addresses', 'From: Ann Lee\nSent: 04 January 2021 19:03\nTo: Bob\nCc: Carl\nSubject: Lamp'],
  [
    'Outlook, emphasised',
    '*From:* Ann Lee <ann@help.example>\n*Sent:* Monday, January 4, 2021 7:03 PM\n*To:* Bob\n*Subject:* Lamp',
  ],
  [
    'Outlook, German',
    'Von: Ann Lee <ann@help.example>\nGesendet: Montag, 4. Januar 2021 19:03\nAn: Bob\nBetreff: AW: Lamp',
  ],
  [
    'Outlook, French',
    'De : Ann Lee <ann@help.example>\nEnvoyé : lundi 4 janvier 2021 19:03\nÀ : Bob\nObjet : RE: Lamp',
  ],
  [
    'Outlook, Spanish',
    'De: Ann Lee <ann@help.example>\nEnviado el: lunes, 4 de enero de 2021 19:03\nPara: Bob\nAsunto: RE: Lamp',
  ],
  [
    'Outlook, Italian',
    'Da: Ann Lee <ann@help.example>\nInviato: lunedì 4 gennaio 2021 19:03\nA: Bob\nOggetto: R: Lamp',
  ],
  [
    'Outlook, Dutch',
    'Van: Ann Lee <ann@help.example>\nVerzonden: maandag 4 januari 2021 19:03\nAan: Bob\nOnderwerp: RE: Lamp',
  ],
  [
    'Outlook, Portuguese',
    'De: Ann Lee <ann@help.example>\nEnviada em: segunda-feira, 4 de janeiro de 2021 19:03\nPara: Bob\nAssunto: RES: Lamp',
  ],
  [
    'Outlook, Polish',
    'Od: Ann Lee <ann@help.example>\nWysłano: poniedziałek, 4 stycznia 2021 19:03\nDo: Bob\nTemat: RE: Lamp',
  ],
  [
    'Outlook, Swedish',
    'Från: Ann Lee <ann@help.example>\nSkickat: den 4 januari 2021 19:03\nTill: Bob\nÄmne: SV: Lamp',
  ],
  [
    'Outlook, Danish',
    'Fra: Ann Lee <ann@help.example>\nSendt: 4. januar 2021 19:03\nTil: Bob\nEmne: SV: Lamp',
  ],
  [
    'Outlook, Finnish',
    'Lähettäjä: Ann Lee <ann@help.example>\nLähetetty: maanantai 4. tammikuuta 2021 19:03\nVastaanottaja: Bob\nAihe: VS: Lamp',
  ],
  [
    'Outlook, Czech',
    'Od: Ann Lee <ann@help.example>\nOdesláno: pondělí 4. ledna 2021 19:03\nKomu: Bob\nPředmět: RE: Lamp',
  ],
  [
    'Outlook, Hungarian',
    'Feladó: Ann Lee <ann@help.example>\nElküldve: 2021. január 4., hétfő 19:03\nCímzett: Bob\nTárgy: RE: Lamp',
  ],
  [
    'Outlook, Turkish',
    'Kimden: Ann Lee <ann@help.example>\nGönderildi: 4 Ocak 2021 Pazartesi 19:03\nKime: Bob\nKonu: YNT: Lamp',
  ],
  [
    'Outlook, Russian',
    'От: Ann Lee <ann@help.example>\nОтправлено: 4 января 2021 г. 19:03\nКому: Bob\nТема: RE: Lamp',
  ],
  [
    'Outlook, Japanese',
    '差出人: Ann Lee <ann@help.example>\n送信日時: 2021年1月4日 19:03\n宛先: Bob\n件名: RE: Lamp',
  ],
  [
    'Outlook, Chinese',
    '发件人: Ann Lee <ann@help.example>\n发送时间: 2021年1月4日 19:03\n收件人: Bob\n主题: 回复: Lamp',
  ],
  [
    'Outlook, Korean',
    '보낸 사람: Ann Lee <ann@help.example>\n보낸 날짜: 2021년 1월 4일 월요일 오후 7:03\n받는 사람: Bob\n제목: RE: Lamp',
  ],
  [
    'Outlook on the web',
    '________________________________\nFrom: Ann Lee <ann@help.example>\nSent: Monday, January 4, 2021 7:03 PM\nTo: Bob <bob@x.example>\nSubject: Re: Lamp',
  ],
  [
    'Outlook, old',
    '-----Original Message-----\nFrom: Ann Lee [mailto:ann@help.example] \nSent: Monday, January 4, 2021 7:03 PM\nTo: Bob\nSubject: Lamp',
  ],
  [
    'Outlook, old, German',
    '-----Ursprüngliche Nachricht-----\nVon: Ann Lee [mailto:ann@help.example]\nGesendet: Montag, 4. Januar 2021 19:03\nAn: Bob\nBetreff: Lamp',
  ],
  [
    'Outlook on the Mac',
    'From: Ann Lee <ann@help.example>\nDate: Monday, 4 January 2021 at 19:03\nTo: Bob <bob@x.example>\nSubject: Re: Lamp',
  ],
  [
    'GMX',
    'Gesendet: Montag, 04. Januar 2021 um 19:03 Uhr\nVon: "Ann Lee" <ann@help.example>\nAn: bob@x.example\nBetreff: Re: Lamp',
  ],
  [
    'Samsung',
    '-------- Original message --------\nFrom: Ann Lee <ann@help.example> \nDate: 04/01/2021  19:03  (GMT+01:00) \nTo: bob@x.example \nSubject: Re: Lamp ',
  ],
  [
    'QQ',
    '------------------ 原始邮件 ------------------\n发件人: "Ann Lee" <ann@help.example>;\n发送时间: 2021年1月4日(星期一) 晚上7:03\n收件人: "Bob"<bob@x.example>;\n主题: Re: Lamp',
  ],
  [
    'Proton, old',
    '‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, January 4, 2021 7:03 PM, Ann Lee <ann@help.example> wrote:',
  ],
  ['GroupWise', '>>> "Ann Lee" <ann@help.example> 1/4/2021 7:03 PM >>>'],
  [
    'eM Client',
    '------ Original Message ------\nFrom "Ann Lee" <ann@help.example>\nTo "Bob" <bob@x.example>\nDate 1/4/2021 7:03:00 PM\nSubject Re: Lamp',
  ],
  [
    'SFR',
    '========================================\n\nMessage du : 04/01/2021 19:03\nDe : "Ann Lee" <ann@help.example>\nA : bob@x.example\nCopie à : \nSujet : Re: Lamp',
  ],
  [
    'T-Online',
    '-----Original-Nachricht-----\nBetreff: Lamp\nDatum: 2021-01-04T19:03:00+0100\nVon: "Ann Lee" <ann@help.example>\nAn: "Bob" <bob@x.example>',
  ],
  [
    'Outlook, Hebrew',
    '\u200fמאת: Ann Lee <ann@help.example>\nנשלח: יום שני 4 ינואר 2021 19:03\nאל: Bob\nנושא: RE: Lamp',
  ],
  ['a help desk', '##- Please type your reply above this line -##'],
  ['Lotus Notes', 'From:\tAnn Lee <ann@help.example>\nTo:\tBob\nDate:\t04.01.2021 19:03\nSubject:\tLamp'],
];

const FORWARDS: readonly (readonly [client: string, head: string])[] = [
  [
    'Gmail',
    '---------- Forwarded message ---------\nFrom: Ann Lee <ann@help.example>\nDate: Mon, Jan 4, 2021 at 7:03 PM\nSubject: Lamp\nTo: <bob@x.example>',
  ],
  [
    'Apple Mail',
    'Begin forwarded message:\n\nFrom: Ann Lee <ann@help.example>\nSubject: Lamp\nDate: 4 January 2021 at 19:03:00 CET\nTo: Bob <bob@x.example>',
  ],
  [
    'Apple Mail, German',
    'Anfang der weitergeleiteten Nachricht:\n\nVon: Ann Lee <ann@help.example>\nBetreff: Lamp\nDatum: 4. Januar 2021 um 19:03:00 MEZ\nAn: Bob <bob@x.example>',
  ],
  [
    'Thunderbird',
    '-------- Forwarded Message --------\nSubject: \tLamp\nDate: \tMon, 4 Jan 2021 19:03:00 +0100\nFrom: \tAnn Lee <ann@help.example>\nTo: \tBob',
  ],
];

const CLIENT_LINES = [
  'Sent from my iPhone',
  'Sent from my Samsung Galaxy smartphone.',
  'Sent from Yahoo Mail on Android',
  'Sent from Outlook for Android',
  'Sent from Mail for Windows',
  'Get Outlook for iOS',
  'Get Outlook for iOS<https://aka.ms/o0ukef>',
  'Sent with Proton Mail secure email.',
  'Von meinem iPhone gesendet',
  'Gesendet mit der GMX Mail App',
  'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
  'Holen Sie sich Outlook für Android',
  'Envoyé de mon iPhone',
  'Envoyé à partir de Outlook pour Android',
  'Télécharger Outlook pour iOS',
  'Enviado desde mi iPhone',
  'Enviado do meu iPhone',
  'Obter o Outlook para iOS',
  'Inviato da iPhone',
  'Inviato da Yahoo Mail su Android',
  'Verstuurd vanaf mijn iPhone',
  'Verzonden vanuit Mail voor Windows',
  'Wysłane z iPhone',
  'Skickat från min iPhone',
  'Sendt fra min iPhone',
  'Lähetetty iPhonesta',
  'Odesláno z mého iPhonu',
  'Отправлено с iPhone',
  'iPhoneから送信',
  '发自我的iPhone',
  '나의 iPhone에서 보냄',
  'iPhone’umdan gönderildi',
];

/** What customers write and what must not be taken for a client's words. */
const THEIRS: readonly (readonly [what: string, text: string])[] = [
  ['a form', 'From: Berlin\nTo: Munich\nDate: 5 May 2021\n\nPlease book this for me.'],
  [
    'a question with a colon',
    'On Friday I called, and your colleague said:\n\nyou get your money back.\n\nWhere is it?',
  ],
  ['a story of writing', 'I wrote to you on 4 May.\n\nNobody wrote back.'],
  ['a list after a colon', 'I ordered on 05.05.2021 with bob@x.example, these items:\n\n- a lamp\n- a bulb'],
  ['how it was sent', 'I returned the parcel.\n\nSent via DHL on Monday.'],
  [
    'where it was sent from',
    'I returned the lamp.\n\nSent from my office in Leeds, it should be with you soon.',
  ],
  ['a log', 'It says:\n\n> connection refused\n> retrying\n\nWhat does that mean?'],
  ['a table', '| part | state |\n| --- | --- |\n| lamp | red |'],
  ['a subject line', 'Subject: broken lamp\n\nThe lamp is broken.'],
  ['an address on its own', 'Please write to:\n\nbob@x.example'],
  ['code', 'This fails:\n\n```\nif (a > b) {\n#####\n}\n```\n\nWhy?'],
  ['a rule between parts', 'The first lamp is red.\n\n-----\n\nThe second lamp is dark.'],
  ['an order', 'No: 4711\nDate: 4 May 2021\nSubject: lamp\n\nWhere is it?'],
  [
    'lines of a log',
    'It says:\n\n2021-01-04 10:00 GMT+01:00 lamp not found\n2021-01-04 10:01 GMT+01:00 giving up\n\nWhy?',
  ],
  ['what somebody said', 'Ann Lee <ann@lamps.example> told me on 05.05.2021:\nit will come.\n\nIt did not.'],
  ['an option', 'I run it with\n\nlamp --verbose\n\nand it stops.'],
];

const quoted = (text: string): string => text.replace(/^/gm, '> ');
const textOf = (mail: string): string => splitReply(mail).text;

describe('the new words of a mail', () => {
  describe('above a quote', () => {
    for (const [client, line] of ATTRIBUTIONS) {
      it(client, () => {
        assert.equal(textOf(`${WORDS}\n\n${line}\n\n${quoted(OURS)}\n`), WORDS);
        assert.equal(textOf(`${WORDS}\n${line}\n${quoted(OURS)}\n`), WORDS, 'without blank lines');
        assert.equal(textOf(`${WORDS}\n\n${line}\n\n${OURS}\n`), WORDS, 'without marks');
        assert.equal(textOf(`${WORDS}\n\n${quoted(`${line}\n\n${OURS}`)}\n`), WORDS, 'inside the quote');
      });
    }
  });

  describe('above a whole mail', () => {
    for (const [client, head] of [...HEADS, ...FORWARDS]) {
      it(client, () => {
        assert.equal(textOf(`${WORDS}\n\n${head}\n\n${OURS}\n`), WORDS);
        assert.equal(textOf(`${WORDS}\r\n\r\n${head.replaceAll('\n', '\r\n')}\r\n\r\n${OURS}\r\n`), WORDS);
      });
    }
  });

  describe('below a quote', () => {
    for (const [client, line] of ATTRIBUTIONS)
      it(client, () => assert.equal(textOf(`${line}\n${quoted(OURS)}\n\n${WORDS}\n`), WORDS));
  });

  it('between quotes, with what they answer', () => {
    const answers = '> Which lamp?\n\nThe tall one.\n\n> Since when?\n\nSince Monday.';
    assert.equal(textOf(`On 04/01/2021 19:03, Ann Lee wrote:\n${answers}\n`), answers);
    assert.equal(
      textOf(`Hello Ann,\n\nOn 04/01/2021 19:03, Ann Lee wrote:\n${answers}\n> Bye\n`),
      `Hello Ann,\n\n${answers}`,
    );
  });

  describe('are not what a client adds below them', () => {
    for (const line of CLIENT_LINES)
      it(line, () => {
        assert.equal(textOf(`${WORDS}\n\n${line}\n`), WORDS);
        assert.equal(
          textOf(`${WORDS}\n\n${line}\n\nOn 04/01/2021 19:03, Ann Lee wrote:\n${quoted(OURS)}\n`),
          WORDS,
        );
      });
  });

  it('end with marked lines of their own where the mail answers nothing', () => {
    const log = 'It says:\n\n> connection refused\n> retrying';
    assert.equal(splitReply(log, { answers: false }).text, log);
    assert.equal(splitReply(log, { answers: true }).text, 'It says:');
  });

  describe('are all that a customer wrote', () => {
    for (const [what, text] of THEIRS)
      it(what, () => {
        const read = splitReply(`${text}\n`);
        assert.equal(read.text, text);
        assert.equal(read.signature, undefined);
      });
  });

  describe('of a mail that is only passed on are the passed on ones', () => {
    for (const [client, head] of FORWARDS) {
      it(client, () => {
        assert.equal(textOf(`${head}\n\n\n${WORDS}\n`), WORDS);
        assert.equal(textOf(`-- \nBob\n\n${head}\n\n\n${WORDS}\n`), WORDS, 'below a signature');
      });
    }
  });

  it('an answer that says nothing is empty, not what it quotes', () => {
    for (const [, head] of HEADS)
      assert.equal(splitReply(`${head}\n\n${OURS}\n`, { answers: true }).text, '');
  });

  it('a link that was torn out of a quote is still of the quote', () => {
    const torn = '> See the page\n(https://help.example/a/very/long/one) >\n> and write again';
    assert.equal(textOf(`${WORDS}\n\nOn 04/01/2021 19:03, Ann Lee wrote:\n\n${torn}\n`), WORDS);
  });

  it('a signature is parted and kept', () => {
    const read = splitReply(`${WORDS}\n\n-- \nBob Ray\nLamps Ltd\n`);
    assert.deepEqual([read.text, read.signature], [WORDS, 'Bob Ray\nLamps Ltd']);
  });

  it('a long text below "--" is no signature', () => {
    const long = Array.from({ length: 40 }, (_, i) => `Line ${i} of the report.`).join('\n');
    assert.match(textOf(`${WORDS}\n--\n${long}\n`), /Line 39/);
  });

  it("a list's foot goes", () => {
    const foot =
      '_______________________________________________\nlamps mailing list\nlamps@lists.example\nhttps://lists.example/listinfo/lamps';
    assert.equal(textOf(`${WORDS}\n\n${foot}\n`), WORDS);
  });

  it('are always words that the mail has, whatever it says', () => {
    const pieces = fc.constantFrom(
      ...ATTRIBUTIONS.map(([, line]) => line),
      ...HEADS.map(([, head]) => head),
      ...CLIENT_LINES,
      '> ',
      '>> ',
      '--',
      '\n',
      ':',
      '<',
      '@',
      OURS,
      WORDS,
      '\0',
      '\r',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' }))), (parts) => {
        const mail = parts.join('\n');
        const plain = (text: string): string => text.replace(/[\s\0]+/g, '');
        const { text } = splitReply(mail);
        const all = plain(mail);
        for (const line of text.split('\n')) assert.ok(all.includes(plain(line)), JSON.stringify(line));
      }),
    );
  });
});
