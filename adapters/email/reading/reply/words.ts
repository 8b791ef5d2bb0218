/**
 * The words that mail clients write around what they quote, as each client's own translations have them: Outlook,
 * Apple Mail, Gmail, Thunderbird, Yahoo, Samsung, GMX and WEB.DE, Mail.ru and Yandex, QQ and NetEase, Zoho, Proton.
 */

/** What a line of a quoted head says, by its label: "Von:" and "发件人：" are both `from`. */
export type HeadKind = 'from' | 'date' | 'to' | 'copy' | 'subject' | 'other';

const LABELS: Readonly<Record<HeadKind, string>> = {
  from: `from|von|absender|de|da|van|från|fra|od|lähettäjä|от|від|от кого|feladó|gönderen|kimden|expéditeur|mittente|
    remitente|remetente|afzender|avsändare|avsender|afsender|nadawca|odesílatel|odosielateľ|expeditor|από|pošiljatelj|
    šalje|pengirim|dari|người gửi|từ|發件人|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|מאת|من|saatja|nuo|de la|จาก`,
  date: `sent|date|date sent|sent at|gesendet|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviada em|enviado em|
    enviada|fecha|data|inviato|data invio|verzonden|verzonden op|skickat|skickat den|sendt|dato|lähetetty|päivämäärä|päiväys|
    wysłano|wysłane|data wysłania|odesláno|odoslané|dátum|elküldve|küldve|küldés ideje|gönderildi|gönderilme tarihi|tarih|
    отправлено|дата|дата отправки|надіслано|дата надсилання|изпратено|trimis|trimis la|dată|data trimiterii|στάλθηκε|
    εστάλη|ημερομηνία|poslano|poslato|dikirim|tanggal|đã gửi|ngày|gửi|message du|发送时间|發送時間|发送日期|时间|日期|寄件日期|傳送時間|傳送日期|送信日時|送信日|日付|日時|
    보낸 날짜|날짜|보낸날짜|נשלח|תאריך|تم الإرسال|تاريخ الإرسال|التاريخ|saadetud|kuupäev|nosūtīts|išsiųsta|ส่ง|วันที่`,
  to: `to|an|empfänger|à|a|para|aan|till|til|vastaanottaja|do|komu|címzett|kime|alıcı|кому|получатель|către|catre|προς|za|
    kepada|ke|đến|tới|người nhận|收件人|收件者|宛先|받는 사람|받는사람|אל|إلى|saaja|kam|kam|destinataire|destinatario|destinatário|
    adresat|odbiorca|ถึง`,
  copy: `cc|bcc|kopie|copie|copie à|copia|cópia|kopia|kopi|kopio|dw|udw|másolatot kap|bilgi|копия|копія|cópia para|
    κοιν\\.|κοινοποίηση|抄送|副本|副本抄送|密件抄送|참조|עותק|نسخة|kk|cc\\/bcc|kópia|tembusan|skrytá kopie`,
  subject: `subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|tárgy|konu|тема|
    тема письма|относно|subiect|θέμα|subjek|perihal|chủ đề|tiêu đề|主题|主題|主旨|件名|제목|נושא|الموضوع|teema|tēma|tema|เรื่อง`,
  other: `reply-to|reply to|antwort an|antwort|répondre à|responder a|responder para|risposta|rispondi a|beantwoorden|
    svar till|svar til|odpowiedz do|odpovědět|importance|wichtigkeit|priorität|priority|priorité|prioridad|prioridade|
    priorità|prioriteit|importancia|importância|importanza|prioritet|attachments|anlagen|anhänge|pièces jointes|
    archivos adjuntos|anexos|allegati|bijlagen|bilagor|vedlegg|załączniki|вложения|organization|message-id|mailed-by|
    signed-by|list-post|resent-from|resent-to|添付ファイル|附件|重要性|重要度|返信先|첨부파일|urgency|sensitivity|categories`,
};

const words = (list: string): string[] =>
  list
    .split('|')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const KIND_OF: ReadonlyMap<string, HeadKind> = new Map(
  (Object.keys(LABELS) as HeadKind[]).flatMap((kind) =>
    words(LABELS[kind]).map((word) => [word.replaceAll('\\', ''), kind] as const),
  ),
);

/** Labels are short: the longest known one and a little. */
const LABEL_CHARS_MAX = 30;

/** What the label of "Label: value" stands for; undefined where it is no label of a quoted head. */
export function headKindOf(line: string): { readonly kind: HeadKind; readonly value: string } | undefined {
  const colon = line.indexOf(':');
  if (colon < 1 || colon > LABEL_CHARS_MAX) return undefined;
  const label = line.slice(0, colon).trim().toLowerCase();
  const kind = KIND_OF.get(label);
  return kind && { kind, value: line.slice(colon + 1).trim() };
}

const any = (list: string): string => words(list).join('|');
/** A word of any script: `\b` knows Latin letters only. */
const before = '(?<![\\p{L}\\p{N}])';
const after = '(?![\\p{L}\\p{N}])';

