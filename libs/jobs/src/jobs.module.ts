import { HealthChecks, LOGGER, Telemetry } from '@app/platform';
import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { QueueBoard } from './board/queue-board';
import { BullJobQueue } from './bullmq/bull-job-queue';
import type { ConnectJobs } from './bullmq/connect-jobs';
import { CONNECTIONS, type Connections } from './bullmq/connections';
import { installBackends } from './bullmq/postgres-backend';
import { JOBS } from './contracts';
import { type JobContracts, QUEUES, type QueueName } from './job-contract';
import { JobQueue } from './job-queue';
import { measureQueues } from './measure-queues';
import { JOB_CONTRACTS, JOBS_CONFIG, type JobsConfig } from './jobs-config';

@Module({})
class JobsConnectionModule {}

/** Gives every lib the {@link JobQueue}. Jobs run only where `JobsWorkerModule` is imported as well. */
@Module({})
export class JobsModule {
  /** @param contracts for tests; the application's are `JOBS` */
  static forRoot(config: JobsConfig, connect: ConnectJobs, contracts: JobContracts = JOBS): DynamicModule {
    installBackends();
    const connection: DynamicModule = {
      module: JobsConnectionModule,
      providers: [
        {
          provide: CONNECTIONS,
          useFactory: connect,
          inject: [LOGGER],
        },
      ],
      exports: [CONNECTIONS],
    };
    return {
      module: JobsModule,
      global: true,
      imports: [
        connection,
        BullModule.registerQueueAsync(...QUEUES.map((name) => queueOf(name, connection))),
      ],
      providers: [
        { provide: JOBS_CONFIG, useValue: config },
        { provide: JOB_CONTRACTS, useValue: contracts },
        {
          provide: QueueBoard,
          useFactory: (...queues: Queue[]) => new QueueBoard(byName(queues)),
          inject: QUEUES.map((name) => getQueueToken(name)),
        },
        {
          provide: JobQueue,
          useFactory: (
            connections: Connections,
            logger: Logger,
            health: HealthChecks,
            telemetry: Telemetry,
            ...queues: Queue[]
          ) => {
            const queue = new BullJobQueue(connections, byName(queues), contracts, logger);
            health.register({ name: 'queue', check: () => queue.check() });
            measureQueues(telemetry, queue);
            return queue;
          },
          inject: [
            CONNECTIONS,
            LOGGER,
            HealthChecks,
            Telemetry,
            ...QUEUES.map((name) => getQueueToken(name)),
          ],
        },
      ],
      exports: [JobQueue, QueueBoard, JOBS_CONFIG, JOB_CONTRACTS, connection],
    };
  }
}

function queueOf(name: string, connection: DynamicModule) {
  return {
    name,
    imports: [connection],
    inject: [CONNECTIONS],
    useFactory: (connections: Connections) => connections.queue,
  };
}

function byName(queues: readonly Queue[]): Map<QueueName, Queue> {
  return new Map(QUEUES.map((name, index) => [name, queues[index] as Queue]));
}
