/** Fields that take a sentence: reports, requests, reasons, messages. */
import { basicEvidence, type Evidence } from './certainty';
import type { Drafts } from './drafts';
import type { FieldProfile } from './fieldProfile';
import { coverage } from './matching';
import { findLongAnswer } from './recognisers/answers';
import type { Scene } from './scene';
import type { Sentence } from './sentences';
import { stem } from './tokens';
import { troubleOf } from './trouble';
import { STOP_STEMS } from './words/small';

/** Reads the answer to a question for the field; of a report the sentence that tells most. */
export function readLongAnswer(
  turn: string,
  sentences: readonly Sentence[],
  scene: Scene,
  profile: FieldProfile,
  drafts: Drafts,
): void {
  const report = isReport(profile);
  const telling = report ? mostTelling(sentences) : undefined;
  const answer = findLongAnswer(scene.text, telling === undefined ? sentences : [telling], report);
  if (answer === undefined) return;
  const asked = scene.asked.get(profile) ?? 0;
  const reason = `answers the question for the ${profile.field.label.toLowerCase()}`;
  put(turn, scene, answer, profile, 0.85 * asked, { asked }, reason, drafts, true);
}

/** Said unasked: what is reported, or a wish that has the field's own words in it. */
export function readLongUnasked(
  turn: string,
  sentences: readonly Sentence[],
  scene: Scene,
  profile: FieldProfile,
  drafts: Drafts,
): void {
  const reason = `said of the ${profile.field.label.toLowerCase()}`;
  if (isReport(profile)) {
    const told = mostTelling(sentences.filter((sentence) => !onlyAnnounces(sentence, profile)));
    const answer = told && findLongAnswer(scene.text, [told], true);
    if (answer) put(turn, scene, answer, profile, REPORTED, { 'cue.reported': 1 }, reason, drafts, false);
    return;
  }
  const [related] = sentences.flatMap((sentence) => relatedIn(sentence, scene, profile));
  if (related === undefined) return;
  const signs = { 'cue.related': 1, context: related.covered };
  put(turn, scene, related, profile, Math.min(0.75, related.covered * 0.95), signs, reason, drafts, false);
}

const REPORTED = 0.65;
const TELLING_MIN = 0.55;

/** The sentence that tells most of what happened. */
function mostTelling(sentences: readonly Sentence[]): Sentence | undefined {
  let best: Sentence | undefined;
  let most = TELLING_MIN;
  for (const sentence of sentences) {
    const score = sentence.asks ? 0 : troubleOf(sentence, false);
    if (score > most) [best, most] = [sentence, score];
  }
  return best;
}

const REPORTS = new Set(
  'report complaint incident claim meldung beschwerde schaden schadensmeldung vorfall reklamation'
    .split(' ')
    .map(stem),
);

/** A report tells what happened, whatever of. */
function isReport({ stems }: FieldProfile): boolean {
  return [...stems].some((word) => REPORTS.has(word));
}

const RELATED_MIN = 0.55;
const RELATED_WORDS_MAX = 9; // longer, it is a sentence about something else as well

function relatedIn(
  sentence: Sentence,
  scene: Scene,
  profile: FieldProfile,
): { start: number; end: number; covered: number }[] {
  const telling = profile.phrases
    .map((phrase) => phrase.filter(({ stem: word, weight }) => weight === 1 && !LONG_STEMS.has(word)))
    .filter((phrase) => phrase.length > 0);
  if (telling.length === 0 || sentence.asks || troubleOf(sentence, false) < 0.5) return [];
  if (onlyAnnounces(sentence, profile) || arranges(sentence)) return [];
  const said = sentence.tokens.map(({ stem: word }) => ({ stem: word, weight: 1 }));
  const covered = coverage(said, { ...profile, phrases: telling, hints: new Set() }, scene.set);
  const answer = covered < RELATED_MIN ? undefined : findLongAnswer(scene.text, [sentence], false);
  if (answer === undefined) return [];
  const words = scene.text.slice(answer.start, answer.end).split(/\s+/).length;
  return words > RELATED_WORDS_MAX ? [] : [{ start: answer.start, end: answer.end, covered }];
}

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stem));

const ANNOUNCING = stems(
  'submit file make report request open send give create start leave place put need want like help einreichen melden erstellen machen abgeben',
);

/** "I need to submit a fraud report" says that one comes, not what is in it. */
function onlyAnnounces(sentence: Sentence, profile: FieldProfile): boolean {
  const telling = sentence.tokens.filter(({ stem: said }) => !STOP_STEMS.has(said) && !ANNOUNCING.has(said));
  const last = telling.at(-1);
  return (
    telling.every(({ stem: said }) => profile.stems.has(said)) ||
    (last !== undefined &&
      profile.stems.has(last.stem) &&
      sentence.tokens.some(({ stem: said }) => ANNOUNCING.has(said)))
  );
}

const ARRANGING = stems(
  'schedule book arrange plan reserve make get like need want organize organise set vereinbaren buchen planen reservieren machen brauchen möchten',
);
const ARRANGED = stems(
  'meeting appointment visit booking reservation termin besprechung treffen buchung besuch',
);

/** "I need to schedule a two-hour meeting with Fred": what is arranged is not its reason. */
function arranges({ tokens }: Sentence): boolean {
  return (
    tokens.some(({ stem: said }) => ARRANGING.has(said)) &&
    tokens.some(({ stem: said }) => ARRANGED.has(said))
  );
}

/** What such fields are called: tells nothing of what is in them. */
const LONG_STEMS = stems(
  'message request reason note comment remark report details description restrictions preferences instructions text nachricht bemerkung grund wunsch',
);

function put(
  turn: string,
  scene: Scene,
  { start, end }: { readonly start: number; readonly end: number },
  profile: FieldProfile,
  confidence: number,
  signs: Evidence,
  reason: string,
  drafts: Drafts,
  insistent: boolean,
): void {
  const value = scene.text.slice(start, end);
  const evidence = { ...basicEvidence(profile, confidence), ...signs };
  drafts.put({
    profile,
    value,
    label: value,
    confidence,
    evidence,
    quote: { turn, start, end },
    reason,
    insistent,
  });
}
