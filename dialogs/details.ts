/** The case has asked for what its solution needs: the prediction reads the answer, this hears that there is none. */
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { HeardAnswer } from '../cases/channel';
import { isPostponed } from '../cases/resolution/answerWords';
import { isSkip } from './skipWords';
import { stateOf } from './stepState';

export const DETAILS = 'details';

export class Details extends Dialog {
  constructor() {
    super(DETAILS);
  }

  override beginDialog(): Promise<DialogTurnResult> {
    return Promise.resolve(Dialog.EndOfTurn);
  }

  override continueDialog(context: DialogContext): Promise<DialogTurnResult> {
    const { text, outcomes } = stateOf(context);
    outcomes.push({ kind: 'answered', answer: heard(text) });
    return context.endDialog();
  }
}

function heard(text: string): HeardAnswer {
  if (isSkip(text)) return 'cannot-say';
  return isPostponed(text) ? 'later' : 'other';
}
