import type { Pagination } from './api-connection';
import { type FieldChecks, given } from './field-checks';

const TYPES = ['none', 'link', 'cursor', 'page', 'offset'] as const;
const LARGEST_SIZE = 100_000;

/** Reads how one page leads to the next. */
export function parsePagination(pagination: FieldChecks): Pagination {
  const parsed = byType(pagination);
  pagination.end();
  return parsed;
}

function byType(pagination: FieldChecks): Pagination {
  const type = pagination.choice('type', TYPES, 'none');
  if (type === 'none') return { type };
  if (type === 'link') return { type, ...given('path', pagination.expression('path')) };
  const parameter = given('parameter', pagination.text('parameter', { longest: 100 }));
  if (type === 'cursor') {
    const before = pagination.errors.length;
    const path = pagination.expression('path');
    if (path === undefined && pagination.errors.length === before) pagination.wrong('path', 'is missing');
    return { type, path: path ?? '', ...parameter };
  }
  const sizes = {
    ...given('sizeParameter', pagination.text('sizeParameter', { longest: 100 })),
    ...given('size', pagination.integer('size', 1, LARGEST_SIZE)),
  };
  if (sizes.sizeParameter !== undefined && sizes.size === undefined)
    pagination.wrong('size', 'is missing: sizeParameter sends it');
  if (type === 'offset') return { type, ...parameter, ...sizes };
  return { type, ...parameter, first: pagination.integer('first', 0, 1_000_000_000, 1), ...sizes };
}
