import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppError } from '@app/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Marks the route that takes webhooks, for `@RouteConfig`. */
export const WEBHOOK_ROUTE = { takesWebhooks: true } as const;

/** Largest body of a webhook. */
export const WEBHOOK_BODY_LIMIT_BYTES = 1_048_576;

/** Where the route finds the content type that was sent. */
export const SENT_TYPE = 'x-webhook-content-type';
/** Under this one the body reaches the handler as its bytes. */
const RAW_TYPE = 'application/vnd.vitrine.webhook';

/**
 * Gives the route of webhooks, and no other, its bodies byte for byte, whatever type they have: what was signed is those bytes. It does
 * so while the container is built, because Fastify must know before routes are made.
 */
@Injectable()
export class WebhookBodies {
  constructor(host: HttpAdapterHost) {
    const fastify = host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRoute', (route) => {
      if (!takesWebhooks(route.config)) return;
      route.bodyLimit = WEBHOOK_BODY_LIMIT_BYTES;
      route.onRequest = (request, _reply, done) => {
        const { headers } = request.raw;
        headers[SENT_TYPE] = headers['content-type'] ?? '';
        headers['content-type'] = RAW_TYPE;
        done();
      };
    });
    fastify.addContentTypeParser(RAW_TYPE, { parseAs: 'buffer' }, (request: FastifyRequest, body, done) => {
      if (takesWebhooks(request.routeOptions.config)) done(null, body);
      else done(new AppError('UNSUPPORTED_MEDIA_TYPE', `This operation does not take ${RAW_TYPE}.`));
    });
  }
}

function takesWebhooks(config: unknown): boolean {
  return (config as Partial<typeof WEBHOOK_ROUTE> | undefined)?.takesWebhooks === true;
}
