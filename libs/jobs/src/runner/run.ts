import { runWithContext } from '@app/platform';
import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { Logger } from 'pino';
import type { JobContract } from '../job-contract';
import type { ProgressReport } from '../bullmq/progress-events';
import { validatePayload } from '../validate-payload';
import type { AnyHandler } from './find-handlers';
import { StoppedError, TimeoutError } from './stop-reasons';

/** How long a handler may take to notice that its signal was aborted. */
const GRACE_MS = 1_000;

/** One run of one job. */
export class Run {
  private readonly controller = new AbortController();

  constructor(
    private readonly job: Job,
    private readonly token: string | undefined,
    private readonly logger: Logger,
  ) {}

  /** Aborts the handler's signal. */
  stop(reason: Error): void {
    if (!this.controller.signal.aborted) this.controller.abort(reason);
  }

  /**
   * Answers what the handler answers.
   * @throws UnrecoverableError when the payload is not what the contract says: no further attempt would help
   * @throws WaitingError when the worker stops: the job is back in its queue and this run does not count
   */
  async execute(contract: JobContract, handler: AnyHandler): Promise<unknown> {
    const jobId = this.job.id ?? '';
    return runWithContext({ requestId: jobId }, async () => {
      const payload = await validatePayload(contract, this.job.data, 'read').catch((error: Error) => {
        throw new UnrecoverableError(error.message);
      });
      const timer = setTimeout(
        () => this.stop(new TimeoutError(this.job.name, contract.timeoutMs)),
        contract.timeoutMs,
      );
      try {
        return await this.untilStopped(this.handle(handler, payload));
      } catch (error) {
        const reason: unknown = this.controller.signal.reason;
        if (reason instanceof StoppedError) await this.giveBack();
        throw reason instanceof TimeoutError ? reason : error;
      } finally {
        clearTimeout(timer);
      }
    });
  }

  private async handle(handler: AnyHandler, payload: object): Promise<unknown> {
    return handler.handle(payload, {
      jobId: this.job.id ?? '',
      attempt: this.job.attemptsMade + 1,
      signal: this.controller.signal,
      logger: this.logger,
      progress: (percent, detail) => this.report(percent, detail),
    });
  }

  /** A handler that ignores its signal is left behind after the grace period, so that its job can go on elsewhere. */
  private async untilStopped<T>(work: Promise<T>): Promise<T> {
    const { promise: ignored, reject } = Promise.withResolvers<never>();
    const { signal } = this.controller;
    let timer: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      timer = setTimeout(() => {
        this.logger.warn(
          { job: this.job.name, jobId: this.job.id },
          'job ignores its signal and is left behind',
        );
        reject(signal.reason as Error);
      }, GRACE_MS);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([work, ignored]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  private async report(percent: number, detail?: string): Promise<void> {
    const report: ProgressReport = { name: this.job.name, percent: Math.min(100, Math.max(0, percent)) };
    if (detail !== undefined) report.detail = detail;
    try {
      await this.job.updateProgress(report);
    } catch (error) {
      // Nobody's work should fail because nobody could watch it.
      this.logger.debug({ err: error, jobId: this.job.id }, 'progress was not stored');
    }
  }

  private async giveBack(): Promise<never> {
    await this.job.moveToWait(this.token);
    this.logger.info({ job: this.job.name, jobId: this.job.id }, 'job returned to its queue');
    throw new WaitingError();
  }
}
