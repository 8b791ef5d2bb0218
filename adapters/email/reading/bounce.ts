/** Delivery reports: as RFC 3464 has them, and as servers write them that do not know it. */
import type { MailBounce } from '../../../cases/mail/mail';
import { addressesIn } from './addresses';
import { oneLine } from './characters';
import { fieldsOf, valueOf, type Field } from './fields';
import { idsIn } from './messageIds';

export interface BounceInput {
  readonly fields: readonly Field[];
  readonly from: string;
  readonly returnPath: string | undefined;
  readonly subject: string;
  readonly text: string;
  /** Parts of the mail by content type. */
  readonly parts: readonly { readonly contentType: string; readonly content: Buffer }[];
}

export interface FoundBounce {
  readonly bounce: MailBounce;
  readonly reason: string;
}

const STATUS_BYTES_MAX = 64 * 1024;
const DIAGNOSTIC_CHARS_MAX = 500;
const BLOCKS_MAX = 100;
const STATUS_TYPE = /^message\/(?:global-)?delivery-status$/;

type Part = BounceInput['parts'][number];

export function bounceOf(mail: BounceInput): FoundBounce | undefined {
  const status = mail.parts.find(({ contentType }) => STATUS_TYPE.test(contentType));
  if (status !== undefined) return reported(mail, status);
  return isFromServer(mail) ? told(mail) : undefined;
}

/** RFC 3464: one block about the message, one for each recipient. Success and delay are no bounce. */
function reported(mail: BounceInput, status: Part): FoundBounce | undefined {
  const recipients = blocksOf(status.content).filter(
    (block) => valueOf(block, 'action') !== undefined || valueOf(block, 'status') !== undefined,
  );
  const failed =
    recipients.find((block) => /^fail/i.test(valueOf(block, 'action') ?? '')) ??
    recipients.find((block) => /^5/.test(valueOf(block, 'status') ?? '')) ??
    recipients.find((block) => /^delayed/i.test(valueOf(block, 'action') ?? ''));
  if (failed === undefined) return undefined;
  const code = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(valueOf(failed, 'status') ?? '')?.[0];
  const diagnostic = diagnosticOf(valueOf(failed, 'diagnostic-code'));
  return {
    bounce: {
      ...found(
        'recipient',
        recipientOf(valueOf(failed, 'final-recipient') ?? valueOf(failed, 'original-recipient')),
      ),
      ...found('status', code),
      permanent: /^fail/i.test(valueOf(failed, 'action') ?? 'failed') && code?.startsWith('4') !== true,
      ...found('diagnostic', diagnostic),
      ...found('messageId', originalIdOf(mail)),
    },
    reason: status.contentType,
  };
}

function blocksOf(content: Buffer): Field[][] {
  return content
    .subarray(0, STATUS_BYTES_MAX)
    .toString('utf8')
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .slice(0, BLOCKS_MAX)
    .map((block) => fieldsOf(Buffer.from(`${block.trim()}\n\n`)));
}

/** "rfc822; bob@example.com" */
function recipientOf(value: string | undefined): string | undefined {
  const address = value?.slice(value.indexOf(';') + 1).trim();
  return address === undefined || address === '' ? undefined : addressesIn(address)[0]?.address;
}

/** "smtp; 550 5.1.1 no such user" */
function diagnosticOf(value: string | undefined): string | undefined {
  const said = oneLine(value?.replace(/^[\w-]+\s*;\s*/, '') ?? '', DIAGNOSTIC_CHARS_MAX);
  return said === '' ? undefined : said;
}

/** The returned mail or its header is a part, or stands at the end of the text. */
function originalIdOf({ parts, text }: Pick<BounceInput, 'parts' | 'text'>): string | undefined {
  const returned = parts.find(({ contentType }) =>
    /^(?:message\/(?:rfc822|global|rfc822-headers|global-headers)|text\/rfc822-headers)$/.test(contentType),
  );
  const own = returned && valueOf(fieldsOf(returned.content), 'message-id');
  const [id] = idsIn(own ?? /^[> ]*Message-ID:\s*(<[^<>\n]+>)/im.exec(text)?.[1] ?? '');
  return id;
}

