import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { type Handler, JobHandler, type JobContext, type JobPayload } from '@app/jobs';
import { AppConfig, Clock } from '@app/platform';
import { systemPrincipal } from '../principals/principal';
import { AuditLog } from './audit-log';

const DAY_MS = 86_400_000;
const BATCH = 5_000;

/**
 * Removes rows of the audit log that are older than AUDIT_RETENTION_DAYS, through the one function of the database that may.
 * Each organization's log says how many of its rows went.
 */
@Injectable()
@JobHandler('trim-audit-log')
export class TrimAuditLogHandler implements Handler<'trim-audit-log'> {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async handle(
    _payload: JobPayload<'trim-audit-log'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<{ removed: number }> {
    const days = this.config.auditRetentionDays;
    if (days === 0) return { removed: 0 };
    const before = new Date(this.clock.now().getTime() - days * DAY_MS);
    let total = 0;
    for (;;) {
      signal.throwIfAborted();
      const removed = await this.trim(before);
      total += removed;
      if (removed < BATCH) return { removed: total };
    }
  }

  private trim(before: Date): Promise<number> {
    return this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ organization: string; removed: number }>(
        'SELECT organization, removed::int AS removed FROM trim_audit_log($1, $2)',
        [before, BATCH],
      );
      let total = 0;
      for (const { organization, removed } of rows) {
        total += removed;
        await this.audit.record(tx, systemPrincipal('trim-audit-log', organization, []), {
          action: 'audit-log.trimmed',
          detail: { rows: removed, before: before.toISOString() },
        });
      }
      return total;
    });
  }
}
