import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { Clock } from '@app/platform';
import { type SourceError, type SourceErrorReason, SourceStatus } from '@app/sources';
import { BoundedMap } from '../ingest/bounded-map';

/** The metrics of one question to a source. */
export interface AskedMetrics {
  sourceId: string;
  metricIds: readonly number[];
}

/** Hears how questions to sources fare. Never rejects. */
export abstract class QuestionsHeard {
  abstract answered(asked: AskedMetrics): Promise<void>;
  abstract failed(asked: AskedMetrics, error: SourceError): Promise<void>;
}

/** What keeps all questions from a source: that it is down is noted by whoever opens it. */
const DOWN: ReadonlySet<SourceErrorReason> = new Set([
  'unreachable',
  'certificate',
  'credentials',
  'busy',
  'broken',
]);
/** The same is noted no more often. */
const NOTE_MS = 60_000;
const MOST_PARTS = 5_000;
const LONGEST_PART = 200;
const MOST_METRICS = 20;

/** Has people know that metrics cannot be answered because their source fails, or what they are mapped onto is not there any more. */
@Injectable()
export class MappingHealth extends QuestionsHeard {
  /** By source and metrics: what was noted last, and when. */
  private readonly noted = new BoundedMap<string, { error: string | undefined; at: number }>(MOST_PARTS);

  constructor(
    private readonly status: SourceStatus,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async answered(asked: AskedMetrics): Promise<void> {
    if (this.isNoted(asked, undefined)) return;
    await this.status.partSucceeded(asked.sourceId, partOf(asked));
  }

  override async failed(asked: AskedMetrics, error: SourceError): Promise<void> {
    if (this.isNoted(asked, error.message)) return;
    const isDown = DOWN.has(error.reason);
    const metrics = await this.namesOf(asked);
    const shown = metrics.map((name) => JSON.stringify(name)).join(', ');
    const message = isDown || metrics.length === 0 ? error.message : `Metric ${shown}: ${error.message}`;
    await this.status.partFailed(asked.sourceId, { part: partOf(asked), metrics }, message, { isDown });
  }

  private isNoted(asked: AskedMetrics, error: string | undefined): boolean {
    const key = `${asked.sourceId} ${partOf(asked)}`;
    const now = this.clock.now().getTime();
    const before = this.noted.get(key);
    if (before && before.error === error && now - before.at < NOTE_MS) return true;
    this.noted.set(key, { error, at: now });
    return false;
  }

  private async namesOf({ metricIds }: AskedMetrics): Promise<string[]> {
    const { rows } = await this.database
      .query<{ name: string }>(
        `SELECT name FROM metrics.metric WHERE id = ANY($1) ORDER BY name LIMIT ${MOST_METRICS}`,
        [metricIds],
      )
      .catch(() => ({ rows: [] }));
    return rows.map(({ name }) => name);
  }
}

function partOf({ metricIds }: AskedMetrics): string {
  return [...new Set(metricIds)]
    .toSorted((a, b) => a - b)
    .join(' ')
    .slice(0, LONGEST_PART);
}
