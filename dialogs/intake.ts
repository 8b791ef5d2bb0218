/** Asks for what is missing, one thing at a time, in the order of the settings; gives up on a thing after two asks. */
import { Dialog, type DialogContext, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs';
import type { DialogView, MissingField } from '../cases/channel';
import { texts } from '../cases/texts';
import { isSkip } from './skipWords';
import { stateOf } from './stepState';

export const ASKS_MAX = 2;
export const INTAKE = 'intake';

/** On the stack: the field that was asked for last; missing where several were asked for together. */
interface IntakeState {
  field?: string;
}

/**
 * Begun and continued with the decision as its view: the prediction has read the answer already, so it only picks
 * what to ask next. It ends when nothing is missing.
 */
export class Intake extends Dialog {
  constructor() {
    super(INTAKE);
  }

  override beginDialog(context: DialogContext): Promise<DialogTurnResult> {
    return this.askNext(context, false);
  }

  override continueDialog(context: DialogContext): Promise<DialogTurnResult> {
    const { view, text, outcomes } = stateOf(context);
    const asked = (context.activeDialog?.state as IntakeState | undefined)?.field;
    const stillMissing = asked !== undefined && view.missing.some((field) => field.name === asked);
    const skips = stillMissing && isSkip(text);
    if (skips) outcomes.push({ kind: 'skipped', field: asked });
    return this.askNext(context, skips);
  }

  private async askNext(context: DialogContext, skipped: boolean): Promise<DialogTurnResult> {
    const state = stateOf(context);
    const gone = new Set([
      ...state.view.skipped,
      ...state.outcomes.flatMap((outcome) => ('field' in outcome ? [outcome.field] : [])),
    ]);
    const open = state.view.missing.filter(
      (field) => !gone.has(field.name) && (state.view.asked[field.name] ?? 0) < ASKS_MAX,
    );
    const next = open[0];
    const words = texts(state.view.language).customer;
    const lead = skipped ? `${words.skipped()} ` : '';
    if (!next) {
      if (skipped) state.says.push({ text: words.skipped() });
      return context.endDialog();
    }
    const asked = state.view.together ? open : [next];
    for (const field of asked) {
      const before = field === next ? lead : '';
      state.says.push({ text: before + question(field, state.view), asks: asksOf(field) });
      state.outcomes.push({ kind: 'asked', field: field.name });
    }
    const left: IntakeState = asked.length === 1 ? { field: next.name } : {};
    if (context.activeDialog) context.activeDialog.state = left;
    return { status: DialogTurnStatus.waiting };
  }
}

function question(field: MissingField, view: DialogView): string {
  const words = texts(view.language).customer;
  if (field.have)
    return words.askContact({
      have: field.have,
      trouble: view.trouble !== undefined && view.asked[field.name] === undefined,
    });
  return field.question ?? words.askField({ label: field.label });
}

/** A question for a contact asks for its missing parts. */
function asksOf(field: MissingField): string[] {
  if (!field.have) return [field.name];
  const reachable = field.have.includes('email') || field.have.includes('phone');
  return [
    ...(field.have.includes('name') ? [] : ['contact.name']),
    ...(reachable ? [] : ['contact.email', 'contact.phone']),
  ];
}
