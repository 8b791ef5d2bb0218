/** Issue descriptions, titles and longer answers. */
import type { Drafts } from './drafts';
import type { FieldProfile } from './fieldProfile';
import { findTrouble, titleEnd, type Trouble } from './freeText';
import { readLongAnswer, readLongUnasked } from './longText';
import type { Scene } from './scene';
import type { Sentence } from './sentences';

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
      if (insistent) readLongAnswer(turn, sentences, scene, profile, drafts);
      else if (!drafts.has(profile.field.name)) readLongUnasked(turn, sentences, scene, profile, drafts);
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
