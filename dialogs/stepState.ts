/** What a step hands to its dialogs through the turn's state, and what they give back beside the stack. */
import type { DialogContext } from 'botbuilder-dialogs';
import type { DialogOutcome, DialogSay, DialogView } from '../cases/channel';

export interface StepNotes {
  readonly says: DialogSay[];
  readonly outcomes: DialogOutcome[];
}

/** A turn's view and notes, handed to dialogs through the turn's state. */
export interface StepState extends StepNotes {
  readonly view: DialogView;
  readonly text: string;
}

/** Where the step's state lies on the turn context. */
export const STEP_STATE = Symbol('step');

export function stateOf(context: DialogContext): StepState {
  return context.context.turnState.get<StepState>(STEP_STATE);
}
