import type { FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from './current-principal';

/** The organization that a request acts in; empty on public routes. For the tags of cached responses. */
export function organizationOf(request: FastifyRequest): string {
  return (request as AuthenticatedRequest).user?.organizationId ?? '';
}
