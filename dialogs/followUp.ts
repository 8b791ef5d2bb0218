/** A follow-up was sent: hears the next answer against it. What is not favourable is an ordinary turn. */
import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Answer } from '../cases/channel';
import { texts } from '../cases/texts';
import { ANSWER_PROMPT } from './answerPrompt';
import { stateOf } from './stepState';

export const FOLLOW_UP = 'follow-up';

export class FollowUp extends Dialog {
  constructor() {
    super(FOLLOW_UP);
  }

  override beginDialog(context: DialogContext): Promise<DialogTurnResult> {
    return context.beginDialog(ANSWER_PROMPT);
  }

  override resumeDialog(
    context: DialogContext,
    _reason: DialogReason,
    answer: Answer = 'other',
  ): Promise<DialogTurnResult> {
    const { view, outcomes, says } = stateOf(context);
    outcomes.push({ kind: 'follow-up', answer });
    if (answer === 'accept') says.push({ text: texts(view.language).followUp.glad });
    return context.endDialog();
  }
}
