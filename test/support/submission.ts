/** A real SMTP server as a provider runs it for its customers: it wants a login, remembers what it took, and refuses on demand. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { MAIL_PASSWORD } from './dovecot';

export interface SubmittedMail {
  readonly user: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

export interface Refusal {
  readonly code: number;
  readonly words: string;
}

export class Submission {
  readonly mails: SubmittedMail[] = [];
  logins = 0;
  /** Asked at each stage; nothing lets it pass. */
  refuse: (stage: 'login' | 'from' | 'to' | 'data', value: string) => Refusal | undefined = () => undefined;
  /** When a mail is taken, before that is said: here it may be delivered, or the line be cut. */
  took: (mail: SubmittedMail) => Promise<void> = () => Promise.resolve();
  /** Which token is good, by XOAUTH2. */
  admits: (user: string, token: string) => Promise<boolean> = () => Promise.resolve(false);
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onAuth: (auth, _session, callback) => {
        void this.login(auth).then((refusal) =>
          refusal ? callback(errorOf(refusal)) : callback(null, { user: auth.username }),
        );
      },
      onMailFrom: ({ address }, _session, callback) => callback(this.refusal('from', address)),
      onRcptTo: ({ address }, _session, callback) => callback(this.refusal('to', address)),
      onData: (stream, session, callback) => {
        void this.take(stream, session).then(
          (words) => callback(null, words),
          (error: unknown) => callback(error as Error),
        );
      },
    });
    this.server.on('error', () => undefined); // a line that is cut
  }

  static async start(): Promise<Submission> {
    const submission = new Submission();
    submission.server.listen(0, '127.0.0.1');
    await once(submission.server.server, 'listening');
    return submission;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async login(auth: { username?: string; password?: string | null; accessToken?: string }) {
    this.logins++;
    const { username = '', password, accessToken } = auth;
    const good =
      accessToken === undefined ? password === MAIL_PASSWORD : await this.admits(username, accessToken);
    return good ? this.refuse('login', username) : { code: 535, words: '5.7.3 Authentication unsuccessful' };
  }

  private async take(stream: AsyncIterable<Buffer>, session: SMTPServerSession): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const { mailFrom, rcptTo } = session.envelope;
    const mail: SubmittedMail = {
      user: String(session.user),
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      raw: Buffer.concat(chunks).toString(),
    };
    const refused = this.refuse('data', mail.raw);
    if (refused) throw errorOf(refused);
    this.mails.push(mail);
    await this.took(mail);
    return '2.0.0 Ok: queued as 1234';
  }

  private refusal(stage: 'from' | 'to', value: string): Error | null {
    const refused = this.refuse(stage, value);
    return refused ? errorOf(refused) : null;
  }
}

function errorOf({ code, words }: Refusal): Error {
  return Object.assign(new Error(words), { responseCode: code });
}