/** "On", "Am", "Le" ... : how an attribution begins that names the date first. */
export const OPENS = new RegExp(
  `^(?:${any(`on|at|am|le|el|il|il giorno|op|em|no dia|a|den|dana|dne|dňa|dnia|w dniu|на|în|στις|vào|pada|pada tanggal|
    el día|el dia|in date|in data|around|de|在|于|於|בתאריך|في|kuupäeval|тази|ona|ti|ke|fre|man|tir|ons|tor|lør|søn|ma|ti|to|pe|la|su|
    wiadomość napisana przez|wiadomość od|missatge de|message de|mensaje de|dn\\.|dt\\.`)})${after}`,
  'iu',
);

/** "wrote", "schrieb", "a écrit" ... */
export const WROTE = new RegExp(
  `(?:${before}(?:${any(`wrote|writes|sent|sent the following|said|schrieb|schrieb am|schrieben|schreibt|hat geschrieben|a écrit|a ecrit|écrivait|
    escribió|escribio|ha escrito|escrito|ha scritto|scrisse|scrive|schreef|geschreven|heeft geschreven|escreveu|escreveram|
    skrev|skrifaði|kirjoitti|kirjutas|napisał|napisała|napisał\\(a\\)|napisał/a|napisano|pisze|napsal|napsala|napsal\\(a\\)|
    napísal|napísala|napísal\\(a\\)|napisao|napisala|je napisao|je napisala|je napisao/la|je napisal|piše|a írta|írta|
    ezt írta|şunu yazdı|yazdı|написал|написала|написал\\(а\\)|написала\\(а\\)|пишет|пише|написав|написала|написа|a scris|
    έγραψε|đã viết|menulis|je napísal|rakstīja|rašė|parašė|va escriure|ha escrit|idatzi du|scribed|כתב|כתבה|كتب|كتبت`)})(?:\\(a\\)|\\(а\\)|/a)?${after})|写道|寫道|写到|のメール|のメッセージ|は書きました|さんは書きました|님이 작성|작성|님의 말|เขียนว่า|เขียน`,
  'iu',
);

const FORWARDED = `forwarded message|forwarded mail|forwarded email|begin forwarded message|start of forwarded message|
  weitergeleitete nachricht|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|weitergeleitete mail|
  message transféré|message transmis|début du message transféré|début du message réexpédié|mensaje reenviado|
  inicio del mensaje reenviado|comienzo del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|doorgestuurd bericht|
  begin doorgestuurd bericht|mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada|vidarebefordrat meddelande|vidarebefordrat brev|
  vidarebefordrat mejl|vidarebefordrat mail|videresendt meddelelse|videresendt melding|videresendt besked|start på videresendt melding|start på videresendt besked|wiadomość przekazana|
  przekazana wiadomość|treść przekazanej wiadomości|początek przekazywanej wiadomości|początek wiadomości przekazanej dalej|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|
  конец пересылаемого сообщения|переслане повідомлення|переадресоване повідомлення|přeposlaná zpráva|předávaná zpráva|začátek přeposílané zprávy|preposlaná správa|
  továbbított üzenet|továbbított levél|iletilen mesaj|iletilen ileti|yönlendirilen ileti|mesaj redirecționat|mesaj redirectionat|
  välitetty viesti|edelleenlähetetty viesti|välitetty viesti alkaa|προωθημένο μήνυμα|pesan terusan|thư được chuyển tiếp|转发的邮件|转发邮件|已转发邮件|轉寄郵件|
  轉寄的郵件|已轉寄的郵件|開始轉寄郵件|开始转发的邮件|転送メッセージ|転送されたメッセージ|전달된 메시지|전달된 메일|הודעה שהועברה|رسالة معاد توجيهها`;

const ORIGINAL = `original message|original appointment|original email|original mail|reply message|replied message|
  ursprüngliche nachricht|originalnachricht|original-nachricht|ursprüngliche e-mail|ursprünglicher termin|original-mail|message d'origine|message original|message initial|
  mensaje original|mensaje de origen|messaggio originale|messaggio d'origine|oorspronkelijk bericht|origineel bericht|
  mensagem original|ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|opprinnelig melding|original besked|
  wiadomość oryginalna|oryginalna wiadomość|исходное сообщение|оригинальное сообщение|оригінальне повідомлення|вихідне повідомлення|původní zpráva|pôvodná správa|eredeti üzenet|
  orijinal mesaj|özgün ileti|orijinal ileti|mesaj original|mesajul original|alkuperäinen viesti|αρχικό μήνυμα|оригинално съобщение|pesan asli|tin nhắn gốc|
  原始邮件|原始郵件|原邮件|回复的原邮件|回复的邮件|元のメッセージ|オリジナルメッセージ|원본 메시지|원본 메일|original message follows|הודעה מקורית|الرسالة الأصلية|izvorna poruka|originalna poruka`;

export const FORWARDED_PHRASE = new RegExp(`^(?:${any(FORWARDED)})$`, 'iu');
export const ORIGINAL_PHRASE = new RegExp(`^(?:${any(ORIGINAL)})$`, 'iu');
