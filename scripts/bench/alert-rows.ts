import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchRow, judged, written } from './measure';
import type { BenchServices } from './services';

const TARGET_S = 5;
const LONGEST_WAIT_MS = 30_000;
const CHANNELS = ['webhook', 'chat', 'mail'] as const;
type Channel = (typeof CHANNELS)[number];
const TRIAL = /trial-\d+/g;

/** From the acknowledged commit of a point until somebody was told of it, by each channel of a rule without `for`. */
export async function* alertRows(
  services: BenchServices,
  { quick }: { quick: boolean },
): AsyncGenerator<BenchRow> {
  const trials = quick ? 10 : 60;
  const told = { webhook: new Map<string, number>(), chat: new Map<string, number>() };
  const server = createServer((request, response) => {
    const times = request.url === '/chat' ? told.chat : told.webhook;
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      note(times, body, Date.now());
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mkdirSync(services.mailFolder, { recursive: true });
  await services.startWorker();
  try {
    await aRule(services, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const committed = new Map<string, number>();
    for (let n = 0; n < trials; n++) {
      // A rule is evaluated at most once a second: some points find it free, some have to wait.
      await sleep(200 + Math.random() * 1_500);
      await services.request('POST', '/api/v1/data/points', { points: [point(`trial-${n}`)] });
      committed.set(`trial-${n}`, Date.now());
    }
    const all = (): Record<Channel, Map<string, number>> => ({ ...told, mail: mailsIn(services.mailFolder) });
    const until = Date.now() + LONGEST_WAIT_MS;
    while (Object.values(all()).some(({ size }) => size < trials) && Date.now() < until) await sleep(250);
    for (const channel of CHANNELS) yield row(channel, committed, all()[channel]);
  } finally {
    await services.stopWorker();
    server.closeAllConnections();
    server.close();
  }
}

/** Each trial is a series of its own, which fires when its point comes. */
async function aRule(services: BenchServices, url: string): Promise<void> {
  await services.request('POST', '/api/v1/data/points', { points: [{ ...point('none'), value: 0 }] });
  await services.request('POST', '/api/v1/webhook-endpoints', {
    name: 'Alarms',
    url: `${url}/webhook`,
    events: ['alert.fired'],
  });
  await services.request('POST', '/api/v1/alerts', {
    name: 'Alarms',
    query: {
      metrics: [{ metric: 'bench.alarms', aggregation: 'max' }],
      timeRange: '1h',
      groupBy: ['trial'],
    },
    condition: { operator: 'gt', value: 0 },
    channels: [
      { type: 'slack', url: `${url}/chat` },
      { type: 'mail', to: ['on-call@example.com'] },
    ],
  });
}

function point(trial: string): object {
  return { metric: 'bench.alarms', value: 1, timestamp: new Date().toISOString(), dimensions: { trial } };
}

/** When the mail of each trial was written. */
function mailsIn(folder: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.eml'))) {
    const path = join(folder, name);
    // Long lines are broken by `=`.
    note(times, readFileSync(path, 'utf8').replaceAll(/=\r?\n/g, ''), statSync(path).mtimeMs);
  }
  return times;
}

function note(times: Map<string, number>, text: string, at: number): void {
  for (const [trial] of text.matchAll(TRIAL)) times.set(trial, Math.min(at, times.get(trial) ?? at));
}

function row(
  channel: Channel,
  committed: ReadonlyMap<string, number>,
  told: ReadonlyMap<string, number>,
): BenchRow {
  // Who was never told waits for ever.
  const taken = [...committed].map(([trial, at]) => ((told.get(trial) ?? Infinity) - at) / 1_000);
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  return {
    name: `commit of a point to the ${channel} of its alert (without \`for\`), ${committed.size} times, p95`,
    ours: `p50 ${written(at(0.5))}, most ${written(at(1))} s`,
    peer: '',
    ...judged(at(0.95), { atMost: TARGET_S, unit: 's' }),
  };
}
