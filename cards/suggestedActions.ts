/** What a representative is asked to do about a case that its customer does not answer: why, and the way to the draft. */
import type { SuggestionKind } from '../cases/followUp/state';
import { summaryTexts } from '../cases/texts/summaries';
import type { Button } from './actions';
import { rich, run } from './elements';
import type { CardParts, Frame } from './frame';
import { literal } from './literal';
import { aboutCase, heading, quiet, when } from './pieces';
import type { ContentOf } from './pieces';
import { thumbs } from './thumbs';

const SUMMARY_CHARS_MAX = 600;

export function suggestedActionsCard(content: ContentOf<'suggested-actions'>, frame: Frame): CardParts {
  const { case: head, suggestion, summary, at } = content;
  const words = summaryTexts(frame.language);
  const why = suggestion === undefined ? words.nothingSuggested : words.suggested[suggestion];
  return {
    body: [
      heading(suggestion === undefined ? words.suggestionTitle : words.suggestion[suggestion]),
      ...aboutCase(head, frame),
      ...when(at, frame),
      rich([run(why, { weight: 'Bolder' })], { spacing: 'Medium' }),
      rich([run(literal(summary, SUMMARY_CHARS_MAX))], { spacing: 'Small' }),
      ...quiet([content.rule === undefined ? undefined : literal(content.rule)], 'Small'),
      ...thumbs(
        content.thumbs && suggestion !== undefined,
        { caseId: head.id, card: 'suggestion', target: suggestion },
        frame,
      ),
    ],
    buttons: suggestion === undefined ? [] : buttonsFor(suggestion, head.id, frame),
  };
}

function buttonsFor(kind: SuggestionKind, caseId: string, frame: Frame): Button[] {
  const words = summaryTexts(frame.language);
  const title = words.suggestion[kind];
  const show: Button = { action: { verb: 'show', caseId } };
  switch (kind) {
    case 'send-follow-up':
    case 'send-next-follow-up':
      return [{ action: { verb: 'draft', caseId, draft: 'follow-up' }, title }, show];
    case 'reply':
      return [{ action: { verb: 'draft', caseId, draft: 'reply' }, title }, show];
    case 'resolve':
      return [
        { action: { verb: 'resolve-form', caseId }, title },
        { action: { verb: 'draft', caseId, draft: 'reply' }, title: words.suggestion.reply },
        show,
      ];
  }
}
