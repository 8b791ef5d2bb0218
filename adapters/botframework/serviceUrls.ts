/** Which service URLs are answered: a forged one must not make the agent talk to strangers. */

/**
 * Microsoft's hosts of the Bot Connector: whole, or by suffix where nobody else can have a name under it (anybody can
 * under trafficmanager.net). https://learn.microsoft.com/azure/bot-service (channel endpoints)
 */
const MICROSOFT_HOSTS: readonly string[] = [
  '.botframework.com',
  'smba.trafficmanager.net',
  '.botframework.azure.us',
  '.teams.microsoft.com',
  '.botframework.us',
];

export interface ServiceUrlPolicy {
  readonly credentials: boolean;
  /** Further hosts that an administrator trusts. */
  readonly hosts: readonly string[];
}

export function maySendTo(serviceUrl: string, { credentials, hosts }: ServiceUrlPolicy): boolean {
  const url = parsed(serviceUrl);
  if (!url || url.username !== '' || url.password !== '') return false;
  const host = url.hostname.toLowerCase();
  if (hosts.includes(host)) return url.protocol === 'https:' || url.protocol === 'http:';
  if (!credentials) return isLoopback(host);
  return (
    url.protocol === 'https:' &&
    MICROSOFT_HOSTS.some((known) => (known.startsWith('.') ? host.endsWith(known) : host === known))
  );
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
