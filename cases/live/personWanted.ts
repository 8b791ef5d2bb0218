/** Whether the customer asks for a person: in English and German, whole requests only. */

const PERSON_EN =
  '(?:(?:a|an|the|some|your|another)\\s+)?(?:real\\s+|actual\\s+|live\\s+|human\\s+)*(?:person|human(?:\\s+being)?|people|someone|somebody|agent|representative|rep|colleague|operator|adviser|advisor|employee|staff|supervisor|manager|support\\s+(?:agent|team|person)|customer\\s+(?:service|support|care))';
const PERSON_DE =
  '(?:(?:einem|einen|einer|eine|ein|mit|jemandem|jemanden|dem|der|den|ihrem|ihrer)\\s+)*(?:echte[nmrs]?\\s+|richtige[nmrs]?\\s+|menschliche[nmrs]?\\s+)*(?:mensch(?:en)?|person|mitarbeiter(?:in)?|kolleg(?:e|en|in)|berater(?:in)?|jemand(?:em|en)?|kundendienst|support|kundenservice|vorgesetzten?)';

/** "I'd like to talk to a person", "can you put me through to someone", "connect me with an agent". */
const REQUESTS = [
  `\\b(?:talk|speak|chat)(?:ing)?\\s+(?:to|with)\\s+${PERSON_EN}\\b`,
  `\\b(?:connect|transfer|pass|put|hand|forward|switch|get)\\s+me\\s+(?:(?:through|over|on)\\s+)?(?:to\\s+|with\\s+)?${PERSON_EN}\\b`,
  `\\b(?:want|need|like|prefer|get)\\s+(?:to\\s+(?:have|reach|see)\\s+)?(?:an?\\s+)?(?:(?:real|actual|live|human)\\s+(?:person|human|agent|being|representative|one)|human(?!\\s+\\w*(?:resource|error)))\\b`,
  `\\b(?:is|are)\\s+there\\s+(?:a\\s+|any\\s+)?(?:real\\s+)?(?:person|human|people|someone|somebody)\\b.*\\b(?:talk|speak|help)\\b`,
  `\\bmit\\s+${PERSON_DE}\\s+(?:sprechen|reden|schreiben|chatten|telefonieren|verbunden)\\b`,
  `\\bverbinden\\s+sie\\s+mich\\s+(?:bitte\\s+)?(?:mit\\s+)?${PERSON_DE}\\b`,
  `\\bleiten\\s+sie\\s+mich\\s+(?:bitte\\s+)?(?:an\\s+)?${PERSON_DE}\\s+weiter\\b`,
  `\\b(?:brauche|möchte|will|hätte gern)\\s+(?:bitte\\s+)?(?:einen?\\s+)?(?:echten?|richtigen?|menschlichen?)\\s+(?:menschen|person|mitarbeiter|ansprechpartner)\\b`,
];

/** A whole message that names nothing but a person: "human please", "an agent", "Mitarbeiter bitte". */
const ALONE = [
  `(?:(?:i\\s+(?:want|need)|get\\s+me|give\\s+me)\\s+)?${PERSON_EN}(?:\\s*,?\\s*(?:please|now))*`,
  `(?:(?:ich\\s+(?:will|brauche|möchte))\\s+)?${PERSON_DE}(?:\\s*,?\\s*bitte)?`,
];

const NEGATED =
  /\b(?:don'?t|do not|no need|needn'?t|without|instead of)\b[^.!?]{0,30}$|\b(?:was|were|been|am|are|is|kept|after|before)\s+$|\b(?:nicht|kein(?:e|en)?|ohne)\b[^.!?]{0,30}$/i;

const requests = REQUESTS.map((source) => new RegExp(source, 'iu'));
const alone = ALONE.map((source) => new RegExp(`^(?:please,?\\s+|bitte\\s+)?${source}[\\s.!?]*$`, 'iu'));

/** As it was told to them: "a person". */
const QUOTED = /^["'“”„‚‘’«»]([^"'“”„‚‘’«»]*)["'“”„‚‘’«»]([.!]?)$/u;

const TEXT_CHARS_MAX = 2_000; // a request for a person does not stand behind two pages

/** Whether these words ask for a person. What somebody else said is not asked: "your agent told me ..." is none. */
export function wantsPerson(text: string): boolean {
  const said = text.trim().slice(0, TEXT_CHARS_MAX).replace(QUOTED, '$1');
  if (alone.some((pattern) => pattern.test(said))) return true;
  return requests.some((pattern) => {
    const match = pattern.exec(said);
    return match !== null && !NEGATED.test(said.slice(0, match.index));
  });
}
