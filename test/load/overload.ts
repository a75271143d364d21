// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';
import { LoadService, type Sample } from './load-service';

const SECONDS = 15;
const LANES = 16;
const PACE_MS = 20;
const LATEST_MS = 30_000;
const HEAD =
  '                offered/s answered/s  refused/s  failed   p50 ms    p99 ms  refusal p50 ms  health p50 ms';

/** Settings under which a process takes on whatever comes. */
const UNBOUNDED = {
  EVENT_LOOP_LAG_MAX_MS: '60000',
  DATABASE_QUEUE_MAX: '100000',
  QUERY_QUEUE_MAX: '100000',
  QUERY_QUEUE_WAIT_MS: '600000',
};

const ROUNDS = [
  ['bounded', {}],
  ['unbounded', UNBOUNDED],
  ['bounded', {}],
  ['unbounded', UNBOUNDED],
] as const;

interface Workload {
  name: string;
  send: (service: LoadService, number: number) => Promise<Sample>;
}

const WORKLOADS: Workload[] = [
  {
    name: 'lists from the database',
    send: (service, number) => service.send('GET', `/api/v1/dashboards?limit=1&search=d${number}`),
  },
  {
    name: 'uncached metric queries of one user',
    send: (service, number) =>
      service.send(
        'POST',
        '/api/v1/data/query',
        {
          metrics: [{ metric: 'load', aggregation: 'sum' }],
          timeRange: { from: '2026-01-01', to: '2026-01-08' },
          interval: '1h',
          groupBy: ['region'],
          limit: (number % 5_000) + 1,
        },
        { 'cache-control': 'no-cache' },
      ),
  },
];

/**
 * Twice as many requests a second as one api process can answer, with and without its bounds. What it can answer is
 * measured first, with as many clients as keep it busy.
 */
async function main(): Promise<void> {
  const service = await LoadService.start();
  try {
    await service.startApi();
    await fill(service);
    for (const workload of WORKLOADS) {
      console.log(`\n${workload.name}`);
      console.log(HEAD);
      for (const [name, settings] of ROUNDS) {
        await service.stopApi();
        await service.startApi(settings);
        await saturated(service, workload);
        // Before each round: the machine may have other work to do than a minute ago.
        const capacity = await saturated(service, workload);
        print(name, 2 * capacity, await offered(service, workload, 2 * capacity));
      }
    }
  } finally {
    await service.stop();
  }
}

async function fill(service: LoadService): Promise<void> {
  for (let batch = 0; batch < 10; batch++) {
    const points = Array.from({ length: 10_000 }, (_, i) => ({
      metric: 'load',
      value: i,
      timestamp: new Date(Date.UTC(2026, 0, 1) + (batch * 10_000 + i) * 6_000).toISOString(),
      dimensions: { region: `r${i % 5}` },
    }));
    const { status } = await service.send('POST', '/api/v1/data/points', { points });
    if (status !== 201) throw new Error(`points were answered ${status}`);
  }
}

/** Answers a second with as many clients as keep the process busy. */
async function saturated(service: LoadService, workload: Workload, seconds = 6): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let answered = 0;
  const lane = async (first: number): Promise<void> => {
    for (let number = first; performance.now() < until; number += LANES)
      if ((await workload.send(service, number)).status === 200) answered++;
  };
  await Promise.all(Array.from({ length: LANES }, (_, first) => lane(first)));
  return answered / seconds;
}

/** Sends at a steady pace, whether answers come or not. */
async function offered(
  service: LoadService,
  workload: Workload,
  perSecond: number,
): Promise<{ samples: Sample[]; health: Sample[] }> {
  const samples: Sample[] = [];
  const health: Sample[] = [];
  const began = performance.now();
  let sent = 0;
  let probed = 0;
  while (performance.now() - began < SECONDS * 1_000) {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
    for (; sent < due; sent++) void workload.send(service, sent).then((sample) => samples.push(sample));
    if (performance.now() - began > probed * 500) {
      probed++;
      void service.send('GET', '/health').then((sample) => health.push(sample));
    }
    await wait(PACE_MS);
  }
  const deadline = performance.now() + LATEST_MS;
  while (samples.length < sent && performance.now() < deadline) await wait(100);
  return { samples, health };
}

function print(
  name: string,
  perSecond: number,
  { samples, health }: { samples: Sample[]; health: Sample[] },
): void {
  const of = (status: number) => samples.filter((sample) => sample.status === status);
  const [good, refused] = [of(200), of(503)];
  const cells = [
    perSecond.toFixed(0).padStart(10),
    (good.length / SECONDS).toFixed(0).padStart(10),
    (refused.length / SECONDS).toFixed(0).padStart(10),
    String(samples.length - good.length - refused.length).padStart(7),
    quantile(good, 0.5).padStart(8),
    quantile(good, 0.99).padStart(9),
    quantile(refused, 0.5).padStart(15),
    quantile(health, 0.5).padStart(14),
  ];
  console.log(`  ${name.padEnd(14)} ${cells.join(' ')}`);
}

function quantile(samples: Sample[], q: number): string {
  const sorted = samples.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return sorted.length === 0 ? '-' : (sorted[Math.floor((sorted.length - 1) * q)] ?? 0).toFixed(0);
}

void main();
