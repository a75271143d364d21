import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { Clock, LOGGER } from '@app/platform';
import type { Logger } from 'pino';

const LONGEST_ERROR = 1_000;

/** Whether a source answers, as people see it. Makes no new version of the source. Never throws: it is about something else. */
@Injectable()
export class SourceStatus {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** It answered. */
  async succeeded(sourceId: string): Promise<void> {
    await this.write(
      'UPDATE data_source SET last_success_at = $2, last_error = NULL, last_error_at = NULL WHERE id = $1',
      [sourceId, this.clock.now()],
    );
  }

  /** @param message for whoever manages the source; without secrets */
  async failed(sourceId: string, message: string): Promise<void> {
    await this.write('UPDATE data_source SET last_error = $3, last_error_at = $2 WHERE id = $1', [
      sourceId,
      this.clock.now(),
      message.slice(0, LONGEST_ERROR),
    ]);
  }

  private async write(sql: string, parameters: unknown[]): Promise<void> {
    await this.database.query(sql, parameters).catch((error: unknown) => {
      this.logger.warn(
        { err: error, sourceId: parameters[0] },
        'the status of a source could not be written',
      );
    });
  }
}
