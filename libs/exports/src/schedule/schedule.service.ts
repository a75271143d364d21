import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditLog, IdempotencyKeys, type Principal } from '@app/auth';
import { Database, oneAtATime, OutboxWake, type SqlExecutor } from '@app/database';
import {
  AppConfig,
  AppError,
  assertIfMatch,
  Clock,
  decodeCursor,
  etagOf,
  isId,
  newId,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import { ExportService } from '../export.service';
import { firstDue, mergeSchedule } from './merge-schedule';
import type { CreateExportScheduleDto, ExportScheduleDto, UpdateExportScheduleDto } from './schedule.dto';
import { SCHEDULE_COLUMNS, type ScheduleDefinition, type ScheduleRecord } from './schedule-record';
import type { ScheduleRunDto } from './schedule-run.dto';
import { ScheduleRuns } from './schedule-runs';
import { ScheduleStarts } from './schedule-starts';

const MOST_SCHEDULES = 200;

/** What tells of a new schedule beside its body. */
export function headersOf({ id, version }: ExportScheduleDto): { location: string; etag: string } {
  return { location: `/api/v1/export-schedules/${id}`, etag: etagOf(version) };
}

/** The schedules of the principal; whoever may read the audit log sees those of the whole organization. */
@Injectable()
export class ScheduleService {
  constructor(
    private readonly database: Database,
    private readonly exports: ExportService,
    private readonly starts: ScheduleStarts,
    private readonly runs: ScheduleRuns,
    private readonly answers: IdempotencyKeys,
    private readonly audit: AuditLog,
    private readonly wake: OutboxWake,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(principal: Principal, { limit, cursor }: PageQuery): Promise<Page<ExportScheduleDto>> {
    const { rows } = await this.database.query<ScheduleRecord>(
      `SELECT ${SCHEDULE_COLUMNS} FROM export_schedule s WHERE s.organization_id = $1 AND ($2::uuid IS NULL OR s.id < $2)
         AND ($3 OR (s.owner_kind = $4 AND s.owner_id = $5)) ORDER BY s.id DESC LIMIT $6`,
      [
        principal.organizationId,
        decodeCursor(cursor) ?? null,
        seesAll(principal),
        principal.kind,
        principal.id,
        limit + 1,
      ],
    );
    return toPage(rows, limit, toDto);
  }

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, id: string): Promise<ExportScheduleDto> {
    return toDto(await this.find(principal, id));
  }

  /** @throws AppError NOT_FOUND */
  async find(
    principal: Principal,
    id: string,
    executor: SqlExecutor = this.database,
    lock = '',
  ): Promise<ScheduleRecord> {
    const { rows } = await executor.query<ScheduleRecord>(
      `SELECT ${SCHEDULE_COLUMNS} FROM export_schedule s WHERE s.id = $1 AND s.organization_id = $2 ${lock}`,
      [isId(id) ? id : null, principal.organizationId],
    );
    const [schedule] = rows;
    if (!schedule || !maySee(principal, schedule)) throw AppError.notFound('export schedule', id);
    return schedule;
  }

  /** It runs with the rights that the principal has when it is due. @throws AppError 400, 403, 404, 422 as for the export itself */
  async create(principal: Principal, input: CreateExportScheduleDto): Promise<ExportScheduleDto> {
    const definition = await this.checked(principal, undefined, input);
    const now = this.clock.now();
    const id = newId();
    return this.database.transaction(async (tx) => {
      await this.assertRoom(tx, principal.organizationId);
      await tx.query(
        `INSERT INTO export_schedule (id, organization_id, name, definition, enabled, owner_kind, owner_id, owner_permissions,
           next_due_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
        [
          id,
          principal.organizationId,
          input.name,
          JSON.stringify(definition),
          input.enabled ?? true,
          principal.kind,
          principal.id,
          [...principal.permissions],
          firstDue(definition, now),
          now,
        ],
      );
      const schedule = await this.find(principal, id, tx);
      await this.record(tx, principal, id, { action: 'export-schedule.created', after: audited(schedule) });
      return toDto(schedule);
    });
  }

  /**
   * Changes the fields given, or all with `replace`; from then on it runs with the rights of who did. What was due before is not made up for.
   * @throws AppError as {@link create}; NOT_FOUND, PRECONDITION_FAILED, CONFLICT
   */
  async update(
    principal: Principal,
    id: string,
    input: UpdateExportScheduleDto,
    { ifMatch, replace = false }: { ifMatch: string | undefined; replace?: boolean },
  ): Promise<ExportScheduleDto> {
    const seen = await this.find(principal, id);
    const definition = await this.checked(principal, replace ? undefined : seen.definition, input);
    return this.database.transaction(async (tx) => {
      const before = await this.find(principal, id, tx, 'FOR UPDATE');
      assertIfMatch(ifMatch, before.version);
      if (before.version !== seen.version)
        throw new AppError(
          'CONFLICT',
          'The schedule was changed meanwhile: read it again and repeat your change.',
        );
      const enabled = input.enabled ?? (replace ? true : before.enabled);
      const now = this.clock.now();
      await tx.query(
        `UPDATE export_schedule SET name = $2, definition = $3, enabled = $4, owner_kind = $5, owner_id = $6, owner_permissions = $7,
           next_due_at = $8, updated_at = $9, failures = 0, missed = 0, paused_reason = CASE WHEN $4 THEN NULL ELSE paused_reason END,
           version = version + 1 WHERE id = $1`,
        [
          id,
          input.name ?? before.name,
          JSON.stringify(definition),
          enabled,
          principal.kind,
          principal.id,
          [...principal.permissions],
          firstDue(definition, now),
          now,
        ],
      );
      const after = await this.find(principal, id, tx);
      const change = { before: audited(before), after: audited(after) };
      await this.record(tx, principal, id, { action: 'export-schedule.updated', ...change });
      return toDto(after);
    });
  }

  /** With its runs; mails that have not been sent are not. Files that it made are kept until their time is up. @throws AppError NOT_FOUND, PRECONDITION_FAILED */
  async remove(principal: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    await this.database.transaction(async (tx) => {
      const schedule = await this.find(principal, id, tx, 'FOR UPDATE');
      assertIfMatch(ifMatch, schedule.version);
      await tx.query('DELETE FROM export_schedule WHERE id = $1', [id]);
      await this.record(tx, principal, id, { action: 'export-schedule.deleted', before: audited(schedule) });
    });
  }

  /** Runs it now, as its owner and for all of its recipients, besides when it is due. @throws AppError NOT_FOUND, 429 EXPORT_LIMIT */
  async run(principal: Principal, id: string): Promise<ScheduleRunDto> {
    const run = await this.database.transaction(async (tx) => {
      const schedule = await this.find(principal, id, tx, 'FOR UPDATE');
      const dueAt = this.clock.now();
      const runId = await this.starts.start(tx, schedule, { dueAt, byHand: true, actor: principal });
      if (runId === undefined)
        throw new AppError('CONFLICT', 'The schedule has just been run: wait for what comes of it.');
      await this.record(tx, principal, id, { action: 'export-schedule.started', detail: { runId } });
      const answer = await this.runs.get(tx, runId);
      await this.answers.keep(tx, answer);
      return answer;
    });
    this.wake.poke();
    return run;
  }

  private async checked(
    principal: Principal,
    before: ScheduleDefinition | undefined,
    input: UpdateExportScheduleDto,
  ): Promise<ScheduleDefinition> {
    const definition = mergeSchedule(before, input, this.config.exportMailDomains);
    firstDue(definition, this.clock.now());
    const { dashboardId, query, rows, format, timerange, filters, timezone } = definition;
    if (query) await this.exports.checkQuery(principal, { query, rows, format });
    else
      await this.exports.checkDashboard(principal, dashboardId ?? '', {
        ...(timerange !== null && { timerange }),
        ...(filters !== null && { filters }),
        timezone,
      });
    return definition;
  }

  private async assertRoom(tx: SqlExecutor, organizationId: string): Promise<void> {
    await oneAtATime(tx, 'schedules', organizationId);
    const { rows } = await tx.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM export_schedule WHERE organization_id = $1',
      [organizationId],
    );
    if ((rows[0]?.count ?? 0) >= MOST_SCHEDULES)
      throw new AppError('LIMIT_EXCEEDED', `An organization has at most ${MOST_SCHEDULES} export schedules.`);
  }

  private record(
    tx: SqlExecutor,
    principal: Principal,
    id: string,
    entry: { action: AuditAction; before?: object; after?: object; detail?: object },
  ): Promise<void> {
    return this.audit.record(tx, principal, { ...entry, subject: { type: 'export-schedule', id } });
  }
}

/** Administrators have to be able to stop what leaves the house. */
function seesAll({ permissions }: Principal): boolean {
  return permissions.has('audit:read');
}

function maySee(principal: Principal, { owner }: ScheduleRecord): boolean {
  return seesAll(principal) || (owner.kind === principal.kind && owner.id === principal.id);
}

function audited({ name, enabled, definition }: ScheduleRecord): object {
  return { name, enabled, ...definition };
}

function toDto(schedule: ScheduleRecord): ExportScheduleDto {
  const { id, name, definition, enabled, owner, nextDueAt, pausedReason, createdAt, updatedAt, version } =
    schedule;
  return {
    id,
    name,
    ...definition,
    enabled,
    pausedReason,
    nextRunAt: enabled ? nextDueAt : null,
    ownerId: owner.id,
    createdAt,
    updatedAt,
    version,
  };
}
