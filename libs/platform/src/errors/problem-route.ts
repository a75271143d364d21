import type { FastifyRequest } from 'fastify';
import type { Problem } from './problem';

/** The body of an error's answer and its media type. */
export interface RenderedProblem {
  type: string;
  body: unknown;
}

/**
 * Configuration (`@RouteConfig`) of a route whose clients expect errors in another form than problem+json: also of those that come
 * before its handler.
 */
export interface ProblemRoute {
  renderProblem?: (problem: Problem, request: FastifyRequest) => RenderedProblem;
}

/** The problem as the route that was asked renders it. */
export function renderProblem(problem: Problem, request: FastifyRequest): RenderedProblem {
  const { renderProblem: render } = (request.routeOptions.config ?? {}) as ProblemRoute;
  return render ? render(problem, request) : { type: 'application/problem+json', body: problem };
}
