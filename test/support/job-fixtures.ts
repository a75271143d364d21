import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsInt, IsString } from 'class-validator';
import {
  type Handler,
  type JobContext,
  jobContract,
  JobHandler,
  JobQueue,
  type JobsConfig,
  JobsModule,
  jobsOnPostgres,
  jobsOnRedis,
  JobsWorkerModule,
} from '@app/jobs';
import { currentContext, loadConfig, PlatformModule } from '@app/platform';
import { type Logger, pino } from 'pino';

export class TextPayload {
  @IsString()
  text!: string;
}

export class TimesPayload {
  @IsInt()
  times!: number;
}

export class NoPayload {}

/** Jobs of the tests. */
export const TEST_JOBS = {
  /** Answers its text and the request id that it saw. */
  echo: jobContract<TextPayload, { text: string; requestId?: string }>({ payload: TextPayload }),
  /** Fails that many times, then succeeds. */
  flaky: jobContract<TimesPayload, { attempt: number }>({ payload: TimesPayload, backoffMs: 100 }),
  /** Reports progress in that many steps. */
  steps: jobContract<TimesPayload, NoPayload>({ payload: TimesPayload, queue: 'bulk' }),
  /** Runs until it is released or aborted. */
  blocked: jobContract<TextPayload, { by: string }>({ payload: TextPayload, dedup: ({ text }) => text }),
  /** Waits while anything else does. */
  minor: jobContract<TextPayload, NoPayload>({ payload: TextPayload, priority: 10 }),
  /** Runs until its time is up. */
  endless: jobContract<NoPayload, NoPayload>({ payload: NoPayload, attempts: 1, timeoutMs: 100 }),
};
export type TestJobs = typeof TEST_JOBS;

/** What handlers saw, and what lets blocked ones go. */
export class Recorder {
  readonly runs: { name: string; jobId: string; attempt: number; by: string }[] = [];
  private release: () => void = () => {};
  released = new Promise<void>((resolve) => {
    this.release = resolve;
  });

  constructor(
    readonly by: string,
    private readonly onRun: (name: string, jobId: string) => void = () => {},
  ) {}

  letGo(): void {
    this.release();
  }

  saw(name: string, context: JobContext): void {
    this.runs.push({ name, jobId: context.jobId, attempt: context.attempt, by: this.by });
    this.onRun(name, context.jobId);
  }
}

const On = JobHandler as unknown as (name: keyof TestJobs) => ClassDecorator;

@On('echo')
@Injectable()
class EchoHandler implements Handler<'echo', TestJobs> {
  constructor(@Inject(Recorder) private readonly recorder: Recorder) {}

  async handle({ text }: TextPayload, context: JobContext) {
    this.recorder.saw('echo', context);
    await wait(5);
    return { text, requestId: currentContext()?.requestId };
  }
}

@On('flaky')
@Injectable()
class FlakyHandler implements Handler<'flaky', TestJobs> {
  constructor(@Inject(Recorder) private readonly recorder: Recorder) {}

  async handle({ times }: TimesPayload, context: JobContext) {
    this.recorder.saw('flaky', context);
    if (context.attempt <= times) throw new Error(`failure ${context.attempt}`);
    return { attempt: context.attempt };
  }
}

@On('steps')
@Injectable()
class StepsHandler implements Handler<'steps', TestJobs> {
  async handle({ times }: TimesPayload, context: JobContext) {
    for (let step = 1; step <= times; step++) await context.progress((100 * step) / times, `step ${step}`);
    return {};
  }
}

@On('blocked')
@Injectable()
class BlockedHandler implements Handler<'blocked', TestJobs> {
  constructor(@Inject(Recorder) private readonly recorder: Recorder) {}

  async handle(_payload: TextPayload, context: JobContext) {
    this.recorder.saw('blocked', context);
    const aborted = Promise.withResolvers<never>();
    context.signal.addEventListener('abort', () => aborted.reject(context.signal.reason as Error));
    await Promise.race([this.recorder.released, aborted.promise]);
    return { by: this.recorder.by };
  }
}

@On('minor')
@Injectable()
class MinorHandler implements Handler<'minor', TestJobs> {
  constructor(@Inject(Recorder) private readonly recorder: Recorder) {}

  async handle(_payload: TextPayload, context: JobContext) {
    this.recorder.saw('minor', context);
    return {};
  }
}

@On('endless')
@Injectable()
class EndlessHandler implements Handler<'endless', TestJobs> {
  handle(_payload: NoPayload, { signal }: JobContext): Promise<NoPayload> {
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')));
    });
  }
}

export const TEST_HANDLERS: Type[] = [
  EchoHandler,
  FlakyHandler,
  StepsHandler,
  BlockedHandler,
  MinorHandler,
  EndlessHandler,
];

@Module({})
class TestJobsModule {}

export interface JobsProcess {
  app: INestApplicationContext;
  queue: JobQueue<TestJobs>;
  close(): Promise<void>;
}

/** Where the jobs are: in Redis if there is a URL for it, else in the database. */
export interface JobsPlace {
  databaseUrl: string;
  redisUrl?: string;
  redisPrefix?: string;
}

/** Starts the jobs lib as an application would: a worker with a recorder, else only the queue. */
export async function startJobs(
  config: Partial<JobsConfig> & JobsPlace,
  options: { recorder?: Recorder; handlers?: Type[]; logger?: Logger } = {},
): Promise<JobsProcess> {
  const { recorder, handlers = TEST_HANDLERS, logger = pino({ level: 'silent' }) } = options;
  const appConfig = loadConfig({
    DATABASE_URL: config.databaseUrl,
    VITRINE_PROFILE: 'embedded',
    JWT_SECRET: 'j'.repeat(40),
    ENCRYPTION_KEY: 'e'.repeat(40),
  });
  const jobs: JobsConfig = {
    jobConcurrency: 4,
    shutdownTimeoutMs: 5_000,
    jobLockMs: 2_000,
    jobStalledCheckMs: 500,
    ...config,
  };
  const { databaseUrl, redisUrl, redisPrefix: prefix = 'vitrine-test' } = config;
  const app = await NestFactory.createApplicationContext(
    {
      module: TestJobsModule,
      imports: [
        PlatformModule.forRoot({ config: appConfig, logger }),
        JobsModule.forRoot(
          jobs,
          redisUrl ? jobsOnRedis({ url: redisUrl, prefix }) : jobsOnPostgres(databaseUrl),
          TEST_JOBS,
        ),
        ...(recorder ? [JobsWorkerModule] : []),
      ],
      providers: recorder ? [{ provide: Recorder, useValue: recorder }, ...handlers] : [],
    },
    { logger: false, abortOnError: false },
  );
  return { app, queue: app.get(JobQueue, { strict: false }) as JobQueue<TestJobs>, close: () => app.close() };
}
