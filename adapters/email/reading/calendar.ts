/** Invitations, and the answers to them (RFC 5546); a calendar file that is merely attached is a file. */
import type { FilePart } from './attachments';

const SCHEDULING = /^METHOD:(REQUEST|REPLY|CANCEL|COUNTER|DECLINECOUNTER|ADD|REFRESH)\s*$/im;
const HEAD_BYTES = 4_096;

/** "text/calendar: REQUEST"; undefined where the mail schedules nothing. */
export function invitationOf(parts: readonly FilePart[]): string | undefined {
  const calendar = parts.find(
    ({ contentType, disposition }) => contentType === 'text/calendar' && disposition !== 'attachment',
  );
  const method = calendar && SCHEDULING.exec(calendar.content.subarray(0, HEAD_BYTES).toString('utf8'))?.[1];
  return method && `text/calendar: ${method.toUpperCase()}`;
}
