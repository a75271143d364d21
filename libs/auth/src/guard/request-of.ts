import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../principals/principal';
import type { Standing } from './standing';

/** Where the guard leaves the principal on Fastify's request. */
export interface AuthenticatedRequest extends FastifyRequest {
  user?: Principal;
  /** What came instead of a credential: a ticket, which is used up by now. */
  standing?: Standing;
}

/** Where the context of a resolver is among its arguments: parent, arguments, context, info. */
const RESOLVER_CONTEXT = 2;

/** Whether a resolver is called: a field of a GraphQL document, whose request has passed the guard before. */
export function isResolver(context: ExecutionContext): boolean {
  return context.getType<string>() === 'graphql';
}

/** The request in whose name a handler is called; of a resolver, the one that its context carries as `req`. */
export function requestOf(context: ExecutionContext): AuthenticatedRequest {
  if (!isResolver(context)) return context.switchToHttp().getRequest<AuthenticatedRequest>();
  return context.getArgByIndex<{ req: AuthenticatedRequest }>(RESOLVER_CONTEXT).req;
}
