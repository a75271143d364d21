import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppError } from '@app/platform';
import type { FastifyInstance } from 'fastify';

/** Marks the route that takes files, for `@RouteConfig`. */
export const UPLOAD_ROUTE = { takesFiles: true } as const;

/**
 * Lets forms with files reach the route of uploads, and no other, before a byte of them is read. It does so while the container is built,
 * because Fastify must know of it before it listens.
 */
@Injectable()
export class UploadBodies {
  constructor(host: HttpAdapterHost) {
    const fastify = host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser('multipart/form-data', (request, _body, done) => {
      if (takesFiles(request.routeOptions.config)) done(null, undefined);
      else done(new AppError('UNSUPPORTED_MEDIA_TYPE', 'This operation does not take multipart/form-data.'));
    });
  }
}

function takesFiles(config: unknown): boolean {
  return (config as Partial<typeof UPLOAD_ROUTE> | undefined)?.takesFiles === true;
}
