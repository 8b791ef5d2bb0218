/** How people say that they don't have or don't want to give what was asked for. Whole short answers only. */
const SKIPS: readonly RegExp[] = [
  /\b(skip|pass)\b/i,
  /\b(don'?t|do not|didn'?t|can'?t|cannot|could not|couldn'?t) (know|have|remember|find|see|say|tell|want)\b/i,
  /\bno (idea|clue)\b/i,
  /\b(not|never) (sure|at hand|available|here)\b/i,
  /\b(rather|prefer) not\b/i,
  /\bnone of your business\b/i,
  /\b(weiß|weiss|wei(ß|ss)) (ich )?(es |das )?nicht\b/i,
  /\bkeine ahnung\b/i,
  /\b(hab|habe|haben|finde|finden|kenne|sehe) (ich |wir )?(sie |ihn |es |das |die |den |keine |keinen |kein )?.{0,30}(nicht|keine|keinen|zur hand)\b/i,
  /\b(überspringen|weiter ohne|möchte ich nicht|will ich nicht)\b/i,
];

const SKIP_CHARS_MAX = 120; // a longer answer tells something, whatever else it says

export function isSkip(text: string): boolean {
  const said = text.trim();
  return said.length <= SKIP_CHARS_MAX && SKIPS.some((pattern) => pattern.test(said));
}
