import { type BeforeApplicationShutdown, Inject, Injectable, type Type } from '@nestjs/common';
import { LazyModuleLoader } from '@nestjs/core';
import { RouteGuardCheck } from '@app/auth';
import { LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import type { GraphqlEngine } from './graphql-operation';

/** Under which the application provides its resolvers: a function that loads the code of their modules. */
export const RESOLVER_MODULES = Symbol('modules of resolvers');
export type ResolverModules = () => readonly Type[];

/**
 * Loads everything that is needed to execute GraphQL when somebody asks for the first time: a process that nobody asks starts a
 * quarter of a second earlier and is smaller.
 */
@Injectable()
export class LazyEngine implements BeforeApplicationShutdown {
  private loading: Promise<GraphqlEngine> | undefined;

  constructor(
    private readonly loader: LazyModuleLoader,
    private readonly check: RouteGuardCheck,
    @Inject(RESOLVER_MODULES) private readonly modules: ResolverModules,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws Error also while a resolver does not say who may call it: then nothing is executed at all */
  load(): Promise<GraphqlEngine> {
    return (this.loading ??= this.start().catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    }));
  }

  /** Before the server of HTTP is closed, which waits for websockets. */
  async beforeApplicationShutdown(): Promise<void> {
    const engine = await this.loading?.catch(() => undefined);
    await engine?.close();
  }

  private async start(): Promise<GraphqlEngine> {
    const began = performance.now();
    const { createEngine, EngineModule } = require('./graphql') as typeof import('./graphql');
    const modules = [...this.modules(), EngineModule];
    const options = { logger: false };
    const references = [];
    for (const module of modules) references.push(await this.loader.load(() => module, options));
    this.check.check();
    const engine = await createEngine(references.at(-1)!);
    this.logger.debug({ ms: Math.round(performance.now() - began) }, 'GraphQL is loaded');
    return engine;
  }
}
