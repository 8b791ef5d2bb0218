/** What the intent card shows, read from the case at the moment it is sent. */
import type { CardContent, CaseHead, FieldView } from '../../cases/cardContent';
import type { QuestionView } from '../../cases/resolution/intentView';
import type { Case } from '../../cases/case';
import { attributeNames, INTENT_FIELD, intentNamed, lineOf } from '../../cases/resolution/intents';
import { intentOf, valuesHeard } from '../../cases/resolution/resolving';
import { levelOf } from '../../cases/resolution/write';
import { inLanguage, questionFor } from '../../cases/resolution/words';
import type { Settings } from '../../cases/settings';
import type { Texts } from '../../cases/texts';
import type { CardViews } from '../cards/views';
import { troubleField } from '../customerWords';

export async function intentCardContent(
  view: CardViews,
  settings: Settings,
  { language }: Pick<Texts, 'language'>,
  found: Case,
  head: CaseHead,
): Promise<CardContent> {
  const { resolution } = settings;
  const { resolving } = found;
  const intent = intentNamed(resolution, resolving?.intent) ?? intentOf(found, resolution);
  const values = new Map((await view.fields(valuesHeard(found))).map((field) => [field.name, field]));
  const recognised = values.get(INTENT_FIELD);
  const names = intent ? attributeNames(intent) : [];
  return {
    kind: 'intent',
    case: head,
    intent: {
      step: resolving?.step ?? 'shown',
      drafted: isDrafted(found),
      reason: resolving?.reason,
      detail: resolving?.detail,
      by: resolving?.by?.name,
      automation: levelOf(found, intent, resolution),
      ...(intent && { label: intent.label, lineOfBusiness: lineOf(resolution, intent)?.label }),
      ...(intent && recognised?.value === intent.label ? sureness(recognised) : {}),
      issue: values.get(troubleField(settings))?.value,
      questions: names.map((name) =>
        questionView(questionFor(name, { settings, language }), values.get(name)),
      ),
      solution: intent && inLanguage(intent.solution, language),
      article: resolving?.article?.title,
    },
  };
}

function isDrafted({ drafts, resolving }: Case): boolean {
  return drafts?.some(({ id, state }) => id === resolving?.draftId && state === 'open') ?? false;
}

function sureness({ confidence, quote, reason }: FieldView) {
  return { confidence, quote, why: reason };
}

function questionView(question: string, answer: FieldView | undefined): QuestionView {
  return { question, ...(answer && { answer: answer.value, quote: answer.quote }) };
}
