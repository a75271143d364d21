import type { FastifyRequest } from 'fastify';

/** Whose answer it is. `principal` must differ between any two that may see different answers: rights and policy included. */
export interface CacheIdentity {
  organizationId: string;
  principal: string;
}

/** Tells whose request it is; undefined = nothing is cached. */
export type IdentifyForCache = (request: FastifyRequest) => CacheIdentity | undefined;

/** Injection token of {@link IdentifyForCache}, which the composition root provides. Without one nothing is cached. */
export const CACHE_IDENTITY = Symbol('CACHE_IDENTITY');
