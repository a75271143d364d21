import { TimeZone } from '@app/platform';
import { INSTANT_FORMS, parseInstant } from '../time/instant';
import type { Filter } from '../query/metric-query';
import { parseFilters } from '../query/parsing/parse-filters';
import { QueryErrors, shown } from '../query/parsing/query-errors';
import { readName, readObject } from '../query/parsing/read-json';
import { QUERY_LIMITS } from '../query/query-limits';

/** Which points are to go: those of [from, to), in UTC ms, that all filters let through. */
export interface DeletionRequest {
  metric: string;
  from: number;
  to: number;
  filters: Filter[];
}

/** Last instant that can be named; what lies beyond has no points. */
const LATEST_MS = Date.UTC(9999, 11, 31);

/** @throws AppError VALIDATION_FAILED or LIMIT_EXCEEDED that names everything that is wrong */
export function parseDeletion(input: unknown): DeletionRequest {
  const errors = new QueryErrors();
  const object = readObject(input, ['metric', 'from', 'to', 'filters'], '', errors) ?? {};
  const metric = readName(object.metric, QUERY_LIMITS.nameLength, '/metric', errors) ?? '';
  const from = readInstant(object.from, '/from', errors);
  const to = readInstant(object.to, '/to', errors);
  if (errors.count === 0 && from >= to) {
    errors.add('/to', `must be after from; given are ${shown(object.from)} and ${shown(object.to)}`);
  }
  const filters = parseFilters(object.filters, QUERY_LIMITS, errors);
  errors.throwIfAny();
  return { metric, from: Math.max(0, from), to: Math.min(to, LATEST_MS), filters };
}

function readInstant(value: unknown, pointer: string, errors: QueryErrors): number {
  if (typeof value !== 'string') {
    errors.add(pointer, `must be ${INSTANT_FORMS}; given is ${shown(value)}`);
    return 0;
  }
  const instant = parseInstant(value, TimeZone.find('UTC') as TimeZone);
  if (typeof instant === 'number') return instant;
  errors.add(pointer, instant);
  return 0;
}
