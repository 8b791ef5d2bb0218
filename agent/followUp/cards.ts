/** What cards say of follow-up and closure. */
import type { CardContent, CaseHead, CheckView } from '../../cases/cardContent';
import type { Case } from '../../cases/case';
import type { Texts } from '../../cases/texts';

export function closureCardContent(found: Case, head: CaseHead, { followUp: words }: Texts): CardContent {
  const { closure } = found;
  if (closure) {
    const hint = words.heldHint(moment(closure.heldUntil));
    return {
      kind: 'closure',
      case: head,
      held: true,
      title: words.heldTitle,
      resolution: closure.resolution,
      hint,
    };
  }
  const closed = found.status !== 'active';
  const resolution = found.status === 'resolved' ? found.resolution : undefined;
  return {
    kind: 'closure',
    case: head,
    held: false,
    title: closed ? words.closedTitle : words.openTitle,
    resolution,
  };
}

/** How the case is followed up, and what keeps it from being closed. */
export function followUpChecks({ followUp, closure }: Case, { followUp: words }: Texts): CheckView[] {
  if (!followUp) return closure ? [{ text: words.held(moment(closure.heldUntil)) }] : [];
  const { rule, sent, of, why, state } = followUp;
  const at = closure?.heldUntil ?? followUp.nextAt;
  const line = words.state[state](rule, `${sent}/${of}`, at === undefined ? '' : moment(at));
  return [
    { text: line },
    ...(why === undefined
      ? []
      : [{ ok: why === 'accepted', text: reason(words.obstacle[why], followUp.words) }]),
  ];
}

const WORDS_CHARS_MAX = 200; // a line of a card, three times

function reason(why: string, said: string | undefined): string {
  const line = `${why.charAt(0).toUpperCase()}${why.slice(1)}`;
  return said === undefined ? `${line}.` : `${line}: “${said.slice(0, WORDS_CHARS_MAX)}”`;
}

/** "2026-01-05 10:00 UTC". */
export function moment(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
