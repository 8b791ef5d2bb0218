/** Mails on their way out: each is written down whole before its first attempt, so that every repeat is the same mail. */
import { createHash } from 'node:crypto';
import { ChannelFailed, type OutgoingMessage } from '../../cases/channel';
import { composeMail } from '../../cases/mail/composing';
import { answeredAutomatically, newCorrespondent } from '../../cases/mail/correspondent';
import type { MailWords } from '../../cases/effects';
import type { MailOutbox, PreparedMail } from '../../cases/mail/outbox';
import { isMailReference, type MailReference } from '../../cases/mail/reference';
import type { OutgoingMail } from '../../cases/mail/outgoingMail';
import type { Settings } from '../../cases/settings';
import type { StoredMail } from '../../cases/mail/storedMail';
import { changed, unchanged } from '../../cases/store';
import type { AgentContext } from '../context';
import { standingCase } from '../standingCase';
import type { MessageIds } from './messageIds';

type Parts = Pick<AgentContext, 'store' | 'settings' | 'clock'> & { readonly ids: MessageIds };

export function createMailOutbox(parts: Parts): MailOutbox {
  return {
    prepare: (message) => prepare(parts, message),
    settle: async (message, problem) => {
      await parts.store.update('mails', sentId(message.effectId), (found) => {
        if (found.state === 'sent') return unchanged;
        return changed({ ...found, state: problem === undefined ? 'sent' : 'failed', reason: problem });
      });
    },
  };
}

function sentId(effectId: string): string {
  return `sent-${createHash('sha256').update(effectId).digest('hex').slice(0, 40)}`;
}

async function prepare(parts: Parts, message: OutgoingMessage): Promise<PreparedMail> {
  const { store } = parts;
  const id = sentId(message.effectId);
  const before = await store.get('mails', id);
  if (before?.sent) return { mail: before.sent, sent: before.state === 'sent' || before.state === 'bounced' };
  const { words, mail } = await compose(parts, message);
  const addresses = [...mail.to, ...(mail.cc ?? [])].map(({ address }) => address);
  for (const address of addresses) await checkAddress(parts, address, words, message);
  await store.insert('mails', storedMail(id, mail, message));
  const kept = await store.get('mails', id);
  return { mail: kept?.sent ?? mail, sent: false };
}

function storedMail(
  id: string,
  mail: OutgoingMail,
  { at, conversationId, seq }: OutgoingMessage,
): StoredMail {
  const bytes = Buffer.byteLength(mail.text) + Buffer.byteLength(mail.html ?? '');
  return {
    _id: id,
    version: 1,
    attempts: 0,
    state: 'sending',
    receivedAt: at,
    places: [],
    bytes,
    messageId: mail.messageId,
    conversationId,
    seq,
    sent: mail,
  };
}

async function compose(
  { store, settings: source, ids }: Parts,
  message: OutgoingMessage,
): Promise<{ readonly words: MailWords; readonly mail: OutgoingMail }> {
  const { content, effectId, language } = message;
  if (content.kind !== 'text') throw new ChannelFailed('a card cannot be sent by mail', false);
  const reference = referenceOf(message);
  const { settings } = await source.current();
  const address = addressOf(settings, reference.mailbox);
  const conversation = await store.get('conversations', message.conversationId);
  const theCase = await standingCase(store, conversation?.caseId);
  // A person's words are nobody else's.
  const words = content.mail ?? { automatic: content.by === undefined, byAi: content.by === undefined };
  const mail = composeMail({
    messageId: await ids.make(effectId, address.slice(address.lastIndexOf('@') + 1)),
    reference,
    mailboxAddress: address,
    companyName: settings.global.companyName,
    agentName: settings.global.applicationUser,
    text: content.text,
    words,
    by: content.by,
    caseNumber: theCase?.number,
    caseTitle: theCase?.title,
    customerName: conversation?.person.name,
    language,
    at: message.at,
    mail: settings.mail,
  });
  return { words, mail };
}

function referenceOf({ reference }: OutgoingMessage): MailReference {
  if (!isMailReference(reference)) throw new ChannelFailed('the reference is not one of a mail', false);
  return reference;
}

function addressOf({ mailboxes }: Settings, name: string): string {
  const mailbox = mailboxes.find((one) => one.name === name);
  if (!mailbox) throw new ChannelFailed(`there is no mailbox "${name}" any more`, false);
  if (!mailbox.smtp) throw new ChannelFailed(`the mailbox "${name}" sends nothing: it has no smtp`, false);
  return mailbox.address;
}

/** @throws ChannelFailed where nothing may go there. */
async function checkAddress(
  { store, settings: source, clock }: Parts,
  address: string,
  words: MailWords,
  { effectId }: OutgoingMessage,
): Promise<void> {
  const found = await store.get('correspondents', address);
  if (found?.bounced)
    throw new ChannelFailed(
      `mails to ${address} came back (${found.bounced.reason}): nothing is sent there`,
      false,
    );
  if (!words.automatic) return;
  const { automaticPerHourMax } = (await source.current()).settings.mail;
  const answer = { id: effectId, at: clock() };
  if (!found) await store.insert('correspondents', newCorrespondent(address));
  const result = await store.update('correspondents', address, (one) =>
    answeredAutomatically(one, answer, automaticPerHourMax),
  );
  if (result.is === 'refused')
    throw new ChannelFailed(
      `${address} got ${automaticPerHourMax} automatic answers within an hour: no more are sent`,
      false,
    );
}
