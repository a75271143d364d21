// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';
import { SlowClient } from '../support/slow-client';
import { LoadService } from './load-service';

const READERS = 200;
const GROUPS = 20_000;
const BATCH = 10_000;
const AT_ONCE = 4;

/** Memory of the api while 200 clients ask for some 7 MB each and do not read it: the same answer, or each another one. */
async function main(): Promise<void> {
  const service = await LoadService.start();
  try {
    await service.startApi();
    await fill(service);
    for (const [name, limitOf] of [
      ['one answer', () => GROUPS],
      ['each another', (reader: number) => GROUPS - 1 - reader],
    ] as const) {
      await service.stopApi();
      await service.startApi();
      const { answer } = await service.send('POST', '/api/v1/data/query', question(GROUPS));
      const before = service.memory();
      const slow: SlowClient[] = [];
      let most = before;
      for (let reader = 0; reader < READERS; reader++) {
        slow.push(SlowClient.reader(service.url, requestOf(service, question(limitOf(reader)))));
        if (reader % AT_ONCE === 0) {
          const health = await service.send('GET', '/health');
          if (health.status !== 200) throw new Error(`/health answered ${health.status}`);
          await wait(name === 'one answer' ? 20 : 1_500);
        }
        most = Math.max(most, service.memory());
      }
      await wait(3_000);
      most = Math.max(most, service.memory());
      console.log(
        `${READERS} readers of ${(answer.length / 1e6).toFixed(1)} MB, ${name}: ${before.toFixed(0)} MiB before, ${most.toFixed(0)} MiB at most`,
      );
      for (const client of slow) client.close();
    }
  } finally {
    await service.stop();
  }
}

async function fill(service: LoadService): Promise<void> {
  for (let first = 0; first < GROUPS; first += BATCH) {
    const points = Array.from({ length: BATCH }, (_, i) => ({
      metric: 'large',
      value: Math.sin(first + i),
      timestamp: '2026-01-01T00:00:00Z',
      dimensions: { name: `${first + i}`.padEnd(250, 'x') },
    }));
    const { status } = await service.send('POST', '/api/v1/data/points', { points });
    if (status !== 201) throw new Error(`points were answered ${status}`);
  }
}

function question(limit: number): object {
  return {
    metrics: ['sum', 'avg', 'min', 'max'].map((aggregation) => ({
      metric: 'large',
      aggregation,
      as: aggregation,
    })),
    timeRange: { from: '2026-01-01', to: '2026-01-02' },
    groupBy: ['name'],
    limit,
  };
}

function requestOf(service: LoadService, body: object): string {
  const text = JSON.stringify(body);
  return [
    'POST /api/v1/data/query HTTP/1.1',
    'host: vitrine',
    'content-type: application/json',
    `authorization: Bearer ${service.token}`,
    `content-length: ${text.length}`,
    '',
    text,
  ].join('\r\n');
}

void main();
