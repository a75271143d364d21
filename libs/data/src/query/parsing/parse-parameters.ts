import { COMPARED } from '../answer/columns-of';
import { shown, type QueryErrors } from './query-errors';
import type { JsonObject } from './read-json';

/** Parameters of a URL as the HTTP server gives them: a repeated one is a list. */
export type Parameters = Readonly<Record<string, string | string[] | undefined>>;

/** What a client may say about a query in a URL. */
export const QUERY_PARAMETERS = [
  'metric',
  'aggregation',
  'percentile',
  'dimension',
  'groupBy',
  'timerange',
  'timeRange',
  'from',
  'to',
  'interval',
  'maxDataPoints',
  'timezone',
  'weekStart',
  'filters',
  'orderBy',
  'limit',
  'fill',
  'compare',
  'totals',
] as const;

/** What the parameters ask, written as the JSON query would write it. */
export interface ReadParameters {
  /** Names of metrics; empty when the URL names none. */
  metrics: string[];
  aggregation?: string;
  percentile?: number | string;
  /** What `countDistinct` counts. */
  dimension?: string;
  /** Everything but `metrics`. */
  rest: JsonObject;
}

/** Reads the parameters of a GET. Values are only given their types here: they are judged as those of a JSON query. */
export function readParameters(
  parameters: Parameters,
  allowed: readonly string[],
  errors: QueryErrors,
): ReadParameters {
  for (const name of Object.keys(parameters)) {
    if (!allowed.includes(name))
      errors.add(`/${name.slice(0, 100)}`, `is no parameter here; allowed are ${allowed.join(', ')}`);
  }
  const one = (name: string): string | undefined => single(parameters[name], `/${name}`, errors);
  const timeRange = readRange(one('timerange'), one('timeRange'), one('from'), one('to'), errors);
  const metrics = listOf(parameters.metric);
  const orderBy = listOf(parameters.orderBy).map((text) => readOrder(text, metrics));
  const rest: JsonObject = {
    timeRange,
    interval: one('interval'),
    maxDataPoints: toNumber(one('maxDataPoints')),
    timezone: one('timezone'),
    weekStart: one('weekStart'),
    groupBy: listOf(parameters.groupBy),
    filters: readFilters(one('filters'), errors),
    orderBy,
    limit: toNumber(one('limit')),
    fill: one('fill'),
    compare: readCompare(one('compare')),
    totals: toFlag(one('totals')),
  };
  const aggregation = one('aggregation');
  const percentile = toNumber(one('percentile'));
  const dimension = one('dimension');
  return {
    metrics,
    ...(aggregation !== undefined && { aggregation }),
    ...(percentile !== undefined && { percentile }),
    ...(dimension !== undefined && { dimension }),
    rest,
  };
}

/** The parameter that a pointer into the JSON query came from. */
export function parameterOf(pointer: string): string {
  const [, first = '', , member] = pointer.split('/');
  if (first === 'metrics') return `/${member === undefined || member === 'as' ? 'metric' : member}`;
  if (first === 'timeRange')
    return pointer === '/timeRange' ? '/timerange' : pointer.slice('/timeRange'.length);
  if (first === 'groupBy' || first === 'orderBy' || first === 'compare') return `/${first}`;
  return pointer;
}

function readRange(
  lower: string | undefined,
  camel: string | undefined,
  from: string | undefined,
  to: string | undefined,
  errors: QueryErrors,
): unknown {
  const relative = lower ?? camel;
  if (lower !== undefined && camel !== undefined)
    errors.add('/timeRange', 'is given as timerange and as timeRange; give one of them');
  if (from === undefined && to === undefined) return relative;
  if (relative !== undefined)
    errors.add('/from', `and to say the same as timerange=${shown(relative)}; give one of them`);
  return { from, to };
}

/** `key:value|value,key:value`, or JSON: one filter or a list of them. */
function readFilters(text: string | undefined, errors: QueryErrors): unknown {
  if (text === undefined || text === '') return undefined;
  if (/^\s*[[{]/.test(text)) {
    try {
      const json: unknown = JSON.parse(text);
      return Array.isArray(json) ? json : [json];
    } catch (error) {
      errors.add('/filters', `is not valid JSON: ${(error as Error).message}`);
      return undefined;
    }
  }
  return text.split(',').flatMap((part) => {
    const colon = part.indexOf(':');
    if (colon > 0)
      return [{ dimension: part.slice(0, colon), operator: 'in', values: part.slice(colon + 1).split('|') }];
    errors.add('/filters', `must be key:value|value,key:value or JSON; given is ${shown(part)}`);
    return [];
  });
}

/** `column` or `column:direction`. A metric's name may have a colon of its own. */
function readOrder(text: string, metrics: readonly string[]): JsonObject {
  const isColumn = metrics.some(
    (name) => text === name || COMPARED.some((what) => text === `${name}_${what}`),
  );
  const [, column = text, direction] = (isColumn ? null : /^(.*):(.*)$/s.exec(text)) ?? [];
  return { column, ...(direction !== undefined && { direction }) };
}

function single(
  value: string | string[] | undefined,
  pointer: string,
  errors: QueryErrors,
): string | undefined {
  if (!Array.isArray(value)) return value;
  errors.add(pointer, `is given ${value.length} times; give it once`);
  return value[0];
}

/** `previous_period`, or how much earlier: `7d`. */
function readCompare(text: string | undefined): unknown {
  return text === undefined || text === 'previous_period' ? text : { shift: text };
}

/** Names separated by commas, in one parameter or in several of the same name. */
function listOf(value: string | string[] | undefined): string[] {
  return [value ?? []].flat().flatMap((text) => (text === '' ? [] : text.split(',')));
}

/** The number that the text is, or the text, which then fails the check of the number. */
function toNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** True or false, or the text, which then is refused. */
function toFlag(text: string | undefined): boolean | string | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
