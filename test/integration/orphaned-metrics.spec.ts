import { setTimeout as pause } from 'node:timers/promises';
import type { Principal } from '@app/auth';
import type { PointInput } from '@app/data';
import { OrphanedMetrics } from '../../libs/data/src/deletion/orphaned-metrics';
import { removeDroppedRows } from '../../libs/data/src/rollup/drop-groupings';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { createDatabase } from '../support/test-database';

const SMALL = { marks: 50, points: 30, series: 4, groups: 5 };
const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 2, 1);

/** Points of one metric in ten series over two months. */
function points(metric: string, count = 120): PointInput[] {
  return Array.from({ length: count }, (_, n) => ({
    metric,
    value: n,
    timestamp: new Date(START + n * 11 * HOUR_MS).toISOString(),
    dimensions: { region: `r${n % 10}` },
  }));
}

describe('metrics of an organization that was deleted', () => {
  let first: IngestProcess;
  let second: IngestProcess;
  let drop: () => Promise<void>;
  let doomed: Principal;
  let other: Principal;

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    first = anIngestProcess(database.url);
    second = anIngestProcess(database.url);
  });
  afterAll(async () => {
    await first.close();
    await second.close();
    await drop();
  });
  beforeEach(async () => {
    doomed = await anOrganization(first.database);
    other = await anOrganization(first.database);
    for (const principal of [doomed, other]) {
      await first.ingest.ingest(principal, [...points('visits'), ...points('sales', 60)]);
    }
    await first.worker.run({ budgetMs: 20_000 });
    for (const principal of [doomed, other]) await second.ingest.ingest(principal, points('visits', 90));
  });

  const deleteOrganization = (): Promise<unknown> =>
    first.database.query('DELETE FROM organization WHERE id = $1', [doomed.organizationId]);

  /** Rows of every table, and the partitions. */
  async function contents(): Promise<Record<string, unknown>> {
    await removeDroppedRows(first.database);
    const { rows } = await first.database.query(
      `SELECT (SELECT count(*)::int FROM metrics.metric) AS metrics, (SELECT count(*)::int FROM metrics.series) AS series,
         (SELECT count(*)::int FROM metrics.points) AS points, (SELECT count(*)::int FROM metrics.mark) AS marks,
         (SELECT count(*)::int FROM metrics.grouping) AS groupings, (SELECT count(*)::int FROM metrics.grp) AS grps,
         (SELECT count(*)::int FROM metrics.series_grp) AS series_grp,
         (SELECT count(*)::int FROM metrics.rollup_1m) AS "1m", (SELECT count(*)::int FROM metrics.rollup_1h) AS "1h",
         (SELECT count(*)::int FROM metrics.rollup_1d) AS "1d",
         (SELECT array_agg(inhrelid::regclass::text ORDER BY 1) FROM pg_inherits WHERE inhparent = 'metrics.points'::regclass) AS partitions`,
    );
    return rows[0] as Record<string, unknown>;
  }
  /** What the next contents are to be: those now, without one of two organizations that have the same. */
  async function withoutTheDoomed(): Promise<Record<string, unknown>> {
    const kept = await contents();
    const { rows } = await first.database.query<{ table: string; own: number }>(
      `WITH m AS (SELECT id FROM metrics.metric WHERE organization_id = $1), s AS (SELECT id FROM metrics.series WHERE metric_id IN (TABLE m)),
         g AS (SELECT id FROM metrics.grouping WHERE metric_id IN (TABLE m)), p AS (SELECT id FROM metrics.grp WHERE grouping_id IN (TABLE g))
       SELECT * FROM (VALUES ('metrics', (SELECT count(*)::int FROM m)), ('series', (SELECT count(*)::int FROM s)),
         ('points', (SELECT count(*)::int FROM metrics.points WHERE series_id IN (TABLE s))),
         ('marks', (SELECT count(*)::int FROM metrics.mark WHERE metric_id IN (TABLE m))),
         ('groupings', (SELECT count(*)::int FROM g)), ('grps', (SELECT count(*)::int FROM p)),
         ('series_grp', (SELECT count(*)::int FROM metrics.series_grp WHERE series_id IN (TABLE s))),
         ('1m', (SELECT count(*)::int FROM metrics.rollup_1m WHERE grp_id IN (TABLE p))),
         ('1h', (SELECT count(*)::int FROM metrics.rollup_1h WHERE grp_id IN (TABLE p))),
         ('1d', (SELECT count(*)::int FROM metrics.rollup_1d WHERE grp_id IN (TABLE p)))) AS v ("table", own)`,
      [doomed.organizationId],
    );
    for (const { table, own } of rows) {
      expect([table, own > 0]).toEqual([table, true]);
      kept[table] = (kept[table] as number) - own;
    }
    return kept;
  }

  /** What a process answers that still believes a token of the doomed: every other point begins a new metric. */
  async function writeLate(writer: number, n: number): Promise<string> {
    const { ingest } = writer === 0 ? first : second;
    const metric = n % 2 ? 'visits' : `new-${writer}-${n}`;
    return ingest.ingest(doomed, [{ metric, value: 1, timestamp: '2026-03-05T00:00:00Z' }]).then(
      () => 'stored',
      (error: { code?: string }) => error.code ?? 'no code',
    );
  }

  it('leave nothing behind, and touch nothing of others', async () => {
    const expected = await withoutTheDoomed();
    await deleteOrganization();
    const removed = await new OrphanedMetrics(first.database).remove(undefined, SMALL);
    expect(removed).toEqual({ metrics: 2, series: 20, points: 270 });
    expect(await contents()).toEqual(expected);
  });

  it('go at the next attempt when the connection of the first dies midway', async () => {
    const expected = await withoutTheDoomed();
    await deleteOrganization();
    const killed = new OrphanedMetrics(first.database).remove(undefined, { ...SMALL, points: 1 });
    const outcome = killed.then(
      () => 'done',
      () => 'died',
    );
    for (let deaths = 0; deaths === 0; await pause(1)) {
      const { rows } = await second.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND state <> 'idle' AND query LIKE '%DELETE FROM metrics.points%' AND pid <> pg_backend_pid()`,
      );
      deaths = rows.length;
    }
    expect(await outcome).toBe('died');
    expect(await contents()).not.toEqual(expected);
    await new OrphanedMetrics(second.database).remove(undefined, SMALL);
    expect(await contents()).toEqual(expected);
  });

  it('take no points of who is still believed, and what came before is removed too', async () => {
    const expected = await withoutTheDoomed();
    const answers: string[] = [];
    const over = new AbortController();
    const writers = [first, second].map(async (_, writer) => {
      for (let n = 0; !over.signal.aborted; n += 1) answers.push(await writeLate(writer, n));
    });
    while (answers.length < 10) await pause(1);
    await deleteOrganization();
    await new OrphanedMetrics(second.database).remove(undefined, SMALL);
    const before = answers.length;
    while (answers.length < before + 6) await pause(1);
    over.abort();
    await Promise.all(writers);
    expect(new Set(answers)).toEqual(new Set(['stored', 'NOT_FOUND']));
    expect(answers.slice(-3)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    expect(await contents()).toEqual(expected);
  });
});
