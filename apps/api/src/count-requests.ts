import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KeyUsage, type RatedRequest, RequestGate } from '@app/auth';
import type { FastifyInstance, FastifyReply } from 'fastify';

/**
 * Counts every request before anything else looks at it, says what is left, and counts what API keys are used for. After
 * CORS, so that browsers can read a refusal.
 */
export function countRequests(app: NestFastifyApplication): void {
  const gate = app.get(RequestGate, { strict: false });
  const usage = app.get(KeyUsage, { strict: false });
  const plugin = (fastify: FastifyInstance, _options: object, done: () => void): void => {
    fastify.decorateRequest('rated', false);
    fastify.decorateRequest('caller', undefined);
    fastify.addHook('onRequest', (request: RatedRequest, reply, next) => {
      const go = (): void => next();
      try {
        const passed = gate.pass(request, reply);
        if (passed instanceof Promise) passed.then(go, next);
        else go();
      } catch (error) {
        next(error as Error);
      }
    });
    fastify.addHook('onSend', (request: RatedRequest, reply, payload, next) => {
      const go = (): void => next(null, payload);
      const told = gate.tellAnyway(request, reply);
      if (told) told.then(go, next);
      else go();
    });
    fastify.addHook('onResponse', (request: RatedRequest, reply, next) => {
      const principal = request.user ?? request.caller;
      if (principal?.kind === 'apiKey') {
        const address = request.ip;
        usage.add({ keyId: principal.id, status: reply.statusCode, bytes: bytesOf(request, reply), address });
      }
      next();
    });
    done();
  };
  // A plugin, so that it comes after that of CORS; without a scope of its own, so that it serves all routes.
  void app
    .getHttpAdapter()
    .getInstance()
    .register(Object.assign(plugin, { [Symbol.for('skip-override')]: true }));
}

/** Of the body that was sent, where its length is known. */
function bytesOf({ method }: RatedRequest, reply: FastifyReply): number {
  const length = method === 'HEAD' ? undefined : reply.getHeader('content-length');
  return length === undefined ? 0 : Number(length);
}
