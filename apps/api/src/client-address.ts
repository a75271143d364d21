import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';

/** The proxies of TRUSTED_PROXIES: separated by commas. */
export function proxiesOf(setting: string | undefined): string[] {
  return setting ? setting.split(',').map((proxy) => proxy.trim()) : [];
}

/** Where a request comes from, as Fastify says with the same trusted proxies. */
export function clientAddress(proxies: readonly string[]): (request: IncomingMessage) => string {
  if (proxies.length === 0) return ({ socket }) => socket.remoteAddress ?? '';
  const trusts = proxyAddress.compile([...proxies]);
  return (request) => proxyAddress.all(request, trusts).at(-1) ?? '';
}
