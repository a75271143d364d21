import type { Principal } from '@app/auth';
import type { PointInput } from '@app/data';
import type { Database } from '@app/database';
import { chooseGroupings } from '../../libs/data/src/rollup/choose-groupings';
import { fillGroupings } from '../../libs/data/src/rollup/fill-groupings';
import { runUnit } from '../../libs/data/src/rollup/run-unit';

/** Works off all marks of a metric and fills its groupings, as the job does, without putting anything off. */
export async function settle(database: Database, metricId: number): Promise<void> {
  for (;;) {
    const unit = await runUnit(database, metricId, { marks: 5_000, days: 64, first: 'newest' });
    const fill = await fillGroupings(database, metricId);
    if (unit.state === 'clean' && fill === 'idle') return;
  }
}

/** The id of a principal's metric. */
export async function metricId(
  database: Database,
  principal: Pick<Principal, 'organizationId'>,
  name: string,
): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    'SELECT id FROM metrics.metric WHERE organization_id = $1 AND name = $2',
    [principal.organizationId, name],
  );
  if (!rows[0]) throw new Error(`there is no metric ${name}`);
  return rows[0].id;
}

/** Rows of a level for one grouping of a metric, by bucket and dimensions. */
export async function rollupRows(
  database: Database,
  metric: number,
  level: 'rollup_1m' | 'rollup_1h' | 'rollup_1d',
  dimensions: string[] = [],
): Promise<
  { dims: object; bucket: Date; count: number; sum: number; min: number; max: number; last_value: number }[]
> {
  const { rows } = await database.query<{
    dims: object;
    bucket: Date;
    count: number;
    sum: number;
    min: number;
    max: number;
    last_value: number;
  }>(
    `SELECT g.dims, r.bucket, r.count::int AS count, r.sum, r.min, r.max, r.last_value
     FROM metrics.grouping gr JOIN metrics.grp g ON g.grouping_id = gr.id JOIN metrics.${level} r ON r.grp_id = g.id
     WHERE gr.metric_id = $1 AND gr.dims = $2 ORDER BY r.bucket, g.dims::text`,
    [metric, dimensions],
  );
  return rows;
}

/** A point of the metric `m`. */
export function aPoint(change: Partial<PointInput> = {}): PointInput {
  return {
    metric: 'm',
    value: 1,
    timestamp: '2026-03-01T10:00:00.000Z',
    dimensions: { region: 'emea' },
    ...change,
  };
}

/** Pins groupings of a metric that may have points already; `settle` fills them. */
export function keepPinned(database: Database, metric: number, pinned: string[][]): Promise<void> {
  return database.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [metric]);
    await chooseGroupings(tx, metric, { pinned, hasPoints: true });
  });
}
