import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Database } from '@app/database';
import { AppConfig, AppError, Clock, LOGGER } from '@app/platform';
import { OwnLimitError, SourceStatus } from '@app/sources';
import type { Logger } from 'pino';
import { insertRun } from './new-run';
import { failureOf, RUN_ATTEMPTS, streamRetryDelay } from './retry-delay';
import { type ClaimedRun, RunStates } from './run-states';
import { SourceReader } from './source-reader';

const LOOK_EVERY_MS = 1_000;
/** Part of the sources that a worker may have open which are streams: they stay open, and others need room, too. */
const STREAMS_SHARE = 0.8;
/** Then a new run begins, with numbers of its own. */
const RUN_LASTS_MS = 24 * 3_600_000;

/**
 * Reads streams, all the time: each one by one worker, which another takes over from when it dies. What a stream is read in is a run
 * like any other, that just does not end.
 */
@Injectable()
export class StreamConsumers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly reading = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private full = false;

  constructor(
    private readonly database: Database,
    private readonly states: RunStates,
    private readonly reader: SourceReader,
    private readonly status: SourceStatus,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => this.look(), 0);
  }

  /** Others go on at once with what is given back here. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.looking;
    await Promise.all(this.reading.values());
  }

  private look(): void {
    this.looking = this.takeUp()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'streams could not be looked for'))
      .finally(() => {
        if (this.stopping.signal.aborted) return;
        this.timer = setTimeout(() => this.look(), Math.min(LOOK_EVERY_MS, this.config.sourceLeaseMs / 2));
      });
  }

  private async takeUp(): Promise<void> {
    const most = Math.max(1, Math.floor(this.config.sourcesOpenMax * STREAMS_SHARE));
    const room = Math.max(0, most - this.reading.size);
    const { rows } = await this.database.query<{ sourceId: string; runId: string | null }>(
      `SELECT s.id AS "sourceId", r.id AS "runId" FROM data_source s
       LEFT JOIN source_run r ON r.source_id = s.id AND r.status IN ('queued', 'running')
       WHERE s.type = 'stream' AND s.enabled AND s.mapping IS NOT NULL AND s.id <> ALL($1::uuid[])
         AND (r.claim IS NULL OR r.beat_at < clock_timestamp() - $2 * interval '1 ms')
         AND (r.resume_at IS NULL OR r.resume_at <= clock_timestamp())
       ORDER BY random() LIMIT $3`,
      [[...this.reading.keys()], this.config.sourceLeaseMs, room + 1],
    );
    const isFull = rows.length > room;
    if (isFull && !this.full)
      this.logger.warn({ reading: this.reading.size }, 'streams wait for a worker that has room for them');
    this.full = isFull;
    for (const { sourceId, runId } of rows.slice(0, room)) {
      if (this.stopping.signal.aborted) return;
      const id = runId ?? (await insertRun(this.database, sourceId, 'stream', this.clock.now()));
      const run = id === undefined ? undefined : await this.states.claim(id);
      if (!run) continue;
      this.reading.set(
        sourceId,
        this.read(run)
          .catch((error: unknown) =>
            this.logger.error({ err: error, sourceId }, 'a stream is left for a while'),
          )
          .finally(() => this.reading.delete(sourceId)),
      );
    }
  }

  private async read(run: ClaimedRun): Promise<void> {
    const left = run.createdAt.getTime() + RUN_LASTS_MS - this.clock.now().getTime();
    const old = AbortSignal.timeout(Math.max(1, left));
    try {
      const end = await this.reader.read(run, { signal: AbortSignal.any([this.stopping.signal, old]) });
      if (end === 'lost') return;
      // With another set-up another run begins, if any.
      await (this.stopping.signal.aborted ? this.states.release(run) : this.states.succeed(run));
    } catch (error) {
      await this.failed(run, error);
    }
  }

  private async failed(run: ClaimedRun, error: unknown): Promise<void> {
    // Switched off, or deleted.
    if (error instanceof AppError && (error.code === 'CONFLICT' || error.code === 'NOT_FOUND'))
      return this.states.callOff(run, error.detail);
    const failure = failureOf(error);
    if (failure.isOurs) this.logger.error({ err: error, runId: run.id }, 'a stream could not be read');
    const attempts = await this.states.attemptsOf(run);
    // Whatever the reason: it may be there again tomorrow.
    if (!(await this.states.retryLater(run, failure.reason, streamRetryDelay(attempts, failure)))) return;
    // The source has nothing to do with it.
    if (error instanceof OwnLimitError) return;
    await this.status.failed(run.sourceId, failure.reason);
    if (attempts + 1 === RUN_ATTEMPTS) await this.states.tell(run, failure.reason);
  }
}
