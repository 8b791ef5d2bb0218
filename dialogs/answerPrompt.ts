/**
 * A yes or no question, in place of the SDK's ConfirmPrompt, which hears "no it works now" as no and asks again where
 * the answer is something else. This one never asks twice: what is neither ends it as `other`.
 */
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { hearAnswer } from '../cases/resolution/answerWords';
import { stateOf } from './stepState';

export const ANSWER_PROMPT = 'answer';

export interface AnswerOptions {
  /** Missing: it was put already, by words of the case. */
  readonly question?: string;
}

/** Ends with the `Answer` that the next turn gives. */
export class AnswerPrompt extends Dialog {
  constructor() {
    super(ANSWER_PROMPT);
  }

  override beginDialog(context: DialogContext, options?: AnswerOptions): Promise<DialogTurnResult> {
    if (options?.question !== undefined) stateOf(context).says.push({ text: options.question });
    return Promise.resolve(Dialog.EndOfTurn);
  }

  override continueDialog(context: DialogContext): Promise<DialogTurnResult> {
    return context.endDialog(hearAnswer(stateOf(context).text));
  }
}
