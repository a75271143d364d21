import type { SqlExecutor } from '@app/database';
import { newId } from '@app/platform';
import type { RunTrigger } from './source-run';

/** Runs of a source that are listed, the newest. */
const KEPT_RUNS = 200;

/**
 * Writes down that a source is to be read; older runs than the newest {@link KEPT_RUNS} go.
 * @returns the run's id; undefined when one is unfinished
 */
export async function insertRun(
  tx: SqlExecutor,
  sourceId: string,
  trigger: RunTrigger,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO source_run (id, source_id, trigger, status, created_at, beat_at) VALUES ($1, $2, $3, 'queued', $4, clock_timestamp())
     ON CONFLICT (source_id) WHERE status IN ('queued', 'running') DO NOTHING RETURNING id`,
    [newId(), sourceId, trigger, now],
  );
  if (!rows[0]) return undefined;
  await tx.query(
    `DELETE FROM source_run WHERE source_id = $1 AND status NOT IN ('queued', 'running')
       AND id < (SELECT id FROM source_run WHERE source_id = $1 ORDER BY id DESC OFFSET ${KEPT_RUNS - 1} LIMIT 1)`,
    [sourceId],
  );
  return rows[0].id;
}
