/** A world with mailboxes: mails go in raw, as a server has them; what is sent is collected, as a server takes it. */
import { createEmailChannel } from '../../adapters/email/channel';
import { plainText } from '../../cards';
import { MessageIds } from '../../agent/mail/messageIds';
import { createMailOutbox } from '../../agent/mail/outbox';
import type { AgentContext } from '../../agent/context';
import type { Channel } from '../../cases/channel';
import { ChannelFailed } from '../../cases/channel';
import type { ReadMail } from '../../cases/mail/mail';
import type { MailReader } from '../../cases/mail/reading';
import type { ArrivedMail } from '../../cases/mail/store';
import type { OutgoingMail } from '../../cases/mail/outgoingMail';
import type { Settings, SettingsInput } from '../../cases/settings';
import type { StoredMail } from '../../cases/mail/storedMail';
import { conversationIdOf, type Turn } from '../../cases/conversation/turns';
import { NOW } from './builders';
import { aWorld, quickSettings, type World, type WorldOptions } from './world';

export const SUPPORT = 'support@example.com';
export const DANA_MAIL = 'dana@customers.test';
export const PROVEN = { spf: 'pass', dkim: 'pass', dmarc: 'pass' } as const;
export const FORGED = { spf: 'fail', dkim: 'none', dmarc: 'fail' } as const;

/** A mail as reading gives it; proven to come from Dana unless told otherwise. */
export function aMail(over: Partial<ReadMail> = {}): ReadMail {
  const text = over.text ?? 'my grinder leaks';
  return {
    messageId: 'first@customers.test',
    inReplyTo: [],
    references: [],
    from: { address: DANA_MAIL, name: 'Dana Reyes' },
    to: [{ address: SUPPORT }],
    cc: [],
    subject: 'Grinder',
    fullText: text,
    attachments: [],
    kind: 'message',
    authentication: PROVEN,
    ...over,
    text,
  };
}

/** A delivery report: our mail of that id did not reach Dana. */
export function aBounce(messageId: string): ReadMail {
  return aMail({
    messageId: 'bounce@x.test',
    from: { address: 'mailer-daemon@x.test' },
    kind: 'bounce',
    bounce: { recipient: DANA_MAIL, status: '5.1.1', permanent: true, diagnostic: 'no such user', messageId },
  });
}

/** A mailbox and one rule that opens a case with every mail. */
export function mailSettings(over: Partial<SettingsInput> = {}): Settings {
  return quickSettings({
    creation: { defaultFields: ['issue', 'contact'], channels: ['chat', 'email'] },
    mailboxes: [
      {
        name: 'support',
        address: SUPPORT,
        imap: { host: '127.0.0.1', tls: 'none' },
        smtp: { host: '127.0.0.1', tls: 'none' },
        auth: { kind: 'basic', passwordName: 'SUPPORT_MAIL_PASSWORD' },
      },
    ],
    emailRules: [{ name: 'every mail' }],
    ...over,
  });
}

/** Raw enough to be told apart and to have its Message-ID found; what it says is what the test made. */
export function rawOf(mail: ReadMail): Buffer {
  const headers = [
    `Message-ID: <${mail.messageId}>`,
    `From: ${mail.from.address}`,
    `To: ${mail.to.map(({ address }) => address).join(', ')}`,
    `Subject: ${mail.subject}`,
  ];
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${mail.fullText}\r\n`);
}

export class MailWorld {
  readonly sent: OutgoingMail[] = [];
  /** What goes wrong with the next sends: each is used once. */
  readonly failures: ChannelFailed[] = [];
  world!: World;
  private readonly known = new Map<string, ReadMail>();
  private readonly files = new Map<string, Uint8Array>();
  private uid = 0;

  readonly read: MailReader = async (raw) => {
    const mail = this.known.get(Buffer.from(raw).toString('base64'));
    if (!mail) throw new Error('nobody made this mail');
    return { mail, files: this.files };
  };

  readonly ids = new MessageIds(async () => Buffer.from('a secret of the test'));

  parts(context: AgentContext): Partial<AgentContext> {
    const outbox = createMailOutbox({ ...context, ids: this.ids });
    const email = createEmailChannel({
      outbox,
      send: (mail) => this.deliver(mail),
      words: (content, language) => plainText(content, language, NOW),
    });
    const channel: Channel = {
      send: (message) => (message.channel === 'email' ? email.send(message) : context.channel.send(message)),
    };
    return { channel, mail: { read: this.read, ids: this.ids } };
  }

  private async deliver(mail: OutgoingMail) {
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.sent.push(structuredClone(mail));
    return { messageId: mail.messageId, response: '250 ok' };
  }

  /** Puts a mail into a mailbox as its server would; resolves once it is stored. */
  async arrive(mail: ReadMail, over: Partial<ArrivedMail> = {}, agent = this.world.agent): Promise<void> {
    const raw = over.raw ?? rawOf(mail);
    this.known.set(raw.toString('base64'), mail);
    this.uid += 1;
    const receivedAt = new Date().toISOString();
    await agent.storeMail({ mailbox: 'support', uid: this.uid, uidValidity: '1', receivedAt, raw, ...over });
  }

  /** A mail comes in, and all that follows from it is done; what was sent meanwhile. */
  async mail(mail: ReadMail, over: Partial<ArrivedMail> = {}): Promise<OutgoingMail[]> {
    const before = this.sent.length;
    await this.arrive(mail, over);
    await this.world.quiet();
    return this.sent.slice(before);
  }

  /** An answer to a mail of ours, as a mail program writes it. */
  answerTo(sent: OutgoingMail, over: Partial<ReadMail> & { readonly messageId: string }): ReadMail {
    return aMail({
      subject: `Re: ${sent.subject}`,
      inReplyTo: [sent.messageId],
      references: [...(sent.references ?? []), sent.messageId],
      ...over,
    });
  }

  async mails(): Promise<readonly StoredMail[]> {
    return (await this.world.store.list('mails', { index: 'received', limit: 100 })).items;
  }

  /** What became of the mail with this Message-ID. */
  async fateOf(messageId: string): Promise<StoredMail> {
    const { items } = await this.world.store.list('mails', {
      index: 'messageId',
      equals: [messageId],
      limit: 5,
    });
    const found = items.find((one) => !one.sent);
    if (!found) throw new Error(`there is no mail ${messageId}`);
    return found;
  }

  /** The turns of the conversation that a mail is in. */
  async turnsWith(messageId: string): Promise<readonly Turn[]> {
    const { conversationId = '' } = await this.fateOf(messageId);
    const query = { index: 'conversation', equals: [conversationId], limit: 100 } as const;
    return (await this.world.store.list('turns', query)).items;
  }

  /** The case that a mail went to. */
  async caseWith(messageId: string) {
    const { conversationId = conversationIdOf('email', '') } = await this.fateOf(messageId);
    const conversation = await this.world.store.get('conversations', conversationId);
    const found = conversation?.caseId ? await this.world.store.get('cases', conversation.caseId) : undefined;
    if (!found) throw new Error(`there is no case with ${messageId}`);
    return found;
  }
}

export async function aMailWorld(options: WorldOptions = {}): Promise<MailWorld> {
  const made = new MailWorld();
  const over = (context: AgentContext): Partial<AgentContext> => ({
    ...made.parts(context),
    ...options.over?.(context),
  });
  made.world = await aWorld({ settings: mailSettings(), ...options, over });
  return made;
}
