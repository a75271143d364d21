import { oneAtATime, type SqlExecutor } from '@app/database';
import { AppError, type FieldError } from '@app/platform';
import { INGEST_LIMITS } from './ingest-limits';

const RETRY_AFTER_SECONDS = 3_600;

/** How many metrics an organization has and may have. */
interface MetricRoom {
  held: number;
  most: number;
}

/** Metrics that would be more than their organization may have. None of them was made. */
export class MetricLimitError extends AppError {
  constructor(
    /** Names of those that do not exist. */
    readonly refused: ReadonlySet<string>,
    private readonly room: MetricRoom,
    errors: FieldError[] = [],
  ) {
    const [first] = errors;
    const more = refused.size > 1 ? ` ${refused.size} metrics would be new.` : '';
    const what = first ? `${first.pointer}: ${first.message}` : messageFor([...refused][0] ?? '', room);
    super('SERIES_LIMIT', `Nothing was stored. ${what}.${more}`, {
      errors,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }

  /** Whether not even one more may be made. */
  get isFull(): boolean {
    return this.room.held >= this.room.most;
  }

  /** The same, saying which points it is about. */
  of(points: readonly { metric: string }[]): MetricLimitError {
    const errors: FieldError[] = [];
    for (const [index, { metric }] of points.entries()) {
      if (!this.refused.has(metric)) continue;
      errors.push({ pointer: `/points/${index}/metric`, message: messageFor(metric, this.room) });
      if (errors.length === INGEST_LIMITS.reportedErrors) break;
    }
    return new MetricLimitError(this.refused, this.room, errors);
  }

  /** The same for one metric that is not named by points. */
  at(pointer: string): MetricLimitError {
    const [name = ''] = this.refused;
    return new MetricLimitError(this.refused, this.room, [{ pointer, message: messageFor(name, this.room) }]);
  }
}

/**
 * Makes sure that metrics may be made. Those of one organization are made by one transaction at a time, so that no two count without
 * each other: the limit holds exactly, whichever processes write.
 * @returns those that still do not exist
 * @throws MetricLimitError
 */
export async function makeRoom(
  tx: SqlExecutor,
  organizationId: string,
  names: readonly string[],
  most: number,
): Promise<string[]> {
  await oneAtATime(tx, 'metrics', organizationId);
  // In a statement of its own: what was committed while this one waited must be seen.
  const { rows } = await tx.query<{ held: number; found: string[] }>(
    `SELECT (SELECT count(*)::int FROM metrics.metric WHERE organization_id = $1) AS held,
       ARRAY(SELECT name FROM metrics.metric WHERE organization_id = $1 AND name = ANY($2)) AS found`,
    [organizationId, names],
  );
  const { held, found } = rows[0] as { held: number; found: string[] };
  const missing = names.filter((name) => !found.includes(name));
  if (missing.length > 0 && held + missing.length > most)
    throw new MetricLimitError(new Set(missing), { held, most });
  return missing;
}

function messageFor(name: string, { held, most }: MetricRoom): string {
  return `metric is new, and the organization has ${held} of at most ${most} metrics (given: ${JSON.stringify(name)})`;
}
