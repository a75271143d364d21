import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessTokens, Denials, KnownPrincipals } from '@app/auth';
import { answerTime, type AppConfig, AppError, Lifecycle, runWithContext } from '@app/platform';
import type { FastifyReply } from 'fastify';
import type { BackPressure } from './back-pressure';
import { assertBodyShape, assertParameterNames, assertTexts } from './body-shape';
import type { CrossOrigin } from './cross-origin';
import { nameTracedRequests } from './measure-requests';
import type { RecordAnswer } from './record-answers';
import { securityHeaders } from './security-headers';

const INGEST_ROUTE = '/api/v1/data/points';
const AUTH_ROUTES = '/api/v1/auth/';
/** Open to everybody, and all they take is a few short texts. */
const AUTH_BODY_LIMIT_BYTES = 16_384;

/** What the hooks share with whoever answers before Fastify sees a request. */
export interface HttpParts {
  config: AppConfig;
  backPressure: BackPressure;
  crossOrigin: CrossOrigin;
  record: RecordAnswer;
}

/** Request ids, context, security headers, CORS, body limits, recording of answers, denials to the audit log, refusal while closing or overloaded. */
export function installHttpHooks(app: NestFastifyApplication, parts: HttpParts): void {
  const { config, backPressure, crossOrigin, record } = parts;
  const fastify = app.getHttpAdapter().getInstance();
  const lifecycle = app.get(Lifecycle);
  const tokens = app.get(AccessTokens, { strict: false });
  const principals = app.get(KnownPrincipals, { strict: false });
  const denials = app.get(Denials, { strict: false });

  nameTracedRequests(app);

  fastify.addHook('onRoute', (route) => {
    if (route.url === INGEST_ROUTE) route.bodyLimit = config.ingestBodyLimitBytes;
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
    record({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: answerTime(reply),
    });
    if (reply.statusCode === 403) denials.note(request);
    done();
  });
}

/** Counts the request as in flight until its answer is sent or its client is gone. */
function countUntilDone(lifecycle: Lifecycle, reply: FastifyReply): void {
  const finish = lifecycle.begin();
  reply.raw.once('close', finish);
}
