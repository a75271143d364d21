import { Inject, Injectable } from '@nestjs/common';
import { Database, Outbox, OutboxWake } from '@app/database';
import { FileStore } from '@app/files';
import { Clock, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { progressOf } from '../export.service';
import { ScheduleOutcomes } from '../schedule/schedule-outcomes';
import { EXPORT_COLUMNS, type ExportRecord } from '../export-record';

const MINUTE_MS = 60_000;
/** A run says every second that it lives; nobody waits for a queue that long. */
const LOST_AFTER_MS = 120 * MINUTE_MS;
/** What a run has stored and not yet written down is younger. */
const ORPHAN_AFTER_MS = 60 * MINUTE_MS;
/** For how long exports are listed after they have ended. */
const LISTED_MS = 30 * 24 * 60 * MINUTE_MS;
/** For how long runs of schedules are. */
const RUNS_LISTED_MS = 90 * 24 * 60 * MINUTE_MS;
const AT_ONCE = 500;
/** After so many files that do not go it is the store that fails. */
const MOST_FAILURES = 20;

interface Failures {
  count: number;
}

/** Ends what is over: files whose time is up, exports that nobody works on any more, files that belong to none. */
@Injectable()
export class ExportUpkeep {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly outcomes: ScheduleOutcomes,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async run(signal: AbortSignal): Promise<{ expired: number; lost: number; orphans: number }> {
    const now = this.clock.now().getTime();
    const failures = { count: 0 };
    const expired = await this.expire(new Date(now), failures, signal);
    const lost = await this.end(
      `UPDATE export SET status = 'failed', error = 'The export was lost. Ask for it again.', run_id = NULL, updated_at = $1, finished_at = $1
       WHERE id IN (SELECT id FROM export WHERE status IN ('queued', 'running') AND updated_at < $2 LIMIT ${AT_ONCE})`,
      [new Date(now), new Date(now - LOST_AFTER_MS)],
    );
    await this.database.query(
      `DELETE FROM export WHERE status NOT IN ('queued', 'running', 'ready') AND updated_at < $1`,
      [new Date(now - LISTED_MS)],
    );
    await this.database.query(
      `DELETE FROM export_schedule_run WHERE id IN (
         SELECT id FROM export_schedule_run WHERE created_at < $1 AND finished_at IS NOT NULL LIMIT ${10 * AT_ONCE})`,
      [new Date(now - RUNS_LISTED_MS)],
    );
    const orphans = await this.sweep(now, failures, signal);
    return { expired, lost: lost.length, orphans };
  }

  /** The file first: an export that says it is expired has none. One that fails to go is tried again. */
  private async expire(now: Date, failures: Failures, signal: AbortSignal): Promise<number> {
    let expired = 0;
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const { rows } = await this.database.query<{ id: string; fileKey: string }>(
        `SELECT id, file_key AS "fileKey" FROM export WHERE status = 'ready' AND expires_at <= $1 AND id > $2
         ORDER BY id LIMIT ${AT_ONCE}`,
        [now, after],
      );
      for (const { id, fileKey } of rows) {
        signal.throwIfAborted();
        after = id;
        if (!(await this.remove(fileKey, failures))) continue;
        await this.end(
          `UPDATE export SET status = 'expired', file_key = NULL, updated_at = $1 WHERE id = $2 AND status = 'ready'`,
          [now, id],
        );
        expired++;
      }
      if (rows.length < AT_ONCE) return expired;
    }
  }

  /** One file that does not go must keep no other; a store that is away is left alone. @returns whether it is gone */
  private async remove(key: string, failures: Failures): Promise<boolean> {
    try {
      await this.files.delete(key);
      return true;
    } catch (error) {
      if (++failures.count >= MOST_FAILURES) throw error;
      this.logger.warn({ err: error, key }, 'a file of an export could not be deleted');
      return false;
    }
  }

  private async end(sql: string, values: unknown[]): Promise<ExportRecord[]> {
    const ended = await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<ExportRecord>(`${sql} RETURNING ${EXPORT_COLUMNS}`, values);
      for (const record of rows) {
        const { id, organizationId } = record;
        await this.outcomes.settle(tx, record);
        await this.outbox.append(tx, {
          topic: 'export.progress',
          subject: id,
          organizationId,
          payload: progressOf(record),
        });
      }
      return rows;
    });
    if (ended.length > 0) this.wake.poke();
    return ended;
  }

  private async sweep(now: number, failures: Failures, signal: AbortSignal): Promise<number> {
    let orphans = 0;
    let old: string[] = [];
    const removeOld = async (): Promise<void> => {
      const { rows } = await this.database.query<{ key: string }>(
        'SELECT file_key AS key FROM export WHERE file_key = ANY($1)',
        [old],
      );
      const kept = new Set(rows.map(({ key }) => key));
      for (const key of old) {
        if (kept.has(key)) continue;
        if (await this.remove(key, failures)) orphans++;
      }
      old = [];
    };
    for await (const { key, modifiedAt } of this.files.list('exports/')) {
      signal.throwIfAborted();
      if (modifiedAt.getTime() < now - ORPHAN_AFTER_MS) old.push(key);
      if (old.length === AT_ONCE) await removeOld();
    }
    await removeOld();
    await this.files.sweep(LOST_AFTER_MS);
    return orphans;
  }
}
