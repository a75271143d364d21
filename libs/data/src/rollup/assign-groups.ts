import type { SqlExecutor } from '@app/database';
import { groupDims, hashDims } from './group-dims';

export interface Grouping {
  id: number;
  metricId: number;
  /** Sorted. */
  dimensions: string[];
}

/** A series and its dimensions as canonical JSON. */
export interface AssignedSeries {
  id: number;
  metricId: number;
  dims: string;
}

/** The groupings of metrics, ready or not. Read them under the metrics' locks. */
export async function groupingsOf(executor: SqlExecutor, metricIds: readonly number[]): Promise<Grouping[]> {
  const { rows } = await executor.query<Grouping>(
    `SELECT id, metric_id AS "metricId", dims AS dimensions FROM metrics.grouping WHERE metric_id = ANY($1::int[])`,
    [metricIds],
  );
  return rows;
}

/** Says to which grp of each grouping the series belong, and makes the grps that are new. Safe to repeat. */
export async function assignGroups(
  tx: SqlExecutor,
  groupings: readonly Grouping[],
  series: readonly AssignedSeries[],
): Promise<void> {
  const byMetric = Map.groupBy(groupings, ({ metricId }) => metricId);
  const places = series.flatMap(({ id, metricId, dims }) => {
    const parsed = JSON.parse(dims) as Record<string, string>;
    return (byMetric.get(metricId) ?? []).map((grouping) => {
      const kept = groupDims(parsed, grouping.dimensions);
      return { seriesId: id, groupingId: grouping.id, kept, hash: hashDims(kept) };
    });
  });
  if (places.length === 0) return;
  const grps = [...new Map(places.map((place) => [`${place.groupingId} ${place.hash}`, place])).values()];
  await tx.query(
    `INSERT INTO metrics.grp (grouping_id, dims, hash)
     SELECT grouping_id, dims, decode(hash, 'hex') FROM unnest($1::int[], $2::jsonb[], $3::text[]) AS w (grouping_id, dims, hash)
     WHERE NOT EXISTS (SELECT FROM metrics.grp g WHERE g.grouping_id = w.grouping_id AND g.hash = decode(w.hash, 'hex'))
     ON CONFLICT DO NOTHING`,
    [grps.map(({ groupingId }) => groupingId), grps.map(({ kept }) => kept), grps.map(({ hash }) => hash)],
  );
  await tx.query(
    `INSERT INTO metrics.series_grp (series_id, grouping_id, grp_id)
     SELECT w.series_id, w.grouping_id, g.id FROM unnest($1::bigint[], $2::int[], $3::text[]) AS w (series_id, grouping_id, hash)
     JOIN metrics.grp g ON g.grouping_id = w.grouping_id AND g.hash = decode(w.hash, 'hex')
     ON CONFLICT DO NOTHING`,
    [
      places.map(({ seriesId }) => seriesId),
      places.map(({ groupingId }) => groupingId),
      places.map(({ hash }) => hash),
    ],
  );
}
