import type { IncomingMessage } from 'node:http';

const CHECKED_EVERY_MS = 250;

interface Watch {
  timer: NodeJS.Timeout;
  late: () => void;
}
const watches = new WeakMap<IncomingMessage, Watch>();

/** Calls `late` when a request has not arrived by then. Node can do so too, but for all requests alike. */
export function mustArriveWithin(request: IncomingMessage, ms: number, late: () => void): void {
  const timer = setTimeout(() => !request.complete && late(), ms);
  watches.set(request, { timer, late });
  request.once('close', () => clearTimeout(watches.get(request)?.timer));
}

/** Lets a request that {@link mustArriveWithin} watches take until `longestMs`, as long as something of it comes every `silenceMs`. */
export function mayArriveSlowly(
  request: IncomingMessage,
  { silenceMs, longestMs }: { silenceMs: number; longestMs: number },
): void {
  const watch = watches.get(request);
  if (!watch) return;
  clearTimeout(watch.timer);
  const began = Date.now();
  let [heard, heardAt] = [request.socket.bytesRead, began];
  watch.timer = setInterval(() => {
    const now = Date.now();
    if (request.socket.bytesRead > heard) [heard, heardAt] = [request.socket.bytesRead, now];
    if (request.complete) clearInterval(watch.timer);
    else if (now - heardAt >= silenceMs || now - began >= longestMs) {
      clearInterval(watch.timer);
      watch.late();
    }
  }, CHECKED_EVERY_MS);
}
