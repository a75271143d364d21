import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppError } from '@app/platform';
import type { FastifyInstance } from 'fastify';
import { TEXT_TYPES } from '../ingest/read-ingest-body';

/** Marks the route that takes points, for `@RouteConfig`. */
export const POINTS_ROUTE = { takesPoints: true } as const;

/**
 * Teaches the HTTP server to take NDJSON and CSV, as bytes and on the points route alone. It does so while the container
 * is built, because Fastify must know of them before it listens.
 */
@Injectable()
export class PointsBodies {
  constructor(host: HttpAdapterHost) {
    const fastify = host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser([...TEXT_TYPES], { parseAs: 'buffer' }, (request, body, done) => {
      if (takesPoints(request.routeOptions.config)) done(null, body);
      else done(unsupported(request.headers['content-type']));
    });
  }
}

function takesPoints(config: unknown): boolean {
  return (config as Partial<typeof POINTS_ROUTE> | undefined)?.takesPoints === true;
}

function unsupported(contentType: string | undefined): AppError {
  return new AppError(
    'UNSUPPORTED_MEDIA_TYPE',
    `This operation does not take ${contentType ?? 'such a body'}.`,
  );
}
