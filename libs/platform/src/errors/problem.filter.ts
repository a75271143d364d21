import { ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../clock';
import { ERROR_CODES } from './error-codes';
import { logError } from './log-error';
import { toProblem } from './problem';
import { renderProblem } from './problem-route';
import { toAppError } from './to-app-error';

/** Answers every error as `application/problem+json`. Unexpected ones are logged with their cause and answered without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    // Whoever asked by another way than HTTP is answered by those who know that way.
    if (host.getType() !== 'http') throw thrown;
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also used for errors that Fastify raises before Nest sees the request. */
  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toAppError(thrown);
    const { status } = ERROR_CODES[error.code];
    logError(this.logger, error, request.id);
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const instance = request.url.split('?', 1)[0] ?? '/';
    const problem = toProblem(error, instance, request.id, this.clock.now());
    if (error.retryAfterSeconds !== undefined)
      void reply.header('retry-after', String(error.retryAfterSeconds));
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    const { type, body } = renderProblem(problem, request);
    void reply.status(status).header('cache-control', 'no-store').type(type).send(body);
  }
}
