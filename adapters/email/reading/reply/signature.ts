/** What stands below the words: the "-- " signature, "Sent from my iPhone", rules, and a mailing list's foot. */
import { isBlank, type Line } from './lines';
import { SIGNATURE_BELOW } from './marks';

const FREE_SIGNATURE_LINES_MAX = 15; // below "--" without the blank that RFC 3676 wants, longer is text
const LIST_FOOT_LINES_MAX = 8;

/** RFC 3676, 4.3; the blank is lost on many roads, and some services set a dash of their own. */
const DELIMITER = /^(?:--|—|––|−−)$/;
const RULE = /^(?:[-_=~*#+.•·—–─━]{2,}|ᐧ|[-_=~*#+•·—–]\s?(?:[-_=~*#+•·—–]\s?){3,})$/u;
const LONG_RULE = /^[_=-]{10,}$/;
const LIST_WORDS = /mailing list|mailman|listinfo|unsubscribe|google groups|subscribed to/i;

const DEVICE =
  `i-?phone|i-?pad|i-?pod|apple watch|mac(?:book)?|android|galaxy|samsung|huawei|honor|xiaomi|redmi|oneplus|oppo|vivo|
  realme|nokia|motorola|moto|pixel|htc|lg|sony|xperia|black ?berry|windows(?: \\d+| phone| mail)?|tablet|smartphone|mobile|mobiltelefon|mobilgerät|
  handy|telefon|téléphone|telefono|teléfono|telemóvel|celular|móvil|móviles|mobiel|mobil|phone|cell|device|outlook|yahoo|gmail|e?mail|email|mailbox|airmail|spark|proton|
  aol|thunderbird|k-9|edison|superhuman|newton|polymail|boomerang|bluemail|blue mail|spike|fairemail|hey|zoho|gmx|web\\.de|t-online|mail\\.ru|
  yandex|inbox|nine|touchdown|libero|virgilio|orange|laposte|sfr|free|seznam|рамблер|почт[ыи]|почта|айфона|телефона|смартфона|
  мобильного|пошти`.replace(/\s*\n\s*/g, '');
const NAMES_DEVICE = new RegExp(`(?<![\\p{L}])(?:${DEVICE})(?![\\p{L}])`, 'iu');

/** "Sent from ..." by language; what follows must be a device or a program, unless "my" says that it is one. */
const SENT: readonly { readonly starts: RegExp; readonly mine: RegExp }[] = [
  { starts: /^sent (?:from|via|with|by|using|through) /i, mine: /^sent (?:from|via|with|using) my /i },
  {
    starts: /^(?:gesendet|verschickt|geschrieben|versendet) (?:von|mit|via|über|aus) /i,
    mine: /^gesendet (?:von|mit) mein/i,
  },
  { starts: /^(?:von|mit) .{2,50} (?:gesendet|verschickt|geschrieben)$/i, mine: /^von mein/i },
  {
    starts: /^(?:envoyé|envoyée) (?:depuis|de|du|à partir d|avec|via|par) ?/i,
    mine: /^envoyée? (?:depuis|de|à partir de|avec) mon /i,
  },
  {
    starts: /^(?:enviado|mandado) (?:desde|con|por|de|do|da|pelo|pela|a partir d|via|vía|através d) ?/i,
    mine: /^enviado (?:desde mi|do meu|da minha|pelo meu|a partir do meu) /i,
  },
  { starts: /^inviat[oa] (?:da|dal|dalla|con|tramite) ?/i, mine: /^inviat[oa] (?:dal|dalla) mi[oa] /i },
  {
    starts: /^(?:verzonden|verstuurd) (?:met|vanaf|van|via|vanuit|met behulp van) /i,
    mine: /^(?:verzonden|verstuurd) (?:vanaf|met|van) mijn /i,
  },
  { starts: /^(?:skickat|sänt|skickades) (?:från|med|via) /i, mine: /^(?:skickat|sänt) från min/i },
  { starts: /^(?:sendt|send) (?:fra|med|via) /i, mine: /^sendt fra min/i },
  { starts: /^lähetetty /i, mine: /^lähetetty .{2,40}(?:sta|stä|ni)$/i },
  { starts: /^wysłan[eoya]* (?:z|ze|za pomocą|przy użyciu) /i, mine: /^wysłan[eoya]* z(?:e)? moje/i },
  { starts: /^odesl[aá]no (?:z|ze|pomocí) /i, mine: /^odesl[aá]no z(?:e)? m[éeo]/i },
  { starts: /^odoslan[ée] (?:z|zo|pomocou) /i, mine: /^odoslan[ée] z(?:o)? m[ôo]j/i },
  {
    starts: /^(?:отправлено|отправил[оа]?|послано|надіслано|відправлено) (?:с|из|со|через|з|із|від) /i,
    mine: /^(?:отправлено|надіслано) (?:с|з) мо/i,
  },
  { starts: /^trimis (?:de pe|din|cu|prin) /i, mine: /^trimis de pe .{2,40} meu$/i },
  { starts: /^(?:στάλθηκε|εστάλη) από /i, mine: /μου$/i },
  { starts: /^dikirim (?:dari|melalui) /i, mine: /saya$/i },
  { starts: /^được gửi từ /i, mine: /của tôi$/i },
  { starts: /^get .{2,40} for /i, mine: /^get \[?outlook for/i },
];

/** Whole sentences of single programs and phones; none of them is anybody's own. */
const FIXED: readonly RegExp[] = [
  /^(?:get|download|try|hol dir|holen|laden sie|télécharger?|téléchargez|obtenir|obtenez|obtener|descargar?|obter|obtenha|baixar|ottieni|scarica|download|ophalen|downloaden|hämta|hent|skaff|hanki|pobierz|получите|скачать|отримати|získat|stáhnout|letöltés|edinin).{0,14}outlook(?: mobile)? (?:for|für|pour|para|per|voor|för|til|dla|для|pro) /i,
  /^outlook (?:for|für|pour|para|per|voor|för|til|dla|для|pro) (?:ios|android|mac).{0,40}$/i,
  /^(?:diese|dieses|die) (?:nachricht|e-?mail|mail|mitteilung) wurde (?:von|mit|über) .{2,80} (?:gesendet|verschickt|geschickt|versandt)\.?$/i,
  /^(?:this|the) (?:message|e-?mail|mail) (?:was|has been) sent (?:from|by|via|with|using) (?:my|a|an) .{2,60}$/i,
  /^(?:ce message|cet e-?mail|ce courriel) a été envoyé (?:depuis|de|avec) mon .{2,60}$/i,
  /^(?:please )?(?:excuse|forgive|pardon) (?:any |my |the )?(?:brevity|typos?|spelling|errors|mistakes|typing).{0,60}$/i,
  /^(?:sorry for|apologi[sz]es? for) (?:any |my |the )?(?:brevity|typos?|spelling).{0,40}$/i,
  /^from my (?:i-?phone|i-?pad|mobile|android|phone).{0,20}$/i,
  /^\p{L}+ from (?:my )?(?:mobile|i-?phone|i-?pad|phone)$/iu,
  /^(?:發自|发自|來自|来自|從|从|傳自|传自).{0,4}(?:我的|我).{1,30}$/u,
  /^(?:從|从|自).{1,30}(?:傳送|发送|寄出|發送)$/u,
  /^.{2,30}(?:から送信|より送信)(?:しました|されました)?$/u,
  /^(?:나의 )?.{2,30}에서 (?:보냄|보냈습니다)$/u,
  /^.{2,30}(?:'?(?:umdan|imden|ımdan|ümden)|'?(?:dan|den|tan|ten)) gönderildi$/iu,
  /^.{2,30}(?:r[óő]l|b[óő]l) küldve$/iu,
  /^(?:נשלח מ|أُ?رسلت من|تم الإرسال من).{1,40}$/u,
  /^(?:virus-free|virenfrei|libre de virus|sans virus|garantito senza virus|virusvrij|livre de vírus)[.!]? ?(?:www\.)?.{0,60}$/i,
  /^sent (?:with|from) (?:proton ?mail|tutanota).{0,40}$/i,
];

const BROKEN_OFF = /^(?:[-_=~*#+]{2,}\s*)$/;

/** Where the signature of this stretch of lines begins; the number of lines where there is none. */
export function signatureStart(lines: readonly Line[]): number {
  const delimited = delimitedAt(lines);
  let end = trimmedEnd(lines, delimited);
  for (;;) {
    const line = lines[end - 1];
    if (line === undefined || !(isClientLine(line.plain) || RULE.test(line.plain))) break;
    end = trimmedEnd(lines, end - 1);
  }
  return end;
}

/** The first "-- ", unless what follows is too long to be one. */
function delimitedAt(lines: readonly Line[]): number {
  const written = writtenBefore(lines);
  const foot = listFootAt(lines, written);
  const between = (from: number, to: number): number => (written[to] ?? 0) - (written[from] ?? 0);
  for (let i = 0; i < foot; i++) {
    const line = lines[i];
    if (line === undefined || line.quoted) continue;
    // Some people write into their program's signature: with nothing above, it is what they say.
    if (line.plain === SIGNATURE_BELOW && between(0, i) > 0) return i;
    if (!DELIMITER.test(line.plain)) continue;
    if (line.raw === '-- ' || between(i + 1, foot) <= FREE_SIGNATURE_LINES_MAX) return i;
  }
  return foot;
}

/** A rule near the end with a few lines below it: a list's foot, or a signature under a line of underscores. */
function listFootAt(lines: readonly Line[], written: readonly number[]): number {
  const all = written[lines.length] ?? 0;
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i];
    const below = all - (written[i + 1] ?? 0);
    if (below > LIST_FOOT_LINES_MAX) break;
    if (line === undefined || line.quoted || !LONG_RULE.test(line.plain)) continue;
    if (line.plain.startsWith('_') && below <= 4) return i;
    if (lines.slice(i + 1).some(({ plain }) => LIST_WORDS.test(plain))) return i;
  }
  return lines.length;
}

/** How many lines before each are not blank. */
function writtenBefore(lines: readonly Line[]): number[] {
  const counts = [0];
  for (const line of lines) counts.push((counts.at(-1) ?? 0) + (isBlank(line) ? 0 : 1));
  return counts;
}

function trimmedEnd(lines: readonly Line[], end: number): number {
  let at = end;
  while (at > 0 && isBlank(lines[at - 1])) at--;
  return at;
}

/** "Sent from my iPhone" and its kin: one whole line, not a sentence that goes on. */
export function isClientLine(plain: string): boolean {
  const line = plain
    .replace(/\(?<?https?:\/\/[^\s)>]+[)>]?/gi, ' ')
    .replace(/^[\s([<«"'_]+|[\s)\]>»"'_]+$/g, '')
    .replace(/[[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length < 4 || line.length > 120 || BROKEN_OFF.test(line)) return false;
  if (FIXED.some((pattern) => pattern.test(line))) return true;
  const [said = '', ...excuses] = line.split(
    /(?<=\S)[.,;]\s+(?=please|excuse|sorry|forgive|pardon|apolog|bitte|désolé|disculp|scus)/i,
  );
  if (excuses.length === 0 && /[,;!?]/.test(said)) return false;
  const spoken = said.replace(/\.$/, '');
  if (spoken.split(' ').length > 10) return false;
  return SENT.some(
    ({ starts, mine }) => starts.test(spoken) && (mine.test(spoken) || NAMES_DEVICE.test(spoken)),
  );
}
