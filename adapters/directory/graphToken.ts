/** Tokens for Microsoft Graph by client credentials (RFC 6749, 4.4), as the bot's own application. */
import type { ConfidentialClientApplication, INetworkModule } from '@azure/msal-node';

export interface Application {
  /** https://login.microsoftonline.com, or a national cloud's. */
  readonly authority: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly password: string;
  /** https://graph.microsoft.com */
  readonly resource: string;
  readonly network?: INetworkModule;
}

/** Gives a token that is still good for some minutes; the library keeps it and fetches another in time. */
export function graphTokens(application: Application): () => Promise<string> {
  let client: Promise<ConfidentialClientApplication> | undefined;
  return async () => {
    client ??= createClient(application);
    const scopes = [`${application.resource}/.default`];
    const result = await (await client).acquireTokenByClientCredential({ scopes });
    if (!result?.accessToken) throw new Error(`${application.authority} gave no token for the directory`);
    return result.accessToken;
  };
}

async function createClient(application: Application): Promise<ConfidentialClientApplication> {
  // Loaded only where a directory is asked.
  const { ConfidentialClientApplication: Client } = await import('@azure/msal-node');
  const { authority, tenantId, appId, password, network } = application;
  return new Client({
    auth: {
      clientId: appId,
      authority: `${authority}/${tenantId}`,
      knownAuthorities: [new URL(authority).host],
      clientSecret: password,
    },
    system: network ? { networkClient: network } : {},
  });
}
