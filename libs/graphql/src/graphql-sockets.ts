import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import type { Upgrade } from './graphql-operation';
import { LazyEngine } from './lazy-engine';

/** Subscriptions: websockets at `/graphql`. */
@Injectable()
export class GraphqlSockets {
  constructor(
    private readonly engine: LazyEngine,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Takes an upgrade that nothing speaks against. */
  connect(upgrade: Upgrade): void {
    const { socket, entered } = upgrade;
    socket.on('error', () => undefined);
    this.engine.load().then(
      (engine) => engine.connect(upgrade),
      (error: unknown) => {
        this.logger.error({ err: error }, 'GraphQL was not loaded');
        socket.destroy();
        entered();
      },
    );
  }
}
