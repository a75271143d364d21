import { type DynamicModule, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { OutboxPublisher } from './outbox-publisher';
import { OutboxRelay } from './relay';

/** Publishes the outbox from this process, or stands by to: for workers. */
@Module({})
export class OutboxRelayModule {
  /** @param publisher built by Nest from what is global and what `imports` export */
  static forRoot(publisher: Type<OutboxPublisher>, imports: ModuleMetadata['imports'] = []): DynamicModule {
    return {
      module: OutboxRelayModule,
      imports,
      providers: [OutboxRelay, { provide: OutboxPublisher, useClass: publisher }],
      exports: [OutboxRelay],
    };
  }
}
