import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

export type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const NOBODY = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** Where upgrades go, by how their path begins. */
export type UpgradeRoutes = readonly (readonly [path: RegExp, handler: OnUpgrade])[];

/**
 * Gives upgrades of some paths each to one handler alone. All who listen for upgrades answer each of them, which breaks those of the
 * others; what is of none of the paths goes to them as ever, also to those who begin to listen later.
 */
export function routeUpgrades(server: Server, routes: UpgradeRoutes): void {
  const emit = server.emit.bind(server) as (event: string | symbol, ...args: unknown[]) => boolean;
  const nobody: OnUpgrade = (_request, socket) => {
    if (server.listenerCount('upgrade') === 1) socket.end(NOBODY);
  };
  // Without any listener Node would not tell of upgrades at all.
  server.on('upgrade', nobody);
  server.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    if (event !== 'upgrade') return emit(event, ...args);
    const [request, socket, head] = args as Parameters<OnUpgrade>;
    const [, handler] = routes.find(([path]) => path.test(request.url ?? '')) ?? [];
    if (!handler) return emit(event, ...args);
    handler(request, socket, head);
    return true;
  };
}
