import type { MetricQuery, OrderBy } from '../metric-query';
import { parseFilters } from './parse-filters';
import { parseMeasures } from './parse-measures';
import { parseTime } from './parse-time';
import { QueryErrors, shown } from './query-errors';
import { QUERY_LIMITS, type QueryLimits } from '../query-limits';
import {
  type JsonObject,
  isDeeperThan,
  readCount,
  readList,
  readName,
  readObject,
  readWord,
} from './read-json';

const PROPERTIES = [
  'metrics',
  'timeRange',
  'interval',
  'maxDataPoints',
  'timezone',
  'weekStart',
  'groupBy',
  'filters',
  'orderBy',
  'limit',
] as const;

/** The name in `groupBy` that means: by day, or by `interval`. */
const BY_DATE = 'date';

/**
 * Reads a query from JSON and normalizes it: equal questions become deeply equal values, whatever their spelling.
 * Pure; whether the metrics and dimensions exist is not asked here.
 * @throws AppError 400 VALIDATION_FAILED (or LIMIT_EXCEEDED when nothing but limits is violated) with every fault
 */
export function parseMetricQuery(input: unknown, limits: QueryLimits = QUERY_LIMITS): MetricQuery {
  return readMetricQuery(input, limits, new QueryErrors());
}

/** Like {@link parseMetricQuery}, after what the caller has found wrong already. */
export function readMetricQuery(input: unknown, limits: QueryLimits, errors: QueryErrors): MetricQuery {
  if (isDeeperThan(input, limits.depth)) {
    errors.limit('', `nests at most ${limits.depth} levels deep`);
    errors.throwIfAny();
  }
  const object = readObject(input, PROPERTIES, '', errors);
  if (!object) errors.throwIfAny();
  return readMembers(object ?? {}, limits, errors);
}

function readMembers(object: JsonObject, limits: QueryLimits, errors: QueryErrors): MetricQuery {
  const metrics = parseMeasures(object.metrics, limits, errors);
  const { groupBy, byDate } = parseGroupBy(object.groupBy, limits, errors);
  const time = parseTime(object, byDate, limits, errors);
  const filters = parseFilters(object.filters, limits, errors);
  const columns = [...(time.interval ? ['time'] : []), ...groupBy, ...metrics.map((measure) => measure.as)];
  if (errors.count === 0) checkColumns(groupBy, metrics, errors);
  const orderBy = parseOrderBy(object.orderBy, columns, limits, errors);
  const limit =
    object.limit === undefined ? limits.defaultRows : readCount(object.limit, limits.rows, '/limit', errors);
  errors.throwIfAny();
  return { metrics, ...time, groupBy, filters, orderBy, limit: limit ?? limits.defaultRows };
}

function parseGroupBy(
  input: unknown,
  limits: QueryLimits,
  errors: QueryErrors,
): { groupBy: string[]; byDate: boolean } {
  const names = readList(input, limits.groupBy + 1, '/groupBy', errors);
  const groupBy: string[] = [];
  names.forEach((item, index) => {
    const name = readName(item, limits.nameLength, `/groupBy/${index}`, errors);
    if (name === undefined || name === BY_DATE) return;
    if (groupBy.includes(name)) errors.add(`/groupBy/${index}`, `names ${shown(name)} a second time`);
    groupBy.push(name);
  });
  if (groupBy.length > limits.groupBy) {
    errors.limit(
      '/groupBy',
      `takes at most ${limits.groupBy} dimensions besides ${BY_DATE}; given are ${groupBy.length}`,
    );
  }
  return { groupBy, byDate: names.includes(BY_DATE) };
}

function checkColumns(groupBy: string[], metrics: MetricQuery['metrics'], errors: QueryErrors): void {
  const taken = new Map<string, string>();
  const check = (name: string, pointer: string, remedy: string): void => {
    if (name === 'time' || name.startsWith('$')) {
      errors.add(
        pointer,
        `makes a column named ${shown(name)}: time and names that begin with $ are reserved${remedy}`,
      );
    } else if (taken.has(name)) {
      errors.add(pointer, `makes a second column named ${shown(name)}, beside ${taken.get(name)}${remedy}`);
    } else {
      taken.set(name, pointer);
    }
  };
  groupBy.forEach((name, index) => check(name, `/groupBy/${index}`, ''));
  metrics.forEach(({ as }, index) => check(as, `/metrics/${index}`, '; name it with "as"'));
}

function parseOrderBy(
  input: unknown,
  columns: string[],
  limits: QueryLimits,
  errors: QueryErrors,
): OrderBy[] {
  const known = errors.count === 0;
  const seen = new Set<string>();
  return readList(input, limits.orderBy, '/orderBy', errors).flatMap((item, index) => {
    const pointer = `/orderBy/${index}`;
    const object = readObject(item, ['column', 'direction'], pointer, errors);
    if (!object) return [];
    const column = readName(object.column, limits.nameLength, `${pointer}/column`, errors);
    const direction =
      object.direction === undefined
        ? 'asc'
        : readWord(object.direction, ['asc', 'desc'], `${pointer}/direction`, errors);
    if (column === undefined || !direction) return [];
    if (known && !columns.includes(column)) {
      errors.add(
        `${pointer}/column`,
        `must be a column of the answer: ${columns.join(', ')}; given is ${shown(column)}`,
      );
    }
    if (seen.has(column)) errors.add(`${pointer}/column`, `names ${shown(column)} a second time`);
    seen.add(column);
    return [{ column, direction }];
  });
}
