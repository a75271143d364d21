import type { SqlExecutor } from '@app/database';
import { AppError, type FieldError } from '@app/platform';
import { INGEST_LIMITS } from '../ingest/ingest-limits';
import { dimensionKeyProblem } from '../ingest/point-names';
import { chooseGroupings } from '../rollup/choose-groupings';
import { groupingKey } from '../rollup/default-groupings';
import { ROLLUP_LIMITS } from '../rollup/rollup-limits';

/** @throws AppError 400 that names each list that cannot be kept */
export function readPinned(rollups: readonly (readonly unknown[])[]): string[][] {
  const errors = rollups.flatMap((dimensions, index) => {
    const message = problemOf(dimensions);
    return message === undefined ? [] : [{ pointer: `/rollups/${index}`, message }];
  });
  if (errors[0]) throw new AppError('VALIDATION_FAILED', errors[0].message, { errors });
  const lists = rollups.map((dimensions) => [...new Set(dimensions as string[])].toSorted());
  return [...new Map(lists.map((list) => [groupingKey(list), list])).values()];
}

function problemOf(dimensions: readonly unknown[]): string | undefined {
  const most = ROLLUP_LIMITS.dimensionsPerGrouping;
  if (dimensions.length === 0 || dimensions.length > most) {
    return `a rollup is a list of 1 to ${most} dimensions (given: ${dimensions.length}); the total is kept by itself`;
  }
  for (const name of dimensions) {
    const problem =
      typeof name === 'string'
        ? dimensionKeyProblem(name, INGEST_LIMITS.dimensionKeyLength)
        : `a dimension is named by text (given: ${JSON.stringify(name)})`;
    if (problem) return problem;
  }
  return undefined;
}

/**
 * Has a metric keep these groupings, and no other that was pinned. Inside the caller's transaction, which must hold the
 * metric's lock, `pg_advisory_xact_lock(metric)`, from before it locked the metric's row.
 * @throws AppError 422 UNKNOWN_DIMENSION when the metric has points and none of them ever had the dimension
 */
export async function pinRollups(
  tx: SqlExecutor,
  metric: { id: number; name: string; dimensions: readonly string[] },
  pinned: string[][],
): Promise<void> {
  const { rows } = await tx.query<{ series_count: number; pinned: string[][] }>(
    `SELECT series_count, (
       SELECT coalesce(jsonb_agg(g.dims), '[]') FROM metrics.grouping g WHERE g.metric_id = m.id AND g.pinned) AS pinned
     FROM metrics.metric m WHERE id = $1`,
    [metric.id],
  );
  const before = new Set(rows[0]?.pinned.map(groupingKey));
  if (before.size === pinned.length && pinned.every((list) => before.has(groupingKey(list)))) return;
  const hasPoints = (rows[0]?.series_count ?? 0) > 0;
  const errors = hasPoints ? unknownDimensions(metric, pinned) : [];
  if (errors[0]) throw new AppError('UNKNOWN_DIMENSION', errors[0].message, { errors });
  await chooseGroupings(tx, metric.id, { pinned, hasPoints });
}

function unknownDimensions(
  { name, dimensions }: { name: string; dimensions: readonly string[] },
  pinned: readonly string[][],
): FieldError[] {
  return pinned.flatMap((list, index) => {
    const unknown = list.find((dimension) => !dimensions.includes(dimension));
    if (unknown === undefined) return [];
    const message = `${JSON.stringify(name)} has no dimension ${JSON.stringify(unknown)}. It has ${dimensions.join(', ') || 'none'}.`;
    return [{ pointer: `/rollups/${index}`, message }];
  });
}
