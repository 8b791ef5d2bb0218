/** Runs the dialogs over the plain stack of a conversation: a step sends nothing, changes no case, and can be run again. */
import { ActivityTypes, BotAdapter, TurnContext, type Activity, type ResourceResponse } from 'botbuilder';
import { DialogContext, DialogSet, DialogTurnStatus, type DialogState } from 'botbuilder-dialogs';
import type { DialogStep, DialogView, StepResult } from '../cases/channel';
import type { DialogStack } from '../cases/conversation/conversation';
import { isFarewell } from '../cases/followUp/farewell';
import { answeringAside } from './aside';
import { Closure } from './closure';
import { Details } from './details';
import { FollowUp } from './followUp';
import { Intake, INTAKE } from './intake';
import { SolutionCheck } from './solutionCheck';
import { STEP_STATE, type StepState } from './stepState';

/** Collects what prompts of the SDK would send; our own dialogs say through the step's state. */
class CollectingAdapter extends BotAdapter {
  constructor(private readonly state: StepState) {
    super();
  }

  override sendActivities(
    _context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    for (const { text } of activities) if (text) this.state.says.push({ text });
    return Promise.resolve(activities.map((_, at) => ({ id: String(at) })));
  }

  override updateActivity(): Promise<void> {
    return Promise.reject(new Error('a dialog changes no message'));
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new Error('a dialog deletes no message'));
  }

  override continueConversation(): Promise<void> {
    return Promise.reject(new Error('a dialog begins no turn'));
  }
}

/** The dialogs that customers meet. */
export function createDialogStep(): DialogStep {
  const dialogs = new DialogSet()
    .add(new Intake())
    .add(new SolutionCheck())
    .add(new Details())
    .add(new FollowUp())
    .add(new Closure());
  return {
    async step(stack, turn, view) {
      const result = await tryStep(dialogs, stack, turn?.text ?? '', view);
      if (!('dropped' in result) || stack === null) return result;
      return { ...(await tryStep(dialogs, null, turn?.text ?? '', view)), dropped: result.dropped };
    },
  };
}

/** A stack that cannot be continued (a dialog of an older version) is dropped; the conversation goes on. */
async function tryStep(
  dialogs: DialogSet,
  stack: DialogStack | null,
  text: string,
  view: DialogView,
): Promise<StepResult> {
  const state: StepState = { view, text, says: [], outcomes: [] };
  // The SDK changes the stack in place; the document's own stays as it was.
  const dialogState: DialogState = {
    dialogStack: structuredClone((stack?.stack ?? []) as DialogState['dialogStack']),
  };
  const context = new DialogContext(dialogs, turnContext(state), dialogState);
  try {
    // What the case has asked is begun when it is answered: only one of the two says what is waited for.
    if (view.awaits && dialogState.dialogStack.length === 0) await context.beginDialog(view.awaits);
    const result = await context.continueDialog();
    const idle = result.status === DialogTurnStatus.empty || wasOtherwise(state);
    if (idle && view.missing.length > 0 && !isFarewell(text)) await context.beginDialog(INTAKE);
  } catch (error) {
    return {
      stack: null,
      says: [],
      outcomes: [],
      dropped: error instanceof Error ? error.message : String(error),
    };
  }
  const left = dialogState.dialogStack;
  return {
    stack: left.length > 0 ? { stack: left } : null,
    ...answeringAside(state),
  };
}

/** An answer that was none is an ordinary turn. */
function wasOtherwise({ view, outcomes }: StepState): boolean {
  const settled = outcomes.some(
    (one) =>
      (one.kind === 'answered' && one.answer !== 'other') ||
      (one.kind === 'follow-up' && one.answer === 'accept') ||
      (one.kind === 'closing' && one.answer === 'thanks'),
  );
  return view.awaits !== undefined && !settled;
}

function turnContext(state: StepState): TurnContext {
  const context = new TurnContext(new CollectingAdapter(state), {
    type: ActivityTypes.Message,
    text: state.text,
  });
  context.turnState.set(STEP_STATE, state);
  return context;
}
