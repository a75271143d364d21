import { Injectable } from '@nestjs/common';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { fastify, type FastifyInstance } from 'fastify';
import mercurius from 'mercurius';

/**
 * Mercurius without its routes, on a server of its own that never listens: the one that does has started by then, and what comes
 * before a document is looked at is for the guard, the limits and the hooks that all routes have.
 */
@Injectable()
export class EngineDriver extends MercuriusDriver {
  private server: FastifyInstance | undefined;

  /** Executes documents. */
  get graphql(): FastifyInstance['graphql'] {
    if (!this.server) throw new Error('GraphQL has not been started');
    return this.server.graphql;
  }

  override async start({
    plugins: _plugins,
    hooks: _hooks,
    ...options
  }: MercuriusDriverConfig): Promise<void> {
    this.server = fastify();
    await this.server.register(mercurius, options);
    await this.server.ready();
  }

  override async stop(): Promise<void> {
    await this.server?.close();
  }
}
