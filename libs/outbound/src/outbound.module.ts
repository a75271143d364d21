import { type DynamicModule, Module } from '@nestjs/common';
import { Mailer } from './mailer';

/** Gives every lib what reaches out of the house: the {@link Mailer}. */
@Module({})
export class OutboundModule {
  static forRoot(adapters: { mailer: () => Mailer }): DynamicModule {
    return {
      module: OutboundModule,
      global: true,
      providers: [{ provide: Mailer, useFactory: adapters.mailer }],
      exports: [Mailer],
    };
  }
}
