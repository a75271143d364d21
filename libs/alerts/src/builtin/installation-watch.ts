import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '@app/database';
import { JobQueue } from '@app/jobs';
import { AppConfig, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { BuiltInRules, type Finding } from './built-in-rules';
import type { BuiltInKind } from './built-in-kinds';

const LOOKS_EVERY_MS = 15_000;
/** A question that fails so often in a row does not fail by chance. */
const FAILURES = 3;
const MOST_FOUND = 1_000;

/**
 * Looks whether sources, queues and alerts work, and has the administrators told. By a clock of each worker and by no job, because
 * a job would wait in the queue that it is to look at; what it finds is written once, whoever finds it.
 */
@Injectable()
export class InstallationWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly rules: BuiltInRules,
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const look = (): void => {
      this.looking = this.look().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'sources, queues and alerts could not be looked at');
      });
    };
    this.timer = setInterval(look, LOOKS_EVERY_MS);
    look();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Everything as of now. */
  async look(): Promise<void> {
    await this.rules.ensure();
    await this.settle('alert-failing', await this.failingAlerts());
    await this.settle('source-failing', await this.failingSources());
    await this.settle('queue-backlog', await this.backlogs());
  }

  private async settle(kind: BuiltInKind, found: ReadonlyMap<string, Finding[]> | Finding[]): Promise<void> {
    const failing = Array.isArray(found) ? (found.length > 0 ? 'all' : []) : [...found.keys()];
    for (const organizationId of await this.rules.concerned(kind, failing))
      await this.rules.settle(
        organizationId,
        kind,
        Array.isArray(found) ? found : (found.get(organizationId) ?? []),
      );
  }

  private failingAlerts(): Promise<Map<string, Finding[]>> {
    return this.found(
      `SELECT r.organization_id AS "organizationId", r.id, r.name, r.failures AS value, coalesce(r.last_error, '') AS detail
       FROM alert_rule r WHERE r.enabled AND r.builtin IS NULL AND r.failures > 0
         AND (r.failures >= ${FAILURES} OR EXISTS (SELECT FROM alert_series s WHERE s.rule_id = r.id AND s.status = 'error'))
       ORDER BY r.organization_id, r.id LIMIT ${MOST_FOUND}`,
    );
  }

  /** Those that did not answer when they were used last. */
  private failingSources(): Promise<Map<string, Finding[]>> {
    return this.found(
      `SELECT organization_id AS "organizationId", id, name, 1 AS value, last_error AS detail FROM data_source
       WHERE enabled AND last_error IS NOT NULL ORDER BY organization_id, id LIMIT ${MOST_FOUND}`,
    );
  }

  private async found(sql: string): Promise<Map<string, Finding[]>> {
    const { rows } = await this.database.query<{
      organizationId: string;
      id: string;
      name: string;
      value: number;
      detail: string;
    }>(sql);
    return new Map(
      [...Map.groupBy(rows, ({ organizationId }) => organizationId)].map(([organizationId, some]) => [
        organizationId,
        some.map(({ id, name, value, detail }) => ({ group: [id, name], value, detail })),
      ]),
    );
  }

  private async backlogs(): Promise<Finding[]> {
    const most = this.config.queueAlarmSeconds;
    if (most === 0) return [];
    return (await this.queue.depths())
      .filter(({ oldestWaitingMs }) => oldestWaitingMs > most * 1_000)
      .map(({ queue, waiting, oldestWaitingMs }) => {
        const seconds = Math.round(oldestWaitingMs / 1_000);
        return {
          group: [queue],
          value: seconds,
          detail: `${waiting} jobs wait, the oldest for ${seconds} s`,
        };
      });
  }
}
