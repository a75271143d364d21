import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppConfig, LOGGER } from '@app/platform';
import {
  canRead,
  type Connector,
  DataSourceManager,
  type ReadConnector,
  type SourcePosition,
  SourceStatus,
  type UsedSource,
} from '@app/sources';
import type { Logger } from 'pino';
import { BatchStore } from './batch-store';
import { type ClaimedRun, RunLostError, RunStates } from './run-states';
import { DEFAULT_REJECTED_SHARE, rulesOf, type SourceMapping } from './source-mapping';
import { missingColumns } from './missing-columns';
import { addProblems, type RunCounts } from './source-run';

/** Why reading stopped without an error. */
export type ReadingEnd = 'all-read' | 'stopped' | 'changed' | 'lost';

export interface ReadingOptions {
  /** Aborted when it is to stop after the batch at hand. */
  signal: AbortSignal;
  onBatch?: (progress: number | null) => Promise<void>;
}

const BATCH_SIZE = 500;
/** What is waiting is asked no more often: it costs the source a request. */
const LAG_EVERY_MS = 2_000;
const STATUS_EVERY_MS = 60_000;
/** For what is aborted to notice. */
const GRACE_MS = 5_000;

/** Reads a source from where it goes on, batch by batch: the next one is asked for when the one before is stored. */
@Injectable()
export class SourceReader {
  constructor(
    private readonly manager: DataSourceManager,
    private readonly states: RunStates,
    private readonly batches: BatchStore,
    private readonly status: SourceStatus,
    private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @throws SourceError, AppError: the source cannot be read; TooManyRejectedError
   */
  async read(run: ClaimedRun, { signal, onBatch }: ReadingOptions): Promise<ReadingEnd> {
    const lost = new AbortController();
    const beat = this.beating(run, lost);
    try {
      return await this.manager.run(run, run.sourceId, async (connector, source) => {
        const stop = AbortSignal.any([signal, lost.signal, source.ending]);
        const reading = new Reading(run, this.parts, readable(connector), source, stop, onBatch);
        const all = await untilStopped(reading.run(), stop);
        if (lost.signal.aborted) return 'lost';
        return all ? 'all-read' : signal.aborted ? 'stopped' : 'changed';
      });
    } catch (error) {
      // What is aborted may fail in whatever way.
      if (error instanceof RunLostError || lost.signal.aborted) return 'lost';
      if (signal.aborted) return 'stopped';
      throw error;
    } finally {
      clearInterval(beat);
    }
  }

  private get parts() {
    const { states, batches, status, logger } = this;
    return { states, batches, status, logger };
  }

  private beating(run: ClaimedRun, lost: AbortController): NodeJS.Timeout {
    let busy = false;
    const beat = async (): Promise<void> => {
      if (!(await this.states.beat(run))) lost.abort(new RunLostError());
    };
    return setInterval(() => {
      if (busy) return;
      busy = true;
      beat()
        .catch((error: unknown) =>
          this.logger.warn({ err: error, runId: run.id }, 'a run could not say that it lives'),
        )
        .finally(() => (busy = false));
    }, this.config.sourceLeaseMs / 5);
  }
}

function readable(connector: Connector): ReadConnector {
  if (canRead(connector)) return connector;
  throw new AppError(
    'CONFLICT',
    'A source of this kind is queried where it is; there is nothing to read from it.',
  );
}

/** Something that ignores that it is aborted must not keep a worker from stopping. */
async function untilStopped(work: Promise<boolean>, stop: AbortSignal): Promise<boolean> {
  const { promise: ignored, resolve } = Promise.withResolvers<boolean>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => void (timer = setTimeout(() => resolve(false), GRACE_MS));
  if (stop.aborted) onAbort();
  else stop.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, ignored]);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', onAbort);
  }
}

/** One reading, from a position on. */
class Reading {
  private counts: RunCounts;
  private lagAt = -Infinity;
  private lag: number | null = null;
  private statusAt = -Infinity;

  constructor(
    private readonly claimed: ClaimedRun,
    private readonly parts: { states: RunStates; batches: BatchStore; status: SourceStatus; logger: Logger },
    private readonly connector: ReadConnector,
    private readonly source: UsedSource,
    private readonly stop: AbortSignal,
    private readonly onBatch: ReadingOptions['onBatch'],
  ) {
    this.counts = claimed;
  }

  /** @returns whether there is nothing more */
  async run(): Promise<boolean> {
    const { claimed, connector, stop } = this;
    const mapping = this.source.mapping as SourceMapping | null;
    if (!mapping)
      throw new AppError('CONFLICT', 'The source has no mapping: nothing can be made of its records.');
    const isStream = claimed.trigger === 'stream';
    const isFile = this.source.type === 'file';
    const options = {
      mapping: rulesOf(mapping),
      // A stream goes on, whatever it brings: those who wait for the rest must not suffer from one that sends nonsense.
      maxRejectedShare: isStream ? 1 : (mapping.maxRejectedShare ?? DEFAULT_REJECTED_SHARE),
    };
    const position = await this.parts.states.positionOf(claimed.sourceId);
    for await (const batch of connector.read(position, { signal: stop, batchSize: BATCH_SIZE })) {
      if (stop.aborted) return false;
      if (isFile && this.counts.rowsRead === 0) this.noteColumns(mapping, batch.records);
      await this.measure(batch.position);
      const done = this.counts.rowsRead + batch.records.length;
      const progress =
        isStream || this.lag === null
          ? null
          : Math.min(99, Math.floor((100 * done) / Math.max(1, done + this.lag)));
      this.counts = await this.parts.batches.store(claimed, this.counts, batch, options, {
        progress,
        lag: this.lag,
      });
      await this.acknowledge(batch.position);
      await this.noteSuccess();
      await this.onBatch?.(progress);
      if (stop.aborted) return false;
    }
    return !stop.aborted;
  }

  /** Points without a dimension are points: that its column is not there is told all the same. */
  private noteColumns(mapping: SourceMapping, records: readonly unknown[]): void {
    const problems = missingColumns(mapping, records);
    this.counts = { ...this.counts, errors: addProblems(this.counts.errors, problems, undefined) };
  }

  private async measure(position: SourcePosition): Promise<void> {
    if (!this.connector.lag || performance.now() - this.lagAt < LAG_EVERY_MS) return;
    this.lag = await this.connector.lag(position);
    this.lagAt = performance.now();
  }

  /** It is stored: where the source does not hear of it, it gives it once more, which changes nothing. */
  private async acknowledge(position: SourcePosition): Promise<void> {
    try {
      await this.connector.acknowledge?.(position);
    } catch (error) {
      this.parts.logger.warn(
        { err: error, sourceId: this.claimed.sourceId },
        'a batch could not be acknowledged',
      );
    }
  }

  private async noteSuccess(): Promise<void> {
    if (performance.now() - this.statusAt < STATUS_EVERY_MS) return;
    this.statusAt = performance.now();
    await this.parts.status.succeeded(this.claimed.sourceId);
  }
}
