import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobRunner } from './runner/job-runner';
import { Schedules } from './runner/schedules';

/** Runs the jobs: needs `JobsModule.forRoot`, and exactly one `@JobHandler` for each job among the application's providers. */
@Module({ imports: [DiscoveryModule], providers: [JobRunner, Schedules] })
export class JobsWorkerModule {}
