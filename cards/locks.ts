/** Who holds a value so that the agent leaves it alone, and the way to give it back. */
import type { LockView } from '../cases/cardContent';
import { button } from './actions';
import { column, columns, container, rich, run } from './elements';
import type { Element } from './elements';
import type { Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';
import { QUIET } from './pieces';

/** What is locked, and on which card. */
export interface Lock extends LockView {
  readonly caseId: string;
  readonly field: string;
  readonly label: string;
  /** Missing on cards that are not about a review. */
  readonly reviewId?: string;
}

/** "locked · typed by Rita", with the link beside it for whoever may unlock. */
export function lockLine(lock: Lock, frame: Frame): Element {
  const { texts } = frame;
  const who = texts.setBy[lock.setBy](literal(lock.who, LINE_CHARS_MAX));
  const said = rich([run(`${texts.unlock.locked} · ${who}`, QUIET)], { spacing: 'None' });
  if (!frame.may('unlock-form')) return said;
  const { caseId, field, reviewId, label } = lock;
  const action = { verb: 'unlock-form', caseId, field, ...(reviewId !== undefined && { reviewId }) } as const;
  const title = texts.unlock.unlockOne(literal(label, LINE_CHARS_MAX));
  const link = rich([
    run(texts.buttons['unlock-form'], { size: 'Small', color: 'Accent', weight: 'Bolder' }),
  ]);
  const tap = { ...container([link]), selectAction: button({ action, title }, frame, 'area') };
  return columns([column('stretch', [said]), column('auto', [tap])], { spacing: 'None' });
}
