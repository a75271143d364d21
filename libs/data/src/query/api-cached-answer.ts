import { applyDecorators, type Type } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiResponse } from '@nestjs/swagger';

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

/** Documents an answer that comes from the cache, with its headers. */
export function ApiCachedAnswer(type: Type): MethodDecorator {
  return applyDecorators(
    ApiOkResponse({ type, headers: HEADERS }),
    ApiResponse({ status: 304, description: '`If-None-Match` names the answer.' }),
    ApiHeader({ name: 'If-None-Match', required: false, description: 'ETag of the answer that you have.' }),
    ApiHeader({
      name: 'Cache-Control',
      required: false,
      description: '`no-cache`: compute anew. `max-stale=<seconds>`: an answer so old is good enough.',
    }),
  );
}
