import { columnsOf, numbersOf } from '../answer/columns-of';
import { FILLS, type Fill, type MetricQuery } from '../metric-query';
import { checkColumns, parseHaving, parseOrderBy, parseTop } from './parse-columns';
import { parseCompare } from './parse-compare';
import { parseFilters } from './parse-filters';
import { parseMeasures } from './parse-measures';
import { parseTime } from './parse-time';
import { QueryErrors, shown } from './query-errors';
import { QUERY_LIMITS, type QueryLimits } from '../query-limits';
import {
  type JsonObject,
  isDeeperThan,
  readCount,
  readFlag,
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
  'having',
  'orderBy',
  'limit',
  'top',
  'fill',
  'compare',
  'totals',
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

/**
 * Like {@link parseMetricQuery}, after what the caller has found wrong already.
 * @param share adds a column `share`
 */
export function readMetricQuery(
  input: unknown,
  limits: QueryLimits,
  errors: QueryErrors,
  share = false,
): MetricQuery {
  if (isDeeperThan(input, limits.depth)) {
    errors.limit('', `nests at most ${limits.depth} levels deep`);
    errors.throwIfAny();
  }
  const object = readObject(input, PROPERTIES, '', errors);
  if (!object) errors.throwIfAny();
  return readMembers(object ?? {}, share, limits, errors);
}

function readMembers(
  object: JsonObject,
  share: boolean,
  limits: QueryLimits,
  errors: QueryErrors,
): MetricQuery {
  const metrics = parseMeasures(object.metrics, limits, errors);
  const { groupBy, byDate } = parseGroupBy(object.groupBy, limits, errors);
  const time = parseTime(object, byDate, limits, errors);
  const filters = parseFilters(object.filters, limits, errors);
  const compare = parseCompare(object.compare, limits, errors);
  const shape = { ...time, metrics, groupBy, ...(compare && { compare }), ...(share && { share }) };
  if (errors.count === 0) checkColumns(shape, errors);
  // Where something above is wrong the names of the columns are not known for certain.
  const known = errors.count === 0;
  const top = parseTop(object.top, shape, limits, errors);
  const fill = parseFill(object.fill, errors);
  const totals = readFlag(object.totals, '/totals', errors);
  const names = (columns: { name: string }[]): string[] | undefined =>
    known ? columns.map(({ name }) => name) : undefined;
  const having = parseHaving(object.having, names(numbersOf(shape)), limits, errors);
  const orderBy = parseOrderBy(object.orderBy, names(columnsOf(shape)), limits, errors);
  const limit =
    object.limit === undefined ? limits.defaultRows : readCount(object.limit, limits.rows, '/limit', errors);
  errors.throwIfAny();
  return {
    ...shape,
    filters,
    having,
    orderBy,
    limit: limit ?? limits.defaultRows,
    ...(top && { top }),
    ...(fill && { fill }),
    ...(totals && { totals }),
  };
}

function parseFill(input: unknown, errors: QueryErrors): Fill | undefined {
  const fill = input === undefined ? 'none' : readWord(input, FILLS, '/fill', errors);
  return fill === 'none' ? undefined : fill;
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
