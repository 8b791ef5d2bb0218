/** A follow-up was sent: hears the next answer against it. What is not favourable is an ordinary turn. */
import type { DialogOutcome } from '../cases/channel';
import { hearAnswer } from '../cases/resolution/answerWords';
import { texts } from '../cases/texts';
import { Hearing } from './hearing';
import type { StepState } from './stepState';

export class FollowUp extends Hearing {
  constructor() {
    super('follow-up');
  }

  protected override heard({ text, view, says }: StepState): DialogOutcome {
    const answer = hearAnswer(text);
    if (answer === 'accept') says.push({ text: texts(view.language).followUp.glad });
    return { kind: 'follow-up', answer };
  }
}
