import { type Durations, inSpan, LOGGER, MEASUREMENTS, Telemetry } from '@app/platform';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { CONNECTIONS, type Connections } from '../bullmq/connections';
import { LossLog } from '../bullmq/loss-log';
import type { JobContract, JobContracts, QueueName } from '../job-contract';
import { JOB_CONTRACTS, JOBS_CONFIG, type JobsConfig } from '../jobs-config';
import { type AnyHandler, findHandlers } from './find-handlers';
import { Run } from './run';
import { Schedules } from './schedules';
import { LostLockError, StoppedError } from './stop-reasons';
import { settledWithin } from '../settled-within';

/** How often a job may outlive its worker's sudden death before it counts as the cause. */
const MAX_STALLS = 5;
const RETRY_CONNECTION_MS = 1_000;
/** After the shutdown timeout: for handlers to notice their signal, for jobs to go back, for connections to close. */
const CLOSE_WITHIN_MS = 2_000;

/** Takes jobs from the queues and gives them to their handlers. Lives in workers alone. */
@Injectable()
export class JobRunner implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private handlers = new Map<string, AnyHandler>();
  private workers: Worker[] = [];
  private readonly runs = new Map<string, Run>();
  private readonly losses: LossLog;
  private readonly measured: Durations;
  private onIdle: () => void = () => {};

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly schedules: Schedules,
    @Inject(CONNECTIONS) private readonly connections: Connections,
    @Inject(JOB_CONTRACTS) private readonly contracts: JobContracts,
    @Inject(JOBS_CONFIG) private readonly config: JobsConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    telemetry: Telemetry,
  ) {
    this.losses = new LossLog(logger);
    this.measured = telemetry.durations(MEASUREMENTS.jobRuns);
  }

  /** @throws Error when a job has no handler or two */
  onModuleInit(): void {
    this.handlers = findHandlers(this.discovery, this.contracts);
  }

  onApplicationBootstrap(): void {
    const queues = new Set(Object.values(this.contracts).map(({ queue }) => queue));
    this.workers = [...queues].map((queue) => this.work(queue));
    this.schedules.start();
  }

  /** Takes no more jobs, lets those in hand finish, returns the rest to their queues. */
  async beforeApplicationShutdown(): Promise<void> {
    this.schedules.stop();
    const closed = Promise.all(this.workers.map((worker) => worker.close()));
    await settledWithin(Promise.race([closed, this.idle()]), this.config.shutdownTimeoutMs);
    for (const run of this.runs.values()) run.stop(new StoppedError());
    if (await settledWithin(closed, CLOSE_WITHIN_MS)) return;
    this.logger.warn(
      { jobs: [...this.runs.keys()] },
      'the job queue is away: it takes up unfinished jobs by itself',
    );
    await settledWithin(Promise.all(this.workers.map((worker) => worker.disconnect())), CLOSE_WITHIN_MS);
  }

  private idle(): Promise<void> {
    if (this.runs.size === 0) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.onIdle = resolve;
    return promise;
  }

  private work(queue: QueueName): Worker {
    const lockDuration = this.config.jobLockMs ?? 30_000;
    const worker = new Worker(queue, (job: Job, token?: string) => this.run(job, token), {
      ...this.connections.blocking,
      concurrency: this.concurrencyOf(queue),
      lockDuration,
      stalledInterval: this.config.jobStalledCheckMs ?? 5_000,
      maxStalledCount: MAX_STALLS,
      runRetryDelay: RETRY_CONNECTION_MS,
    });
    worker.on('error', (error) => this.losses.log(`worker of queue ${queue}`, error));
    worker.on('stalled', (jobId) => this.logger.warn({ jobId }, 'job of a dead worker taken up again'));
    worker.on('failed', (job, error) => this.logFailure(job, error));
    worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) this.runs.get(id)?.stop(new LostLockError());
    });
    return worker;
  }

  private concurrencyOf(queue: QueueName): number {
    const { jobConcurrency, jobConcurrencyBulk = jobConcurrency } = this.config;
    return queue === 'bulk' ? jobConcurrencyBulk : jobConcurrency;
  }

  private async run(job: Job, token?: string): Promise<unknown> {
    const contract = Object.hasOwn(this.contracts, job.name) ? this.contracts[job.name] : undefined;
    const handler = this.handlers.get(job.name);
    if (!contract || !handler)
      throw new UnrecoverableError(`There is no job ${JSON.stringify(job.name)} here.`);
    const run = new Run(job, token, this.logger);
    const id = job.id ?? '';
    this.runs.set(id, run);
    const started = performance.now();
    let outcome = 'completed';
    try {
      const result = await inSpan(spanOf(job), () => run.execute(contract, handler));
      const line = { job: job.name, jobId: id, ms: Math.round(performance.now() - started) };
      this.logger[contract.routine ? 'debug' : 'info'](line, 'job done');
      return result;
    } catch (error) {
      outcome = error instanceof WaitingError ? 'returned' : 'failed';
      throw error;
    } finally {
      this.measured.cell(job.name, outcome, job.queueName).observe(performance.now() - started);
      if (this.runs.get(id) === run) this.runs.delete(id);
      if (this.runs.size === 0) this.onIdle();
    }
  }

  private logFailure(job: Job | undefined, error: Error): void {
    const line = {
      err: error,
      job: job?.name,
      jobId: job?.id,
      requestId: job?.id,
      attempt: job?.attemptsMade,
    };
    const attempts = this.attemptsOf(job);
    if (error instanceof UnrecoverableError || !job || job.attemptsMade >= attempts) {
      this.logger.error(line, 'job failed for good and went to the dead letters');
    } else {
      this.logger.warn(line, `job failed; attempt ${job.attemptsMade} of ${attempts}`);
    }
  }

  private attemptsOf(job: Job | undefined): number {
    const contract: JobContract | undefined = job && this.contracts[job.name];
    return job?.opts.attempts ?? contract?.attempts ?? 1;
  }
}

/** Continues the trace of whoever added the job. */
function spanOf(job: Job) {
  return {
    name: `job ${job.name}`,
    kind: 'consumer',
    parent: job.opts.telemetry?.metadata,
    attributes: {
      'messaging.system': 'bullmq',
      'messaging.destination.name': job.queueName,
      'messaging.message.id': job.id ?? '',
    },
  } as const;
}
