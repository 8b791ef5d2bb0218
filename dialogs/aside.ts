/** What was asked beside the matter is answered first; what that kept open is asked again without counting. */
import { asideOf, type Aside } from '../cases/deciding/asides';
import type { DialogView } from '../cases/channel';
import { texts } from '../cases/texts';
import type { StepNotes, StepState } from './stepState';

export function answeringAside({ view, text, says, outcomes }: StepState): StepNotes {
  const aside = heardAside(view, text);
  if (!aside) return { says, outcomes };
  const { withCase, before } = texts(view.language).asides;
  const answer = view.caseNumber === undefined ? before[aside] : withCase[aside](view.caseNumber);
  if (endsIt(aside, view)) return { says: [{ text: answer }], outcomes: [] };
  const again = outcomes.filter((one) => one.kind === 'asked' && view.asked[one.field] !== undefined);
  const rest = outcomes.filter((one) => !again.includes(one));
  const [first, ...others] = says;
  // Whoever has a case is not pressed for a detail a second time.
  if (!first || (view.caseNumber !== undefined && rest.every(({ kind }) => kind !== 'asked')))
    return { says: [{ text: answer }], outcomes: rest };
  return { says: [{ ...first, text: `${answer} ${first.text}` }, ...others], outcomes: rest };
}

/** What may be asked in the words that tell the matter, too. */
const ANSWERED_AT_ONCE: ReadonlySet<Aside> = new Set(['machine', 'purpose', 'wait']);

/** What the case has asked is answered there; what tells the matter is none. */
function heardAside(view: DialogView, text: string): Aside | undefined {
  if (view.awaits || view.listensOnly) return undefined;
  const aside = asideOf(text);
  const nothing = view.trouble === undefined && view.caseNumber === undefined;
  if (aside === 'settled' && nothing) return undefined;
  const tells = view.trouble !== undefined && spaced(text).includes(spaced(view.trouble));
  return (tells || view.opens) && aside && !ANSWERED_AT_ONCE.has(aside) ? undefined : aside;
}

/** Nothing is asked any more: it is settled, or only a person could go on. */
function endsIt(aside: Aside, { caseNumber, trouble }: DialogView): boolean {
  return aside === 'settled' || (aside === 'question' && caseNumber === undefined && trouble === undefined);
}

function spaced(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
