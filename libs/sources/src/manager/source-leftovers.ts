import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { SourceConnections, type StoredConnection } from '../source/source-connections';
import { ConnectorOpener } from './connector-opener';
import { withinTime } from './within-time';

const WITHIN_MS = 10_000;

/** Removes from the servers of deleted sources what reading them has left there: consumer groups and the like. */
@Injectable()
export class SourceLeftovers {
  constructor(
    private readonly opener: ConnectorOpener,
    private readonly connections: SourceConnections,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never throws: a server that is away keeps what it has. */
  async remove(source: StoredConnection): Promise<void> {
    try {
      const { kind, full } = this.connections.open(source);
      if (kind.type !== 'stream') return;
      await this.opener.during(kind, full, source, (connector) =>
        withinTime(WITHIN_MS, async () => connector.forget?.()),
      );
    } catch (error) {
      this.logger.info(
        { err: error, sourceId: source.id },
        'a deleted source may have left something behind',
      );
    }
  }
}
