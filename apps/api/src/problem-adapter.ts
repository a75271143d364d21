import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { ProblemFilter } from '@app/platform';
import type { FastifyHttpOptions, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';

/**
 * Fastify's own errors (a body that is no JSON, one that is too large) go to the problem filter as they are: Nest would
 * turn them into HTTP exceptions first, and their code would be lost.
 */
export class ProblemAdapter extends FastifyAdapter {
  constructor(
    options: FastifyHttpOptions<RawServerDefault>,
    private readonly filter: ProblemFilter,
  ) {
    super(options);
  }

  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.instance.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      this.filter.answer(error, request, reply),
    );
  }

  /**
   * Bodies are JSON where an operation does not say otherwise. A form or plain text is what a page of another origin could
   * send without being asked first. Many clients say JSON of every request: one without a body has none.
   */
  override registerParserMiddleware(prefix?: string, rawBody?: boolean): void {
    super.registerParserMiddleware(prefix, rawBody);
    this.instance.removeContentTypeParser([
      'application/x-www-form-urlencoded',
      'text/plain',
      'application/json',
    ]);
    const parse = this.instance.getDefaultJsonParser('error', 'error');
    this.instance.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
      if (body === '') done(null, undefined);
      else void parse(request, body as string, done);
    });
  }
}