function isFromServer({ from, returnPath, fields }: BounceInput): boolean {
  return (
    returnPath === '' ||
    /^(?:mailer-daemon|postmaster|mail-daemon|microsoftexchange[0-9a-f]*)\b/.test(from) ||
    fields.some(({ name }) => name === 'x-failed-recipients')
  );
}

/** qmail, Exim, Exchange (in its languages), sendmail, Postfix, Yahoo, and the subjects that all of them use. */
const SAYS_FAILED = [
  /this is the qmail-send program|this is the mail system at host|sorry to have to inform you/i,
  /this message was created automatically by mail delivery software/i,
  /(?:could not|couldn't|cannot|can't|was not|wasn't|not be|unable to|failed to) (?:be )?deliver(?:ed)?\b/i,
  /delivery (?:has failed|failed|to the following|status notification)|did not reach (?:some or all of )?the (?:intended|following) recipient/i,
  /the following address(?:es)? (?:had permanent fatal errors|failed)|undeliver(?:able|ed)|returned mail|mail delivery (?:failed|failure|system)|failure notice|delivery failure/i,
  /unzustellbar|konnte(?:n)? nicht (?:zugestellt|übermittelt) werden|fehler bei der (?:nachrichtenzustellung|zustellung|übermittlung)/i,
  /non remis|n'a pas pu être (?:remis|distribué)|échec de (?:la )?(?:remise|distribution|livraison)/i,
  /no se (?:puede|pudo|ha podido) entregar|error al entregar|no entregado|non recapitabile|impossibile recapitare|mancato recapito/i,
  /niet (?:bezorgd|afgeleverd)|onbestelbaar|não (?:foi )?(?:entregue|possível entregar)|falha (?:na|ao) entrega|niedostarczon|nie można dostarczyć/i,
  /kunde inte levereras|oleveransbar|kunne ikke leveres|ikke leveret|toimittaminen epäonnistui|nedoručiteln|kézbesíthetetlen|teslim edilemedi/i,
  /недоставлен|не удалось доставить|не вдалося доставити|配信不能|配信できません|无法送达|未能送达|无法投递|退信|無法傳遞|배달되지 않음/i,
];
const SAYS_LATER =
  /\b(?:delay(?:ed)?|will (?:be retried|keep trying|continue trying)|not yet been delivered|warning: could not send|delivery incomplete)\b|verzögert/i;

function told(mail: BounceInput): FoundBounce | undefined {
  const said = `${mail.subject}\n${mail.text.slice(0, 4_000)}`;
  const phrase = SAYS_FAILED.map((pattern) => pattern.exec(said)?.[0]).find((match) => match !== undefined);
  if (phrase === undefined) return undefined;
  const status = /(?<![\d.])[45]\.\d{1,2}\.\d{1,3}(?![\d.])/.exec(mail.text)?.[0];
  const reply = /^.{0,200}(?<![\d.])([45]\d\d)[ -].{0,300}$/m.exec(mail.text);
  const later = SAYS_LATER.test(said) || status?.startsWith('4') === true;
  return {
    bounce: {
      ...found('recipient', failedRecipient(mail)),
      ...found('status', status),
      permanent: !later,
      ...found('diagnostic', reply === null ? undefined : diagnosticOf(reply[0])),
      ...found('messageId', originalIdOf(mail)),
    },
    reason: phrase,
  };
}

/** Exim's header, or the first address that the text puts on a line of its own. */
function failedRecipient({ fields, text }: BounceInput): string | undefined {
  const header = valueOf(fields, 'x-failed-recipients');
  if (header !== undefined) return addressesIn(header)[0]?.address;
  const line = /^[ \t>]*<?([^\s<>()@:;,]{1,64}@[^\s<>()@:;,]{1,253})>?[:.]?(?:[ \t(].*)?$/m.exec(
    text.slice(0, 20_000),
  );
  return line?.[1] && addressesIn(line[1])[0]?.address;
}

function found<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<K, string>>;
}
