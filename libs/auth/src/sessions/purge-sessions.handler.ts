import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { type Handler, JobHandler, type JobContext, type JobPayload } from '@app/jobs';
import { Clock } from '@app/platform';

const MS_PER_DAY = 86_400_000;
const KEPT_MS = 30 * MS_PER_DAY;
const BATCH = 1_000;

/**
 * Removes sessions that ended or ran out more than 30 days ago with their refresh tokens, and used refresh tokens of that
 * age from sessions that live on: a thief would have to wait a month for its reuse to be merely refused. Windows of
 * counters go with them, and answers of Idempotency-Keys that are not given any more.
 */
@Injectable()
@JobHandler('purge-sessions')
export class PurgeSessionsHandler implements Handler<'purge-sessions'> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async handle(
    _payload: JobPayload<'purge-sessions'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<{ removed: number }> {
    const before = new Date(this.clock.now().getTime() - KEPT_MS);
    const removed = await this.inBatches(
      signal,
      `DELETE FROM session WHERE id IN (SELECT id FROM session WHERE ended_at < $1 OR expires_at < $1 LIMIT ${BATCH})`,
      before,
    );
    await this.inBatches(
      signal,
      `DELETE FROM refresh_token WHERE hash IN (SELECT hash FROM refresh_token WHERE used_at < $1 LIMIT ${BATCH})`,
      before,
    );
    await this.database.query('DELETE FROM limit_counter WHERE window_start < $1', [before]);
    const yesterday = new Date(this.clock.now().getTime() - MS_PER_DAY);
    await this.inBatches(
      signal,
      `DELETE FROM idempotency_key WHERE ctid = ANY(ARRAY(SELECT ctid FROM idempotency_key WHERE created_at < $1 LIMIT ${BATCH}))`,
      yesterday,
    );
    await this.inBatches(
      signal,
      `DELETE FROM rate_count WHERE key IN (SELECT key FROM rate_count WHERE kept_until < $1 LIMIT ${BATCH})`,
      this.clock.now(),
    );
    return { removed };
  }

  /** Short transactions, so that nobody who refreshes meanwhile has to wait. */
  private async inBatches(signal: AbortSignal, sql: string, before: Date): Promise<number> {
    let total = 0;
    for (;;) {
      signal.throwIfAborted();
      const { rowCount } = await this.database.query(sql, [before]);
      total += rowCount ?? 0;
      if ((rowCount ?? 0) < BATCH) return total;
    }
  }
}
