import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createDashboard } from './dashboard';
import { CONNECTIONS, requestsPerSecond } from './load-generator';
import { type BenchRow, judged, written } from './measure';
import { QUESTIONS } from './questions';
import type { BenchServices } from './services';
import { RANGE } from './workload';

/**
 * Cached, authenticated questions, and a cached dashboard of eight widgets, against a bare Fastify handler: each in turn
 * `rounds` times, so that both meet the same machine; the median counts.
 */
export async function* cachedRows(
  services: BenchServices,
  size: { seconds: number; rounds: number },
): AsyncGenerator<BenchRow> {
  const dashboard = `/api/v1/dashboards/${await createDashboard(services)}/data?from=${RANGE.from}&to=${RANGE.to}`;
  const paths = [
    ...QUESTIONS.map(({ name, parameters }) => ({
      name,
      path: `/api/v1/data/metrics?${parameters}`,
      atLeast: 0.6,
    })),
    { name: 'dashboard of 8', path: dashboard, atLeast: 0.5 },
  ];
  for (const path of paths) yield cachedRow(services, { ...path, ...size });
}

/** A path of ours against a bare Fastify handler that sends the same bytes from an LRU. */
async function cachedRow(
  services: BenchServices,
  row: { name: string; path: string; atLeast: number; seconds: number; rounds: number },
): Promise<BenchRow> {
  const { name, path, atLeast, seconds, rounds } = row;
  const answer = JSON.stringify(await services.request('GET', path));
  const bare = fork(join(__dirname, 'bare-handler.js'));
  try {
    bare.send(answer);
    const [bareUrl] = (await once(bare, 'message')) as [string];
    const rates: { peer: number; ours: number }[] = [];
    // The first round warms both up.
    for (let round = 0; round <= rounds; round++) {
      const length = round === 0 ? 1 : seconds;
      const peer = await requestsPerSecond(bareUrl, length);
      const ours = await requestsPerSecond(services.url + path, length, services.token);
      if (round > 0) rates.push({ peer, ours });
    }
    const middle = rates.toSorted((a, b) => a.ours / a.peer - b.ours / b.peer)[Math.floor(rounds / 2)]!;
    return {
      name: `cached / bare Fastify handler, ${CONNECTIONS} connections: ${name}`,
      ours: `${written(Math.round(middle.ours))} /s`,
      peer: `${written(Math.round(middle.peer))} /s`,
      ...judged(middle.ours / middle.peer, { atLeast, unit: 'x' }),
    };
  } finally {
    bare.kill();
  }
}
