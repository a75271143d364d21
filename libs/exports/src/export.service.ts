import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { QueryPipeline } from '@app/data';
import { Database, Outbox, type OutboxEvents, OutboxWake } from '@app/database';
import { FileStore } from '@app/files';
import { AppError, Clock, decodeCursor, isId, type Page, type PageQuery, toPage } from '@app/platform';
import { DashboardContents } from '@app/widgets';
import { exportQuery, parsePointsQuery } from './export-query';
import { type ExportFormat, isTableFormat, TABLE_FORMATS } from './export-format';
import type {
  ExportCreatedDto,
  ExportDashboardDto,
  ExportDto,
  ExportQueryDto,
  ExportStatusDto,
} from './export.dto';
import { type DashboardExportRequest, EXPORT_COLUMNS, type ExportRecord } from './export-record';
import { toExportDto, toStatusDto } from './export-view';
import { ExportRequests } from './request/export-requests';
import { ScheduleOutcomes } from './schedule/schedule-outcomes';

/** Exports of the principal. Those of others are as good as absent: they hold what their owners may see. */
@Injectable()
export class ExportService {
  constructor(
    private readonly database: Database,
    private readonly requests: ExportRequests,
    private readonly contents: DashboardContents,
    private readonly pipeline: QueryPipeline,
    private readonly files: FileStore,
    private readonly outcomes: ScheduleOutcomes,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks for a file of a dashboard as the principal sees it; a job makes it. Needs `dashboard:export`.
   * @throws AppError 400 for a time range, filters or zone that no widget could take, 403, 404, 429 EXPORT_LIMIT
   */
  async request(
    principal: Principal,
    dashboardId: string,
    asked: ExportDashboardDto,
  ): Promise<ExportCreatedDto> {
    const { format, timerange, filters, timezone } = asked;
    const request = {
      ...(timerange !== undefined && { timerange }),
      ...(filters !== undefined && { filters }),
      ...(timezone !== undefined && { timezone }),
    };
    const name = await this.checkDashboard(principal, dashboardId, request);
    return this.requests.add(principal, {
      kind: 'dashboard',
      dashboardId: dashboardId.toLowerCase(),
      format,
      name,
      request,
    });
  }

  /**
   * Asks for a file with the whole answer of a query, or with the points themselves. Needs `data:export`.
   * @throws AppError 400, 403, 422 UNKNOWN_METRIC or UNKNOWN_DIMENSION, 429 EXPORT_LIMIT
   */
  async requestQuery(principal: Principal, asked: ExportQueryDto): Promise<ExportCreatedDto> {
    const name = await this.checkQuery(principal, asked);
    const { query, format, rows } = asked;
    const request = { query, ...(rows && { rows }) };
    return this.requests.add(principal, { kind: 'query', dashboardId: null, format, name, request });
  }

  /**
   * Whether a dashboard could be exported.
   * @returns its name
   * @throws AppError as {@link request}
   */
  async checkDashboard(
    principal: Principal,
    dashboardId: string,
    request: DashboardExportRequest,
  ): Promise<string> {
    assertPermissions(principal, ['dashboard:export', 'widget:read', 'data:read']);
    return (await this.contents.check(principal, dashboardId, request)).name;
  }

  /**
   * Whether a query could be exported.
   * @returns what the file is about
   * @throws AppError as {@link requestQuery}
   */
  async checkQuery(
    principal: Principal,
    { query, format, rows }: Pick<ExportQueryDto, 'query' | 'rows'> & { format: ExportFormat },
  ): Promise<string> {
    assertPermissions(principal, ['data:export', 'data:read']);
    if (!isTableFormat(format))
      throw AppError.invalid(
        '/format',
        `format must be one of ${TABLE_FORMATS.join(', ')} (given: ${JSON.stringify(format)})`,
      );
    const parsed = rows === 'points' ? parsePointsQuery(query) : exportQuery(query);
    await this.pipeline.validateAgainstCatalog(principal, parsed.query, parsed.limits);
    return [...new Set(parsed.query.metrics.map(({ metric }) => metric))].join(', ');
  }

  /** Newest first. */
  async list(principal: Principal, { limit, cursor }: PageQuery): Promise<Page<ExportDto>> {
    const after = decodeCursor(cursor) ?? null;
    const { rows } = await this.database.query<ExportRecord>(
      `SELECT ${EXPORT_COLUMNS} FROM export
       WHERE organization_id = $1 AND principal_kind = $2 AND principal_id = $3 AND ($4::uuid IS NULL OR id < $4)
       ORDER BY id DESC LIMIT $5`,
      [principal.organizationId, principal.kind, principal.id, after, limit + 1],
    );
    return toPage(rows, limit, toExportDto);
  }

  /** @throws AppError 404 */
  async get(principal: Principal, id: string): Promise<ExportDto> {
    return toExportDto(await this.find(principal, id));
  }

  /** @throws AppError 404 */
  async status(principal: Principal, id: string): Promise<ExportStatusDto> {
    return toStatusDto(await this.find(principal, id));
  }

  /** @throws AppError 404 */
  async find(principal: Principal, id: string): Promise<ExportRecord> {
    const { rows } = isId(id)
      ? await this.database.query<ExportRecord>(
          `SELECT ${EXPORT_COLUMNS} FROM export
           WHERE id = $1 AND organization_id = $2 AND principal_kind = $3 AND principal_id = $4`,
          [id, principal.organizationId, principal.kind, principal.id],
        )
      : { rows: [] };
    if (!rows[0]) throw AppError.notFound('export', id);
    return rows[0];
  }

  /**
   * Cancels what is not finished, at any moment: its worker stops within seconds and its file will never be there. Of what
   * is ready it deletes the file. Once more changes nothing.
   * @throws AppError 404
   */
  async cancel(principal: Principal, id: string): Promise<void> {
    const found = await this.find(principal, id);
    const { fileKey } = found;
    await this.database.transaction(async (tx) => {
      await this.outcomes.lock(tx, found);
      const { rows } = await tx.query<ExportRecord>(
        `UPDATE export SET status = CASE status WHEN 'ready' THEN 'expired' ELSE 'cancelled' END, run_id = NULL, updated_at = $2,
           finished_at = coalesce(finished_at, $2), expires_at = CASE status WHEN 'ready' THEN $2 END, file_key = NULL
         WHERE id = $1 AND status IN ('queued', 'running', 'ready') RETURNING ${EXPORT_COLUMNS}`,
        [id, this.clock.now()],
      );
      const record = rows[0];
      if (!record) return;
      await this.outcomes.settle(tx, record);
      await this.outbox.append(tx, {
        topic: 'export.progress',
        subject: id,
        organizationId: principal.organizationId,
        payload: progressOf(record),
      });
    });
    this.wake.poke();
    // Should this fail, it is found as an orphan later; nobody is given it any more.
    if (fileKey !== null) await this.files.delete(fileKey).catch(() => undefined);
  }
}

/** What is told of an export when something about it changes. */
export function progressOf(record: ExportRecord): OutboxEvents['export.progress'] {
  const { id, dashboardId, status, progress, scheduleId, announced, format, rows, bytes, sha256 } = record;
  return {
    exportId: id,
    ...(dashboardId !== null && { dashboardId }),
    ...(scheduleId !== null && { scheduleId }),
    ...(!announced && { isQuiet: true }),
    status,
    progress,
    ...(status === 'ready' && {
      format,
      rows: rows ?? 0,
      bytes: bytes ?? 0,
      sha256: sha256 ?? '',
      expiresAt: record.expiresAt?.toISOString() ?? '',
    }),
  };
}

type Needed = Parameters<Principal['permissions']['has']>[0];

/** @throws AppError 403 */
export function assertPermissions(principal: Principal, needed: readonly Needed[]): void {
  const missing = needed.find((permission) => !principal.permissions.has(permission));
  if (missing !== undefined)
    throw new AppError(
      'INSUFFICIENT_PERMISSIONS',
      `This needs the permission ${missing}, which you do not have.`,
    );
}
