/** The case was closed: hears whether the customer's next words are thanks, or begin again. */
import type { DialogOutcome } from '../cases/channel';
import { hearAnswer } from '../cases/resolution/answerWords';
import { isFarewell } from '../cases/followUp/farewell';
import { Hearing } from './hearing';
import type { StepState } from './stepState';

export class Closure extends Hearing {
  constructor() {
    super('closing');
  }

  protected override heard({ text }: StepState): DialogOutcome {
    const thanks = isFarewell(text) || hearAnswer(text) === 'accept';
    return { kind: 'closing', answer: thanks ? 'thanks' : 'again' };
  }
}
