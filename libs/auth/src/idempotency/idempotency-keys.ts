import { AsyncLocalStorage } from 'node:async_hooks';
import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@app/database';
import { AppConfig, AppError, Clock, newId } from '@app/platform';
import type { Principal } from '../principals/principal';
import { openAnswer, sealAnswer } from './sealed-answer';

/** How long an answer is given again. */
const KEPT_MS = 86_400_000;
/** After so long a request that has left no answer is taken for dead, and the next one may run. */
const LOCKED_MS = 60_000;
const ATTEMPTS = 3;

/** Which request of whom. */
export interface KeyedRequest {
  principal: Principal;
  /** Method and pattern of the path: keys of different routes have nothing to do with each other. */
  route: string;
  key: string;
  requestHash: string;
}

/** An answer as it is given again. */
export interface KeptAnswer {
  status: number;
  /** JSON. */
  body: string;
  headers: Record<string, string>;
}

/** A request that holds its key. */
export interface KeyedRun extends KeyedRequest {
  runId: string;
  status: number;
  kept: boolean;
}

const runs = new AsyncLocalStorage<KeyedRun>();

/**
 * What Idempotency-Keys were answered. A key is taken before the work begins; its answer is written in the transaction of
 * the work, so that after a crash there are either both or neither. A request that lost its key to another one cannot
 * commit. Answers are sealed: some hold a secret that is shown once.
 */
@Injectable()
export class IdempotencyKeys {
  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Runs `work` so that {@link keep} knows whose answer it is. */
  within<T>(run: KeyedRun, work: () => Promise<T>): Promise<T> {
    return runs.run(run, work);
  }

  /**
   * Takes the key for a run, or finds the answer that it has.
   * @throws AppError IDEMPOTENCY_KEY_REUSED when another request had it, CONFLICT while the first one runs
   */
  async begin(request: KeyedRequest, status: number): Promise<KeyedRun | KeptAnswer> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const runId = newId();
      if (await this.take(request, runId)) return { ...request, runId, status, kept: false };
      const { rows } = await this.database.query<{ request_hash: string; answer: string | null }>(
        `SELECT request_hash, answer FROM idempotency_key
         WHERE organization_id = $1 AND principal = $2 AND route = $3 AND key_hash = $4`,
        nameOf(request),
      );
      const [row] = rows;
      // The run that had it failed in between and gave it back.
      if (!row) continue;
      if (row.request_hash !== request.requestHash) throw reused();
      if (row.answer !== null) return this.open(row.answer, request.key);
      break;
    }
    throw new AppError('CONFLICT', 'A request with this Idempotency-Key is being worked on.', {
      retryAfterSeconds: 1,
    });
  }

  /**
   * Writes what is answered, in the transaction of the work that it tells of. Without an Idempotency-Key it does nothing.
   * @throws AppError CONFLICT when another request has taken the key over: this one must not commit
   */
  async keep(tx: SqlExecutor, body: object, headers: Record<string, string> = {}): Promise<void> {
    const run = runs.getStore();
    if (!run) return;
    const answer: KeptAnswer = { status: run.status, body: JSON.stringify(body), headers };
    const { rows } = await tx.query(
      `UPDATE idempotency_key SET answer = $1
       WHERE organization_id = $2 AND principal = $3 AND route = $4 AND key_hash = $5 AND run_id = $6 AND answer IS NULL
       RETURNING run_id`,
      [sealAnswer(JSON.stringify(answer), this.sealKeys(run.key)), ...nameOf(run), run.runId],
    );
    if (rows.length === 0)
      throw new AppError('CONFLICT', 'Another request with this Idempotency-Key has taken over.');
    run.kept = true;
  }

  /** Gives the key back after a failure, unless its answer was committed. */
  async release(run: KeyedRun): Promise<void> {
    await this.database.query(
      `DELETE FROM idempotency_key
       WHERE organization_id = $1 AND principal = $2 AND route = $3 AND key_hash = $4 AND run_id = $5 AND answer IS NULL`,
      [...nameOf(run), run.runId],
    );
  }

  private async take(request: KeyedRequest, runId: string): Promise<boolean> {
    const now = this.clock.now().getTime();
    const { rows } = await this.database.query(
      `INSERT INTO idempotency_key AS k
         (organization_id, principal, route, key_hash, request_hash, run_id, locked_until, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (organization_id, principal, route, key_hash) DO UPDATE
       SET request_hash = excluded.request_hash, run_id = excluded.run_id, locked_until = excluded.locked_until,
         created_at = excluded.created_at, answer = NULL
       WHERE k.created_at <= $9
         OR (k.answer IS NULL AND k.locked_until <= excluded.created_at AND k.request_hash = excluded.request_hash)
       RETURNING run_id`,
      [
        ...nameOf(request),
        request.requestHash,
        runId,
        new Date(now + LOCKED_MS),
        new Date(now),
        new Date(now - KEPT_MS),
      ],
    );
    return rows.length > 0;
  }

  private open(sealed: string, key: string): KeptAnswer {
    const text = openAnswer(sealed, this.sealKeys(key));
    if (text !== undefined) return JSON.parse(text) as KeptAnswer;
    throw new AppError(
      'CONFLICT',
      'This Idempotency-Key was answered, but the answer cannot be read any more.',
    );
  }

  private sealKeys(idempotencyKey: string): { secret: string; idempotencyKey: string } {
    return { secret: this.config.encryptionKey, idempotencyKey };
  }
}

/** The primary key of a request's row. */
function nameOf({ principal, route, key }: KeyedRequest): string[] {
  const who = `${principal.kind}:${principal.id}`;
  return [principal.organizationId, who, route, hash('sha256', key, 'base64url')];
}

function reused(): AppError {
  return new AppError(
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key came with another request within 24 hours. Use a new key for a new request.',
  );
}
