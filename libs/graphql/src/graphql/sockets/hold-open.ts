import type { WebSocket } from 'ws';

const PING_MS = 25_000;

/** Pings a client now and then, so that nothing on the way takes it for idle, and drops one that does not answer. */
export function holdOpen(client: WebSocket): void {
  let answered = true;
  const timer = setInterval(() => {
    if (!answered) return client.terminate();
    answered = false;
    client.ping();
  }, PING_MS).unref();
  client.on('pong', () => (answered = true));
  // What is wrong with a message closes the connection; there is nothing else to do about it.
  client.on('error', () => undefined);
  client.once('close', () => clearInterval(timer));
}
