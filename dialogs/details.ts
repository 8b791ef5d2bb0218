/** The case has asked for what its solution needs: the prediction reads the answer, this hears that there is none. */
import type { DialogOutcome, HeardAnswer } from '../cases/channel';
import { isPostponed } from '../cases/resolution/answerWords';
import { Hearing } from './hearing';
import { isSkip } from './skipWords';
import type { StepState } from './stepState';

export class Details extends Hearing {
  constructor() {
    super('details');
  }

  protected override heard({ text }: StepState): DialogOutcome {
    return { kind: 'answered', answer: answerIn(text) };
  }
}

function answerIn(text: string): HeardAnswer {
  if (isSkip(text)) return 'cannot-say';
  return isPostponed(text) ? 'later' : 'other';
}
