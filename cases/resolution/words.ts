/** What a step of resolving has to say to the customer, whoever sends it. */
import type { DraftKind } from '../drafts/draft';
import { INTENT_FIELD } from './intents';
import type { Passage } from './knowledge';
import type { Intent } from './settings';
import type { NextStep } from './resolving';
import type { QuotedArticle, Resolving } from './state';
import { resolvedFields, type Settings } from '../settings';
import { resolutionTexts } from '../texts/resolution';

export interface StepWords {
  readonly kind: DraftKind;
  readonly text: string;
  /** The names of the fields that it asks for. */
  readonly asks: readonly string[];
  readonly article?: QuotedArticle;
  /** What the words were taken from, as representatives read it. */
  readonly from: string;
}

type SpokenStep = Extract<NextStep, { is: 'clarify' | 'ask' | 'propose' }>;

export interface Wording {
  readonly settings: Settings;
  /** "en", "de": the customer's. */
  readonly language: string;
  /** What was found in the knowledge for the intent. */
  readonly passage?: Passage;
}

/** Undefined where there is nothing to propose. */
export function stepWords(step: SpokenStep, wording: Wording): StepWords | undefined {
  const texts = resolutionTexts(wording.language);
  switch (step.is) {
    case 'clarify':
      return { kind: 'question', text: texts.clarify, asks: [INTENT_FIELD], from: '' };
    case 'ask': {
      const questions = step.names.map((name) => questionFor(name, wording));
      return { kind: 'question', text: texts.ask(questions), asks: step.names, from: step.intent.label };
    }
    case 'propose': {
      const found = solutionOf(step.intent, wording);
      return found && { ...found, kind: 'solution', text: `${found.text}\n\n${texts.didItHelp}`, asks: [] };
    }
  }
}

/** The solution itself: the settings' own text before an article. */
export function solutionOf(
  intent: Intent,
  { language, passage }: Pick<Wording, 'language' | 'passage'>,
): Pick<StepWords, 'text' | 'article' | 'from'> | undefined {
  const own = inLanguage(intent.solution, language);
  if (own !== undefined) return { text: own, from: intent.label };
  if (!passage) return undefined;
  const { title, url } = passage.article;
  const text = resolutionTexts(language).article(title, passage.text, url);
  return { text, article: passage.article, from: title };
}

/** What is written down as the resolution of a case that the customer says is solved. */
export function resolutionText(
  intent: Intent,
  proposed: Pick<Resolving, 'article' | 'solution'> | undefined,
  language: string,
): string {
  const texts = resolutionTexts(language);
  const { article, solution: found } = proposed ?? {};
  const own = found ?? inLanguage(intent.solution, language);
  const solution = article ? texts.articleNamed(article.title) : (own ?? '');
  return texts.resolution(intent.label, solution);
}

/** How the customer is asked for a field. */
export function questionFor(
  name: string,
  { settings, language }: Pick<Wording, 'settings' | 'language'>,
): string {
  const field = resolvedFields(settings).get(name);
  return inLanguage(field?.question, language) ?? resolutionTexts(language).question(field?.label ?? name);
}

/** In the language itself, else in English, else in whichever there is. */
export function inLanguage(
  wordings: Readonly<Record<string, string>> | undefined,
  language: string,
): string | undefined {
  if (!wordings) return undefined;
  return wordings[language.slice(0, 2).toLowerCase()] ?? wordings['en'] ?? Object.values(wordings)[0];
}
