/** Thanks and goodbyes: whole short texts that ask for nothing. */
const WORDS =
  /^(many |a lot )?(thanks?|thank you|thx|cheers|ty|bye|goodbye|good bye|see you|have a (nice|good|great) (day|one|evening|weekend)|danke|vielen dank|besten dank|dankeschön|tschüss|tschüs|auf wiedersehen|schönen tag( noch)?|bis dann|(that's|that is|that was|thats) (all|it)|nothing else|nothing more|das (war's|wars|war es|war alles)|nichts weiter|sonst nichts|ok(ay)?|great|perfect|super|prima)( (bye|thanks|thank you|danke|tschüss|a lot|so much|very much|you|again|for (your|the) (help|time)|schön|sehr|noch|für (ihre|die) hilfe))*$/i;

/** "No, thanks": what is declined is what else there might be. */
const LEAD = /^\s*(?:(?:no|nope|haha|lol|nein|nee)\b[\s,.!]*)+(?=\S)/i;

const CHARS_MAX = 80; // more than that says something

export function isFarewell(text: string): boolean {
  const parts = text
    .replaceAll('’', "'")
    .replace(LEAD, '')
    .trim()
    .split(/[\n,.!;:)(]+|\band\b|\bund\b/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return text.length <= CHARS_MAX && parts.length > 0 && parts.every((part) => WORDS.test(part));
}
