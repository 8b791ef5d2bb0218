/** A mail in a case that is closed: the case stays as it is, and somebody should see it. */
import { isResolved, replyPolicy } from '../../cases/followUp/afterClosing';
import type { Case } from '../../cases/case';
import type { ReadMail } from '../../cases/mail/mail';
import { toldOnce } from '../../cases/mail/trouble';
import type { Settings } from '../../cases/settings';
import { unchanged } from '../../cases/store';
import { texts } from '../../cases/texts';
import { EMAIL } from './incoming';
import type { MailWork } from './work';
import { shownTo } from '../shownTo';

const SUBJECT_CHARS_MAX = 100; // a line of a card

export async function tellIfClosed(
  { context, drain }: MailWork,
  caseId: string | undefined,
  mailId: string,
  { from, subject, kind }: ReadMail,
): Promise<void> {
  if (caseId === undefined || kind !== 'message') return;
  const { settings } = await context.settings.current();
  const tell = await shownTo(context, { caseId });
  const { representative } = texts(undefined);
  const result = await context.store.update('cases', caseId, (found) => {
    if (found.status === 'active' || isOpenedAgain(found, settings, context.clock())) return unchanged;
    const who = from.name ?? from.address;
    const text = representative.lateMail({
      number: found.number,
      who,
      subject: subject.slice(0, SUBJECT_CHARS_MAX),
    });
    return toldOnce(found, { id: `late/${mailId}`, tell, text, at: context.clock() });
  });
  if (result.is === 'changed') await drain(caseId);
}

/** The customer's words open it again, or a new one: that is told by itself. */
function isOpenedAgain(found: Case, { closure }: Settings, now: string): boolean {
  return isResolved(found) && replyPolicy(found.closedAt, EMAIL, closure, now) !== 'leave';
}
