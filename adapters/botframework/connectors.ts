/** Connector clients, one kept for each service URL; the same with and without credentials. */
import {
  ConfigurationBotFrameworkAuthentication,
  type ConfigurationBotFrameworkAuthenticationOptions,
} from 'botbuilder';
import { ClaimsIdentity, type ConnectorClient } from 'botframework-connector';

const CLIENTS_MAX = 100; // Teams has a handful of regions; a local tester changes ports now and then
const AUDIENCE = 'https://api.botframework.com'; // the Bot Connector's, public cloud

export class Connectors {
  private readonly clients = new Map<string, Promise<ConnectorClient>>();
  private readonly authentication: ConfigurationBotFrameworkAuthentication;

  constructor(private readonly options: ConfigurationBotFrameworkAuthenticationOptions) {
    this.authentication = new ConfigurationBotFrameworkAuthentication(options);
  }

  get(serviceUrl: string): Promise<ConnectorClient> {
    const known = this.clients.get(serviceUrl);
    if (known) return known;
    if (this.clients.size >= CLIENTS_MAX) this.clients.clear();
    const made = this.create(serviceUrl);
    this.clients.set(serviceUrl, made);
    made.catch(() => this.clients.delete(serviceUrl));
    return made;
  }

  private async create(serviceUrl: string): Promise<ConnectorClient> {
    const appId = this.options.MicrosoftAppId ?? '';
    const claims = new ClaimsIdentity(
      appId === ''
        ? []
        : [
            { type: 'aud', value: appId },
            { type: 'appid', value: appId },
          ],
    );
    const client = await this.authentication.createConnectorFactory(claims).create(serviceUrl, AUDIENCE);
    withoutRetries(client);
    return client;
  }
}

/** The SDK would post every send four times below our outbox, which repeats by itself and keeps count. */
function withoutRetries(client: ConnectorClient): void {
  const { pipeline } =
    (client as unknown as { client?: { pipeline?: { removePolicy(filter: { name: string }): unknown } } })
      .client ?? {};
  pipeline?.removePolicy({ name: 'defaultRetryPolicy' });
}
