import { type DynamicModule, Module } from '@nestjs/common';
import { AuthApiModule, AuthModule, LimitsModule } from '@app/auth';
import { GraphqlController } from './graphql.controller';
import { GraphqlEndpoint } from './graphql-endpoint';
import { GraphqlSchemaText } from './graphql-schema-text';
import { LazyEngine, RESOLVER_MODULES, type ResolverModules } from './lazy-engine';

/** `/graphql`. */
@Module({})
export class GraphqlApiModule {
  /** @param modules loads the code of the modules that hold the resolvers; called when somebody asks for the first time */
  static forRoot(modules: ResolverModules): DynamicModule {
    return {
      module: GraphqlApiModule,
      imports: [AuthApiModule, AuthModule, LimitsModule],
      controllers: [GraphqlController],
      providers: [
        GraphqlEndpoint,
        GraphqlSchemaText,
        LazyEngine,
        { provide: RESOLVER_MODULES, useValue: modules },
      ],
    };
  }
}
