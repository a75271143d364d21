import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchRow } from './measure';
import type { BenchServices } from './services';
import { RANGE } from './workload';

const run = promisify(execFile);
const AUTOCANNON = createRequire(__filename).resolve('autocannon');
const CONNECTIONS = 32;
const QUESTION = `/api/v1/data/metrics?metric=revenue&aggregation=sum&groupBy=date&from=${RANGE.from}&to=${RANGE.to}`;
/** Each in turn so often, so that both meet the same machine; the median counts. */
const ROUNDS = 3;

/** A cached, authenticated query, and a cached dashboard of eight widgets, against a bare Fastify handler. */
export async function cachedAnswers(services: BenchServices, seconds: number): Promise<BenchRow[]> {
  const dashboard = `/api/v1/dashboards/${await createDashboard(services)}/data?from=${RANGE.from}&to=${RANGE.to}`;
  return [
    await cachedRow(services, { name: 'cached, authenticated query', path: QUESTION, target: 0.6, seconds }),
    await cachedRow(services, {
      name: 'cached dashboard of 8 widgets',
      path: dashboard,
      target: 0.5,
      seconds,
    }),
  ];
}

/** A path of ours against a bare Fastify handler that sends the same bytes from an LRU. */
async function cachedRow(
  services: BenchServices,
  row: { name: string; path: string; target: number; seconds: number },
): Promise<BenchRow> {
  const { name, path, target, seconds } = row;
  const answer = JSON.stringify(await services.request('GET', path));
  const bare = fork(join(__dirname, 'bare-handler.js'));
  try {
    bare.send(answer);
    const [bareUrl] = (await once(bare, 'message')) as [string];
    const rates: { peer: number; ours: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const peer = await requestsPerSecond(bareUrl, seconds);
      rates.push({ peer, ours: await requestsPerSecond(services.url + path, seconds, services.token) });
    }
    const middle = rates.toSorted((a, b) => a.ours / a.peer - b.ours / b.peer)[Math.floor(ROUNDS / 2)]!;
    const figure = middle.ours / middle.peer;
    return {
      name: `${name} / bare Fastify handler from an LRU, ${CONNECTIONS} connections`,
      ours: `${Math.round(middle.ours).toLocaleString('en')} requests/s`,
      peer: `${Math.round(middle.peer).toLocaleString('en')} requests/s`,
      figure,
      shown: `${figure.toFixed(2)} x`,
      target: `>= ${target.toFixed(2)} x`,
      pass: figure >= target,
    };
  } finally {
    bare.kill();
  }
}

async function createDashboard(services: BenchServices): Promise<string> {
  const { id } = (await services.request('POST', '/api/v1/dashboards', { name: 'Bench' })) as { id: string };
  const metrics = ['revenue', 'orders', 'latency_ms', 'visits', 'errors', 'cost', 'refunds', 'temperature'];
  for (const metric of metrics) {
    const query = {
      metrics: [{ metric, aggregation: 'sum' }],
      timeRange: '90d',
      interval: '1d',
      groupBy: ['region'],
    };
    const config = { query, display: {} };
    await services.request('POST', '/api/v1/widgets', {
      dashboardId: id,
      type: 'line',
      title: metric,
      config,
    });
  }
  return id;
}

async function requestsPerSecond(url: string, seconds: number, token?: string): Promise<number> {
  const header = token ? ['-H', `authorization=Bearer ${token}`] : [];
  const options = ['--json', '-c', String(CONNECTIONS), '-d', String(seconds), ...header];
  const { stdout } = await run(process.execPath, [AUTOCANNON, ...options, url]);
  const result = JSON.parse(stdout) as { requests: { average: number }; non2xx: number; errors: number };
  if (result.non2xx + result.errors > 0) throw new Error(`${url} did not answer every request: ${stdout}`);
  return result.requests.average;
}
