import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiResponse, getSchemaPath } from '@nestjs/swagger';

const HEADERS = {
  ETag: { description: 'Of the content.', schema: { type: 'string', example: 'W/"q9ZsTmJ8k1rVb0yWg3uTnA"' } },
  'X-Cache': {
    description:
      '`HIT`: fresh and kept. `MISS`: computed for this request, or for an equal one at the same time. `STALE`: no older than was allowed.',
    schema: { type: 'string', enum: ['HIT', 'MISS', 'STALE'] },
  },
  Age: { description: 'Seconds since the answer was computed.', schema: { type: 'integer', example: 0 } },
  'Server-Timing': {
    description: 'Milliseconds that each part took.',
    schema: { type: 'string', example: 'validate;dur=0.4, store;dur=11.2, format;dur=0.1, cache;dur=11.9' },
  },
};

const META_HEADER = {
  'X-Vitrine-Meta': {
    description: 'With NDJSON and CSV: the `meta` of the answer as JSON.',
    schema: { type: 'string', example: '{"from":"2001-01-01T00:00:00.000Z","truncated":false}' },
  },
};

/** The answer's rows in other media types. */
const TABLES = {
  'application/x-ndjson': {
    schema: { type: 'string' },
    example: '{"origin":"ATL","flights.delay":11.25}\n{"origin":"ORD","flights.delay":9.5}\n',
  },
  'text/csv': { schema: { type: 'string' }, example: 'origin,flights.delay\r\nATL,11.25\r\nORD,9.5\r\n' },
};

/**
 * Documents an answer that comes from the cache, with its headers.
 * @param tables whether it comes as NDJSON and CSV too
 */
export function ApiCachedAnswer(type: Type, { tables = false } = {}): ClassDecorator & MethodDecorator {
  const json = { 'application/json': { schema: { $ref: getSchemaPath(type) } } };
  return applyDecorators(
    ApiExtraModels(type),
    ApiOkResponse(
      tables
        ? { content: { ...json, ...TABLES }, headers: { ...HEADERS, ...META_HEADER } }
        : { type, headers: HEADERS },
    ),
    ApiResponse({ status: 304, description: '`If-None-Match` names the answer.' }),
    ApiHeader({ name: 'If-None-Match', required: false, description: 'ETag of the answer that you have.' }),
    ApiHeader({
      name: 'Cache-Control',
      required: false,
      description: '`no-cache`: compute anew. `max-stale=<seconds>`: an answer so old is good enough.',
    }),
  );
}
