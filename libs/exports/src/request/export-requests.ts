import { Injectable } from '@nestjs/common';
import {
  type AuditActor,
  AuditLog,
  IdempotencyKeys,
  type Principal,
  type RememberedPrincipal,
} from '@app/auth';
import { Database, Outbox, OutboxWake, type SqlExecutor } from '@app/database';
import { Clock, newId } from '@app/platform';
import type { ExportCreatedDto } from '../export.dto';
import { EXPORT_COLUMNS, type ExportRecord } from '../export-record';
import { toCreatedDto } from '../export-view';
import { ExportQuota } from './export-quota';

/** What an export is made from; who asks and what for has been checked. */
export type NewExport = Pick<ExportRecord, 'kind' | 'dashboardId' | 'format' | 'name' | 'request'> &
  Partial<Pick<ExportRecord, 'keepHours' | 'scheduleId' | 'announced'>>;

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
    const { id, organizationId, kind, permissions } = principal;
    const owner = { kind, id, organizationId, permissions: [...permissions] };
    const created = await this.database.transaction(async (tx) => {
      const answer = toCreatedDto(await this.insert(tx, owner, principal, asked));
      await this.answers.keep(tx, answer, { location: locationOf(answer.id) });
      return answer;
    });
    this.wake.poke();
    return created;
  }

  /**
   * The same in the caller's transaction, who wakes the outbox after it.
   * @param owner whose rights it is made with
   * @param actor who asks for it
   * @throws AppError 429 EXPORT_LIMIT
   */
  async insert(
    tx: SqlExecutor,
    owner: RememberedPrincipal,
    actor: AuditActor,
    asked: NewExport,
  ): Promise<ExportRecord> {
    const { organizationId } = owner;
    const { kind, dashboardId, format, name, request, keepHours, scheduleId, announced } = asked;
    await this.quota.assertRoom(tx, organizationId);
    const { rows } = await tx.query<ExportRecord>(
      `INSERT INTO export (id, organization_id, principal_kind, principal_id, permissions, kind, dashboard_id, format, name,
         request, status, created_at, updated_at, keep_hours, schedule_id, announced)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'queued', $11, $11, $12, $13, $14) RETURNING ${EXPORT_COLUMNS}`,
      [
        newId(),
        organizationId,
        owner.kind,
        owner.id,
        owner.permissions,
        kind,
        dashboardId,
        format,
        name.slice(0, LONGEST_NAME),
        JSON.stringify(request),
        this.clock.now(),
        keepHours ?? null,
        scheduleId ?? null,
        announced ?? true,
      ],
    );
    const record = rows[0] as ExportRecord;
    const { id } = record;
    await this.outbox.append(tx, {
      topic: 'job.requested',
      subject: id,
      organizationId,
      payload: { name: 'export-dashboard', payload: { exportId: id }, jobId: `export-${id}` },
    });
    await this.audit.record(tx, actor, {
      action: 'export.requested',
      subject: { type: 'export', id },
      detail: { kind, dashboardId, format, ...(scheduleId && { scheduleId }) },
    });
    return record;
  }
}

/** Where to ask how far an export is. */
export function locationOf(id: string): string {
  return `/api/v1/exports/${id}/status`;
}
