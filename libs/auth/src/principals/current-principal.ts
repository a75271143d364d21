import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { requestOf } from '../guard/request-of';
import type { Principal } from './principal';

/** Where the guard leaves the principal on Fastify's request. */
export interface AuthenticatedRequest extends FastifyRequest {
  user?: Principal;
}

/** Handler parameter: who is asking. The guard has made sure that there is one. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal => {
    const principal = requestOf(context).user;
    if (!principal) throw new Error('CurrentPrincipal on a public route');
    return principal;
  },
);
