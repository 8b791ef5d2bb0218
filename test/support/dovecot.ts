/** A real IMAP server, Dovecot, with a folder and ports of its own; mail comes in by LMTP. It ends with the test. */
import { spawn, execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, readdir, utimes, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Context } from 'mocha';
import { createTransport } from 'nodemailer';
import { until } from './until';

const DOVECOT = '/usr/sbin/dovecot';
const run = promisify(execFile);

export const MAIL_PASSWORD = 'correct-horse-battery';

/** Where it is missing the suite is skipped; a build server (`CI=true`) must have it. */
export function needsDovecot(suite: Context): void {
  if (existsSync(DOVECOT) && existsSync('/usr/lib/dovecot/lmtp')) return;
  const packages = 'apt-get install dovecot-imapd dovecot-lmtpd';
  if (process.env['CI'] === 'true') throw new Error(`${DOVECOT} is missing: ${packages}`);
  console.log(`      skipped: ${DOVECOT} is missing; "${packages}" lets this run`);
  suite.skip();
}

export class Dovecot {
  private child?: ChildProcess;
  private log = '';

  private constructor(
    private readonly folder: string,
    readonly imapPort: number,
    readonly lmtpPort: number,
  ) {}

  /** @param introspectionUrl of an identity provider (RFC 7662): tokens are taken too, by XOAUTH2. */
  static async start(introspectionUrl?: string): Promise<Dovecot> {
    const folder = await mkdtemp(join(tmpdir(), 'dovecot-'));
    const dovecot = new Dovecot(folder, await freePort(), await freePort());
    await dovecot.prepare(introspectionUrl);
    await dovecot.begin();
    return dovecot;
  }

  async stop(): Promise<void> {
    await this.halt();
    await rm(this.folder, { recursive: true, force: true });
  }

  async restart(whileDown: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.halt();
    await whileDown();
    await this.begin();
  }

  /** Stops it; `begin` starts it again, with what it held. */
  async halt(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
    endGroup(child); // an idling connection would outlive its master by some seconds
    // A new start before all of it is gone finds "already running".
    await until('the mail server is gone', async () => ((await answers(this.imapPort)) ? undefined : true));
  }

  async begin(): Promise<void> {
    await until('the mail server starts', async () => {
      if (!this.child || this.child.exitCode !== null) this.child = this.spawn();
      return (await answers(this.imapPort)) && (await answers(this.lmtpPort)) ? true : undefined;
    });
  }

  private spawn(): ChildProcess {
    if (this.child && !this.log.includes('already running'))
      throw new Error(`the mail server ended: ${this.log}`);
    this.log = '';
    const child = spawn(DOVECOT, ['-F', '-c', this.config], {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true, // a group of its own, which is ended as one
    });
    process.once('exit', () => endGroup(child));
    child.stderr.on('data', (words: Buffer) => (this.log += words.toString()));
    return child;
  }

  /** As a mail server hands it over: each mail in one transaction of LMTP (RFC 2033). */
  async deliver(to: string, ...mails: readonly (string | Buffer)[]): Promise<void> {
    const lmtp = createTransport({
      host: '127.0.0.1',
      port: this.lmtpPort,
      lmtp: true,
      ignoreTLS: true,
      pool: true,
    });
    for (const raw of mails) await lmtp.sendMail({ envelope: { from: 'sender@example.org', to }, raw });
    lmtp.close();
  }

  /** Mails by the hundred, as files: the server finds them when it next looks. */
  async fill(user: string, count: number, mail: (n: number) => string, arrived = new Date()): Promise<void> {
    await this.doveadm('mailbox', 'status', '-u', user, 'messages', 'INBOX'); // makes the folder
    const fresh = join(this.maildir(user), 'new');
    for (let n = 1; n <= count; n++) {
      const file = join(fresh, `${1_700_000_000 + n}.M${n}P1.test`);
      await writeFile(file, mail(n).replace(/\r?\n/g, '\r\n'));
      await utimes(file, arrived, arrived);
      await this.own(file);
    }
  }

