/** What we promised in words, and whether it was kept. English and German; in doubt a promise is one: it holds a case open. */

const DEEDS_EN =
  '(?:send|ship|mail|email|post|deliver|replace|exchange|refund|reimburse|credit|pay|repair|fix|call|phone|contact|book|arrange|schedule|order|organi[sz]e|get back|come back|follow up|look into|check|find out|investigate|forward|escalate|provide|issue|update|let you know|inform|dispatch|collect|pick)';
const DEEDS_DE =
  '(?:senden|schicken|zusenden|zuschicken|verschicken|versenden|liefern|ersetzen|austauschen|umtauschen|erstatten|zurückerstatten|gutschreiben|überweisen|reparieren|anrufen|zurückrufen|melden|kontaktieren|buchen|bestellen|veranlassen|klären|prüfen|nachsehen|nachfragen|weiterleiten|informieren|beheben|organisieren|abholen|zukommen)';

const PROMISES = [
  `\\b(?:we|i)(?:'ll| will| shall| are going to| am going to|'re going to|'m going to) (?!not\\b|never\\b|close\\b)(?:\\w+ ){0,3}?${DEEDS_EN}\\b`,
  `\\b(?:my|a|our) (?:colleagues?|technicians?|team|engineers?|manager) (?:will|is going to|are going to) (?!not\\b)(?:\\w+ ){0,3}?${DEEDS_EN}\\b`,
  `\\byou(?:'ll| will| shall| should) (?:\\w+ ){0,2}?(?:receive|get|hear from)\\b`,
  `\\b(?:replacement|refund|part|parcel|package|credit|technician|engineer|money|invoice|new \\w+) (?:will be|is being|is going to be|will) (?!not\\b)(?:\\w+ ){0,2}?(?:sent|shipped|mailed|delivered|refunded|issued|paid|credited|arranged|arrive|come|visit|call|reach)\\b`,
  `\\b(?:wir|ich) (?:werden|werde) (?!(?:\\w+ ){0,6}nicht\\b)(?:[\\wäöüß,.-]+ ){0,12}?${DEEDS_DE}\\b`,
  `\\b(?:wir|ich) (?:senden|sende|schicken|schicke|erstatten|erstatte|ersetzen|ersetze|liefern|liefere|melden uns|melde mich|rufen|rufe|überweisen|überweise|veranlassen|veranlasse|klären|kläre|prüfen|prüfe) (?!.{0,20}\\bnicht\\b)`,
  `\\bsie (?:erhalten|bekommen|werden) (?:[\\wäöüß,.-]+ ){0,10}?(?:ersatz\\w*|gutschrift|erstattung|rückruf|paket|sendung|ersatzteil|neue[nrs]?|geld|erhalten|bekommen|zugeschickt|zugesandt|kontaktiert|angerufen)\\b`,
  `\\b(?:ein|eine|unser|unsere) (?:kolleg(?:e|in)|techniker(?:in)?|mitarbeiter(?:in)?) (?:wird|meldet|ruft|kommt)\\b`,
].map((source) => new RegExp(source, 'iu'));

/** "If it comes back, we will send ..." binds nobody today. */
const CONDITIONS =
  /\b(?:if|in case|should you|once you|as soon as you|when you|wenn|falls|sollten sie|sobald sie)\b/iu;

const KEPT = [
  /\b(?:has|have|had|was|were|'ve|'s) (?:now |just |already |been |today |yesterday )*(?:sent|shipped|mailed|emailed|delivered|dispatched|replaced|exchanged|refunded|reimbursed|credited|paid|repaired|fixed|called|booked|arranged|ordered|issued|provided|forwarded|resolved|collected|checked|found)\b/iu,
  /\b(?:is|are) (?:now )?(?:on (?:its|the|their) way|complete|done)\b/iu,
  /\b(?:haben|habe|hat|wurde|wurden|ist|sind) (?:[\wäöüß,.-]+ ){0,10}?(?:gesendet|geschickt|verschickt|versandt|versendet|geliefert|ersetzt|ausgetauscht|erstattet|gutgeschrieben|überwiesen|repariert|angerufen|gebucht|bestellt|veranlasst|geklärt|geprüft|weitergeleitet|behoben|unterwegs|zugeschickt|abgeholt)\b/iu,
];

const RECEIVED = [
  /\b(?:received|got|have) (?:it|the|my|your|a)\b/iu,
  /\b(?:arrived|came in|has come)\b/iu,
  /\b(?:erhalten|bekommen|angekommen|eingetroffen|da)\b(?!.{0,10}\bnicht\b)/iu,
];
const NOT = /\b(?:not|n't|never|no|nicht|nie|kein\w*|noch)\b/iu;

/** The sentence that promises something; undefined where none does. */
export function promiseIn(text: string): string | undefined {
  const sentences = sentencesOf(text);
  return sentences.find(
    (sentence) => !CONDITIONS.test(sentence) && PROMISES.some((pattern) => pattern.test(sentence)),
  );
}

/** Our words say that something was done. */
export function keepsPromise(text: string): boolean {
  return sentencesOf(text).some(
    (sentence) => !NOT.test(sentence) && KEPT.some((pattern) => pattern.test(sentence)),
  );
}

/** The customer's words say that it came. */
export function confirmsReceipt(text: string): boolean {
  return sentencesOf(text).some(
    (sentence) => !NOT.test(sentence) && RECEIVED.some((pattern) => pattern.test(sentence)),
  );
}

const TEXT_CHARS_MAX = 8_000;

function sentencesOf(text: string): string[] {
  const folded = text.normalize('NFC').slice(0, TEXT_CHARS_MAX).replaceAll('’', "'");
  return folded.split(/(?<=[.!?])\s+|\n+/u).filter((sentence) => sentence.trim() !== '');
}
