import type { Principal } from '@app/auth';
import type { SqlExecutor } from '@app/database';
import { AppError } from '@app/platform';
import type { MetricSource } from '../pushdown/metric-source';
import { parseMetricSource } from '../pushdown/parse-metric-source';

/** The source of a metric as a principal is shown it: its SQL is for who may read sources. */
export type ShownSource = MetricSource;

export function shownSource(principal: Principal, { sql, ...source }: MetricSource): ShownSource {
  return { ...source, ...(sql !== undefined && principal.permissions.has('source:read') && { sql }) };
}

/**
 * What a client says of the source of a metric.
 * @throws AppError 400 VALIDATION_FAILED
 */
export function readSource(change: {
  source?: unknown;
  retentionDays?: number | null;
  rollups?: readonly unknown[] | null;
}): MetricSource | null {
  if (change.source === undefined || change.source === null) return null;
  const kept = (['retentionDays', 'rollups'] as const).filter((name) => {
    const value = change[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
  });
  const [first] = kept;
  if (first)
    throw AppError.invalid(
      `/${first}`,
      `${first} is for points that are stored here, and source says that they are not`,
    );
  return parseMetricSource(change.source);
}

/** @throws AppError 403 INSUFFICIENT_PERMISSIONS, or POLICY_VIOLATION: a table holds what a data policy hides */
export function assertMayMap({ permissions, dataPolicy }: Principal): void {
  if (!permissions.has('source:write'))
    throw new AppError(
      'INSUFFICIENT_PERMISSIONS',
      'Whether a metric has a source, and which, needs source:write.',
    );
  if (Object.keys(dataPolicy).length > 0)
    throw new AppError('POLICY_VIOLATION', 'A source has rows that your data policy hides.');
}

/**
 * Inside the caller's transaction, which must hold the metric's lock.
 * @throws AppError 409 CONFLICT for a metric that has points
 */
export async function assertUnstored(
  tx: SqlExecutor,
  { id, name }: { id: number; name: string },
): Promise<void> {
  const { rows } = await tx.query<{ series_count: number }>(
    'SELECT series_count FROM metrics.metric WHERE id = $1',
    [id],
  );
  if ((rows[0]?.series_count ?? 0) === 0) return;
  const message = `${JSON.stringify(name)} has points that are stored here; a metric with a source has none. Take another name.`;
  throw new AppError('CONFLICT', message, { errors: [{ pointer: '/source', message }] });
}
