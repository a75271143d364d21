import type { FastifyRequest } from 'fastify';
import { preferredType, type Problem, type RenderedProblem } from '@app/platform';
import type { GraphqlErrorEntry, GraphqlResult } from './graphql-operation';

const JSON_TYPE = 'application/json';
const MEDIA_TYPES = [JSON_TYPE, 'application/graphql-response+json'] as const;

/** What of a problem is said elsewhere in a GraphQL error. */
const ELSEWHERE: readonly string[] = ['type', 'error', 'instance', 'details'];

/** A problem as one error of a GraphQL answer: its members are the extensions. */
export function errorEntry(problem: Problem): GraphqlErrorEntry {
  const extensions = Object.fromEntries(
    Object.entries(problem).filter(([name]) => !ELSEWHERE.includes(name)),
  );
  return { message: problem.detail ?? problem.title, extensions };
}

/** A request that was refused before its document was looked at. */
export function renderProblem(problem: Problem, { headers }: FastifyRequest): RenderedProblem {
  return { type: contentType(headers.accept), body: { errors: [errorEntry(problem)] } };
}

/** The media type of the answer that a client wants. */
export function contentType(accept: string | undefined): string {
  return `${preferredType(accept, MEDIA_TYPES)}; charset=utf-8`;
}

/**
 * The HTTP status of an answer, as the specification of GraphQL over HTTP has it: what was executed is 200; a document that was not
 * is 200 too for clients that take `application/json`, whose other statuses may come from anybody on the way.
 */
export function statusOf({ data, errors }: GraphqlResult, accept: string | undefined): number {
  if (data !== undefined || !errors) return 200;
  const status = Number(errors[0]?.extensions.status);
  return status === 400 && contentType(accept).startsWith(JSON_TYPE) ? 200 : status;
}
