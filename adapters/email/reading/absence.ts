/**
 * Out-of-office notes and other automatic answers that carry no header for it. A subject or a sentence alone may be a
 * customer's ("Out of office coffee machine"), so it takes the form that programs give: the phrase in front of a colon
 * together with words of absence, or a first sentence that says itself that it is automatic.
 */

/** What programs put in front of the subject that they answer. */
const SUBJECTS = `out of (?:the )?office(?: auto-?reply| reply| message| response)?|automatic(?:ally generated)? (?:reply|response|answer)|
  auto(?:mated|-)? ?(?:reply|response|responder)|autoreply|autoresponse|auto:|vacation (?:reply|message|notice)|on vacation|away from (?:the|my) office|
  i am (?:currently )?out of (?:the )?office|ooo|
  abwesenheitsnotiz|abwesenheitsnachricht|abwesend|abwesenheit|automatische antwort|automatische rückmeldung|automatische eingangsbestätigung|ich bin (?:derzeit )?(?:nicht im büro|abwesend|im urlaub)|nicht im büro|außer haus|urlaub|
  absence du bureau|absent du bureau|réponse automatique|message d'absence|absence|notification d'absence|en congés?|
  respuesta automática|fuera de (?:la )?oficina|ausencia|mensaje de ausencia|estoy fuera de la oficina|
  risposta automatica|fuori (?:sede|ufficio)|assenza(?: dall'ufficio)?|messaggio di assenza|
  automatisch antwoord|automatische beantwoording|afwezigheidsbericht|afwezig|afwezigheidsassistent|niet op kantoor|
  resposta automática|fora do escritório|ausência(?: temporária)?|ausente do escritório|
  automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź|poza biurem|nieobecność|nieobecny w biurze|
  autosvar|automatiskt svar|frånvaromeddelande|frånvaro|ej på kontoret|automatisk svar|fraværsmelding|fraværsbesked|fravær|ikke til stede|ikke på kontoret|
  automaattinen vastaus|poissaoloilmoitus|poissa toimistosta|automatická odpověď|mimo kancelář|nepřítomnost|automatická odpoveď|mimo kancelárie|neprítomnosť|
  automatikus válasz|házon kívül|távollét|otomatik yanıt|ofis dışında|ofis dışı|răspuns automat|în afara biroului|αυτόματη απάντηση|εκτός γραφείου|
  автоматический ответ|автоответ|автоматична відповідь|нет на месте|вне офиса|автоматичен отговор|извън офиса|automatski odgovor|samodejni odgovor|
  自動応答|自動返信|不在通知|不在のお知らせ|自动回复|自動回覆|自动答复|外出通知|자동 회신|자동 응답|부재중|부재 중|תשובה אוטומטית|رد تلقائي|balasan otomatis|trả lời tự động|phản hồi tự động`;

/** What a person who is away has his program say. */
const AWAY = `out of (?:the |my )?office|(?:away|absent) (?:from|until|till|through|this|on)|on (?:annual |parental |maternity |sick |paternity )?(?:leave|vacation|holidays?|pto)|
  will (?:be back|return|be returning|be out|respond|reply|get back)|limited access to (?:my )?e-?mails?|no access to (?:my )?e-?mails?|return(?:ing)? (?:to the office )?on|
  nicht (?:im büro|im haus|am arbeitsplatz|erreichbar)|außer haus|abwesend|im urlaub|in elternzeit|wieder (?:im büro|erreichbar|für sie da|zurück|da)|nicht weitergeleitet|
  absente? (?:du|jusqu|depuis|pour|de)|en congés?|de retour|serai absente?|hors du bureau|en déplacement|
  fuera de la oficina|ausente (?:hasta|desde|del)|de vacaciones|estaré de (?:vuelta|regreso)|no tendré acceso|
  fuori (?:sede|ufficio)|in ferie|sarò assente|assente (?:dal|fino|per)|rientr(?:o|erò)|
  afwezig|niet op kantoor|met vakantie|op vakantie|weer (?:aanwezig|terug|bereikbaar)|
  fora do escritório|ausente (?:até|do|de)|de férias|em férias|estarei de volta|retorn(?:o|arei)|
  poza biurem|nieobecn[yaei]|na urlopie|urlop|wracam|będę (?:ponownie )?dostępn|
  inte på kontoret|på semester|ledig|åter (?:på|den|i)|tillbaka|på ferie|ikke på kontoret|fraværende|tilbake (?:den|på)|tilbage (?:den|på|igen)|bortrest|
  poissa|lomalla|palaan|mimo kancelář|nepřítom|na dovolené|dovolenk|neprítomn|nem vagyok (?:elérhető|az irodában)|szabadságon|
  ofis dışında|izinde|izinli|yıllık izin|dönece|plec(?:at|ată) din birou|concediu|εκτός γραφείου|άδεια|επιστρέ|
  в отпуске|отсутству|вне офиса|вернусь|буду отсутствовать|у відпустці|відсутн|
  不在|休暇|休みをいただ|戻り|外出|休假|出差|不在办公室|度假|회신이 어렵|부재|휴가|출장|בחופשה|לא במשרד|في إجازة|خارج المكتب|cuti|nghỉ phép`;

