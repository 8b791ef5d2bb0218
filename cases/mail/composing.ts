/** An answer as a mail: threaded, numbered, signed, in text and HTML, saying who wrote it. Pure: the same each time. */
import type { MailAddress } from './mail';
import type { MailReference } from './reference';
import { answerSubject, numberedSubject, oneLine } from './subject';
import { escapeHtml, fill, htmlOfText, type MailSettings, type TemplateValues } from './templates';
import type { MailWords } from '../effects';
import type { OutgoingMail } from './outgoingMail';
import { texts } from '../texts';
import type { Person } from '../values';

export interface Composing {
  readonly messageId: string;
  readonly reference: MailReference;
  readonly mailboxAddress: string;
  readonly companyName: string;
  readonly agentName: string;
  readonly text: string;
  readonly words: MailWords;
  /** The person who wrote it, where one did. */
  readonly by?: Person;
  readonly caseNumber?: string;
  readonly caseTitle?: string;
  readonly customerName?: string;
  readonly language: string;
  readonly at: string;
  readonly mail: MailSettings;
}

export function composeMail(made: Composing): OutgoingMail {
  const { reference, words, caseNumber, messageId } = made;
  const subject =
    words.subject === undefined
      ? answerSubject(reference.subject, caseNumber)
      : numberedSubject(words.subject, caseNumber);
  return {
    mailbox: reference.mailbox,
    messageId,
    from: senderOf(made),
    to: reference.to,
    subject,
    date: made.at,
    inReplyTo: reference.messageId,
    references: reference.references,
    text: [made.text, ...endsOf(made)].join('\n\n'),
    html: htmlOf(made),
    headers: words.automatic ? AUTOMATIC : PERSONAL,
  };
}

/** RFC 3834; and Exchange's own word for the same: no out-of-office answers us, while a report of non-delivery does. */
const AUTOMATIC = {
  'Auto-Submitted': 'auto-replied',
  'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
} as const;
/** A person wrote it: their correspondents' out-of-office is worth knowing, a delivery receipt is not. */
const PERSONAL = { 'X-Auto-Response-Suppress': 'DR, RN, NRN' } as const;

function senderOf({ by, companyName, mailboxAddress }: Composing): MailAddress {
  const name = by === undefined ? companyName : `${by.name} (${companyName})`;
  return { address: mailboxAddress, name: oneLine(name) };
}

/** What stands under the words: the signature, and that AI wrote them where it did. */
function endsOf(made: Composing): string[] {
  const { mail, words, language, companyName } = made;
  const signature = mail.signatures[language] ?? mail.signatures['en'];
  const values: TemplateValues = {
    'company.name': companyName,
    'agent.name': made.by?.name ?? made.agentName,
    'customer.name': made.customerName,
    'case.number': made.caseNumber,
    'case.title': made.caseTitle,
  };
  return [
    ...(signature === undefined ? [] : [fill(signature, values)]),
    ...(words.byAi ? [texts(language).customer.writtenByAi({ company: companyName })] : []),
  ];
}

function htmlOf(made: Composing): string {
  const body = made.words.html ?? htmlOfText(made.text);
  const ends = endsOf(made).map(
    (text) => `<div style="color:#616161;font-size:smaller">${htmlOfText(text)}</div>`,
  );
  const parts = [body, ...ends].join('\n');
  return `<!doctype html>\n<html lang="${escapeHtml(made.language)}"><body>\n${parts}\n</body></html>`;
}
