import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { tlsOptions } from '../database/connection-form';
import type { StreamServer } from './stream-fields';

/** What TLS takes over a socket that is connected: the certificate has to be for the host as it was given. */
export function secureOptions({ host, tls }: Pick<StreamServer, 'host' | 'tls'>): ConnectionOptions {
  // An address is no server name, but a certificate can be for one.
  return { ...tlsOptions(tls), host, servername: isIP(host) === 0 ? host : '' };
}