  /** What `doveadm` prints: `doveadm('mailbox', 'status', '-u', user, 'all', 'INBOX')`. */
  async doveadm(...args: readonly string[]): Promise<string> {
    return (await run('doveadm', ['-c', this.config, ...args])).stdout;
  }

  /** How many mails of a folder match a search of IMAP: `count(user, 'SEEN')`. */
  async count(user: string, query: string, folder = 'INBOX'): Promise<number> {
    const found = await this.doveadm('search', '-u', user, 'mailbox', folder, ...query.split(' '));
    return found.split('\n').filter(Boolean).length;
  }

  async makeFolder(user: string, folder: string): Promise<void> {
    await this.doveadm('mailbox', 'create', '-u', user, folder);
  }

  /** As after a restored backup: the same mails, new UIDs under a new UIDVALIDITY. Only while it is halted. */
  async rebuild(user: string): Promise<void> {
    const maildir = this.maildir(user);
    const list = join(maildir, 'dovecot-uidlist');
    const [head = ''] = (await readFile(list, 'utf8')).split('\n');
    const uidValidity = Number(/ V(\d+)/.exec(head)?.[1]) + 1;
    const guid = / G\S+/.exec(head)?.[0] ?? '';
    for (const name of await readdir(maildir)) if (name.startsWith('dovecot')) await rm(join(maildir, name));
    await writeFile(list, `3 V${uidValidity} N1${guid}\n`);
    await this.own(list);
  }

  private get config(): string {
    return join(this.folder, 'dovecot.conf');
  }

  private maildir(user: string): string {
    return join(this.folder, 'mail', user, 'Maildir');
  }

  private async own(path: string): Promise<void> {
    const owner = await mailUser();
    if (owner) await chown(path, owner.uid, owner.gid);
  }

  private async prepare(introspectionUrl: string | undefined): Promise<void> {
    await chmod(this.folder, 0o755); // the server's own user must get through
    await mkdir(join(this.folder, 'mail'));
    await this.own(join(this.folder, 'mail'));
    if (introspectionUrl !== undefined)
      await writeFile(join(this.folder, 'oauth.conf'), oauth(introspectionUrl));
    await writeFile(this.config, await this.configText(introspectionUrl !== undefined));
  }

  private async configText(tokens: boolean): Promise<string> {
    const { username } = userInfo();
    const owner = await mailUser();
    const [user, group] = owner ? ['mail', 'mail'] : [username, await ownGroup()];
    return `
base_dir = ${this.folder}/run
state_dir = ${this.folder}/state
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login${tokens ? ' xoauth2 oauthbearer' : ''}
log_path = /dev/stderr
${owner ? '' : `default_internal_user = ${username}\ndefault_login_user = ${username}\ndefault_internal_group = ${group}`}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${this.imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${this.lmtpPort}
  }
}
passdb {
  driver = static
  args = password=${MAIL_PASSWORD}
  mechanisms = plain login
}
${tokens ? `passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${this.folder}/oauth.conf\n}` : ''}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${this.folder}/mail/%u allow_all_users=yes
}
mail_location = maildir:~/Maildir
maildir_very_dirty_syncs = no
mail_max_userip_connections = 50
first_valid_uid = 1
first_valid_gid = 1
`;
  }
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

function oauth(introspectionUrl: string): string {
  return `
introspection_url = ${introspectionUrl}
introspection_mode = post
username_attribute = username
active_attribute = active
active_value = true
`;
}

/** The user that Debian's package runs as, where we may become it. */
async function mailUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((one) => one.startsWith('mail:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

async function ownGroup(): Promise<string> {
  const groups = (await readFile('/etc/group', 'utf8')).split('\n').map((line) => line.split(':'));
  return groups.find(([, , gid]) => gid === String(process.getgid?.()))?.[0] ?? '';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
