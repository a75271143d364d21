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

/** A cached, authenticated query against a bare Fastify handler that sends the same bytes from an LRU. */
export async function cachedQuery(services: BenchServices, seconds: number): Promise<BenchRow> {
  const answer = JSON.stringify(await services.request('GET', QUESTION));
  const bare = fork(join(__dirname, 'bare-handler.js'));
  try {
    bare.send(answer);
    const [bareUrl] = (await once(bare, 'message')) as [string];
    const peer = await requestsPerSecond(bareUrl, seconds);
    const ours = await requestsPerSecond(services.url + QUESTION, seconds, services.token);
    const figure = ours / peer;
    return {
      name: `cached, authenticated query / bare Fastify handler from an LRU, ${CONNECTIONS} connections`,
      ours: `${Math.round(ours).toLocaleString('en')} requests/s`,
      peer: `${Math.round(peer).toLocaleString('en')} requests/s`,
      figure,
      shown: `${figure.toFixed(2)} x`,
      target: '>= 0.60 x',
      pass: figure >= 0.6,
    };
  } finally {
    bare.kill();
  }
}

async function requestsPerSecond(url: string, seconds: number, token?: string): Promise<number> {
  const header = token ? ['-H', `authorization=Bearer ${token}`] : [];
  const options = ['--json', '-c', String(CONNECTIONS), '-d', String(seconds), ...header];
  const { stdout } = await run(process.execPath, [AUTOCANNON, ...options, url]);
  const result = JSON.parse(stdout) as { requests: { average: number }; non2xx: number; errors: number };
  if (result.non2xx + result.errors > 0) throw new Error(`${url} did not answer every request: ${stdout}`);
  return result.requests.average;
}
