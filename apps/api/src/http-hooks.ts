import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessTokens, Denials, KnownPrincipals } from '@app/auth';
import { AppConfig, AppError, Lifecycle, runWithContext, Telemetry } from '@app/platform';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { BackPressure } from './back-pressure';
import { assertBodyShape, assertParameterNames, assertTexts } from './body-shape';
import type { CrossOrigin } from './cross-origin';
import { measureRequests, nameTracedRequests } from './measure-requests';
import { securityHeaders } from './security-headers';

const SLOW_REQUEST_MS = 1_000;
const INGEST_ROUTE = '/api/v1/data/points';
const AUTH_ROUTES = '/api/v1/auth/';
/** Open to everybody, and all they take is a few short texts. */
const AUTH_BODY_LIMIT_BYTES = 16_384;

/** Request ids, context, security headers, CORS, body limits, slow-request logging, denials to the audit log, refusal while closing or overloaded. */
export function installHttpHooks(
  app: NestFastifyApplication,
  options: { config: AppConfig; logger: Logger; backPressure: BackPressure; crossOrigin: CrossOrigin },
): void {
  const fastify = app.getHttpAdapter().getInstance();
  const lifecycle = app.get(Lifecycle);
  const tokens = app.get(AccessTokens, { strict: false });
  const principals = app.get(KnownPrincipals, { strict: false });
  const denials = app.get(Denials, { strict: false });

  const measure = measureRequests(app.get(Telemetry));
  nameTracedRequests(app);
  const { backPressure, crossOrigin } = options;

  fastify.addHook('onRoute', (route) => {
    if (route.url === INGEST_ROUTE) route.bodyLimit = options.config.ingestBodyLimitBytes;
    if (route.url.startsWith(AUTH_ROUTES)) route.bodyLimit = AUTH_BODY_LIMIT_BYTES;
  });

  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).headers(securityHeaders(request.url));
    // Before anything that may refuse: a script must be able to read why.
    if (crossOrigin.admit(request, reply)) return;
    if (lifecycle.closing) {
      void reply.header('connection', 'close');
      done(
        new AppError('SHUTTING_DOWN', 'This process is stopping; send the request again.', {
          retryAfterSeconds: 1,
        }),
      );
      return;
    }
    if (backPressure.refuse(request, reply)) return;
    countUntilDone(lifecycle, reply);
    const isIngest = request.routeOptions.url === INGEST_ROUTE;
    // An API key is looked up before the body is read.
    const hasKey = request.headers['x-api-key'] !== undefined;
    if (isIngest && !hasKey && !principals.of(request) && !tokens.accepts(request.headers.authorization)) {
      done(
        new AppError(
          'UNAUTHENTICATED',
          'Send a valid access token (Authorization: Bearer <accessToken>) or an API key (X-API-Key: <key>).',
        ),
      );
      return;
    }
    runWithContext({ requestId: request.id, address: request.ip }, done);
  });

  fastify.addHook('preValidation', (request, _reply, done) => {
    try {
      assertParameterNames(request.query);
      if (request.routeOptions.url !== INGEST_ROUTE) {
        assertBodyShape(request.body);
        assertTexts(request.body, request.query);
      }
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
      ms: Math.round(reply.elapsedTime * 100) / 100,
    };
    measure(line);
    if (line.status === 403) denials.note(request);
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
