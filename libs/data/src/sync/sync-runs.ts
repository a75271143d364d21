import { Inject, Injectable } from '@nestjs/common';
import { JobQueue } from '@app/jobs';
import { AppError, LOGGER } from '@app/platform';
import { SourceStatus } from '@app/sources';
import type { Logger } from 'pino';
import { TooManyRejectedError } from './batch-store';
import { failureOf, RUN_ATTEMPTS, retryDelay } from './retry-delay';
import { type ClaimedRun, RunStates } from './run-states';
import { type ReadingEnd, SourceReader } from './source-reader';

/** Then others have their turn, and it goes on where it was: long readings keep nobody waiting. */
const TAKES_FOR_MS = 60_000;

/** Works on runs that have an end. A run can be taken up again at any moment, by any worker: it goes on behind what is stored. */
@Injectable()
export class SyncRuns {
  constructor(
    private readonly states: RunStates,
    private readonly reader: SourceReader,
    private readonly status: SourceStatus,
    private readonly jobs: JobQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async work(
    runId: string,
    { signal, onProgress }: { signal: AbortSignal; onProgress: (percent: number) => Promise<void> },
  ): Promise<{ status: string }> {
    const run = await this.states.claim(runId);
    if (!run) return { status: 'elsewhere' };
    const turn = AbortSignal.timeout(TAKES_FOR_MS);
    let end: ReadingEnd;
    try {
      end = await this.reader.read(run, {
        signal: AbortSignal.any([signal, turn]),
        onBatch: (progress) => (progress === null ? Promise.resolve() : onProgress(progress)),
      });
    } catch (error) {
      return { status: await this.failed(run, error) };
    }
    if (end === 'lost') return { status: 'elsewhere' };
    if (end === 'all-read') {
      await this.states.succeed(run);
      return { status: 'succeeded' };
    }
    await this.states.release(run);
    await this.jobs.add('sync-source', { runId });
    return { status: 'queued' };
  }

  private async failed(run: ClaimedRun, error: unknown): Promise<string> {
    if (error instanceof TooManyRejectedError) return this.fail(run, error.message, error);
    // Somebody has switched it off, or taken away its mapping, while it was read.
    if (error instanceof AppError && error.code === 'CONFLICT') {
      await this.states.callOff(run, error.detail);
      return 'cancelled';
    }
    const failure = failureOf(error);
    // With its cause, which may be shown to nobody else.
    this.logger[failure.isOurs ? 'error' : 'info'](
      { err: error, runId: run.id },
      'a source could not be read',
    );
    const attempts = (await this.states.attemptsOf(run)) + 1;
    if (!failure.mayPass || attempts >= RUN_ATTEMPTS) return this.fail(run, failure.reason);
    const after = retryDelay(attempts - 1, failure);
    await this.states.retryLater(run, failure.reason, after);
    await this.jobs.add('sync-source', { runId: run.id }, { delayMs: after });
    return 'queued';
  }

  private async fail(run: ClaimedRun, reason: string, rejected?: TooManyRejectedError): Promise<string> {
    await this.states.fail(run, reason, rejected?.counts);
    await this.status.failed(run.sourceId, reason);
    this.logger.warn({ runId: run.id, sourceId: run.sourceId, reason }, 'reading a source failed');
    return 'failed';
  }
}
