import { Injectable } from '@nestjs/common';
import { Database, Outbox, OutboxWake, type SqlExecutor } from '@app/database';
import { AppConfig, Clock, newId } from '@app/platform';
import type { SourcePosition } from '@app/sources';
import { RUN_COLUMNS, type RunCounts, type SourceRun } from './source-run';

/** A run with the claim of the worker that reads. */
export interface ClaimedRun extends SourceRun {
  organizationId: string;
  sourceName: string;
  claim: string;
  /** Failures since records were last stored. */
  attempts: number;
}

/** How far reading is after a batch. */
export interface RunAdvance {
  counts: RunCounts;
  position: SourcePosition;
  progress: number | null;
  lag: number | null;
}

/** The run was cancelled, or another worker has taken it over: whatever was about to be written must not be. */
export class RunLostError extends Error {
  constructor() {
    super('The run belongs to somebody else now, or to nobody.');
    this.name = 'RunLostError';
  }
}

const LONGEST_ERROR = 1_000;
/** The run, while it is still the claim's. */
const MINE = `id = $1 AND claim = $2 AND status = 'running'`;

/**
 * What becomes of runs while they are worked on. Each change is of one claim and does nothing once the run was cancelled or another
 * worker has claimed it. Signs of life are compared by the database's clock, which all workers have in common.
 */
@Injectable()
export class RunStates {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Undefined when it has ended, is at work elsewhere, or is to wait. */
  async claim(runId: string): Promise<ClaimedRun | undefined> {
    const { rows } = await this.database.query<ClaimedRun>(
      `UPDATE source_run r SET claim = $2, status = 'running', beat_at = clock_timestamp(), started_at = coalesce(r.started_at, $3)
       FROM data_source s
       WHERE r.id = $1 AND s.id = r.source_id AND r.status IN ('queued', 'running')
         AND (r.claim IS NULL OR r.beat_at < clock_timestamp() - $4 * interval '1 ms')
         AND (r.resume_at IS NULL OR r.resume_at < clock_timestamp() + interval '1 s')
       RETURNING ${RUN_COLUMNS}, s.organization_id AS "organizationId", s.name AS "sourceName", r.claim, r.attempts`,
      [runId, newId(), this.clock.now(), this.config.sourceLeaseMs],
    );
    return rows[0];
  }

  /**
   * Says that the run's worker lives, and how much waits; undefined: as it was. A source that can say that answers again.
   * @returns false when it is to stop
   */
  async beat({ id, claim }: ClaimedRun, lag?: number | null): Promise<boolean> {
    const { rowCount } = await this.database.query(
      `UPDATE source_run SET beat_at = clock_timestamp(), lag = CASE WHEN $4 THEN $3 ELSE lag END,
         error = CASE WHEN $3::bigint IS NULL THEN error END, attempts = CASE WHEN $3::bigint IS NULL THEN attempts ELSE 0 END
       WHERE ${MINE}`,
      [id, claim, lag ?? null, lag !== undefined],
    );
    return rowCount === 1;
  }

  async positionOf(sourceId: string): Promise<SourcePosition> {
    const { rows } = await this.database.query<{ position: SourcePosition }>(
      'SELECT position FROM source_position WHERE source_id = $1',
      [sourceId],
    );
    return rows[0]?.position ?? null;
  }

  /** Failures since records were last stored, as of now. */
  async attemptsOf({ id, attempts }: ClaimedRun): Promise<number> {
    const { rows } = await this.database.query<{ attempts: number }>(
      'SELECT attempts FROM source_run WHERE id = $1',
      [id],
    );
    return rows[0]?.attempts ?? attempts;
  }

  /** Makes sure, in a transaction that writes something for the run, that it is still this worker's. @throws RunLostError */
  async holdIn(tx: SqlExecutor, { id, claim }: ClaimedRun): Promise<void> {
    const { rows } = await tx.query(`SELECT FROM source_run WHERE ${MINE} FOR UPDATE`, [id, claim]);
    if (rows.length === 0) throw new RunLostError();
  }

