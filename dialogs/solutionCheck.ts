/** "Did this solve it?": the case has put the question with its solution; this hears the next answer against it. */
import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Answer } from '../cases/channel';
import { ANSWER_PROMPT } from './answerPrompt';
import { isPostponed } from '../cases/resolution/answerWords';
import { stateOf } from './stepState';

export const SOLUTION_CHECK = 'solution-check';

export class SolutionCheck extends Dialog {
  constructor() {
    super(SOLUTION_CHECK);
  }

  override beginDialog(context: DialogContext): Promise<DialogTurnResult> {
    return context.beginDialog(ANSWER_PROMPT);
  }

  override resumeDialog(
    context: DialogContext,
    _reason: DialogReason,
    answer?: Answer,
  ): Promise<DialogTurnResult> {
    const { text, outcomes } = stateOf(context);
    const heard = answer ?? 'other';
    const open = heard === 'other' && isPostponed(text);
    outcomes.push({ kind: 'answered', answer: open ? 'later' : heard });
    return context.endDialog();
  }
}
