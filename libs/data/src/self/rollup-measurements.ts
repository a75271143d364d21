import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { MEASUREMENTS, Telemetry } from '@app/platform';
import { MarkAges } from './mark-ages';

/** One statement for all who ask at about the same time. Milliseconds. */
const SHARED_MS = 500;

interface Lag {
  marks: number;
  waitingMs: number;
}

/** How far the rollups are behind. */
@Injectable()
export class RollupMeasurements {
  private readonly ages = new MarkAges();
  private lag: Promise<Lag> | undefined;

  constructor(
    telemetry: Telemetry,
    private readonly database: Database,
  ) {
    telemetry.reading(MEASUREMENTS.rollupMarks, async () => [{ value: (await this.shared()).marks }]);
    telemetry.reading(MEASUREMENTS.rollupLag, async () => [
      { value: (await this.shared()).waitingMs / 1_000 },
    ]);
  }

  private shared(): Promise<Lag> {
    if (this.lag) return this.lag;
    this.lag = this.read();
    setTimeout(() => (this.lag = undefined), SHARED_MS).unref();
    return this.lag;
  }

  /** Costs the same however many marks there are: two ends of an index, and a count that stops. */
  private async read(): Promise<Lag> {
    const at = performance.now();
    const { rows } = await this.database.query<{
      marks: number;
      oldest: string | null;
      newest: string | null;
    }>(`
      SELECT (SELECT count(*) FROM (SELECT FROM metrics.mark LIMIT 10000) AS waiting)::int AS marks,
             (SELECT min(id) FROM metrics.mark)::text AS oldest,
             (SELECT max(id) FROM metrics.mark)::text AS newest`);
    const { marks = 0, oldest = null, newest = null } = rows[0] ?? {};
    const seen =
      oldest === null || newest === null
        ? undefined
        : { at, oldestId: Number(oldest), newestId: Number(newest) };
    return { marks, waitingMs: this.ages.waiting(seen) };
  }
}
