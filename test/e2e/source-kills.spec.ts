import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledPrograms } from '../support/compiled-programs';
import { eventually } from '../support/eventually';
import { addLinesKind } from '../support/lines-kind';
import { aWorld, type World } from '../support/world';

interface Run {
  id: string;
  status: string;
  rowsRead: number;
  accepted: number;
  duplicates: number;
  rejected: number;
}

const RECORDS = 3_000;
const ENV = { SOURCE_LEASE_MS: '1000', JOB_LOCK_MS: '5000' };

/** Workers are killed in the middle of their work; what they read is compared with what is stored. */
describe('sources whose worker is killed', () => {
  jest.setTimeout(60_000);
  const programs = new CompiledPrograms();
  let world: World;
  let folder: string;
  let workers: ChildProcess[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-kills-'));
    world = await aWorld({ env: ENV });
    addLinesKind(world.app);
    workers = await Promise.all([aWorker(), aWorker()]);
  });
  afterAll(async () => {
    await programs.close();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const aWorker = (): Promise<ChildProcess> =>
    programs.start('sync-worker-process', JSON.stringify(world.environment));
  const kill = async (worker: ChildProcess): Promise<void> => {
    const exited = once(worker, 'exit');
    worker.kill('SIGKILL');
    await exited;
  };
  const ask = async <B>(method: string, path: string, body?: unknown): Promise<B> => {
    const answer = await world.request<B>(method, `/api/v1/data-sources${path}`, {
      token: world.admin.token,
      body,
    });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  it('are read to their end by another, and each record is stored and counted once', async () => {
    const path = join(folder, 'records.ndjson');
    const lines = Array.from({ length: RECORDS }, (_, n) =>
      JSON.stringify({ at: new Date(Date.UTC(2025, 0, 1) + n * 1_000).toISOString(), amount: n }),
    );
    await writeFile(path, `${lines.join('\n')}\n`);
    const { id } = await ask<{ id: string }>('POST', '', {
      name: 'Lines',
      connection: { kind: 'lines', path, batchSize: 20, pauseMs: 5 },
      mapping: { time: 'at', metrics: { killed: 'amount' } },
    });
    const { id: run } = await ask<Run>('POST', `/${id}/sync`);
    const read = () => ask<Run>('GET', `/${id}/runs/${run}`);
    for (const [index, worker] of [...workers].entries()) {
      await eventually(async () => (await read()).rowsRead > (index + 1) * 300, 'it moves', 20_000);
      workers.push(await aWorker());
      await kill(worker);
    }
    const done = await eventually(
      async () => {
        const now = await read();
        return now.status !== 'running' && now.status !== 'queued' && now;
      },
      'it ends',
      30_000,
    );
    expect(done).toMatchObject({
      status: 'succeeded',
      rowsRead: RECORDS,
      accepted: RECORDS,
      duplicates: 0,
      rejected: 0,
    });
    const { rows } = await world.database.query<{ points: number; total: number }>(
      `SELECT count(*)::int AS points, sum(value)::int AS total FROM metrics.points`,
    );
    expect(rows).toEqual([{ points: RECORDS, total: (RECORDS * (RECORDS - 1)) / 2 }]);
  });
});
