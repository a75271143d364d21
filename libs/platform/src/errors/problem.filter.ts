import { ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../clock';
import { ERROR_CODES } from './error-codes';
import { toProblem } from './problem';
import { toAppError } from './to-app-error';

/** Answers every error as `application/problem+json`. Unexpected ones are logged with their cause and answered without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also used for errors that Fastify raises before Nest sees the request. */
  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toAppError(thrown);
    const { status, log } = ERROR_CODES[error.code];
    if (log !== 'silent') {
      // What clients got wrong is told to them, not to the log: it quotes what they sent.
      const quotes = log === 'debug';
      this.logger[log](
        { err: status >= 500 ? (error.cause ?? error) : undefined, code: error.code, requestId: request.id },
        quotes ? error.code : error.message,
      );
    }
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const instance = request.url.split('?', 1)[0] ?? '/';
    const problem = toProblem(error, instance, request.id, this.clock.now());
    if (error.retryAfterSeconds !== undefined)
      void reply.header('retry-after', String(error.retryAfterSeconds));
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply
      .status(status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .send(problem);
  }
}
