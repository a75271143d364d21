import type { SqlExecutor } from '@app/database';

const COUNTED = 10_000;

/** What waits to be rolled up. Answers are right all the same; they take longer. */
export interface RollupLag {
  /** Marks; counted up to 10,000. */
  marks: number;
  /**
   * Age of the oldest mark in seconds, 0 without marks. While points of the current minute come in it reaches about two
   * minutes.
   */
  oldestAgeSeconds: number;
  /** Groupings that are being filled. */
  filling: number;
}

/** Reads how far rollups are behind. From any process. */
export async function rollupLag(executor: SqlExecutor): Promise<RollupLag> {
  const { rows } = await executor.query<RollupLag>(`
    SELECT (SELECT count(*) FROM (SELECT FROM metrics.mark LIMIT ${COUNTED}) AS waiting)::int AS marks,
           coalesce((SELECT greatest(0, extract(epoch FROM clock_timestamp() - marked_at))
                       FROM metrics.mark ORDER BY id LIMIT 1), 0)::float8 AS "oldestAgeSeconds",
           (SELECT count(*) FROM metrics.grouping WHERE NOT ready)::int AS filling`);
  return rows[0] ?? { marks: 0, oldestAgeSeconds: 0, filling: 0 };
}