/** A first sentence that leaves no doubt. */
const SAYS_SO = `this is an (?:automatic|automated|auto|auto-generated|automatically generated) (?:reply|response|e-?mail|message|answer|notification)|
  this (?:e-?mail|message|reply|response) (?:was|is|has been) (?:generated automatically|automatically generated|sent automatically|auto-?generated)|
  please do not (?:reply|respond) to this (?:automated |automatic )?(?:e-?mail|message)|
  dies ist eine automatisch(?:e| generierte| erzeugte| erstellte)|diese (?:e-?mail|nachricht|mail) wurde automatisch|
  ceci est (?:une réponse|un message|un e-?mail) automatique|cet? (?:e-?mail|message|courriel) (?:a été généré|est généré|a été envoyé) automatiquement|
  (?:este|esta) es un(?:a)? (?:respuesta|mensaje|correo) (?:automátic[oa]|generad[oa] automáticamente)|
  questa è una risposta automatica|questo è un messaggio automatico|dit is een automatisch(?:e)? (?:antwoord|bericht|gegenereerd)|
  esta é uma (?:resposta|mensagem) automática|to jest (?:automatyczna odpowiedź|wiadomość (?:wygenerowana )?automatyczn)|
  detta är ett (?:automatiskt|autosvar)|dette er (?:et|en) automatisk|tämä on automaattinen|toto je automatick|ez egy automatikus|
  bu (?:otomatik|ileti otomatik)|acesta este un (?:mesaj|răspuns) automat|это автоматическ|данное (?:сообщение|письмо) (?:создано|отправлено) автоматически|це автоматичн|
  これは自動|このメールは自動|本メールは自動|这是一封自动|此邮件为自动|本邮件(?:为|由)系统自动|這是自動|자동으로 발송|자동 회신 메일`;

const joined = (list: string): string => list.replace(/\s*\n\s*/g, '');
const HEAD_CHARS = 600;

const SUBJECT_PREFIX = new RegExp(
  `^(?:(?:re|aw|sv|antw|vs|odp|r|tr|ynt|回复|答复)\\s*[:：]\\s*)?(${joined(SUBJECTS)})\\s*(?:[:：\\-–—(|]|\\bre:|$)`,
  'iu',
);
const WORDS_OF_ABSENCE = new RegExp(`(?<![\\p{L}])(?:${joined(AWAY)})`, 'iu');
const FIRST_SENTENCE = new RegExp(
  `^[^\\p{L}]{0,20}(?:(?:hello|hi|hallo|guten tag|bonjour|hola|dear|sehr geehrte)[^\\n]{0,60}\\n\\s*)?[^\\p{L}]{0,20}(?:${joined(SAYS_SO)})`,
  'iu',
);

/** The phrase that told; undefined where a person may have written it. `answers`: the mail refers to an earlier one. */
export function absence(subject: string, text: string, answers: boolean): string | undefined {
  const head = text.slice(0, HEAD_CHARS);
  const prefix = SUBJECT_PREFIX.exec(subject)?.[1];
  // A question is nobody's program.
  if (prefix !== undefined && !/[?？]/.test(subject + head) && WORDS_OF_ABSENCE.test(head)) return prefix;
  if (
    prefix !== undefined &&
    answers &&
    /automat|auto-?(?:reply|response|svar)|自動|自动|자동|автоответ/iu.test(prefix)
  )
    return prefix;
  const said = FIRST_SENTENCE.exec(head)?.[0];
  return said?.trim().split('\n').at(-1);
}
