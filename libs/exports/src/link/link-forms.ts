import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

/** Marks the route that a form without fields is sent to, for `@RouteConfig`. */
export const EMPTY_FORM_ROUTE = { takesEmptyForm: true } as const;

/**
 * Lets the route of links, and no other, be called by a form of a page: it says that it sends fields, and sends none. It does so while the
 * container is built, because Fastify must know before routes are made.
 */
@Injectable()
export class LinkForms {
  constructor(host: HttpAdapterHost) {
    host.httpAdapter.getInstance<FastifyInstance>().addHook('onRoute', (route) => {
      const { takesEmptyForm } = (route.config ?? {}) as Partial<typeof EMPTY_FORM_ROUTE>;
      if (takesEmptyForm !== true) return;
      route.onRequest = (request, _reply, done) => {
        const { headers } = request.raw;
        if ((headers['content-length'] ?? '0') === '0') delete headers['content-type'];
        done();
      };
    });
  }
}
