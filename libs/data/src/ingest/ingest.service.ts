import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { AppError, Clock } from '@app/platform';
import { GroupCommit } from './group-commit';
import { INGEST_LIMITS } from './ingest-limits';
import { Partitions } from './partitions';
import type { IngestResult, PointInput } from './point-input';
import { PointWriter } from './point-writer';
import { retryable, wrongData } from './retryable';
import { Semaphore } from './semaphore';
import { SeriesRegistry } from './series-registry';
import { StaleIdsError } from './stale-ids.error';
import type { ValidPoint } from './valid-point';
import { validatePoints } from './validate-points';
import type { WriteRequest } from './write-request';

const ATTEMPTS = 4;

/**
 * The one way for points to come in, for clients, sources, webhooks and the demo data. A batch is stored whole or not at
 * all, and what is answered has been committed.
 */
@Injectable()
export class IngestService {
  private readonly small: GroupCommit<WriteRequest, IngestResult>;
  private readonly writes = new Semaphore(INGEST_LIMITS.parallelWrites);
  private buffered = 0;

  constructor(
    private readonly registry: SeriesRegistry,
    private readonly partitions: Partitions,
    private readonly writer: PointWriter,
    private readonly clock: Clock,
  ) {
    this.small = new GroupCommit<WriteRequest, IngestResult>(
      (requests) => this.writes.run(() => this.writer.write(requests)),
      INGEST_LIMITS.groupPoints,
      wrongData,
      INGEST_LIMITS.parallelGroups,
    );
  }

  /**
   * Stores a batch of at most 10,000 points.
   * @param options.lines line of each point in the text that it was read from, for error messages
   * @throws AppError 400 VALIDATION_FAILED, LIMIT_EXCEEDED or TIMESTAMP_TOO_OLD, 403 POLICY_VIOLATION, 429 SERIES_LIMIT
   *   (of a metric's series and of the organization's metrics), 503 OVERLOADED; nothing is stored then
   */
  async ingest(
    principal: Principal,
    points: readonly PointInput[],
    options: { lines?: readonly number[] } = {},
  ): Promise<IngestResult> {
    this.assertCapacity(points.length);
    this.buffered += points.length;
    try {
      const context = {
        limits: INGEST_LIMITS,
        now: this.clock.now(),
        policy: principal.dataPolicy,
        lines: options.lines,
      };
      const valid = validatePoints(points, context);
      if (valid.length === 0) return { accepted: 0, duplicates: 0 };
      return await this.store(principal.organizationId, valid);
    } finally {
      this.buffered -= points.length;
    }
  }

  private async store(organizationId: string, points: ValidPoint[]): Promise<IngestResult> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const request = await this.prepare(organizationId, points);
        if (points.length < INGEST_LIMITS.smallBatchPoints)
          return await this.small.submit(request, points.length);
        const [result] = await this.writes.run(() => this.writer.write([request]));
        if (result instanceof AppError) throw result;
        return result as IngestResult;
      } catch (error) {
        if (attempt === ATTEMPTS || !retryable(error)) throw error;
        if (error instanceof StaleIdsError) this.registry.forgetAll();
        this.partitions.forgetAll();
      }
    }
  }

  /** Everything that a batch needs beside its points, committed before them. The limits come first: they create nothing. */
  private async prepare(organizationId: string, points: ValidPoint[]): Promise<WriteRequest> {
    const months = await this.partitions.missing(points.map(({ at }) => at));
    const ids = await this.registry.resolve(organizationId, points);
    await this.partitions.create(months);
    return { organizationId, points, ...ids };
  }

  private assertCapacity(points: number): void {
    const { bufferedPoints } = INGEST_LIMITS;
    if (this.buffered === 0 || this.buffered + points <= bufferedPoints) return;
    throw new AppError(
      'OVERLOADED',
      `${this.buffered} points are waiting to be stored already; send this batch again.`,
      {
        retryAfterSeconds: 1,
      },
    );
  }
}
