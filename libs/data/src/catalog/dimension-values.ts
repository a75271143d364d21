import type { DataPolicy } from '@app/auth';
import type { SqlExecutor } from '@app/database';

/** Values of one dimension of a metric. */
export interface DimensionValues {
  name: string;
  /** In order of their code points. */
  values: string[];
  /** True when there are more than those listed. */
  truncated: boolean;
}

/**
 * The dimension values of metrics, at most `limit` of each dimension, taken from the series that the policy shows.
 * @returns by metric id and dimension; a dimension without visible values is missing
 */
export async function dimensionValues(
  executor: SqlExecutor,
  metricIds: readonly number[],
  policy: DataPolicy,
  limit: number,
): Promise<Map<number, Map<string, DimensionValues>>> {
  const parameters: unknown[] = [metricIds, limit];
  const visible = Object.entries(policy).map(([dimension, values]) => {
    parameters.push(dimension, values);
    return ` AND dims ->> $${parameters.length - 1} = ANY($${parameters.length}::text[])`;
  });
  const { rows } = await executor.query<{ metric_id: number; name: string; values: string[] }>(
    `SELECT metric_id, name, (array_agg(value ORDER BY value COLLATE "C"))[:$2 + 1] AS values
     FROM (SELECT DISTINCT metric_id, d.key AS name, d.value
           FROM metrics.series, jsonb_each_text(dims) AS d WHERE metric_id = ANY($1::int[])${visible.join('')}) AS v
     GROUP BY metric_id, name`,
    parameters,
  );
  const byMetric = new Map<number, Map<string, DimensionValues>>();
  for (const { metric_id, name, values } of rows) {
    const dimensions = byMetric.get(metric_id) ?? new Map<string, DimensionValues>();
    dimensions.set(name, { name, values: values.slice(0, limit), truncated: values.length > limit });
    byMetric.set(metric_id, dimensions);
  }
  return byMetric;
}
