import { Injectable } from '@nestjs/common';
import { oneAtATime, type SqlExecutor } from '@app/database';
import { AppConfig, AppError, Clock } from '@app/platform';

const QUEUE_RETRY_SECONDS = 30;
const LONGEST_ADVICE_SECONDS = 3_600;

/** How many exports an organization may have under way, and how much room its files may take. */
@Injectable()
export class ExportQuota {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Holds the organization's lock until the transaction ends, so that requests at the same time are counted one after the other.
   * @throws AppError 429 EXPORT_LIMIT
   */
  async assertRoom(tx: SqlExecutor, organizationId: string): Promise<void> {
    await oneAtATime(tx, 'exports', organizationId);
    const { rows } = await tx.query<{ unfinished: number; bytes: number; next: Date | null }>(
      `SELECT count(*) FILTER (WHERE status <> 'ready')::int AS unfinished,
         coalesce(sum(bytes) FILTER (WHERE status = 'ready'), 0)::float8 AS bytes,
         min(expires_at) FILTER (WHERE status = 'ready') AS next
       FROM export WHERE organization_id = $1 AND status IN ('queued', 'running', 'ready')`,
      [organizationId],
    );
    const { unfinished = 0, bytes = 0, next = null } = rows[0] ?? {};
    if (unfinished >= this.config.exportQueueMax) {
      throw new AppError(
        'EXPORT_LIMIT',
        `Your organization has ${unfinished} exports waiting or running, which is as many as there may be.`,
        { retryAfterSeconds: QUEUE_RETRY_SECONDS },
      );
    }
    if (bytes < this.config.exportQuotaBytes) return;
    const seconds = ((next?.getTime() ?? 0) - this.clock.now().getTime()) / 1_000;
    throw new AppError(
      'EXPORT_LIMIT',
      `The files of your organization's exports take ${bytes} bytes, and ${this.config.exportQuotaBytes} is the most. Delete some, or wait until they expire.`,
      { retryAfterSeconds: Math.min(LONGEST_ADVICE_SECONDS, Math.max(1, Math.ceil(seconds))) },
    );
  }

  /**
   * Holds the same lock: of files that are finished at the same time each counts those before it, so that together they never take more
   * than they may.
   * @throws AppError 429 EXPORT_LIMIT
   */
  async assertFits(tx: SqlExecutor, organizationId: string, bytes: number): Promise<void> {
    await oneAtATime(tx, 'exports', organizationId);
    if (bytes > (await this.left(tx, organizationId))) throw outgrown();
  }

  /** Bytes that one more file may take, as long as no other one is finished. */
  async left(tx: SqlExecutor, organizationId: string): Promise<number> {
    const { rows } = await tx.query<{ bytes: number }>(
      `SELECT coalesce(sum(bytes), 0)::float8 AS bytes FROM export WHERE organization_id = $1 AND status = 'ready'`,
      [organizationId],
    );
    return Math.max(0, this.config.exportQuotaBytes - (rows[0]?.bytes ?? 0));
  }
}

/** What is said of a file that there is no room for. */
export function outgrown(): AppError {
  return new AppError(
    'EXPORT_LIMIT',
    'The file would be larger than the room that your organization has left for exports.',
  );
}
