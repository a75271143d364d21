import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type AppConfig, Clock, NestLogger, ProblemFilter, SystemClock, validationPipe } from '@app/platform';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { answerHits } from './answer-hits';
import { AppModule } from './app.module';
import { BackPressure } from './back-pressure';
import { proxiesOf } from './client-address';
import { answerClientError } from './client-error';
import { countRequests } from './count-requests';
import { CrossOrigin } from './cross-origin';
import { installHttpHooks } from './http-hooks';
import { serveLivePage, servesLivePage } from './live-page';
import { ProblemAdapter } from './problem-adapter';
import { serveQueueBoard } from './queue-board';
import { recordAnswers } from './record-answers';
import { requestId } from './request-id';
import { securityHeaders } from './security-headers';
import { SlowReaders } from './slow-readers';
import { cutSlowRequests, LONGEST_REQUEST_MS } from './slow-requests';
import { SocketAdapter } from './sockets/socket-adapter';
import { setupSwagger } from './swagger';

export interface ApiOptions {
  config: AppConfig;
  logger: Logger;
  clock?: Clock;
}

/** Paths that do not lie below `/api/v1`. */
export const OUTSIDE_THE_PREFIX = ['health', 'health/live', 'health/ready', 'metrics', 'graphql'];
const MAX_URL_PARAMETER = 500;
const HEADERS_TIMEOUT_MS = 10_000;

/** Builds the HTTP application, not yet listening. */
export async function createApi(options: ApiOptions): Promise<NestFastifyApplication> {
  const { config, logger } = options;
  const proxies = proxiesOf(config.trustedProxies);
  const filter = new ProblemFilter(logger, options.clock ?? new SystemClock());
  const adapter = new ProblemAdapter(
    {
      bodyLimit: config.bodyLimitBytes,
      requestTimeout: LONGEST_REQUEST_MS,
      connectionTimeout: 0,
      keepAliveTimeout: 65_000,
      http: {
        headersTimeout: Math.min(HEADERS_TIMEOUT_MS, config.requestTimeoutMs),
        connectionsCheckingInterval: 1_000,
      },
      routerOptions: { maxParamLength: MAX_URL_PARAMETER },
      trustProxy: proxies.length > 0 && proxies,
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
  const parts = {
    config,
    backPressure: new BackPressure(app, { config, logger }),
    crossOrigin: new CrossOrigin(config.corsOrigins),
    record: recordAnswers(app, logger),
  };
  cutSlowRequests(app, config);
  installHttpHooks(app, parts);
  app.useWebSocketAdapter(new SocketAdapter(app, parts));
  countRequests(app);
  answerHits(app, { ...parts, slowReaders: new SlowReaders(app, config) });
  if (config.swagger) setupSwagger(app);
  if (servesLivePage(config)) serveLivePage(app);
  if (config.queueBoard) serveQueueBoard(app);
  return app;
}
