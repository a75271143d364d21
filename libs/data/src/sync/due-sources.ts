import { Injectable } from '@nestjs/common';
import { Database, Outbox, OutboxWake, type SqlExecutor } from '@app/database';
import { JobQueue } from '@app/jobs';
import { AppConfig, Clock } from '@app/platform';
import { nextTime, type Schedule } from '@app/sources';
import { insertRun } from './new-run';
import { requestJob } from './source-run.service';

interface Due {
  id: string;
  organizationId: string;
  schedule: Schedule;
  /** Null: it was never computed, or from another schedule. */
  nextRunAt: Date | null;
}

const AT_ONCE = 50;
/** A job that was asked for and has not begun by then may be lost; asking once more changes nothing. */
const ASK_AGAIN_MS = 60_000;

/** Finds what is to be read: by schedule, or because nobody works on it any more. Several may look at once. */
@Injectable()
export class DueSources {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly jobs: JobQueue,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** @returns runs that begin by schedule, and those that go on */
  async look(signal?: AbortSignal): Promise<{ begun: number; resumed: number }> {
    let begun = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { looked, runs } = await this.database.transaction((tx) => this.schedule(tx));
      begun += runs;
      if (looked < AT_ONCE) break;
    }
    if (begun > 0) this.wake.poke();
    return { begun, resumed: await this.resume() };
  }

  /** However many times were missed, and however long the run before takes: one run follows. */
  private async schedule(tx: SqlExecutor): Promise<{ looked: number; runs: number }> {
    const now = this.clock.now();
    const { rows } = await tx.query<Due>(
      `SELECT s.id, s.organization_id AS "organizationId", s.schedule,
         CASE WHEN p.schedule = s.schedule THEN p.next_run_at END AS "nextRunAt"
       FROM data_source s LEFT JOIN source_position p ON p.source_id = s.id
       WHERE s.enabled AND s.type IN ('api', 'file') AND s.schedule IS NOT NULL AND s.mapping IS NOT NULL
         AND (p.next_run_at IS NULL OR p.next_run_at <= $1 OR p.schedule IS DISTINCT FROM s.schedule)
       ORDER BY p.next_run_at NULLS FIRST LIMIT ${AT_ONCE} FOR NO KEY UPDATE OF s SKIP LOCKED`,
      [now],
    );
    let runs = 0;
    for (const { id, organizationId, schedule, nextRunAt } of rows) {
      // A time of the clock is waited for; what happens every so often begins at once.
      const isDue = nextRunAt !== null || 'everySeconds' in schedule;
      const runId = isDue ? await insertRun(tx, id, 'schedule', now) : undefined;
      if (runId !== undefined) {
        runs++;
        await requestJob(tx, this.outbox, organizationId, runId);
      }
      await tx.query(
        `INSERT INTO source_position (source_id, schedule, next_run_at, updated_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (source_id) DO UPDATE SET schedule = EXCLUDED.schedule, next_run_at = EXCLUDED.next_run_at`,
        [id, JSON.stringify(schedule), nextTime(schedule, now), now],
      );
    }
    return { looked: rows.length, runs };
  }

  /** Their worker died, or the queue has forgotten their job. */
  private async resume(): Promise<number> {
    // A stream that was switched off while nobody read it: consumers do not come back to it.
    await this.database.query(
      `UPDATE source_run r SET status = 'cancelled', claim = NULL, lag = NULL, finished_at = $2 FROM data_source s
       WHERE r.source_id = s.id AND r.trigger = 'stream' AND r.status IN ('queued', 'running') AND NOT s.enabled
         AND r.beat_at < clock_timestamp() - $1 * interval '1 ms'`,
      [this.config.sourceLeaseMs, this.clock.now()],
    );
    const { rows } = await this.database.query<{ id: string }>(
      `UPDATE source_run SET status = 'queued', claim = NULL, beat_at = clock_timestamp()
       WHERE trigger <> 'stream' AND (
         (status = 'running' AND beat_at < clock_timestamp() - $1 * interval '1 ms')
         OR (status = 'queued' AND greatest(beat_at, resume_at) < clock_timestamp() - $2 * interval '1 ms'))
       RETURNING id`,
      [this.config.sourceLeaseMs, ASK_AGAIN_MS],
    );
    for (const { id } of rows) await this.jobs.add('sync-source', { runId: id });
    return rows.length;
  }
}
