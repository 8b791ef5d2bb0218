/** A shared mailbox of which an application has no password: tokens by client credentials, for IMAP and SMTP. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCredentials } from '../../../adapters/email/credentials';
import { MailboxFailed } from '../../../adapters/email/failures';
import { connectImap, disconnect } from '../../../adapters/email/imap';
import { Sender } from '../../../adapters/email/send';
import { mailboxSchema, type MailboxSettings } from '../../../cases/mail/mailboxSettings';
import { NOW } from '../../support/builders';
import { Dovecot, needsDovecot } from '../../support/dovecot';
import { AUTHORITY, IdentityProvider, TENANT } from '../../support/identityProvider';
import { Submission } from '../../support/submission';

const SHARED = 'desk@example.com';

describe('a mailbox that is opened by OAuth 2.0', function () {
  this.timeout(30_000);
  let provider: IdentityProvider;
  let server: Dovecot;
  let submission: Submission;
  let mailbox: MailboxSettings;
  let env: NodeJS.ProcessEnv;
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));

  before(async function () {
    needsDovecot(this);
    provider = await new IdentityProvider().start();
    server = await Dovecot.start(provider.introspectionUrl);
    submission = await Submission.start();
    submission.admits = async (user, token) => user === SHARED && provider.knows(token);
  });
  after(async () => {
    await submission?.stop();
    await server?.stop();
    await provider?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    provider.asked.length = 0;
    provider.mailboxes = [SHARED];
    provider.certificate = undefined;
    env = { APP_SECRET: provider.secret };
    mailbox = withAuth({ secretName: 'APP_SECRET' });
  });

  function withAuth(proof: { secretName?: string; certificateName?: string }): MailboxSettings {
    return mailboxSchema.parse({
      name: 'desk',
      address: SHARED,
      imap: { host: '127.0.0.1', port: server.imapPort, tls: 'none' },
      smtp: { host: '127.0.0.1', port: submission.port, tls: 'none' },
      auth: { kind: 'oauth', tenant: TENANT, clientId: 'app-1', authority: AUTHORITY, ...proof },
    });
  }

  const credentials = () => createCredentials({ env, network: provider.network });

  it('is opened by IMAP with a token for the mailbox', async () => {
    const client = await connectImap(mailbox, credentials());
    assert.equal((await client.mailboxOpen('INBOX')).path, 'INBOX');
    await disconnect(client);
    const [asked] = provider.asked;
    assert.deepEqual(
      ['grant_type', 'client_id', 'scope'].map((name) => asked?.get(name)),
      ['client_credentials', 'app-1', 'https://outlook.office365.com/.default'],
    );
  });

  it('sends by SMTP with a token for the mailbox', async () => {
    const sender = new Sender({ credentials: credentials(), sent: () => undefined });
    await sender.send(mailbox, {
      mailbox: 'desk',
      messageId: 'effect-1@agent.example.com',
      from: { address: SHARED },
      to: [{ address: 'dana@example.org' }],
      subject: 'Hello',
      date: NOW,
      text: 'Hello.',
    });
    assert.equal(submission.mails.at(-1)?.user, SHARED);
  });

  it('asks for a token once while it is good, and for another before it runs out', async () => {
    const kept = credentials();
    await Promise.all([kept.login(mailbox), kept.login(mailbox)]);
    const [first, second] = [await kept.login(mailbox), await kept.login(mailbox)];
    assert.deepEqual(first, second);
    const before = provider.asked.length;
    provider.expiresInSeconds = 60; // the library renews in the last five minutes
    const short = credentials();
    assert.notDeepEqual(await short.login(mailbox), await short.login(mailbox));
    assert.equal(provider.asked.length, before + 2);
    provider.expiresInSeconds = 3_600;
  });

  it('takes a new secret into use without a restart', async () => {
    const kept = credentials();
    env['APP_SECRET'] = 'old-secret';
    await assert.rejects(kept.login(mailbox), /AADSTS7000215/);
    env['APP_SECRET'] = provider.secret;
    await kept.login(mailbox);
  });

  it('proves itself by a certificate where the settings name one', async () => {
    const { file, certificate } = selfSigned(folder);
    provider.certificate = certificate;
    env['APP_CERTIFICATE'] = file;
    await credentials().login(withAuth({ certificateName: 'APP_CERTIFICATE' }));
    assert.match(provider.asked[0]?.get('client_assertion') ?? '', /^[\w-]+\.[\w-]+\.[\w-]+$/);
    env['APP_CERTIFICATE'] = readFileSync(file, 'utf8');
    await credentials().login(withAuth({ certificateName: 'APP_CERTIFICATE' }));
  });

  it('says in the words of the provider why there is no token, and never the secret', async () => {
    env['APP_SECRET'] = 'not-the-secret';
    await assert.rejects(credentials().login(mailbox), (error: MailboxFailed) => {
      assert.match(
        error.reason,
        /^login\.test gives no token for the application app-1: .*Invalid client secret/,
      );
      assert.doesNotMatch(error.reason, /not-the-secret/);
      return error instanceof MailboxFailed;
    });
  });

  it('is refused where the token is not for it', async () => {
    provider.mailboxes = ['other@example.com'];
    await assert.rejects(connectImap(mailbox, credentials()), /refuses the login/);
  });
});

function selfSigned(folder: string): { file: string; certificate: string } {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=agent'];
  execFileSync('openssl', [...args, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const file = join(folder, 'both.pem');
  const certificate = readFileSync(cert, 'utf8');
  execFileSync('sh', ['-c', `cat "${key}" "${cert}" > "${file}"`]);
  return { file, certificate };
}
