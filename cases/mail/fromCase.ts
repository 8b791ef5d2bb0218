/** A person's own mail from a case: it goes out in the case's thread, as all mails do, under their name. */
import { ACTS_MAX, type Case } from '../case';
import { journaled } from '../journal';
import { renderTemplate, type MailTemplate } from './templates';
import type { Settings } from '../settings';
import { changed, unchanged, type Change } from '../store';
import type { Person } from '../values';

export interface PersonsMail {
  /** The call's: the same one again writes nothing. */
  readonly id: string;
  readonly by: Person;
  readonly text: string;
  /** Missing: the thread's own. */
  readonly subject?: string;
  /** Put around the text. */
  readonly template?: MailTemplate;
  readonly conversationId: string;
  readonly language: string;
  readonly customerName?: string;
  readonly at: string;
  readonly settings: Settings;
}

/** The newest of the case's threads by mail. */
export function mailConversationOf({ conversations }: Pick<Case, 'conversations'>): string | undefined {
  return conversations.findLast((id) => id.startsWith('email:'));
}

export function mailFromPerson(theCase: Case, mail: PersonsMail): Change<Case> {
  const id = `mail/${mail.id}`;
  if (theCase.recent.includes(id)) return unchanged;
  const { by, conversationId: to, at } = mail;
  const rendered = mail.template && renderTemplate(mail.template, valuesOf(theCase, mail), mail.language);
  const words = {
    kind: 'text',
    text: rendered?.text ?? mail.text,
    by,
    mail: {
      automatic: false,
      byAi: false,
      subject: mail.subject ?? rendered?.subject,
      html: rendered?.html,
    },
  } as const;
  const next = { ...theCase, recent: [...theCase.recent, id].slice(-ACTS_MAX) };
  return changed(journaled(next, theCase, { notes: [], says: [{ to, words }] }, at));
}

function valuesOf(theCase: Case, { by, text, customerName, settings }: PersonsMail) {
  return {
    'customer.name': customerName,
    'case.number': theCase.number,
    'case.title': theCase.title,
    'company.name': settings.global.companyName,
    'agent.name': by.name,
    message: text,
  };
}
