import type { IncomingMessage } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type AppConfig, mustArriveWithin } from '@app/platform';

/** What Node may wait for any request: the longest that one of them is given. */
export const LONGEST_REQUEST_MS = 30 * 60_000;

/** Cuts requests off whose bodies do not arrive in time; Node sees to their headers. */
export function cutSlowRequests(app: NestFastifyApplication, { requestTimeoutMs }: AppConfig): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', ({ raw: request }, _reply, done) => {
    if (hasBody(request))
      mustArriveWithin(request, requestTimeoutMs, () => {
        const error = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
        fastify.server.emit('clientError', error, request.socket);
      });
    done();
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': coding } = headers;
  return (length !== undefined && length !== '0') || coding !== undefined;
}
