import { Injectable } from '@nestjs/common';
import { assertUnrestricted, AuditLog, type Principal } from '@app/auth';
import { Database, Outbox, OutboxWake, type SqlExecutor } from '@app/database';
import { AppError, Clock, decodeCursor, isId, type Page, type PageQuery, toPage } from '@app/platform';
import type { SourceType } from '@app/sources';
import { insertRun } from './new-run';
import { RUN_COLUMNS, type SourceRun } from './source-run';

interface Source {
  id: string;
  name: string;
  type: SourceType;
  enabled: boolean;
  hasMapping: boolean;
}

/** Readings of the data sources of the principal's organization. */
@Injectable()
export class SourceRunService {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Has a source read by a job: what is new, or with `full` all of it from the beginning.
   * @throws AppError NOT_FOUND, POLICY_VIOLATION; CONFLICT for one that is read already, or that cannot be
   */
  async request(
    principal: Principal,
    sourceId: string,
    { full = false }: { full?: boolean },
  ): Promise<SourceRun> {
    assertUnrestricted(principal, 'sources');
    const run = await this.database.transaction(async (tx) => {
      const source = await find(tx, principal, sourceId);
      assertReadable(source);
      const now = this.clock.now();
      const id = await insertRun(tx, source.id, 'manual', now);
      if (id === undefined)
        throw new AppError(
          'CONFLICT',
          `${JSON.stringify(source.name)} is being read already. Wait for that, or cancel it.`,
        );
      if (full)
        await tx.query('UPDATE source_position SET position = NULL WHERE source_id = $1', [source.id]);
      await requestJob(tx, this.outbox, principal.organizationId, id);
      await this.audit.record(tx, principal, {
        action: 'source.sync-requested',
        subject: { type: 'data-source', id: source.id },
        detail: { runId: id, full },
      });
      return readRun(tx, source.id, id);
    });
    this.wake.poke();
    return run;
  }

  /** Newest first. @throws AppError NOT_FOUND, POLICY_VIOLATION */
  async list(principal: Principal, sourceId: string, { limit, cursor }: PageQuery): Promise<Page<SourceRun>> {
    assertUnrestricted(principal, 'sources');
    const { id } = await find(this.database, principal, sourceId);
    const { rows } = await this.database.query<SourceRun>(
      `SELECT ${RUN_COLUMNS} FROM source_run r WHERE r.source_id = $1 AND ($2::uuid IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`,
      [id, decodeCursor(cursor) ?? null, limit + 1],
    );
    return toPage(rows, limit, (row) => row);
  }

  /** @throws AppError NOT_FOUND, POLICY_VIOLATION */
  async get(principal: Principal, sourceId: string, runId: string): Promise<SourceRun> {
    assertUnrestricted(principal, 'sources');
    const { id } = await find(this.database, principal, sourceId);
    return readRun(this.database, id, runId);
  }

  /**
   * Stops a run; what it has stored stays, and the next one goes on behind it. Once more changes nothing.
   * @throws AppError NOT_FOUND, POLICY_VIOLATION; CONFLICT for that of a stream
   */
  async cancel(principal: Principal, sourceId: string, runId: string): Promise<void> {
    assertUnrestricted(principal, 'sources');
    const { trigger } = await this.get(principal, sourceId, runId);
    if (trigger === 'stream')
      throw new AppError(
        'CONFLICT',
        'A stream is read all the time. Switch the data source off to stop that.',
      );
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ sourceId: string }>(
        `UPDATE source_run SET status = 'cancelled', claim = NULL, lag = NULL, finished_at = $2
         WHERE id = $1 AND status IN ('queued', 'running') RETURNING source_id AS "sourceId"`,
        [runId, this.clock.now()],
      );
      if (!rows[0]) return;
      await this.audit.record(tx, principal, {
        action: 'source.sync-cancelled',
        subject: { type: 'data-source', id: rows[0].sourceId },
        detail: { runId },
      });
    });
  }
}

/** Asks, in the transaction that has written a run, for the job that works on it. */
export async function requestJob(
  tx: SqlExecutor,
  outbox: Outbox,
  organizationId: string,
  runId: string,
): Promise<void> {
  await outbox.append(tx, {
    topic: 'job.requested',
    subject: runId,
    organizationId,
    payload: { name: 'sync-source', payload: { runId }, jobId: `sync-${runId}` },
  });
}

async function find(executor: SqlExecutor, { organizationId }: Principal, id: string): Promise<Source> {
  const { rows } = isId(id)
    ? await executor.query<Source>(
        `SELECT id, name, type, enabled, mapping IS NOT NULL AS "hasMapping" FROM data_source WHERE id = $1 AND organization_id = $2`,
        [id, organizationId],
      )
    : { rows: [] };
  if (!rows[0]) throw AppError.notFound('data source', id);
  return rows[0];
}

async function readRun(executor: SqlExecutor, sourceId: string, id: string): Promise<SourceRun> {
  const { rows } = isId(id)
    ? await executor.query<SourceRun>(
        `SELECT ${RUN_COLUMNS} FROM source_run r WHERE r.id = $1 AND r.source_id = $2`,
        [id, sourceId],
      )
    : { rows: [] };
  if (!rows[0]) throw AppError.notFound('run', id);
  return rows[0];
}

function assertReadable({ name, type, enabled, hasMapping }: Source): void {
  const shown = JSON.stringify(name);
  const why =
    type === 'database'
      ? `${shown} is a database: metrics of the catalogue query it where it is, and there is nothing to read from it.`
      : type === 'stream'
        ? `${shown} is a stream: it is read all the time while it is enabled.`
        : !enabled
          ? `${shown} is switched off.`
          : !hasMapping
            ? `${shown} has no mapping: nothing can be made of its records.`
            : undefined;
  if (why !== undefined) throw new AppError('CONFLICT', why);
}
