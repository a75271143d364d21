import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { type JobFilter, JobQueue, type JobView } from '@app/jobs';
import { AppError, encodeCursor, type Page } from '@app/platform';
import type { AuditAction } from '../audit/audit-action';
import { AuditLog } from '../audit/audit-log';
import type { Principal } from '../principals/principal';
import { publicReason } from './public-reason';
import { type JobDto, type JobQuery, type JobRetryDto, STATUSES, type RetriedJobsDto } from './job.dto';

/** The most dead letters that one request puts back. */
const MOST_RETRIED = 1_000;
const AT_ONCE = 8;

/**
 * Looks at jobs and takes care of dead letters. Queues are of the whole installation: a super_admin sees all of it, everybody else
 * the jobs that its organization asked for.
 */
@Injectable()
export class JobAdmin {
  constructor(
    private readonly queue: JobQueue,
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** By queue and state, in each the latest first. @throws AppError VALIDATION_FAILED for a text that is not a cursor */
  async list(principal: Principal, { limit, cursor, ...query }: JobQuery): Promise<Page<JobDto>> {
    const { jobs, next } = await this.queue.list(filterOf(principal, query), {
      limit,
      cursor: cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString('utf8'),
    });
    const nextCursor = next === null ? null : encodeCursor(next);
    return { data: jobs.map((job) => toDto(principal, job)), page: { limit, nextCursor } };
  }

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, id: string): Promise<JobDto> {
    return toDto(principal, await this.find(principal, id));
  }

  /** Puts a dead letter back with all its attempts. @throws AppError NOT_FOUND, CONFLICT for a job that is none */
  async retry(principal: Principal, id: string): Promise<JobDto> {
    const job = await this.deadLetter(principal, id);
    await this.record(principal, 'job.retried', job);
    await this.queue.retryDeadLetter(id);
    return this.get(principal, id);
  }

  /** Forgets a dead letter. @throws AppError NOT_FOUND, CONFLICT for a job that is none */
  async discard(principal: Principal, id: string): Promise<void> {
    const job = await this.deadLetter(principal, id);
    await this.record(principal, 'job.discarded', job);
    await this.queue.discardDeadLetter(id);
  }

  /** Puts the latest dead letters back that match, up to 1,000. */
  async retryMany(principal: Principal, query: JobRetryDto): Promise<RetriedJobsDto> {
    const filter = { ...filterOf(principal, query), state: 'dead' as const };
    const { jobs, next } = await this.queue.list(filter, { limit: MOST_RETRIED });
    let retried = 0;
    for (let index = 0; index < jobs.length; index += AT_ONCE) {
      const some = jobs.slice(index, index + AT_ONCE);
      // Somebody else, or their time, may have taken one away meanwhile.
      const done = await Promise.allSettled(some.map(({ id }) => this.queue.retryDeadLetter(id)));
      const failed = done.find((each) => each.status === 'rejected' && !isGone(each.reason));
      retried += done.filter(({ status }) => status === 'fulfilled').length;
      if (failed) break;
    }
    await this.audit.record(this.database, principal, {
      action: 'job.retried',
      detail: { queue: query.queue ?? null, name: query.name ?? null, retried },
    });
    return { data: { retried, more: next !== null || retried < jobs.length } };
  }

  /** What is of another organization does not exist. */
  private async find(principal: Principal, id: string): Promise<JobView> {
    const job = await this.queue.find(id);
    const { organizationId } = filterOf(principal, {});
    if (!job || (organizationId !== undefined && job.organizationId !== organizationId))
      throw AppError.notFound('job', id);
    return job;
  }

  private async deadLetter(principal: Principal, id: string): Promise<JobView> {
    const job = await this.find(principal, id);
    if (job.state === 'dead') return job;
    throw new AppError(
      'CONFLICT',
      `The job is ${STATUSES[job.state]}: only one that has failed can be taken care of.`,
    );
  }

  private record(principal: Principal, action: AuditAction, { id, name, queue }: JobView): Promise<void> {
    const entry = { action, subject: { type: 'job', id }, detail: { name, queue } };
    return this.audit.record(this.database, principal, entry);
  }
}

/** Keys of a super_admin are of their organization, like all keys. */
function filterOf(
  principal: Principal,
  { queue, status, name }: Pick<JobQuery, 'queue' | 'status' | 'name'>,
): JobFilter {
  const state = Object.entries(STATUSES).find(([, each]) => each === status)?.[0] as JobFilter['state'];
  return {
    ...(queue !== undefined && { queue }),
    ...(state !== undefined && { state }),
    ...(name !== undefined && { name }),
    ...(!seesAll(principal) && { organizationId: principal.organizationId }),
  };
}

function isGone(error: unknown): boolean {
  return error instanceof AppError && error.code === 'NOT_FOUND';
}

function toDto(principal: Principal, { state, mostAttempts, failedReason, ...job }: JobView): JobDto {
  return {
    ...job,
    status: STATUSES[state],
    maxAttempts: mostAttempts,
    error: failedReason === null || seesAll(principal) ? failedReason : publicReason(failedReason),
  };
}

function seesAll({ roles }: Principal): boolean {
  return roles?.includes('super_admin') === true;
}
