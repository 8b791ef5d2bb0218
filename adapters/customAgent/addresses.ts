/** Where a custom agent may be: on the internet, or at an address that the settings list. */
import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { CustomAgentFailed } from '../../cases/customAgent/settings';

/** Loopback, private, link-local (a cloud's metadata service), reserved and tunnelled addresses only where they are listed. */
export function mayConnect(address: string, privateAddresses: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const found = ipaddr.process(address); // an IPv4 address inside IPv6 is that IPv4 address
  return found.range() === 'unicast' || privateAddresses.some((listed) => isIn(found, listed));
}

function isIn(address: ipaddr.IPv4 | ipaddr.IPv6, listed: string): boolean {
  const [network, bits] = listed.includes('/') ? ipaddr.parseCIDR(listed) : [ipaddr.parse(listed), undefined];
  if (network.kind() !== address.kind()) return false;
  return address.match(network, bits ?? (network.kind() === 'ipv4' ? 32 : 128));
}

export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A lookup for sockets that gives only addresses which may be connected to. It judges the very address that the socket
 * then takes: a name that leads elsewhere the second time gains nothing.
 */
export function guardedLookup(
  privateAddresses: readonly string[],
  resolve: Lookup = systemLookup,
): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const allowed = addresses.filter(({ address }) => mayConnect(address, privateAddresses));
      const [first] = allowed;
      if (!first) return done(forbidden(hostname), '', 0);
      if (options.all) return done(null, allowed);
      return done(null, first.address, first.family);
    });
  };
}

/** An address in the URL itself is never looked up. @throws CustomAgentFailed */
export function checkLiteral(hostname: string, privateAddresses: readonly string[]): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(address) && !mayConnect(address, privateAddresses)) throw forbidden(hostname);
}

function forbidden(hostname: string): CustomAgentFailed {
  return new CustomAgentFailed(
    'forbidden-address',
    `${hostname} leads to an address that is none of the internet's: list it in privateAddresses if it may be asked`,
    false,
  );
}
