import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

const CHANNEL = 'net.client.socket';
const asking = new AsyncLocalStorage<object>();

/**
 * Does work, and tells of the sockets that it makes: for a client that takes none, and that forgets those of attempts that came to nothing.
 * @see https://nodejs.org/api/diagnostics_channel.html#tcp-socket
 */
export async function socketsOf<T>(work: () => Promise<T>, onSocket: (socket: Socket) => void): Promise<T> {
  const me = {};
  const hear = (message: unknown): void => {
    if (asking.getStore() === me) onSocket((message as { socket: Socket }).socket);
  };
  subscribe(CHANNEL, hear);
  try {
    return await asking.run(me, work);
  } finally {
    unsubscribe(CHANNEL, hear);
  }
}
