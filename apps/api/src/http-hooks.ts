import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppConfig, AppError, Lifecycle, runWithContext } from '@app/platform';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { assertDepth } from './json-depth';

const SLOW_REQUEST_MS = 1_000;
const INGEST_ROUTE = '/api/v1/data/points';

/** Headers that every answer carries. The API serves data, never pages; /docs brings its own policy. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
} as const;

/** Request ids, context, security headers, body limits, slow-request logging and refusal while closing. */
export function installHttpHooks(
  app: NestFastifyApplication,
  options: { config: AppConfig; logger: Logger },
): void {
  const fastify = app.getHttpAdapter().getInstance();
  const lifecycle = app.get(Lifecycle);

  fastify.addHook('onRoute', (route) => {
    if (route.url === INGEST_ROUTE) route.bodyLimit = options.config.ingestBodyLimitBytes;
  });

  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).headers(SECURITY_HEADERS);
    if (lifecycle.closing) {
      void reply.header('connection', 'close');
      done(
        new AppError('SHUTTING_DOWN', 'This process is stopping; send the request again.', {
          retryAfterSeconds: 1,
        }),
      );
      return;
    }
    countUntilDone(lifecycle, reply);
    runWithContext({ requestId: request.id }, done);
  });

  fastify.addHook('preValidation', (request, _reply, done) => {
    try {
      if (request.routeOptions.url !== INGEST_ROUTE) assertDepth(request.body);
      done();
    } catch (error) {
      done(error as Error);
    }
  });

  fastify.addHook('onResponse', (request, reply, done) => {
    const line = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    if (reply.elapsedTime > SLOW_REQUEST_MS) options.logger.info(line, 'slow request');
    else options.logger.debug(line, 'request');
    done();
  });
}

/** Counts the request as in flight until its answer is sent or its client is gone. */
function countUntilDone(lifecycle: Lifecycle, reply: FastifyReply): void {
  const finish = lifecycle.begin();
  reply.raw.once('close', finish);
}
