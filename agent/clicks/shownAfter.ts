/** The card that answers an act which came as a message. */
import type { Acted } from '../../cases/acted';
import type { CaseAct } from '../../cases/acts';
import type { CardRef } from '../../cases/effects';

/** What is not as the person saw it is shown as it is now; what has no card of its own is told. */
export function shownAfter(act: CaseAct, { case: theCase, outcome }: Acted, told: string): CardRef {
  const caseId = theCase._id;
  if ('draftId' in act && outcome.kind !== 'closed') return { kind: 'draft', caseId, draftId: act.draftId };
  if (outcome.kind === 'done' && act.kind === 'merge')
    return { kind: 'case-moved', what: 'merged', caseId, into: act.into._id };
  const made = theCase.pending.findLast((effect) => effect.kind === 'create')?.case;
  if (outcome.kind === 'done' && act.kind === 'split' && made)
    return { kind: 'case-moved', what: 'split', caseId, into: made._id };
  return { kind: 'told', text: told };
}
