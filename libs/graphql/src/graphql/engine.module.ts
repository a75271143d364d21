import { Module } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { GraphQLModule, GraphQLSchemaHost } from '@nestjs/graphql';
import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { Denials } from '@app/auth';
import { AppConfig, Clock, LOGGER } from '@app/platform';
import { Connections } from '@app/realtime';
import type { Logger } from 'pino';
import type { GraphqlEngine } from '../graphql-operation';
import { ErrorEntries } from './error-entries';
import { Engine } from './engine';
import { EngineDriver } from './engine-driver';
import { MOST_ERRORS, MOST_TOKENS } from './parse-limits';

/** Documents whose syntax tree is kept, and as many that are wrong. A tree is at most half a megabyte. */
const DOCUMENTS_KEPT = 64;
/** Builds the schema of all resolvers that there are when it is loaded. */
@Module({
  imports: [
    GraphQLModule.forRootAsync<MercuriusDriverConfig>({
      driver: EngineDriver,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => ({
        autoSchemaFile: true,
        sortSchema: true,
        routes: false,
        // Every field passes the guard.
        fieldResolverEnhancers: ['guards'],
        cache: DOCUMENTS_KEPT,
        errorFormatter: (execution) => ({ statusCode: 200, response: execution }),
        graphql: {
          parseOptions: { maxTokens: MOST_TOKENS },
          validateOptions: { maxErrors: MOST_ERRORS, hideSuggestions: !introspects(config) },
        },
      }),
    }),
  ],
})
export class EngineModule {}

/** Lifecycle hooks of modules that are loaded later are not called: this is what they would do. */
export async function createEngine(reference: ModuleRef): Promise<GraphqlEngine> {
  const get = <T>(token: abstract new (...args: never[]) => T): T => reference.get(token, { strict: false });
  const config = get(AppConfig);
  await get(GraphQLModule).onModuleInit();
  const { schema } = get(GraphQLSchemaHost);
  const driver = get(GraphQLModule).graphQlAdapter as EngineDriver;
  const logger = reference.get<Logger>(LOGGER, { strict: false });
  const errors = new ErrorEntries(logger, get(Clock), get(Denials));
  const connections = get(Connections);
  return new Engine(driver, schema, { config, connections, errors, introspection: introspects(config) });
}

function introspects({ graphqlIntrospection, profile }: AppConfig): boolean {
  return graphqlIntrospection ?? profile === 'embedded';
}
