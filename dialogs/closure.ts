/** The case was closed: hears whether the customer's next words are thanks, or begin again. */
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { hearAnswer } from '../cases/resolution/answerWords';
import { isFarewell } from '../cases/followUp/farewell';
import { stateOf } from './stepState';

export const CLOSURE = 'closing';

export class Closure extends Dialog {
  constructor() {
    super(CLOSURE);
  }

  override beginDialog(): Promise<DialogTurnResult> {
    return Promise.resolve(Dialog.EndOfTurn);
  }

  override continueDialog(context: DialogContext): Promise<DialogTurnResult> {
    const { text, outcomes } = stateOf(context);
    const thanks = isFarewell(text) || hearAnswer(text) === 'accept';
    outcomes.push({ kind: 'closing', answer: thanks ? 'thanks' : 'again' });
    return context.endDialog();
  }
}
