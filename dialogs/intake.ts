/** Asks for what is missing, one thing at a time, in the order of the settings; gives up on a thing after two asks. */
import { Dialog, type DialogContext, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs';
import type { DialogView, MissingField } from '../cases/channel';
import { isWish } from '../cases/deciding/asking';
import { isFarewell } from '../cases/followUp/farewell';
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
    return this.askNext(context, { begins: true, skipped: false });
  }

  override continueDialog(context: DialogContext): Promise<DialogTurnResult> {
    const { view, text, outcomes } = stateOf(context);
    const asked = (context.activeDialog?.state as IntakeState | undefined)?.field;
    const stillMissing = asked !== undefined && view.missing.some((field) => field.name === asked);
    if (stillMissing && isFarewell(text)) return this.partFrom(context);
    const skips = stillMissing && isSkip(text);
    if (skips) outcomes.push({ kind: 'skipped', field: asked });
    return this.askNext(context, { begins: false, skipped: skips });
  }

  /** Whoever says goodbye is asked nothing more; the question stands, should they come back. */
  private partFrom(context: DialogContext): Promise<DialogTurnResult> {
    const { view, text, says } = stateOf(context);
    const words = texts(view.language).asides;
    const listens = view.caseNumber !== undefined || view.listensOnly || isAssent(text);
    if (!listens) says.push({ text: view.trouble === undefined ? words.goodbye : words.goodbyeOpen });
    return Promise.resolve(Dialog.EndOfTurn);
  }

  private async askNext(
    context: DialogContext,
    { begins, skipped }: { readonly begins: boolean; readonly skipped: boolean },
  ): Promise<DialogTurnResult> {
    const state = stateOf(context);
    const gone = new Set([
      ...state.view.skipped,
      ...state.outcomes.flatMap((outcome) => ('field' in outcome ? [outcome.field] : [])),
    ]);
    const goesOn = (field: MissingField): boolean =>
      !gone.has(field.name) && (state.view.asked[field.name] ?? 0) < asksMax(field);
    // Without knowing what it is about nobody could get back to them.
    const unknown =
      !state.view.together && state.view.missing.some((field) => field.trouble && !goesOn(field));
    const open = unknown ? [] : state.view.missing.filter(goesOn);
    const next = open[0];
    const words = texts(state.view.language).customer;
    const lead = skipped ? `${words.skipped()} ` : '';
    if (!next) {
      const { offerPerson, offeredPerson } = texts(state.view.language).asides;
      const stuck = isStuck(state.view) && (begins ? offeredPerson : offerPerson);
      if (stuck || skipped) state.says.push({ text: stuck || words.skipped() });
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
  const again = view.asked[field.name] !== undefined;
  if (field.have)
    return words.askContact({ have: field.have, about: again ? undefined : aboutOf(view), again });
  if (field.trouble && again) return words.askTrouble();
  return field.question ?? words.askField({ label: field.label });
}

/** Whoever has given a part of it is asked for the rest as often as for anything else. */
function asksMax({ have = [] }: MissingField): number {
  return ASKS_MAX + (have.length > 0 ? 1 : 0);
}

function aboutOf({ trouble }: DialogView): 'trouble' | 'wish' | undefined {
  if (trouble === undefined) return undefined;
  return isWish(trouble) ? 'wish' : 'trouble';
}

/** Asked in vain for what a case needs: it stays unopened unless a person sees to it. */
function isStuck({ caseNumber, missing, together }: DialogView): boolean {
  return caseNumber === undefined && !together && missing.length > 0;
}

const ASSENT = /^(?:ok(?:ay)?|great|perfect|super|prima)[.!\s]*$/iu;

/** Not yet an answer, but no goodbye either. */
function isAssent(text: string): boolean {
  return ASSENT.test(text.trim());
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
