import { type DynamicModule, Module } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import { Destinations } from './http/destinations';
import { HttpClient } from './http/http-client';
import { Mailer } from './mailer';

/** Gives every lib what reaches out of the house: the {@link Mailer} and the {@link HttpClient}. */
@Module({})
export class OutboundModule {
  static forRoot(adapters: { mailer: () => Mailer }): DynamicModule {
    return {
      module: OutboundModule,
      global: true,
      providers: [
        { provide: Mailer, useFactory: adapters.mailer },
        {
          provide: HttpClient,
          useFactory: ({ outboundAllow }: AppConfig) => new HttpClient(new Destinations(outboundAllow)),
          inject: [AppConfig],
        },
      ],
      exports: [HttpClient, Mailer],
    };
  }
}
