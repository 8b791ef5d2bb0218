/** An identity provider on loopback that gives tokens to applications (RFC 6749, 4.4) and vouches for them (RFC 7662). */
import { createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INetworkModule } from '@azure/msal-node';
import { jwtVerify } from 'jose';

export const AUTHORITY = 'https://login.test';
export const TENANT = '11111111-2222-3333-4444-555555555555';

export class IdentityProvider {
  /** What was asked of the token endpoint. */
  readonly asked: URLSearchParams[] = [];
  secret = 'app-secret';
  /** Of an application that proves itself by a certificate. */
  certificate?: string;
  /** Which mailboxes the application may open. */
  mailboxes: readonly string[] = [];
  expiresInSeconds = 3_600;
  private readonly tokens = new Set<string>();
  private server!: Server;

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      void this.answer(request).then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get introspectionUrl(): string {
    return `${this.url}/introspect`;
  }

  knows(token: string): boolean {
    return this.tokens.has(token);
  }

  /** The library wants HTTPS, as it should; here its requests find their way over loopback. */
  get network(): INetworkModule {
    const send = async (url: string, init: RequestInit) => {
      const response = await fetch(url.replace(AUTHORITY, this.url), init);
      const headers = Object.fromEntries(response.headers.entries());
      return { headers, body: (await response.json()) as never, status: response.status };
    };
    return {
      sendGetRequestAsync: (url, options) => send(url, { headers: options?.headers }),
      sendPostRequestAsync: (url, options) =>
        send(url, { method: 'POST', headers: options?.headers, body: options?.body }),
    };
  }

  private async answer(request: IncomingMessage): Promise<[number, object]> {
    const path = request.url ?? '';
    if (path.includes('/.well-known/openid-configuration')) return [200, metadata()];
    const form = new URLSearchParams(await bodyOf(request));
    if (path === '/introspect') return [200, this.introspect(form.get('token') ?? '')];
    if (!path.startsWith(`/${TENANT}/oauth2/v2.0/token`)) return [404, {}];
    this.asked.push(form);
    if (!(await this.isKnown(form)))
      return [
        401,
        { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' },
      ];
    const token = randomBytes(24).toString('base64url');
    this.tokens.add(token);
    return [200, { token_type: 'Bearer', expires_in: this.expiresInSeconds, access_token: token }];
  }

  /** The server that asks says who logs in by itself; what we vouch for is the mailbox that the token is used for. */
  private introspect(token: string): object {
    return this.tokens.has(token) ? { active: true, username: this.mailboxes[0] } : { active: false };
  }

  private async isKnown(form: URLSearchParams): Promise<boolean> {
    if (form.get('grant_type') !== 'client_credentials') return false;
    if (!this.certificate) return form.get('client_secret') === this.secret;
    const { publicKey } = new X509Certificate(this.certificate);
    const key = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));
    return jwtVerify(form.get('client_assertion') ?? '', key, { clockTolerance: 5 }).then(
      () => true,
      () => false,
    );
  }
}

function metadata(): object {
  const base = `${AUTHORITY}/${TENANT}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
