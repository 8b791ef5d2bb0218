/** Mails that did not arrive: what comes back, and what a server refuses at once. */
import type { MailBounce, ReadMail } from '../../cases/mail/mail';
import { notDelivered } from '../../cases/mail/trouble';
import { cameBack, newCorrespondent } from '../../cases/mail/correspondent';
import type { Outcome, StoredMail } from '../../cases/mail/storedMail';
import { changed, unchanged, type Change } from '../../cases/store';
import { texts } from '../../cases/texts';
import { agentPerson, type AgentContext } from '../context';
import type { MailWork } from './work';
import { shownTo } from '../shownTo';

const SAME_ID_MAX = 5;

/**
 * A delivery report that names a Message-ID that we signed is shown on its case, and ends the mails to an address that
 * is not there. Any other could be anybody's word.
 */
export async function noteBounce(
  work: MailWork,
  id: string,
  mail: ReadMail,
): Promise<Pick<Outcome, 'conversationId' | 'reason'>> {
  const { context } = work;
  const sent = await sentOf(work, mail);
  if (!sent?.sent) return { reason: 'not about a mail of ours' };
  const bounce: MailBounce = mail.bounce ?? { permanent: false };
  const recipients = [...sent.sent.to, ...(sent.sent.cc ?? [])].map(({ address }) => address);
  const named = bounce.recipient?.toLowerCase();
  const to = named !== undefined && recipients.includes(named) ? named : (recipients[0] ?? '');
  const reason = reasonOf(bounce, mail);
  if (bounce.permanent) {
    await stopMailsTo(context, to, reason);
    await context.store.update('mails', sent._id, (found) => bounced(found, reason));
  }
  const caseId = await tellCase(context, sent.conversationId, { id, to, reason, late: !bounce.permanent });
  if (caseId !== undefined) await work.drain(caseId);
  return { conversationId: sent.conversationId, reason };
}

function bounced(found: StoredMail, reason: string): Change<StoredMail> {
  return found.state === 'bounced' ? unchanged : changed({ ...found, state: 'bounced', reason });
}

/** Not every server names the mail where it should: some only answer it. */
async function sentOf({ context, parts }: MailWork, mail: ReadMail): Promise<StoredMail | undefined> {
  const ids = [mail.bounce?.messageId, ...mail.inReplyTo, ...mail.references];
  for (const id of new Set(ids)) {
    if (id === undefined || !(await parts.ids.isOurs(id))) continue;
    const query = { index: 'messageId', equals: [id], limit: SAME_ID_MAX } as const;
    const { items } = await context.store.list('mails', query);
    const found = items.find((one) => one.sent);
    if (found) return found;
  }
  return undefined;
}

function reasonOf({ status, diagnostic }: MailBounce, mail: ReadMail): string {
  return [status, diagnostic ?? mail.subject].filter(Boolean).join(' ');
}

async function stopMailsTo(context: AgentContext, address: string, reason: string): Promise<void> {
  const at = context.clock();
  const result = await context.store.update('correspondents', address, (found) =>
    cameBack(found, at, reason),
  );
  if (result.is !== 'missing') return;
  const first = { ...newCorrespondent(address), bounced: { at, reason } };
  if ((await context.store.insert('correspondents', first)) === 'exists')
    await context.store.update('correspondents', address, (found) => cameBack(found, at, reason));
}

interface Undelivered {
  readonly id: string;
  readonly to: string;
  readonly reason: string;
  /** It may arrive yet. */
  readonly late?: boolean;
}

/** Notes on the conversation's case that a mail did not arrive, and tells representatives. The case's id, where there is one. */
export async function tellCase(
  context: AgentContext,
  conversationId: string | undefined,
  { id, to, reason, late }: Undelivered,
): Promise<string | undefined> {
  const conversation =
    conversationId === undefined ? undefined : await context.store.get('conversations', conversationId);
  const caseId = conversation?.caseId;
  if (caseId === undefined) return undefined;
  const { settings } = await context.settings.current();
  const tell = await shownTo(context, { caseId });
  const { representative } = texts(undefined);
  await context.store.update('cases', caseId, (found) =>
    notDelivered(found, {
      id,
      to,
      reason,
      by: agentPerson(settings),
      at: context.clock(),
      tell,
      text: (late ? representative.delayed : representative.undelivered)({
        number: found.number,
        to,
        reason,
      }),
    }),
  );
  return caseId;
}
