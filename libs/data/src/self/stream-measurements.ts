import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { AppConfig, MEASUREMENTS, Telemetry } from '@app/platform';

/** One statement for all who ask at about the same time. Milliseconds. */
const SHARED_MS = 500;

interface Kind {
  kind: string;
  reading: number;
  failing: number;
  waiting: number;
  /** Null: nobody can say of any. */
  lag: number | null;
}

/** How streams are read, by all workers. By kind: who looks at a process may belong to one of many organizations. */
@Injectable()
export class StreamMeasurements {
  private kinds: Promise<Kind[]> | undefined;

  constructor(
    telemetry: Telemetry,
    private readonly database: Database,
    private readonly config: AppConfig,
  ) {
    telemetry.reading(MEASUREMENTS.streams, async () =>
      (await this.shared()).flatMap(({ kind, reading, failing, waiting }) =>
        Object.entries({ reading, failing, waiting }).map(([state, value]) => ({
          value,
          labels: { kind, state },
        })),
      ),
    );
    telemetry.reading(MEASUREMENTS.streamLag, async () =>
      (await this.shared()).flatMap(({ kind, lag }) =>
        lag === null ? [] : [{ value: lag, labels: { kind } }],
      ),
    );
  }

  private shared(): Promise<Kind[]> {
    if (this.kinds) return this.kinds;
    this.kinds = this.read();
    setTimeout(() => (this.kinds = undefined), SHARED_MS).unref();
    return this.kinds;
  }

  private async read(): Promise<Kind[]> {
    const { rows } = await this.database.query<Kind>(
      `SELECT kind, count(*) FILTER (WHERE reads)::int AS reading,
         count(*) FILTER (WHERE fails AND NOT reads)::int AS failing,
         count(*) FILTER (WHERE NOT fails AND NOT reads)::int AS waiting, sum(lag)::float8 AS lag
       FROM (
         SELECT s.kind, r.lag, r.error IS NOT NULL AS fails,
           r.claim IS NOT NULL AND r.beat_at >= clock_timestamp() - $1 * interval '1 ms' AS reads
         FROM data_source s LEFT JOIN source_run r ON r.source_id = s.id AND r.status IN ('queued', 'running')
         WHERE s.type = 'stream' AND s.enabled AND s.mapping IS NOT NULL) AS streams
       GROUP BY kind`,
      [this.config.sourceLeaseMs],
    );
    return rows;
  }
}
