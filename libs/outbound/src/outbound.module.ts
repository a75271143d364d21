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
          provide: Destinations,
          useFactory: ({ outboundAllow }: AppConfig) => new Destinations(outboundAllow),
          inject: [AppConfig],
        },
        {
          provide: HttpClient,
          useFactory: (destinations: Destinations) => new HttpClient(destinations),
          inject: [Destinations],
        },
      ],
      exports: [Destinations, HttpClient, Mailer],
    };
  }
}
