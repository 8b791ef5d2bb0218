/** The agent would open a case and asks first; once decided, the card says what was done. */
import { rich, run } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';
import { facts, heading, quiet } from './pieces';
import type { ContentOf } from './pieces';

export function creationProposalCard(content: ContentOf<'creation-proposal'>, frame: Frame): CardParts {
  const { conversationId, problem, decided, fields } = content;
  const title = run(literal(content.title, LINE_CHARS_MAX), { weight: 'Bolder' });
  return {
    body: [
      heading(decided ?? frame.texts.proposalTitle),
      rich([title], { spacing: 'Small' }),
      ...(decided === undefined ? quiet([frame.texts.proposedByAi]) : []),
      ...facts(fields, frame),
    ],
    buttons:
      decided === undefined
        ? [
            { action: { verb: 'accept-opening', conversationId, problem } },
            { action: { verb: 'reject-opening', conversationId, problem } },
          ]
        : [],
  };
}
