import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { IPv4, IPv6 } from 'ipaddr.js';
import { OutboundError } from './outbound-error';
import { endpointOf, isHostAddress, isPublicAddress } from './public-address';
import { resolveHost, type ResolveHost } from './resolve-host';

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
    private readonly resolve: ResolveHost = resolveHost,
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

  /**
   * Resolves a host, once, and checks every address that it has: whoever connects to one of them and to nothing else is where it may be.
   * @throws OutboundError unreachable, in the same words for a name that is unknown and for an address that is not allowed
   */
  async addressesOf(host: string): Promise<string[]> {
    const addresses = isIP(host) === 0 ? await this.lookUp(host) : [host];
    // One bad address is enough: whoever mixes them means the bad one.
    if (addresses.length > 0 && addresses.every((each) => this.allows(host, each))) return addresses;
    throw new OutboundError('unreachable', new Error('the address is not allowed'));
  }

  private lookUp(host: string): Promise<string[]> {
    return this.resolve(host).catch((error: unknown) => {
      throw new OutboundError('unreachable', error);
    });
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
