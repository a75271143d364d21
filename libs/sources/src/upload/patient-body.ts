import type { IncomingMessage } from 'node:http';
import { AppError } from '@app/platform';

/** Longest that one upload takes, however steadily it comes. */
const LONGEST_MS = 30 * 60_000;
const CHECKED_EVERY_MS = 500;

/** Node's own; it has no public way to say that one request may take longer than others. */
type WatchedSocket = { parser?: { remove?: () => void } | null };

/**
 * Takes a request out of the watch over slow requests, which cannot tell a large file from a client that holds a connection open. Instead
 * it is destroyed when no byte has come for `silenceMs`. The next request of the connection is watched as ever.
 * @returns ends the watch
 */
export function bePatientWith(request: IncomingMessage, silenceMs: number): () => void {
  (request.socket as WatchedSocket).parser?.remove?.();
  const began = Date.now();
  let heardAt = began;
  let heard = request.socket.bytesRead;
  const timer = setInterval(() => {
    const now = Date.now();
    if (request.socket.bytesRead > heard) [heard, heardAt] = [request.socket.bytesRead, now];
    if (now - heardAt < silenceMs && now - began < LONGEST_MS) return;
    request.destroy(new AppError('REQUEST_TIMEOUT', 'The file did not arrive in time.'));
  }, CHECKED_EVERY_MS);
  return () => clearInterval(timer);
}
