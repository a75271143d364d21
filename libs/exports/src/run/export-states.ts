import { Injectable } from '@nestjs/common';
import type { DataPolicy } from '@app/auth';
import { Database, Outbox, OutboxWake, type SqlExecutor } from '@app/database';
import { AppConfig, Clock, newId } from '@app/platform';
import { progressOf } from '../export.service';
import { EXPORT_COLUMNS, type ExportRecord, type ExportStatus } from '../export-record';
import { ExportQuota } from '../request/export-quota';
import { ScheduleOutcomes } from '../schedule/schedule-outcomes';

/** An export with the run that works on it. */
export interface ClaimedExport extends ExportRecord {
  runId: string;
}

/** What a whole file is. */
export interface FinishedFile {
  fileKey: string;
  rows: number;
  bytes: number;
  sha256: string;
  /** What its owner was let see while it was made. */
  dataPolicy: DataPolicy;
}

const HOUR_MS = 3_600_000;

/**
 * The changes of an export while it is worked on. Each is of one run and does nothing once another run has claimed the export or it was
 * cancelled, so that a worker that was taken for dead cannot undo what others did.
 */
@Injectable()
export class ExportStates {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly quota: ExportQuota,
    private readonly outcomes: ScheduleOutcomes,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Undefined when there is nothing to do any more. */
  async claim(id: string): Promise<ClaimedExport | undefined> {
    const runId = newId();
    const claimed = await this.change(
      `UPDATE export SET status = 'running', run_id = $2, progress = 0, rows = NULL, updated_at = $3
       WHERE id = $1 AND status IN ('queued', 'running')`,
      [id, runId, this.clock.now()],
    );
    return claimed && { ...claimed, runId };
  }

  /** How much room the organization has left, in bytes. */
  room({ organizationId }: ClaimedExport): Promise<number> {
    return this.quota.left(this.database, organizationId);
  }

  /** Says that the run lives and how far it is. @returns false when it is to stop: cancelled, or overtaken */
  async beat({ id, runId }: ClaimedExport, progress: number, tell: boolean): Promise<boolean> {
    const sql = `UPDATE export SET progress = $3, updated_at = $4 WHERE id = $1 AND run_id = $2 AND status = 'running'`;
    const changed = await this.change(sql, [id, runId, progress, this.clock.now()], { tell });
    return changed !== undefined;
  }

  /**
   * @returns false when it is no longer wanted: cancelled, or overtaken
   * @throws AppError EXPORT_LIMIT when the files of the organization would take more than they may: of several exports that end at
   *   the same time each counts those before it
   */
  async finish(
    claimed: ClaimedExport,
    { fileKey, rows, bytes, sha256, dataPolicy }: FinishedFile,
  ): Promise<boolean> {
    const { id, runId, organizationId, keepHours } = claimed;
    const now = this.clock.now();
    const changed = await this.change(
      `UPDATE export SET status = 'ready', progress = 100, file_key = $3, rows = $4, bytes = $5, sha256 = $6, run_id = NULL,
         updated_at = $7, finished_at = $7, expires_at = $8, data_policy = $9
       WHERE id = $1 AND run_id = $2 AND status = 'running'`,
      [
        id,
        runId,
        fileKey,
        rows,
        bytes,
        sha256,
        now,
        new Date(now.getTime() + (keepHours ?? this.config.exportKeepHours) * HOUR_MS),
        JSON.stringify(dataPolicy),
      ],
      {
        before: async (tx) => {
          await this.outcomes.lock(tx, claimed);
          await this.quota.assertFits(tx, organizationId, bytes);
        },
      },
    );
    return changed !== undefined;
  }

  /** @param reason for its owner */
  async fail(claimed: ClaimedExport, reason: string): Promise<void> {
    const { id, runId } = claimed;
    await this.change(
      `UPDATE export SET status = 'failed', error = $3, run_id = NULL, updated_at = $4, finished_at = $4
       WHERE id = $1 AND run_id = $2 AND status = 'running'`,
      [id, runId, reason, this.clock.now()],
      { before: (tx) => this.outcomes.lock(tx, claimed) },
    );
  }

  /** It will be tried again. */
  async giveBack({ id, runId }: ClaimedExport): Promise<void> {
    await this.change(
      `UPDATE export SET status = 'queued', progress = 0, run_id = NULL, updated_at = $3
       WHERE id = $1 AND run_id = $2 AND status = 'running'`,
      [id, runId, this.clock.now()],
    );
  }

  async statusOf(id: string): Promise<ExportStatus | undefined> {
    const { rows } = await this.database.query<{ status: ExportStatus }>(
      'SELECT status FROM export WHERE id = $1',
      [id],
    );
    return rows[0]?.status;
  }

  private async change(
    sql: string,
    values: unknown[],
    { tell = true, before }: { tell?: boolean; before?: (tx: SqlExecutor) => Promise<void> } = {},
  ): Promise<ExportRecord | undefined> {
    const record = await this.database.transaction(async (tx) => {
      await before?.(tx);
      const { rows } = await tx.query<ExportRecord>(`${sql} RETURNING ${EXPORT_COLUMNS}`, values);
      const [changed] = rows;
      if (changed) await this.outcomes.settle(tx, changed);
      if (changed && tell) {
        const { id, organizationId } = changed;
        await this.outbox.append(tx, {
          topic: 'export.progress',
          subject: id,
          organizationId,
          payload: progressOf(changed),
        });
      }
      return changed;
    });
    if (record && tell) this.wake.poke();
    return record;
  }
}
