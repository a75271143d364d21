import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { AGGREGATIONS, FILLS, INTERVALS } from './metric-query';
import { QUERY_LIMITS } from './query-limits';

/** The parameters that both GET routes take. */
export function ApiQueryParameters(example: { metric: string; required: boolean }): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'metric',
      required: example.required,
      type: String,
      description: example.required
        ? 'Name of one metric.'
        : `Names, separated by commas. Absent: every metric that you see, the first ${QUERY_LIMITS.allMetrics} by name.`,
      example: example.metric,
    }),
    ApiQuery({
      name: 'aggregation',
      required: false,
      enum: AGGREGATIONS,
      enumName: 'Aggregation',
      description: "Absent: the metric's default, else `sum`.",
      example: 'avg',
    }),
    ApiQuery({
      name: 'percentile',
      required: false,
      type: Number,
      description: 'Needed with `percentile`, such as 95.',
    }),
    ApiQuery({
      name: 'timerange',
      required: false,
      type: String,
      description:
        'Relative, such as `30d`; `timeRange` is accepted too. Absent, and neither from nor to: `30d`.',
    }),
    ApiQuery({
      name: 'from',
      required: false,
      type: String,
      description: 'First moment: a date in the time zone, or a time with offset (write + as %2B).',
      example: '2001-01-01',
    }),
    ApiQuery({
      name: 'to',
      required: false,
      type: String,
      description: 'The moment after the last.',
      example: '2001-01-08',
    }),
    ApiQuery({ name: 'timezone', required: false, type: String, description: 'IANA name; else UTC.' }),
    ApiQuery({
      name: 'weekStart',
      required: false,
      enum: ['monday', 'sunday'],
      description: 'Day on which `1w` begins.',
    }),
    ApiQuery({
      name: 'filters',
      required: false,
      type: String,
      description: '`key:value|value,key:value`, or the filters of a query as JSON.',
    }),
    ApiQuery({
      name: 'orderBy',
      required: false,
      type: String,
      description: 'Columns separated by commas, each with `:desc` or `:asc`.',
    }),
    ApiQuery({
      name: 'limit',
      required: false,
      type: Number,
      description: `Most rows, up to ${QUERY_LIMITS.rows}.`,
    }),
  );
}

/** The parameters of a question that is not split by one dimension. */
export function ApiTableParameters(): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'dimension',
      required: false,
      type: String,
      description: 'Needed with `countDistinct`: the dimension whose values are counted.',
    }),
    ApiQuery({
      name: 'fill',
      required: false,
      enum: FILLS,
      description: 'What stands in buckets without points; absent: such buckets have no row.',
    }),
    ApiQuery({
      name: 'compare',
      required: false,
      type: String,
      description: '`previous_period`, or how much earlier such as `7d`.',
    }),
    ApiQuery({ name: 'totals', required: false, type: Boolean, description: 'Whether to add totals.' }),
    ApiQuery({
      name: 'groupBy',
      required: false,
      type: String,
      description: `\`date\` for a row per day (or \`interval\`), and up to ${QUERY_LIMITS.groupBy} dimensions, separated by commas.`,
      example: 'date',
    }),
    ApiQuery({
      name: 'interval',
      required: false,
      enum: [...INTERVALS, 'auto'],
      description: 'Length of the buckets; absent with `groupBy=date`: `1d`.',
    }),
    ApiQuery({
      name: 'maxDataPoints',
      required: false,
      type: Number,
      description: 'With the interval `auto`.',
    }),
  );
}
