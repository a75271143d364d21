import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js';

/**
 * What `ipaddr.js` calls unicast and is not open to everybody: Azure's platform address, which answers every virtual
 * machine with what concerns it alone.
 */
const PLATFORM_V4 = ipaddr.parseCIDR('168.63.129.16/32') as [IPv4, number];

/** IPv6 in use on the internet (RFC 4291, 2.4); everything else is special in one way or another. */
const GLOBAL_V6 = ipaddr.parseCIDR('2000::/3') as [IPv6, number];

/**
 * Inside of {@link GLOBAL_V6} and yet no host of the internet (IANA's registry of special-purpose addresses): protocol
 * assignments (Teredo, benchmarking, ORCHID), documentation and 6to4, which hides an IPv4 address.
 */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(
  (range) => ipaddr.parseCIDR(range) as [IPv6, number],
);

/** NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is called. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96') as [IPv6, number];
const V4_BYTES = 4;

/**
 * The address that a packet to `text` ends at, IPv4 in IPv6 (mapped or NAT64) taken out of it.
 * @returns undefined for what is no address in its usual form: no octal, hexadecimal or short ones
 */
export function endpointOf(text: string): IPv4 | IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  // In one form first: ipaddr.js takes ::1.2.3.4, which is an address of its own, for a mapped one.
  if (!text.includes(':') || !URL.canParse(`http://[${text}]`)) return undefined;
  const address = ipaddr.IPv6.parse(new URL(`http://[${text}]`).hostname.slice(1, -1));
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address.match(NAT64) ? new ipaddr.IPv4(address.toByteArray().slice(-V4_BYTES)) : address;
}

/**
 * Whether an address belongs to a host of the internet: not private, link-local (where clouds serve their metadata), loopback,
 * multicast, carrier-grade NAT, reserved, or a form that hides another address.
 */
export function isPublicAddress(address: IPv4 | IPv6): boolean {
  if (address.range() !== 'unicast') return false;
  if (isV4(address)) return !address.match(PLATFORM_V4);
  return address.match(GLOBAL_V6) && !SPECIAL_V6.some((range) => address.match(range));
}

/**
 * Whether an address names a machine at all, which no setting changes: link-local addresses, multicast, broadcast and "this
 * network" do not.
 */
export function isHostAddress(address: IPv4 | IPv6): boolean {
  return !['linkLocal', 'multicast', 'broadcast', 'unspecified'].includes(address.range());
}

export function isV4(address: IPv4 | IPv6): address is IPv4 {
  return address.kind() === 'ipv4';
}
