import { networkInterfaces } from 'node:os';
import type { IPv4, IPv6 } from 'ipaddr.js';
import { endpointOf, isHostAddress, isPublicAddress } from './public-address';

type Range = [IPv4 | IPv6, number];

/** The addresses of this machine, as its network interfaces have them. */
export type OwnAddresses = () => string[];

const ownAddresses: OwnAddresses = () =>
  Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address));

/**
 * Where requests may go: every host of the internet but this machine, and what OUTBOUND_ALLOW names. An address range there
 * allows exactly that; a host name allows whatever private addresses it has, but never link-local ones.
 */
export class Destinations {
  private readonly ranges: Range[] = [];
  private readonly hosts = new Set<string>();

  /** @param allowed host names, addresses and CIDR ranges, separated by commas; empty = none */
  constructor(
    allowed: string,
    private readonly own: OwnAddresses = ownAddresses,
  ) {
    for (const entry of allowed.split(',').map((each) => each.trim().toLowerCase())) {
      const range = parseRange(entry);
      if (range) this.ranges.push(range);
      else if (entry !== '') this.hosts.add(entry);
    }
  }

  /** @param host as the URL has it, an address without its brackets */
  allows(host: string, addressText: string): boolean {
    const address = endpointOf(addressText);
    if (!address) return false;
    if (this.ranges.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits)))
      return true;
    if (this.hosts.has(host.toLowerCase().replace(/\.$/, ''))) return isHostAddress(address);
    return isPublicAddress(address) && !this.isOwn(address);
  }

  private isOwn(address: IPv4 | IPv6): boolean {
    const text = address.toNormalizedString();
    return this.own().some((each) => endpointOf(each)?.toNormalizedString() === text);
  }
}

function parseRange(entry: string): Range | undefined {
  const [base = '', bits, ...rest] = entry.split('/');
  const address = endpointOf(base.replace(/^\[(.*)\]$/, '$1'));
  if (!address || rest.length > 0) return undefined;
  const whole = address.toByteArray().length * 8;
  const length = bits === undefined ? whole : Number(bits);
  return Number.isInteger(length) && length >= 0 && length <= whole ? [address, length] : undefined;
}
