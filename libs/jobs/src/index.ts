export { QueueBoard } from './board/queue-board';
export { type ConnectJobs, jobsOnPostgres, jobsOnRedis } from './bullmq/connect-jobs';
export {
  type JobName,
  type JobPayload,
  type JobResult,
  JOBS,
  type Jobs,
  LoadDemoPayload,
  PurgeSessionsPayload,
} from './contracts';
export {
  type JobContract,
  jobContract,
  type JobContracts,
  type PayloadOf,
  QUEUES,
  type QueueName,
  type ResultOf,
  type Schedule,
} from './job-contract';
export { type Handler, type JobContext, JobHandler } from './job-handler';
export {
  type AddOptions,
  type JobFilter,
  type JobProgress,
  JobQueue,
  type JobState,
  type JobStatus,
  type JobView,
  type QueueDepth,
} from './job-queue';
export { JobsWorkerModule } from './jobs-worker.module';
export { JobsModule } from './jobs.module';
export type { JobsConfig } from './jobs-config';
