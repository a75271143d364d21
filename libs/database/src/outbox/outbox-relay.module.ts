import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { OutboxPublisher } from './outbox-publisher';
import { OutboxRelay } from './relay';

/** Publishes the outbox from this process, or stands by to: for workers. */
@Module({})
export class OutboxRelayModule {
  /** @param publisher built by Nest from what is global */
  static forRoot(publisher: Type<OutboxPublisher>): DynamicModule {
    return {
      module: OutboxRelayModule,
      providers: [OutboxRelay, { provide: OutboxPublisher, useClass: publisher }],
      exports: [OutboxRelay],
    };
  }
}
