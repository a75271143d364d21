import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../clock';
import { AppConfig } from '../config/app-config';
import { AppError } from '../errors/app-error';
import { toAppError } from '../errors/to-app-error';
import { toProblem } from '../errors/problem';
import { Readiness } from '../health/readiness';
import { newId } from '../ids';
import { LOGGER } from '../logging/logger-token';
import { exposition, EXPOSITION_TYPE } from './exposition';
import { MetricsAccess } from './metrics-access';
import { Telemetry } from './telemetry';

interface Answer {
  type: string;
  text: string;
}

const json = (value: unknown): Answer => ({
  type: 'application/json; charset=utf-8',
  text: JSON.stringify(value),
});

/** Probes and metrics of a process that has no API, if WORKER_PORT gives it a port. */
@Injectable()
export class OperationsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private server: Server | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly readiness: Readiness,
    private readonly telemetry: Telemetry,
    private readonly access: MetricsAccess,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Where it listens; undefined when it does not. */
  get url(): string | undefined {
    const address = this.server?.address() as AddressInfo | null | undefined;
    return address ? `http://${this.config.host}:${address.port}` : undefined;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { workerPort, host } = this.config;
    if (workerPort === undefined) return;
    const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => {
      void this.answer(request, response);
    });
    server.listen(workerPort, host);
    await once(server, 'listening');
    this.server = server;
    this.logger.info({ address: this.url }, 'probes and metrics listen');
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0] as string;
    try {
      const { type, text } = await this.route(request, path);
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
    } catch (error) {
      const problem = toProblem(toAppError(error), path, newId(), this.clock.now());
      const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
      if (problem.retryAfter !== undefined) headers['retry-after'] = String(problem.retryAfter);
      response.writeHead(problem.status, headers).end(JSON.stringify(problem));
    }
  }

  private async route({ method, headers }: IncomingMessage, path: string): Promise<Answer> {
    if (method !== 'GET' && method !== 'HEAD')
      throw new AppError('METHOD_NOT_ALLOWED', `${method} is not allowed here; allowed are GET and HEAD.`);
    if (path === '/health/live') return json({ status: 'alive' });
    if (path === '/health/ready') return json(await this.readiness.assertReady());
    if (path !== '/metrics')
      throw new AppError('NOT_FOUND', 'There are /health/live, /health/ready and /metrics.');
    await this.access.assertAllowed(headers);
    return { type: EXPOSITION_TYPE, text: exposition(await this.telemetry.families()) };
  }
}
