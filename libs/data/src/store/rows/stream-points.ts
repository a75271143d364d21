import type { PointRow, PointsPlan, RowSink } from '../metric-store';
import type { Snapshot } from '../snapshot';
import { filterSql } from '../sql/filter-sql';
import { SqlParameters } from '../sql/sql-parameters';

type SeriesRow = [id: string, metricId: number, ...labels: (string | null)[]];

/**
 * Reads points with the ids of their series alone, and what a series is only once: series are few, points are many. Of one
 * moment they come in the order of their series.
 */
export async function streamPoints(
  snapshot: Snapshot<unknown>,
  plan: PointsPlan,
  sink: RowSink<PointRow>,
): Promise<void> {
  const known = new Map<string, { metricId: number; labels: (string | null)[] }>();
  const labels = new SqlParameters();
  const dimensions = plan.dimensions.map((name) => `, s.dims ->> ${labels.bind(name, 'text')}`);
  const text = `SELECT s.id, s.metric_id${dimensions.join('')} FROM metrics.series s WHERE ${condition(plan, labels)}`;
  await snapshot.each<SeriesRow>({ text, values: labels.values }, async (rows) => {
    for (const [id, metricId, ...values] of rows) known.set(id, { metricId, labels: values });
  });
  const parameters = new SqlParameters();
  const from = parameters.bind(new Date(plan.from).toISOString(), 'timestamptz');
  const to = parameters.bind(new Date(plan.to).toISOString(), 'timestamptz');
  const points = `
    SELECT extract(epoch FROM p.ts)::float8 * 1000, p.series_id, p.value
    FROM metrics.points p
    JOIN (SELECT s.id FROM metrics.series s WHERE ${condition(plan, parameters)}) s ON s.id = p.series_id
    WHERE p.ts >= ${from} AND p.ts < ${to} ORDER BY p.ts, p.series_id`;
  await snapshot.each<[number, string, number]>({ text: points, values: parameters.values }, (rows) =>
    sink(
      rows.map(([time, id, value]): PointRow => {
        const series = known.get(id);
        return [Math.round(time), series?.metricId ?? 0, series?.labels ?? [], value];
      }),
    ),
  );
}

function condition({ metricIds, where }: PointsPlan, parameters: SqlParameters): string {
  const ids = parameters.bind(metricIds, 'int[]');
  return `s.metric_id = ANY(${ids}) AND ${filterSql([...where], 's.dims', parameters)}`;
}
