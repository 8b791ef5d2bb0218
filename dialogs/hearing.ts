/**
 * Something was put to the customer elsewhere: a dialog that says nothing of its own, hears their next words against it,
 * and ends with what they are. In place of the SDK's ConfirmPrompt, which hears "no it works now" as no and asks again
 * where the answer is something else: nothing is asked twice here.
 */
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { DialogOutcome } from '../cases/channel';
import { stateOf, type StepState } from './stepState';

export abstract class Hearing extends Dialog {
  override beginDialog(): Promise<DialogTurnResult> {
    return Promise.resolve(Dialog.EndOfTurn);
  }

  override continueDialog(context: DialogContext): Promise<DialogTurnResult> {
    const state = stateOf(context);
    state.outcomes.push(this.heard(state));
    return context.endDialog();
  }

  protected abstract heard(state: StepState): DialogOutcome;
}
