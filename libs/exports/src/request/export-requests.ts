import { Injectable } from '@nestjs/common';
import { AuditLog, IdempotencyKeys, type Principal } from '@app/auth';
import { Database, Outbox, OutboxWake } from '@app/database';
import { Clock, newId } from '@app/platform';
import type { ExportCreatedDto } from '../export.dto';
import { EXPORT_COLUMNS, type ExportRecord } from '../export-record';
import { toCreatedDto } from '../export-view';
import { ExportQuota } from './export-quota';

/** What an export is made from; who asks and what for has been checked. */
export type NewExport = Pick<ExportRecord, 'kind' | 'dashboardId' | 'format' | 'name' | 'request'>;

const LONGEST_NAME = 150;

/** Writes down what was asked for, with the job that does it: both or neither. */
@Injectable()
export class ExportRequests {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly quota: ExportQuota,
    private readonly answers: IdempotencyKeys,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 429 EXPORT_LIMIT */
  async add(principal: Principal, asked: NewExport): Promise<ExportCreatedDto> {
    const { organizationId } = principal;
    const created = await this.database.transaction(async (tx) => {
      await this.quota.assertRoom(tx, organizationId);
      const { rows } = await tx.query<ExportRecord>(
        `INSERT INTO export (id, organization_id, principal_kind, principal_id, permissions, kind, dashboard_id, format, name,
           request, status, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'queued', $11, $11) RETURNING ${EXPORT_COLUMNS}`,
        [
          newId(),
          organizationId,
          principal.kind,
          principal.id,
          [...principal.permissions],
          asked.kind,
          asked.dashboardId,
          asked.format,
          asked.name.slice(0, LONGEST_NAME),
          JSON.stringify(asked.request),
          this.clock.now(),
        ],
      );
      const record = rows[0] as ExportRecord;
      const answer = toCreatedDto(record);
      const { id } = record;
      await this.outbox.append(tx, {
        topic: 'job.requested',
        subject: id,
        organizationId,
        payload: { name: 'export-dashboard', payload: { exportId: id }, jobId: `export-${id}` },
      });
      await this.audit.record(tx, principal, {
        action: 'export.requested',
        subject: { type: 'export', id },
        detail: { kind: asked.kind, dashboardId: asked.dashboardId, format: asked.format },
      });
      await this.answers.keep(tx, answer, { location: locationOf(id) });
      return answer;
    });
    this.wake.poke();
    return created;
  }
}

/** Where to ask how far an export is. */
export function locationOf(id: string): string {
  return `/api/v1/exports/${id}/status`;
}
