/** "Did this solve it?": the case has put the question with its solution; this hears the next answer against it. */
import type { DialogOutcome } from '../cases/channel';
import { hearAnswer, isPostponed } from '../cases/resolution/answerWords';
import { Hearing } from './hearing';
import type { StepState } from './stepState';

export class SolutionCheck extends Hearing {
  constructor() {
    super('solution-check');
  }

  protected override heard({ text }: StepState): DialogOutcome {
    const answer = hearAnswer(text);
    const open = answer === 'other' && isPostponed(text);
    return { kind: 'answered', answer: open ? 'later' : answer };
  }
}
