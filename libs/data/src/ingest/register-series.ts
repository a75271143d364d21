import type { Outbox, SqlExecutor } from '@app/database';
import { AppError } from '@app/platform';
import { hashDims } from '../rollup/group-dims';
import { keepGroupings } from '../rollup/keep-groupings';
import { makeRoom } from './metric-room';
import { StaleIdsError } from './stale-ids.error';

/** A series that may or may not exist yet: a metric's name and its dimensions as canonical JSON. */
export interface WantedSeries {
  metric: string;
  dims: string;
}

export interface RegisteredSeries extends WantedSeries {
  metricId: number;
  seriesId: number;
}

interface MetricRow {
  id: number;
  name: string;
  dimensions: string[];
  series_count: number;
  is_mapped: boolean;
}

interface Keyed extends WantedSeries {
  metricId: number;
  hash: string;
}

/**
 * Finds or creates metrics and series inside the caller's transaction, under `pg_advisory_xact_lock(metric)`.
 * @returns the ids of all of `wanted`, and whether the catalogue has changed
 * @throws AppError 409 CONFLICT for a metric whose points are in a source, 429 SERIES_LIMIT for too many series of a metric, MetricLimitError for too many metrics; StaleIdsError when the organization was deleted meanwhile
 */
export async function registerSeries(
  tx: SqlExecutor,
  outbox: Outbox,
  request: { organizationId: string; wanted: WantedSeries[]; maxSeries: number; maxMetrics: number },
): Promise<{ series: RegisteredSeries[]; changed: boolean }> {
  const { organizationId, wanted, maxSeries, maxMetrics } = request;
  const names = [...new Set(wanted.map(({ metric }) => metric))];
  const metrics = await lockMetrics(tx, organizationId, names, maxMetrics);
  for (const { name, is_mapped } of metrics.values()) if (is_mapped) throw hasSource(name);
  const keyed = wanted.map(({ metric, dims }) => ({
    metric,
    dims,
    metricId: (metrics.get(metric) as MetricRow).id,
    hash: hashDims(dims),
  }));
  const ids = await existingSeries(tx, keyed);
  const fresh = keyed.filter((series) => !ids.has(idKey(series.metricId, series.hash)));
  const freshByMetric = Map.groupBy(fresh, ({ metric }) => metric);
  for (const [metric, own] of freshByMetric) {
    assertRoom(metrics.get(metric) as MetricRow, own.length, maxSeries);
  }
  if (fresh.length > 0) await insertSeries(tx, fresh, ids);
  for (const [name, own] of freshByMetric) {
    const metric = metrics.get(name) as MetricRow;
    await recordSeries(tx, metric, own);
    // Each new series, because each can bring a value that the catalogue shows.
    const payload = { metricId: metric.id, metric: name };
    await outbox.append(tx, {
      topic: 'catalog.changed',
      subject: String(metric.id),
      organizationId,
      payload,
    });
  }
  if (fresh.length > 0) {
    const isNew = [...freshByMetric.keys()]
      .map((name) => metrics.get(name) as MetricRow)
      .filter((metric) => metric.series_count === 0);
    await keepGroupings(
      tx,
      isNew.map(({ id }) => id),
      fresh.map(({ metricId, hash, dims }) => ({
        id: ids.get(idKey(metricId, hash)) as number,
        metricId,
        dims,
      })),
    );
  }
  const series = keyed.map(({ metric, dims, metricId, hash }) => ({
    metric,
    dims,
    metricId,
    seriesId: ids.get(idKey(metricId, hash)) as number,
  }));
  return { series, changed: fresh.length > 0 };
}

