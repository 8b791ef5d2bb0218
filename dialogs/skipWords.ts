/** How people say that they don't have or don't want to give what was asked for. Whole clauses of short answers only. */
const NOT = "(don't|dont|do not|didn't|did not|can't|cant|cannot|couldn't|could not|haven't|won't|wouldn't)";
const THING = '( (it|that|this|one|any|them|those)| (the|a|an|my|our|any|its|this|that)( \\S+){1,3})?';
const NOW =
  '( (at hand|handy|here|with me|on me|right now|at the moment|now|offhand|by heart|any ?more|yet|for sure))*';
const DONT_WE =
  '(nicht|keine|keinen|keins)( (zur hand|da|hier|dabei|mehr|parat|griffbereit|genau|auswendig|\\S+))?';

const SKIPS: readonly RegExp[] = [
  `((i|we) )?(really |just |honestly )?${NOT} (really )?(know|have|got|remember|recall|find|want|have got)${THING}${NOW}`,
  `((i|we) )?(really |just )?${NOT} (see|read|tell|say|want to (say|tell|give|share))( (it|that|this|one|any|them|you))*${NOW}`,
  `((i|we) )?${NOT} (know|remember) (which|what|where) (?!to\\b)\\S+( \\S+){0,3}`,
  `((i|we) have )?(absolutely )?no (idea|clue)${NOW}`,
  `((i'm|i am|we're|we are) )?not (so |quite |really )?(sure|certain|at hand|available|here)`,
  `((i|we)('d| would)? )?(rather|prefer) not( (to )?(say|tell|give|share|answer))?( (it|that|this))?`,
  `(please |let's |i'll |i |we |can we |could we |can i )*(skip|pass)( (it|that|this|this one|that one|on that|on this|the question))?( please| for now)?`,
  `(it's |it is |that's |that is )?none of your business`,
  'dunno|idk|n/a|unknown|unbekannt',
  `((das|es|die|den|sie|ihn) )?(weiß|weiss) (ich|wir )?( ?(es|das|sie|leider|gerade|auch))* ?${DONT_WE}`,
  `(ich|wir) (weiß|weiss|wissen)( (es|das|sie|ihn|leider|gerade|auch|gar|wirklich))* ${DONT_WE}`,
  `(ich |wir )?(hab|habe|haben )?(leider )?(absolut )?keine ahnung`,
  `((das|es|die|den|sie|ihn|da) )?(hab|habe|haben|finde|finden|kenne|kennen|sehe|sehen) (ich|wir)( \\S+){0,3}? ${DONT_WE}`,
  `(ich|wir) (hab|habe|haben|finde|finden|kenne|kennen|sehe|sehen)( (es|das|die|den|sie|ihn|leider|gerade|grad|momentan|jetzt|\\S+nummer))* ${DONT_WE}`,
  `((das|es|die|den|sie|ihn) )?(ich |wir )?(kann|können|möchte|möchten|will|wollen)( (ich|wir|das|es|die|sie|ihn|leider|gerade|lieber))* nicht( (finden|sagen|lesen|sehen|erkennen|nennen|angeben|verraten))?`,
  `(das |bitte |wir )*(überspringen|weiter ohne|ohne weiter)( wir)?( das)?( bitte)?`,
].map((whole) => new RegExp(`^(?:${whole})$`, 'u'));

const LEADS =
  /^((sorry|no|nope|hm+|well|oh|okay|ok|unfortunately|actually|nein|nee|leider|ehrlich gesagt)\s+)+/u;
/** "Ich weiß nicht, was ich tun soll" is one clause. */
const CLAUSES = /[.;:!?()]+|,(?! (?:was|wie|warum|wieso|weshalb|ob) )|\s[-–—]+\s/u;
const SKIP_CHARS_MAX = 120; // a longer answer tells something, whatever else it says

export function isSkip(text: string): boolean {
  const said = text.normalize('NFC').trim().toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ');
  if (said.length > SKIP_CHARS_MAX) return false;
  const clauses = said.split(CLAUSES).map((clause) => clause.trim());
  return clauses.some((clause) =>
    SKIPS.some((skip) => skip.test(clause) || skip.test(clause.replace(LEADS, ''))),
  );
}
