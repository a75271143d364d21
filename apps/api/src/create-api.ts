import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type AppConfig, Clock, NestLogger, ProblemFilter, SystemClock, validationPipe } from '@app/platform';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { BackPressure } from './back-pressure';
import { answerClientError } from './client-error';
import { CrossOrigin } from './cross-origin';
import { installHitLane } from './hit-lane-hook';
import { installHttpHooks } from './http-hooks';
import { ProblemAdapter } from './problem-adapter';
import { securityHeaders } from './security-headers';
import { boundSlowReaders } from './slow-readers';
import { SocketAdapter } from './sockets/socket-adapter';
import { setupSwagger } from './swagger';

export interface ApiOptions {
  config: AppConfig;
  logger: Logger;
  clock?: Clock;
}

/** Paths that do not lie below `/api/v1`. */
export const OUTSIDE_THE_PREFIX = ['health', 'health/live', 'health/ready', 'metrics'];
const MAX_URL_PARAMETER = 500;
const HEADERS_TIMEOUT_MS = 10_000;

/** Builds the HTTP application, not yet listening. */
export async function createApi(options: ApiOptions): Promise<NestFastifyApplication> {
  const { config, logger } = options;
  const filter = new ProblemFilter(logger, options.clock ?? new SystemClock());
  const adapter = new ProblemAdapter(
    {
      bodyLimit: config.bodyLimitBytes,
      requestTimeout: config.requestTimeoutMs,
      connectionTimeout: 0,
      keepAliveTimeout: 65_000,
      http: {
        headersTimeout: Math.min(HEADERS_TIMEOUT_MS, config.requestTimeoutMs),
        connectionsCheckingInterval: 1_000,
      },
      routerOptions: { maxParamLength: MAX_URL_PARAMETER },
      trustProxy: config.trustedProxies
        ? config.trustedProxies.split(',').map((proxy) => proxy.trim())
        : false,
      genReqId: requestId,
      clientErrorHandler: answerClientError,
      frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
        // No hook has run for a path that cannot be read.
        filter.answer(error, request, reply.headers(securityHeaders('/')).header('x-request-id', request.id)),
      forceCloseConnections: true,
      return503OnClosing: false,
    },
    filter,
  );
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(options), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.useGlobalFilters(filter);
  app.useGlobalPipes(validationPipe());
  app.setGlobalPrefix('api/v1', { exclude: OUTSIDE_THE_PREFIX });
  const backPressure = new BackPressure(app, { config, logger });
  const crossOrigin = new CrossOrigin(config.corsOrigins);
  installHttpHooks(app, { config, logger, backPressure, crossOrigin });
  app.useWebSocketAdapter(new SocketAdapter(app, { config, backPressure, crossOrigin }));
  installHitLane(app);
  boundSlowReaders(app, config);
  if (config.swagger) setupSwagger(app);
  return app;
}

/** The caller's X-Request-Id if it is harmless in logs and headers, else a new one. */
function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : crypto.randomUUID();
}
