import { type DynamicModule, Module } from '@nestjs/common';
import { RealtimeApiModule } from '@app/realtime';
import { GraphqlController } from './graphql.controller';
import { GraphqlEndpoint } from './graphql-endpoint';
import { GraphqlSchemaText } from './graphql-schema-text';
import { GraphqlSockets } from './graphql-sockets';
import { LazyEngine, RESOLVER_MODULES, type ResolverModules } from './lazy-engine';

/** `/graphql`: queries and mutations over HTTP, subscriptions by websocket. */
@Module({})
export class GraphqlApiModule {
  /** @param modules loads the code of the modules that hold the resolvers; called when somebody asks for the first time */
  static forRoot(modules: ResolverModules): DynamicModule {
    return {
      module: GraphqlApiModule,
      imports: [RealtimeApiModule],
      controllers: [GraphqlController],
      providers: [
        GraphqlEndpoint,
        GraphqlSchemaText,
        GraphqlSockets,
        LazyEngine,
        { provide: RESOLVER_MODULES, useValue: modules },
      ],
    };
  }
}
