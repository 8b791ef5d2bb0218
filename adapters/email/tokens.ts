/** Access tokens by client credentials (RFC 6749, 4.4), as Exchange Online wants them for IMAP and SMTP. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ConfidentialClientApplication, INetworkModule, NodeAuthOptions } from '@azure/msal-node';
import type { OAuthSettings } from '../../cases/mail/mailboxSettings';
import { MailboxFailed, messageOf } from './failures';

interface Application {
  /** The secret that it was made with: another one makes another application. */
  readonly secret: string;
  readonly client: Promise<ConfidentialClientApplication>;
}

export class Tokens {
  private readonly applications = new Map<string, Application>();

  constructor(
    private readonly secret: (name: string) => string,
    private readonly network: INetworkModule | undefined,
  ) {}

  /**
   * A token that is still good for some minutes: the library keeps it, and fetches another before it expires.
   * @throws MailboxFailed in the provider's words.
   */
  async of(auth: OAuthSettings): Promise<string> {
    try {
      const client = await this.application(auth);
      const result = await client.acquireTokenByClientCredential({ scopes: [auth.scope] });
      if (result?.accessToken) return result.accessToken;
    } catch (error) {
      if (error instanceof MailboxFailed) throw error;
      throw new MailboxFailed(
        `${new URL(auth.authority).host} gives no token for the application ${auth.clientId}: ${messageOf(error)}`,
        undefined,
        error,
      );
    }
    throw new MailboxFailed(`${new URL(auth.authority).host} gave no token for ${auth.clientId}`);
  }

  private application(auth: OAuthSettings): Promise<ConfidentialClientApplication> {
    const secret = this.secret(auth.secretName ?? auth.certificateName ?? '');
    const key = JSON.stringify([auth.authority, auth.tenant, auth.clientId, auth.certificateName]);
    const known = this.applications.get(key);
    if (known?.secret === secret) return known.client;
    const client = this.make(auth, secret);
    this.applications.set(key, { secret, client });
    client.catch(() => this.applications.delete(key));
    return client;
  }

  private async make(auth: OAuthSettings, secret: string): Promise<ConfidentialClientApplication> {
    // Loaded only where a mailbox needs it.
    const { ConfidentialClientApplication: Client } = await import('@azure/msal-node');
    const proof = auth.certificateName === undefined ? { clientSecret: secret } : await certificate(secret);
    return new Client({
      auth: {
        clientId: auth.clientId,
        authority: `${auth.authority.replace(/\/+$/, '')}/${auth.tenant}`,
        knownAuthorities: [new URL(auth.authority).host],
        ...proof,
      },
      system: this.network ? { networkClient: this.network } : {},
    });
  }
}

/** @param secret PEM with certificate and private key, or the path of a file that holds it. */
async function certificate(secret: string): Promise<Pick<NodeAuthOptions, 'clientCertificate'>> {
  const pem = secret.includes('-----BEGIN') ? secret : await readPem(secret.trim());
  const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/.exec(pem)?.[0];
  const cert = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0];
  if (key === undefined || cert === undefined)
    throw new MailboxFailed(
      'the certificate of the mailbox is not a PEM with both certificate and private key',
    );
  const thumbprintSha256 = new X509Certificate(cert).fingerprint256.replaceAll(':', '');
  return { clientCertificate: { thumbprintSha256, privateKey: key, x5c: cert } };
}

async function readPem(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new MailboxFailed(`the certificate file of the mailbox cannot be read: ${messageOf(error)}`);
  });
}
