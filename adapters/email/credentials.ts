/** How we log in to a mailbox: a password, or a token of OAuth 2.0 client credentials. Settings hold only their names. */
import type { INetworkModule } from '@azure/msal-node';
import type { MailboxSettings } from '../../cases/mail/mailboxSettings';
import { MailboxFailed } from './failures';
import { Tokens } from './tokens';

export type MailLogin =
  | { readonly user: string; readonly pass: string }
  /** For SASL XOAUTH2 and OAUTHBEARER (RFC 7628). */
  | { readonly user: string; readonly accessToken: string };

export interface Credentials {
  /** @throws MailboxFailed where a secret is missing or no token is given. */
  login(mailbox: MailboxSettings): Promise<MailLogin>;
  /** What a name of the settings stands for. @throws MailboxFailed where the variable is not set. */
  secret(name: string): string;
}

export interface CredentialParts {
  readonly env: NodeJS.ProcessEnv;
  /** How the identity provider is reached, where it is not plain HTTPS. */
  readonly network?: INetworkModule;
}

export function createCredentials({ env, network }: CredentialParts): Credentials {
  const secret = (name: string): string => {
    const value = env[name];
    if (value === undefined || value.trim() === '')
      throw new MailboxFailed(`the environment variable ${name}, which the settings name, is not set`);
    return value;
  };
  const tokens = new Tokens(secret, network);
  return {
    secret,
    async login({ address, auth }) {
      if (auth.kind === 'oauth') return { user: address, accessToken: await tokens.of(auth) };
      return { user: auth.user ?? address, pass: secret(auth.passwordName) };
    },
  };
}
