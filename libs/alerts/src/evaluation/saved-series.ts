import type { SqlExecutor } from '@app/database';
import { newId } from '@app/platform';
import type { SeriesTransition } from '../core/evaluate-series';
import type { SeriesState } from '../core/series-state';

/** Writes the states of a rule's series: those that differ, and no more those that are gone. */
export async function saveSeries(
  tx: SqlExecutor,
  ruleId: string,
  before: ReadonlyMap<string, SeriesState>,
  after: ReadonlyMap<string, SeriesState>,
): Promise<void> {
  const changed = [...after].filter(
    ([key, state]) => JSON.stringify(state) !== JSON.stringify(before.get(key)),
  );
  if (changed.length > 0)
    await tx.query(
      `INSERT INTO alert_series (rule_id, key, status, state)
       SELECT $1, key, status, state FROM unnest($2::text[], $3::text[], $4::jsonb[]) AS series(key, status, state)
       ON CONFLICT (rule_id, key) DO UPDATE SET status = excluded.status, state = excluded.state`,
      [
        ruleId,
        changed.map(([key]) => key),
        changed.map(([, { status }]) => status),
        changed.map(([, state]) => JSON.stringify(state)),
      ],
    );
  const gone = [...before.keys()].filter((key) => !after.has(key));
  if (gone.length > 0)
    await tx.query('DELETE FROM alert_series WHERE rule_id = $1 AND key = ANY($2::text[])', [ruleId, gone]);
}

/** Writes what has happened to series. */
export async function saveEvents(
  tx: SqlExecutor,
  ruleId: string,
  transitions: readonly (SeriesTransition & { silenced: boolean })[],
): Promise<void> {
  if (transitions.length === 0) return;
  await tx.query(
    `INSERT INTO alert_event (id, rule_id, at, key, from_status, to_status, value, silenced)
     SELECT id, $1, to_timestamp(at / 1000.0), key, before, after, value, silenced
     FROM unnest($2::uuid[], $3::float8[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::bool[])
       AS e(id, at, key, before, after, value, silenced)`,
    [
      ruleId,
      transitions.map(() => newId()),
      transitions.map(({ at }) => at),
      transitions.map(({ key }) => key),
      transitions.map(({ from }) => from),
      transitions.map(({ to }) => to),
      transitions.map(({ value }) => value),
      transitions.map(({ silenced }) => silenced),
    ],
  );
}
