import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';

/** All addresses of a host name. The system's own way, so that names of a container network and of /etc/hosts are known. */
export type ResolveHost = (host: string) => Promise<string[]>;

export const resolveHost: ResolveHost = async (host) =>
  (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);

/** Answers every look-up with addresses that are known already: there is no second one that could answer otherwise. */
export function fixedLookup(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_host, options, callback) => {
    if (options.all) callback(null, all);
    else callback(null, all[0]?.address ?? '', all[0]?.family);
  };
}
