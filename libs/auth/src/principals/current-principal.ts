import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type AuthenticatedRequest, requestOf } from '../guard/request-of';
import type { Principal } from './principal';

export type { AuthenticatedRequest };

/** Handler parameter: who is asking. The guard has made sure that there is one. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal => {
    const principal = requestOf(context).user;
    if (!principal) throw new Error('CurrentPrincipal on a public route');
    return principal;
  },
);
