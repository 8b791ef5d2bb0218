/** Issue descriptions, titles and longer answers. */
import { basicEvidence } from './certainty';
import type { Drafts } from './drafts';
import type { FieldProfile } from './fieldProfile';
import { findTrouble, titleEnd, troubleOf, withoutGreeting, type Trouble } from './freeText';
import { coverage } from './matching';
import { findAnswer, trimmedEnd } from './recognisers/answers';
import type { Scene } from './scoring';
import type { Sentence } from './sentences';
import { stem } from './tokens';
import { STOP_STEMS } from './words/small';

const ASKED_MIN = 0.4;

/** Fills the fields that take a sentence; several may share it, since it is nobody's own. */
export function readFreeText(
  turn: string,
  text: string,
  sentences: readonly Sentence[],
  scene: Scene,
  profiles: readonly FieldProfile[],
  drafts: Drafts,
): void {
  const free = profiles.filter(({ kind }) => kind === 'issue' || kind === 'title' || kind === 'longText');
  if (free.length === 0) return;
  const asksIssue = [...scene.asked].some(
    ([{ kind }]) => kind === 'issue' || kind === 'title' || kind === 'longText',
  );
  const answering = scene.question !== undefined && !asksIssue && asksForSomething(scene);
  const cautious = findTrouble(sentences, answering);
  for (const profile of free) {
    const asked = scene.asked.get(profile) ?? 0;
    const insistent = asked >= ASKED_MIN;
    if (profile.kind === 'longText') {
      if (insistent) putAnswer(turn, text, sentences, asked, profile, drafts);
      else if (!drafts.has(profile.field.name)) putRelated(turn, sentences, scene, profile, drafts);
      continue;
    }
    const known = drafts.has(profile.field.name);
    const trouble = known || !answering ? cautious : (findUntold(sentences) ?? cautious);
    if (trouble === undefined) continue;
    const confidence = Math.min(0.97, trouble.score + (insistent ? 0.1 : 0)) * (known ? 0.7 : 1);
    const end = profile.kind === 'title' ? titleEnd(text, trouble, sentences) : trouble.end;
    const value = text.slice(trouble.start, end);
    drafts.put({
      profile,
      value,
      label: value,
      confidence,
      quote: { turn, start: trouble.start, end },
      reason: 'the customer says what the trouble is',
      insistent: false,
    });
  }
}

const PLAIN_TROUBLE = 0.7;

/** Plain words of trouble count while none has been told, whatever was asked: "your name?" - "it never came". */
function findUntold(sentences: readonly Sentence[]): Trouble | undefined {
  const trouble = findTrouble(sentences, false);
  return trouble !== undefined && trouble.score >= PLAIN_TROUBLE ? trouble : undefined;
}

/** A standing question for a wanted field, or one for something concrete that the other side asked. */
function asksForSomething(scene: Scene): boolean {
  return (
    scene.asked.size > 0 ||
    (/\?/.test(scene.question?.text ?? '') &&
      !/help|assist|happen|problem|issue|else|anything|weiterhelfen|helfen|anliegen|passiert|noch etwas/i.test(
        scene.question?.text ?? '',
      ))
  );
}

const RELATED_MIN = 0.55;

/** Said unasked: the sentence of trouble or of a wish that has the field's own words in it ("stolen" for a fraud report). */
function putRelated(
  turn: string,
  sentences: readonly Sentence[],
  scene: Scene,
  profile: FieldProfile,
  drafts: Drafts,
): void {
  const telling = profile.phrases
    .map((phrase) => phrase.filter(({ stem, weight }) => weight === 1 && !LONG_STEMS.has(stem)))
    .filter((phrase) => phrase.length > 0);
  if (telling.length === 0) return;
  for (const sentence of sentences) {
    if (sentence.asks || troubleOf(sentence, false) < 0.5 || onlyAnnounces(sentence, profile)) continue;
    const covered = coverage(
      sentence.tokens.map(({ stem }) => ({ stem, weight: 1 })),
      { ...profile, phrases: telling, hints: new Set() },
      scene.set,
    );
    if (covered < RELATED_MIN) continue;
    const start = findAnswer(scene.text, [sentence], true)?.start ?? withoutGreeting(sentence);
    const end = trimmedEnd(scene.text, sentence);
    const value = scene.text.slice(start, end);
    const confidence = Math.min(0.75, covered * 0.95);
    drafts.put({
      profile,
      value,
      label: value,
      confidence,
      evidence: { ...basicEvidence(profile, confidence), 'cue.related': 1, context: covered },
      quote: { turn, start, end },
      reason: `said of the ${profile.field.label.toLowerCase()}`,
      insistent: false,
    });
    return;
  }
}

const ANNOUNCING = new Set(
  'submit file make report request open send give create start leave place put need want like help einreichen melden erstellen machen abgeben'
    .split(' ')
    .map(stem),
);

/** "I need to submit a fraud report" says that one comes, not what is in it. */
function onlyAnnounces(sentence: Sentence, profile: FieldProfile): boolean {
  const telling = sentence.tokens.filter(({ stem: said }) => !STOP_STEMS.has(said) && !ANNOUNCING.has(said));
  return telling.every(({ stem: said }) => profile.stems.has(said));
}

/** What such fields are called: tells nothing of what is in them. */
const LONG_STEMS = new Set(
  'message request reason note comment remark report details description restrictions preferences instructions text nachricht bemerkung grund wunsch'
    .split(' ')
    .map(stem),
);

function putAnswer(
  turn: string,
  text: string,
  sentences: readonly Sentence[],
  asked: number,
  profile: FieldProfile,
  drafts: Drafts,
): void {
  const answer = findAnswer(text, sentences, true);
  if (answer === undefined) return;
  const value = text.slice(answer.start, answer.end);
  const confidence = 0.85 * asked;
  drafts.put({
    profile,
    value,
    label: value,
    confidence,
    evidence: { ...basicEvidence(profile, confidence), asked },
    quote: { turn, start: answer.start, end: answer.end },
    reason: `answers the question for the ${profile.field.label.toLowerCase()}`,
    insistent: true,
  });
}
