import type { SqlExecutor } from '@app/database';
import { assignGroups, type AssignedSeries, groupingsOf } from './assign-groups';
import { chooseGroupings } from './choose-groupings';
import { dropGroupings } from './drop-groupings';
import { ROLLUP_LIMITS } from './rollup-limits';

/**
 * Puts new series into the groupings of their metrics, in the transaction that makes the series and under the metrics'
 * locks. Metrics that had no series until now get their groupings first; one that has outgrown its bounds is dropped.
 */
export async function keepGroupings(
  tx: SqlExecutor,
  newMetricIds: readonly number[],
  series: readonly AssignedSeries[],
): Promise<void> {
  for (const id of newMetricIds) await chooseGroupings(tx, id, { hasPoints: false });
  const metricIds = [...new Set(series.map(({ metricId }) => metricId))];
  await assignGroups(tx, await groupingsOf(tx, metricIds), series);
  const { rows: outgrown } = await tx.query<{ id: number }>(
    `SELECT gr.id FROM metrics.grouping gr
     WHERE gr.metric_id = ANY($1::int[]) AND NOT gr.pinned AND cardinality(gr.dims) > 0
       AND (SELECT count(*) FROM metrics.grp g WHERE g.grouping_id = gr.id)
           > CASE WHEN cardinality(gr.dims) = 1 THEN ${ROLLUP_LIMITS.valuesPerDimension} ELSE ${ROLLUP_LIMITS.combinations} END`,
    [metricIds],
  );
  await dropGroupings(
    tx,
    outgrown.map(({ id }) => id),
  );
}
