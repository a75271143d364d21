import type { SqlExecutor } from '../sql-executor';

/** What waits in the outbox. */
export interface OutboxLag {
  /** Events not yet published; counted up to 10,000. */
  events: number;
  /** Age of the oldest in milliseconds; 0 when there is none. */
  oldestMs: number;
  /** Events that could not be published and were set aside. */
  dead: number;
}

/** Reads how far the relay is behind. From any process. */
export async function outboxLag(executor: SqlExecutor): Promise<OutboxLag> {
  const { rows } = await executor.query<OutboxLag>(`
    SELECT (SELECT count(*) FROM (SELECT FROM outbox LIMIT 10000) AS waiting)::int AS events,
           coalesce((SELECT greatest(0, extract(epoch FROM clock_timestamp() - created_at) * 1000)
                       FROM outbox ORDER BY id LIMIT 1), 0)::float8 AS "oldestMs",
           (SELECT count(*) FROM outbox_dead)::int AS dead`);
  return rows[0] ?? { events: 0, oldestMs: 0, dead: 0 };
}
