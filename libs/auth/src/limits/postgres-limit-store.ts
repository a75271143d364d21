import type { Database } from '@app/database';
import { type Claim, type Grant, LimitStore } from './limit-store';

/** Whoever waits longer goes on without the shared count. */
const ANSWER_WITHIN_MS = 1_000;

/**
 * Counts in PostgreSQL, one row for each key with the windows side by side: the row's lock makes all of them one step.
 * `used` is what was taken of each window that `starts` names.
 */
const TAKE = `
  INSERT INTO rate_count AS c (key, starts, used, granted, kept_until)
  VALUES ($1, $2::bigint[], $3::bigint[], $4, $5)
  ON CONFLICT (key) DO UPDATE SET (starts, used, granted, kept_until) = (
    WITH windows AS (
      SELECT i, limits[i] AS most, greatest(c.starts[i], excluded.starts[i]) AS start,
        CASE
          WHEN c.starts[i] = excluded.starts[i] THEN greatest(0, c.used[i] + corrections[i])
          WHEN c.starts[i] > excluded.starts[i] THEN c.used[i]
          ELSE greatest(0, corrections[i])
        END AS used
      FROM (SELECT $6::bigint[] AS limits, $7::bigint[] AS corrections) AS claim, generate_subscripts(limits, 1) AS i
    ), grants AS (
      SELECT greatest(0, least($8::int, min(most - used))) AS granted FROM windows
    )
    SELECT array_agg(start ORDER BY i), array_agg(used + granted ORDER BY i), min(granted)::int,
      greatest(c.kept_until, excluded.kept_until)
    FROM windows, grants
  )
  RETURNING starts, used, granted`;

/** {@link LimitStore} for all processes on one database. */
export class PostgresLimitStore extends LimitStore {
  constructor(private readonly database: Pick<Database, 'query'>) {
    super();
  }

  async take({ key, wanted, windows, keepMs }: Claim): Promise<Grant> {
    const starts = windows.map(({ start }) => start);
    const taken = windows.map(({ correction }) => Math.max(0, correction));
    const first = Math.max(0, Math.min(wanted, ...windows.map(({ limit }, i) => limit - (taken[i] ?? 0))));
    const asked = this.database.query<{ starts: string[]; used: string[]; granted: number }>(TAKE, [
      key,
      starts,
      taken.map((used) => used + first),
      first,
      new Date(Math.max(...starts) + keepMs),
      windows.map(({ limit }) => limit),
      windows.map(({ correction }) => correction),
      wanted,
    ]);
    const { rows } = await answered(asked);
    const [row] = rows;
    if (!row) throw new Error('rate_count answered without a row');
    return {
      granted: row.granted,
      windows: row.starts.map((start, i) => ({ start: Number(start), used: Number(row.used[i]) })),
    };
  }
}

/** What the database says if it says it in time. */
function answered<T>(asked: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Error(`the count did not answer within ${ANSWER_WITHIN_MS} ms`));
    const timer = setTimeout(late, ANSWER_WITHIN_MS);
    asked.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