async function lockMetrics(
  tx: SqlExecutor,
  organizationId: string,
  names: string[],
  most: number,
): Promise<Map<string, MetricRow>> {
  let metrics = await selectMetrics(tx, organizationId, names);
  const missing = names.filter((name) => !metrics.has(name)).toSorted();
  if (missing.length > 0) {
    const absent = await makeRoom(tx, organizationId, missing, most);
    // Only what is missing, because a conflict uses up an id; sorted, so that two processes cannot wait for each other.
    await tx.query(
      `INSERT INTO metrics.metric (organization_id, name) SELECT $1, name FROM unnest($2::text[]) AS m (name)
       ON CONFLICT DO NOTHING`,
      [organizationId, absent],
    );
    metrics = await selectMetrics(tx, organizationId, names);
  }
  const ids = [...metrics.values()].map(({ id }) => id).toSorted((a, b) => a - b);
  await tx.query('SELECT pg_advisory_xact_lock(id) FROM unnest($1::bigint[]) AS m (id)', [ids]);
  // Read again: what another process committed while this one waited for the lock must be seen.
  metrics = await selectMetrics(tx, organizationId, names);
  if (metrics.size < names.length) throw new StaleIdsError();
  return metrics;
}

async function selectMetrics(
  tx: SqlExecutor,
  organizationId: string,
  names: string[],
): Promise<Map<string, MetricRow>> {
  const { rows } = await tx.query<MetricRow>(
    'SELECT id, name, dimensions, series_count, source IS NOT NULL AS is_mapped FROM metrics.metric WHERE organization_id = $1 AND name = ANY($2)',
    [organizationId, names],
  );
  return new Map(rows.map((row) => [row.name, row]));
}

async function existingSeries(tx: SqlExecutor, keyed: Keyed[]): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ id: string; metric_id: number; hash: string }>(
    `SELECT s.id, s.metric_id, encode(s.hash, 'hex') AS hash
     FROM unnest($1::int[], $2::text[]) AS w (metric_id, hash)
     JOIN metrics.series s ON s.metric_id = w.metric_id AND s.hash = decode(w.hash, 'hex')`,
    [keyed.map(({ metricId }) => metricId), keyed.map(({ hash }) => hash)],
  );
  return new Map(rows.map((row) => [idKey(row.metric_id, row.hash), Number(row.id)]));
}

async function insertSeries(tx: SqlExecutor, fresh: Keyed[], ids: Map<string, number>): Promise<void> {
  const { rows } = await tx.query<{ id: string; metric_id: number; hash: string }>(
    `INSERT INTO metrics.series (metric_id, dims, hash)
     SELECT metric_id, dims, decode(hash, 'hex') FROM unnest($1::int[], $2::jsonb[], $3::text[]) AS w (metric_id, dims, hash)
     RETURNING id, metric_id, encode(hash, 'hex') AS hash`,
    [fresh.map(({ metricId }) => metricId), fresh.map(({ dims }) => dims), fresh.map(({ hash }) => hash)],
  );
  for (const row of rows) ids.set(idKey(row.metric_id, row.hash), Number(row.id));
}

/** Counts the new series and adds their dimensions to the catalogue. */
async function recordSeries(tx: SqlExecutor, metric: MetricRow, fresh: WantedSeries[]): Promise<void> {
  const dimensions = new Set(metric.dimensions);
  for (const { dims } of fresh)
    for (const key of Object.keys(JSON.parse(dims) as object)) dimensions.add(key);
  const grew = dimensions.size > metric.dimensions.length;
  await tx.query(
    `UPDATE metrics.metric SET series_count = series_count + $1, dimensions = $2, updated_at = now(),
       planned_series = CASE WHEN $3 THEN -1 ELSE planned_series END WHERE id = $4`,
    [fresh.length, [...dimensions].toSorted(), grew, metric.id],
  );
}

function hasSource(name: string): AppError {
  const message = `Nothing was stored. The points of ${JSON.stringify(name)} are rows of a data source; it takes no others.`;
  return new AppError('CONFLICT', message);
}

function assertRoom(metric: MetricRow, fresh: number, maxSeries: number): void {
  const total = metric.series_count + fresh;
  if (total <= maxSeries) return;
  throw new AppError(
    'SERIES_LIMIT',
    `Nothing was stored. ${JSON.stringify(metric.name)} has ${metric.series_count} combinations of dimension values and would get ${total}; a metric has at most ${maxSeries}. Use fewer or coarser dimensions.`,
    { retryAfterSeconds: 3_600 },
  );
}

function idKey(metricId: number, hash: string): string {
  return `${metricId} ${hash}`;
}
