import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KnownPrincipals } from '@app/auth';
import { HitLane } from '@app/cache';
import type { FastifyInstance } from 'fastify';

/** Answers what is in memory for a principal that is known, before anything else looks at the request. After CORS. */
export function installHitLane(app: NestFastifyApplication): void {
  const principals = app.get(KnownPrincipals, { strict: false });
  const lane = app.get(HitLane, { strict: false });
  const plugin = (fastify: FastifyInstance, _options: object, done: () => void): void => {
    fastify.addHook('onRequest', (request, reply, next) => {
      const principal = principals.of(request);
      if (!principal || !lane.answer(principal, request, reply)) next();
    });
    done();
  };
  // A plugin, so that it comes after that of CORS; without a scope of its own, so that it serves all routes.
  void app
    .getHttpAdapter()
    .getInstance()
    .register(Object.assign(plugin, { [Symbol.for('skip-override')]: true }));
}
