import { Inject, Injectable } from '@nestjs/common';
import { Database, Outbox, OutboxWake } from '@app/database';
import { Clock, LOGGER } from '@app/platform';
import type { Logger } from 'pino';

const LONGEST_ERROR = 1_000;
/** A part that nobody has asked for so long is no reason any more to say that the source fails. */
const PART_FAILS_FOR = '1 hour';

/** What is mapped onto a source and fails by itself, while the source may answer everything else. */
export interface FailingPart {
  /** At most 200 characters; the same each time. */
  part: string;
  metrics: string[];
}

/** Whether a source answers, as people see it. Makes no new version of the source. Never throws: it is about something else. */
@Injectable()
export class SourceStatus {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** It answered. A part of it that has failed within the hour still does. */
  async succeeded(sourceId: string): Promise<void> {
    const fails = `last_error_part IS NOT NULL AND last_error_at > $2::timestamptz - interval '${PART_FAILS_FOR}'`;
    await this.noting(sourceId, () =>
      this.database.query(
        `UPDATE data_source SET last_success_at = $2,
           last_error = CASE WHEN ${fails} THEN last_error END, last_error_at = CASE WHEN ${fails} THEN last_error_at END,
           last_error_part = CASE WHEN ${fails} THEN last_error_part END,
           failure_told_at = CASE WHEN ${fails} THEN failure_told_at END
         WHERE id = $1`,
        [sourceId, this.clock.now()],
      ),
    );
  }

  /** What had failed by itself answered. */
  async partSucceeded(sourceId: string, part: string): Promise<void> {
    await this.noting(sourceId, () =>
      this.database.query(
        `UPDATE data_source SET last_error = NULL, last_error_at = NULL, last_error_part = NULL, failure_told_at = NULL
         WHERE id = $1 AND last_error_part = $2`,
        [sourceId, part],
      ),
    );
  }

  /** @param message for whoever manages the source; without secrets */
  async failed(sourceId: string, message: string): Promise<void> {
    await this.noting(sourceId, () =>
      this.database.query(
        'UPDATE data_source SET last_error = $3, last_error_at = $2, last_error_part = NULL WHERE id = $1',
        [sourceId, this.clock.now(), message.slice(0, LONGEST_ERROR)],
      ),
    );
  }

  /**
   * Metrics that are mapped onto the source cannot be asked for. Those who listen are told once, until it answers again.
   * @param message for whoever manages the source; without secrets
   * @param isDown nothing at all can be asked of the source, which {@link failed} has noted
   */
  async partFailed(
    sourceId: string,
    { part, metrics }: FailingPart,
    message: string,
    { isDown }: { isDown: boolean },
  ): Promise<void> {
    const now = this.clock.now();
    const reason = message.slice(0, LONGEST_ERROR);
    await this.noting(sourceId, async () => {
      const isTold = await this.database.transaction(async (tx) => {
        // That the source is down says more.
        if (!isDown)
          await tx.query(
            `UPDATE data_source SET last_error = $3, last_error_at = $2, last_error_part = $4
             WHERE id = $1 AND (last_error IS NULL OR last_error_part IS NOT NULL)`,
            [sourceId, now, reason, part],
          );
        const { rows } = await tx.query<{ organizationId: string; name: string }>(
          `UPDATE data_source SET failure_told_at = $2 WHERE id = $1 AND failure_told_at IS NULL
           RETURNING organization_id AS "organizationId", name`,
          [sourceId, now],
        );
        const [source] = rows;
        if (!source) return false;
        await this.outbox.append(tx, {
          topic: 'source.failed',
          subject: sourceId,
          organizationId: source.organizationId,
          payload: { sourceId, metrics, name: source.name, reason, at: now.toISOString() },
        });
        return true;
      });
      if (isTold) this.wake.poke();
    });
  }

  private async noting(sourceId: string, write: () => Promise<unknown>): Promise<void> {
    await write().catch((error: unknown) => {
      this.logger.warn({ err: error, sourceId }, 'the status of a source could not be written');
    });
  }
}