  /** Writes down, in the transaction of the points, how far it is and where it goes on. @throws RunLostError */
  async advanceIn(
    tx: SqlExecutor,
    { id, claim }: ClaimedRun,
    { counts, position, progress, lag }: RunAdvance,
  ): Promise<void> {
    const { rows } = await tx.query(
      `WITH run AS (
         UPDATE source_run SET ${COUNTS}, progress = $8, lag = $9, attempts = 0, error = NULL, beat_at = clock_timestamp()
         WHERE id = $1 AND claim = $7 AND status = 'running' RETURNING source_id)
       INSERT INTO source_position (source_id, position, updated_at) SELECT source_id, $10, $11 FROM run
       ON CONFLICT (source_id) DO UPDATE SET position = EXCLUDED.position, updated_at = EXCLUDED.updated_at
       RETURNING source_id`,
      [
        id,
        ...countsOf(counts),
        claim,
        progress,
        lag,
        position === null ? null : JSON.stringify(position),
        this.clock.now(),
      ],
    );
    if (rows.length === 0) throw new RunLostError();
  }

  async succeed({ id, claim }: ClaimedRun): Promise<void> {
    await this.database.query(
      `UPDATE source_run SET status = 'succeeded', progress = 100, lag = NULL, claim = NULL, error = NULL, finished_at = $3 WHERE ${MINE}`,
      [id, claim, this.clock.now()],
    );
  }

  /** Nobody is told: somebody wanted it so. */
  async callOff({ id, claim }: ClaimedRun, reason: string): Promise<void> {
    await this.database.query(
      `UPDATE source_run SET status = 'cancelled', claim = NULL, lag = NULL, error = $3, finished_at = $4 WHERE ${MINE}`,
      [id, claim, reason.slice(0, LONGEST_ERROR), this.clock.now()],
    );
  }

  /** Ends it for good, and tells those who listen. @param rejected what it counted beyond what it stored */
  async fail(run: ClaimedRun, reason: string, rejected?: RunCounts): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query(
        `UPDATE source_run SET status = 'failed', claim = NULL, lag = NULL, error = $3, finished_at = $4 WHERE ${MINE} RETURNING id`,
        [run.id, run.claim, reason.slice(0, LONGEST_ERROR), this.clock.now()],
      );
      if (rows.length === 0) return;
      if (rejected)
        await tx.query(`UPDATE source_run SET ${COUNTS} WHERE id = $1`, [run.id, ...countsOf(rejected)]);
      await this.tellIn(tx, run, reason);
    });
    this.wake.poke();
  }

  /** Another try comes later, wherever. @param after milliseconds @returns false when it is somebody else's */
  async retryLater({ id, claim }: ClaimedRun, reason: string, after: number): Promise<boolean> {
    const { rowCount } = await this.database.query(
      `UPDATE source_run SET status = 'queued', claim = NULL, lag = NULL, attempts = attempts + 1, error = $3, beat_at = clock_timestamp(),
         resume_at = clock_timestamp() + $4 * interval '1 ms'
       WHERE ${MINE}`,
      [id, claim, reason.slice(0, LONGEST_ERROR), after],
    );
    return rowCount === 1;
  }

  /** Lets it go on at once, wherever. */
  async release({ id, claim }: ClaimedRun): Promise<void> {
    await this.database.query(
      `UPDATE source_run SET status = 'queued', claim = NULL, resume_at = NULL, beat_at = clock_timestamp() WHERE ${MINE}`,
      [id, claim],
    );
  }

  /** Tells that reading a source has failed, while it is still tried. */
  async tell(run: ClaimedRun, reason: string): Promise<void> {
    await this.database.transaction((tx) => this.tellIn(tx, run, reason));
    this.wake.poke();
  }

  private async tellIn(tx: SqlExecutor, run: ClaimedRun, reason: string): Promise<void> {
    const { id, sourceId, organizationId, sourceName } = run;
    await this.outbox.append(tx, {
      topic: 'source.failed',
      subject: sourceId,
      organizationId,
      payload: {
        sourceId,
        runId: id,
        name: sourceName,
        reason: reason.slice(0, LONGEST_ERROR),
        at: this.clock.now().toISOString(),
      },
    });
  }
}

const COUNTS = 'rows_read = $2, accepted = $3, duplicates = $4, rejected = $5, errors = $6';

function countsOf({ rowsRead, accepted, duplicates, rejected, errors }: RunCounts): unknown[] {
  return [rowsRead, accepted, duplicates, rejected, JSON.stringify(errors)];
}
