import { readMark, now } from './marked-frame';
import { WebsocketClient } from './websocket-client';

/** What a process of clients is told to do. */
export interface ClientPlan {
  url: string;
  /** One for each client: the packet that connects to a namespace of socket.io; `null` for a plain websocket. */
  hellos: (string | null)[];
}

/** What it has seen since it was told to count. */
export interface ClientReport {
  received: number;
  /** Messages that a client did not get though it got a later one, or got twice. */
  gaps: number;
  closed: number;
  p50: number;
  p99: number;
  max: number;
}

const AT_ONCE = 40;
const PER_MS = 4;
const LONGEST_MS = 10_000;
const [ZERO, TWO, FOUR] = Buffer.from('024');

const counts = new Uint32Array(LONGEST_MS * PER_MS);
const clients: WebsocketClient[] = [];
let received = 0;
let gaps = 0;
let closed = 0;
let max = 0;

process.on('message', (message: { open?: ClientPlan; report?: true; count?: true }) => {
  if (message.open) void openAll(message.open).then(() => process.send?.({ opened: clients.length }));
  if (message.count) reset();
  if (message.report) process.send?.({ report: report() });
});
process.on('disconnect', () => process.exit(0));

async function openAll({ url, hellos }: ClientPlan): Promise<void> {
  const waiting = [...hellos];
  const lane = async (): Promise<void> => {
    for (let hello = waiting.pop(); hello !== undefined; hello = waiting.pop())
      await open(new URL(url), hello);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** Resolves once the first message has come. */
function open(url: URL, hello: string | null): Promise<void> {
  return new Promise((resolve, reject) => {
    let ready = false;
    let last = -1;
    const client = new WebsocketClient(url, {
      message: (bytes, begin, end) => {
        const type = bytes[begin];
        if (type === FOUR && bytes[begin + 1] === TWO) {
          if (ready) last = take(bytes, end, last);
          ready = true;
          resolve();
        } else if (type === TWO) client.send('3');
        else if (type === ZERO && hello !== null) client.send(hello);
        else if (type === FOUR && bytes[begin + 1] === FOUR)
          reject(new Error(`not let in: ${bytes.toString('utf8', begin, end)}`));
      },
      closed: () => {
        closed++;
        reject(new Error('closed'));
      },
    });
    clients.push(client);
  });
}

function take(bytes: Buffer, end: number, last: number): number {
  const { n, sentAt } = readMark(bytes, end);
  const ms = now() - sentAt;
  received++;
  // Numbers begin anew with each run.
  if (last >= 0 && n !== 0 && n !== last + 1) gaps++;
  if (ms > max) max = ms;
  counts[Math.min(counts.length - 1, Math.max(0, Math.floor(ms * PER_MS)))]!++;
  return n;
}

function reset(): void {
  counts.fill(0);
  received = gaps = max = 0;
}

function report(): ClientReport {
  return { received, gaps, closed, p50: percentile(0.5), p99: percentile(0.99), max };
}

function percentile(p: number): number {
  let left = Math.ceil(received * p);
  for (let i = 0; i < counts.length; i++) {
    left -= counts[i]!;
    if (left <= 0) return (i + 1) / PER_MS;
  }
  return LONGEST_MS;
}
