import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { type BenchRow, judged, written } from '../measure';
import type { BenchServices } from '../services';
import { now } from './marked-frame';

const CLIENTS = 20;
const WIDGETS = 8;
const BATCH = 500;
const BATCH_EVERY_MS = 100;
const TARGET_MS = 1_000;

interface Frame {
  widgetId: string;
  data: { rows: number[][] } | null;
}

/** From the commit of a point to the clients that watch its widget, while 5,000 points a second come in. */
export async function commitRow(services: BenchServices, quick: boolean): Promise<BenchRow> {
  const dashboardId = await watchedDashboard(services);
  const seen: Map<number, number>[] = Array.from({ length: CLIENTS }, () => new Map<number, number>());
  const sockets = await Promise.all(seen.map((times) => connected(services, dashboardId, times)));
  const stop = new AbortController();
  const ingest = ingesting(services, stop.signal);
  const committed = new Map<number, number>();
  for (let value = 1; value <= (quick ? 8 : 40); value++) {
    await sleep(300 + Math.random() * 700);
    const timestamp = new Date().toISOString();
    await services.request('POST', '/api/v1/data/points', {
      points: [{ metric: 'live.marked', value, timestamp }],
    });
    committed.set(value, now());
  }
  await sleep(3_000);
  stop.abort();
  const stored = await ingest;
  for (const socket of sockets) socket.close();
  const late = [...committed].flatMap(([value, at]) => seen.map((times) => firstAtLeast(times, value) - at));
  const sorted = late.toSorted((a, b) => a - b);
  const at = (p: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)] ?? NaN;
  return {
    name: `commit of a point to ${CLIENTS} clients of a dashboard of ${WIDGETS} that all move, p95`,
    ours: `p50 ${written(at(0.5))}, p95 ${written(at(0.95))} ms with ${written(stored)} points/s`,
    peer: '',
    ...judged(at(0.95), { atMost: TARGET_MS, unit: 'ms' }),
  };
}

/** When a client first saw a maximum that includes the point; later ones include it too. */
function firstAtLeast(times: ReadonlyMap<number, number>, value: number): number {
  return Math.min(...[...times].filter(([seen]) => seen >= value).map(([, at]) => at));
}

async function watchedDashboard(services: BenchServices): Promise<string> {
  const point = { metric: 'live.marked', value: 0, timestamp: new Date().toISOString() };
  await services.request('POST', '/api/v1/data/points', { points: [point, ...batch()] });
  const { id } = (await services.request('POST', '/api/v1/dashboards', { name: 'Live' })) as { id: string };
  for (let i = 0; i < WIDGETS; i++) {
    const metrics =
      i === 0
        ? [{ metric: 'live.marked', aggregation: 'max' }]
        : [{ metric: 'live.load', aggregation: 'sum' }];
    const groupBy = i === 0 ? [] : ['group'];
    await services.request('POST', '/api/v1/widgets', {
      dashboardId: id,
      type: i === 0 ? 'stat' : 'bar',
      title: `Widget ${i}`,
      config: { query: { metrics, timeRange: '1h', groupBy }, display: {} },
    });
  }
  return id;
}

function connected(
  services: BenchServices,
  dashboardId: string,
  times: Map<number, number>,
): Promise<Socket> {
  const socket = io(`${services.url}/ws/dashboard/${dashboardId}`, {
    auth: { token: services.token },
    transports: ['websocket'],
    forceNew: true,
  });
  socket.on('widget:data', ({ data }: Frame) => {
    const row = data?.rows[0];
    if (row?.length === 1 && !times.has(row[0]!)) times.set(row[0]!, now());
  });
  return new Promise((resolve, reject) => {
    socket.once('snapshot', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

function batch() {
  const timestamp = new Date().toISOString();
  return Array.from({ length: BATCH }, (_, i) => ({
    metric: 'live.load',
    value: i,
    timestamp,
    dimensions: { group: `g${i % 20}` },
  }));
}

/** @returns how many points a second were stored */
async function ingesting(services: BenchServices, signal: AbortSignal): Promise<number> {
  const began = performance.now();
  let stored = 0;
  while (!signal.aborted) {
    await services.request('POST', '/api/v1/data/points', { points: batch() });
    stored += BATCH;
    const due = began + (stored / BATCH) * BATCH_EVERY_MS;
    await sleep(Math.max(0, due - performance.now()));
  }
  return Math.round(stored / ((performance.now() - began) / 1_000));
}
