import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Standing } from '../guard/standing';
import type { Principal } from './principal';

/** Where the guard leaves the principal on Fastify's request. */
export interface AuthenticatedRequest extends FastifyRequest {
  user?: Principal;
  /** What came instead of a credential: a ticket, which is used up by now. */
  standing?: Standing;
}

/** Handler parameter: who is asking. The guard has made sure that there is one. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal => {
    const principal = context.switchToHttp().getRequest<AuthenticatedRequest>().user;
    if (!principal) throw new Error('CurrentPrincipal on a public route');
    return principal;
  },
);
