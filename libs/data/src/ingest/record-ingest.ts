import { Injectable } from '@nestjs/common';
import { AppError, Clock, ERROR_CODES } from '@app/platform';
import { INGEST_LIMITS } from './ingest-limits';
import { MetricLimitError } from './metric-room';
import { Partitions } from './partitions';
import type { IngestResult, PointInput } from './point-input';
import { PointWriter, type WrittenBeside } from './point-writer';
import { retryable } from './retryable';
import { Semaphore } from './semaphore';
import { type ResolvedSeries, SeriesRegistry } from './series-registry';
import { StaleIdsError } from './stale-ids.error';
import type { ValidPoint } from './valid-point';
import { validatePoints } from './validate-points';

const ATTEMPTS = 4;
const AT_ONCE = 2;

interface Prepared extends ResolvedSeries {
  points: ValidPoint[];
}

/**
 * The way in for points that were made of records: each record is stored whole or not at all, and one that cannot be stored keeps no
 * other from it. For those who have no client that could correct a batch and send it again.
 */
@Injectable()
export class RecordIngest {
  private readonly writes = new Semaphore(AT_ONCE);

  constructor(
    private readonly registry: SeriesRegistry,
    private readonly partitions: Partitions,
    private readonly writer: PointWriter,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores the points of records in one transaction.
   * @param records the points of each; those of all of them are what one transaction can bear
   * @param beside written in the same transaction: see {@link WrittenBeside}; results are by record
   * @returns what became of each record; an error says why it can never be stored as it is
   * @throws what is no fault of a record; then nothing is stored
   */
  async store(
    organizationId: string,
    records: readonly (readonly PointInput[])[],
    beside: WrittenBeside,
  ): Promise<(IngestResult | AppError)[]> {
    const valid = this.validate(records);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const prepared = await this.resolve(organizationId, valid);
        await this.makePartitions(prepared);
        return await this.writes.run(() => this.write(organizationId, prepared, beside));
      } catch (error) {
        if (attempt === ATTEMPTS || !retryable(error)) throw error;
        if (error instanceof StaleIdsError) this.registry.forgetAll();
        this.partitions.forgetAll();
      }
    }
  }

  private async write(
    organizationId: string,
    prepared: readonly (Prepared | AppError)[],
    beside: WrittenBeside,
  ): Promise<(IngestResult | AppError)[]> {
    const requests = prepared.flatMap((each) =>
      each instanceof AppError ? [] : { organizationId, ...each },
    );
    const byRecord = (written: readonly (IngestResult | AppError)[]): (IngestResult | AppError)[] => {
      const next = written.values();
      return prepared.map((each) =>
        each instanceof AppError ? each : (next.next().value as IngestResult | AppError),
      );
    };
    return byRecord(await this.writer.write(requests, (tx, written) => beside(tx, byRecord(written))));
  }

  /** All at once, and one by one only where something is wrong. */
  private validate(records: readonly (readonly PointInput[])[]): (ValidPoint[] | AppError)[] {
    const context = { limits: INGEST_LIMITS, now: this.clock.now(), policy: {} };
    const check = (points: readonly PointInput[]): ValidPoint[] | AppError => {
      try {
        return validatePoints(points, context);
      } catch (error) {
        if (error instanceof AppError) return error;
        throw error;
      }
    };
    const all = records.flat();
    const together = all.length <= INGEST_LIMITS.batchPoints ? check(all) : undefined;
    if (together === undefined || together instanceof AppError) return records.map(check);
    const rest = together.values();
    return records.map((points) => points.map(() => rest.next().value as ValidPoint));
  }

  /** Ids of series, which are made where they are missing. Where a limit is in the way, it is found out for which records. */
  private async resolve(
    organizationId: string,
    valid: readonly (ValidPoint[] | AppError)[],
  ): Promise<(Prepared | AppError)[]> {
    const good = valid.filter((each): each is ValidPoint[] => !(each instanceof AppError));
    const resolved = (await this.resolveAll(organizationId, good)).values();
    return valid.map((each) =>
      each instanceof AppError ? each : (resolved.next().value as Prepared | AppError),
    );
  }

  private async resolveAll(
    organizationId: string,
    records: ValidPoint[][],
  ): Promise<(Prepared | AppError)[]> {
    try {
      const { seriesIds, metricIds } = await this.registry.resolve(organizationId, records.flat());
      let from = 0;
      return records.map((points) => {
        const to = from + points.length;
        const own = { points, seriesIds: seriesIds.slice(from, to), metricIds: metricIds.slice(from, to) };
        from = to;
        return own;
      });
    } catch (error) {
      if (!(error instanceof AppError) || ERROR_CODES[error.code].status >= 500) throw error;
      if (records.length === 1) return [error];
      if (error instanceof MetricLimitError && error.isFull)
        return this.resolveOthers(organizationId, records, error);
      const middle = records.length >> 1;
      return [
        ...(await this.resolveAll(organizationId, records.slice(0, middle))),
        ...(await this.resolveAll(organizationId, records.slice(middle))),
      ];
    }
  }

  /** Where no metric can be made any more, those that need none are stored: one question for all, however many others there are. */
  private async resolveOthers(
    organizationId: string,
    records: ValidPoint[][],
    full: MetricLimitError,
  ): Promise<(Prepared | AppError)[]> {
    const needsNew = (points: ValidPoint[]): boolean => points.some(({ metric }) => full.refused.has(metric));
    const others = records.filter((points) => !needsNew(points));
    const resolved = (others.length > 0 ? await this.resolveAll(organizationId, others) : []).values();
    return records.map((points) =>
      needsNew(points) ? full.of(points) : (resolved.next().value as Prepared | AppError),
    );
  }

  /** Records can reach far back: as many months as there are, some at a time. */
  private async makePartitions(prepared: readonly (Prepared | AppError)[]): Promise<void> {
    const times = new Map<string, number>();
    for (const each of prepared) {
      if (each instanceof AppError) continue;
      for (const { at } of each.points) times.set(new Date(at).toISOString().slice(0, 7), at);
    }
    const months = [...times.values()].toSorted((a, b) => a - b);
    for (let from = 0; from < months.length; from += INGEST_LIMITS.newPartitions) {
      const some = months.slice(from, from + INGEST_LIMITS.newPartitions);
      await this.partitions.create(await this.partitions.missing(some));
    }
  }
}
