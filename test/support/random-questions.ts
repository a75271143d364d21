import type { DataPolicy } from '@app/auth';
import {
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  option,
  record,
  subarray,
  tuple,
  type Arbitrary,
} from 'fast-check';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Zones whose offset does not change in the days of the questions, in minutes. */
export const OFFSETS: Readonly<Record<string, number>> = {
  UTC: 0,
  'Europe/Berlin': 60,
  'Asia/Kolkata': 330,
  'Asia/Kathmandu': 345,
  'America/New_York': -300,
};
export const QUESTION_INTERVALS = ['1m', '15m', '1h', '6h', '1d', '1w', '1mo'] as const;

export interface QuestionMeasure {
  aggregation: 'sum' | 'avg' | 'count' | 'min' | 'max' | 'last' | 'rate' | 'countDistinct' | 'percentile';
  percentile?: number;
  exact?: true;
  dimension?: 'region' | 'tier';
}
export type QuestionFilter =
  | { dimension: 'region' | 'tier'; operator: string; values: string[] }
  | { or: QuestionFilter[] }
  | { and: QuestionFilter[] };

/** A question about one metric with the dimensions region and tier, and who asks it. */
export interface Question {
  /** UTC ms, half-open. */
  from: number;
  to: number;
  interval?: (typeof QUESTION_INTERVALS)[number];
  timezone: string;
  groupBy: ('region' | 'tier')[];
  filters: QuestionFilter[];
  measures: QuestionMeasure[];
  totals: boolean;
  policy: DataPolicy;
}

const VALUES = ['emea', 'apac', 'gold', 'em', ''];
const dimension = constantFrom<('region' | 'tier')[]>('region', 'tier');

const condition: Arbitrary<QuestionFilter> = oneof(
  record({
    dimension,
    operator: constantFrom('eq', 'ne', 'contains', 'startsWith'),
    values: constantFrom(...VALUES).map((value) => [value]),
  }),
  record({
    dimension,
    operator: constantFrom('in', 'notIn'),
    values: subarray(VALUES, { minLength: 1, maxLength: 3 }),
  }),
  record({ dimension, operator: constant('exists'), values: boolean().map((wanted) => [String(wanted)]) }),
);
const filter: Arbitrary<QuestionFilter> = oneof(
  { weight: 4, arbitrary: condition },
  { weight: 1, arbitrary: array(condition, { minLength: 1, maxLength: 2 }).map((or) => ({ or })) },
  { weight: 1, arbitrary: array(condition, { minLength: 1, maxLength: 2 }).map((and) => ({ and })) },
);

const measure: Arbitrary<QuestionMeasure> = oneof(
  record({
    aggregation: constantFrom<QuestionMeasure['aggregation'][]>(
      'sum',
      'avg',
      'count',
      'min',
      'max',
      'last',
      'rate',
    ),
  }),
  dimension.map((counted) => ({ aggregation: 'countDistinct' as const, dimension: counted })),
  tuple(constantFrom(1, 50, 95, 99.9), boolean()).map(([percentile, exact]) => ({
    aggregation: 'percentile' as const,
    percentile,
    ...(exact && { exact: true as const }),
  })),
);

/** A stretch within [start, start + days): of whole days, hours or minutes, or of milliseconds. */
function stretch(start: number, days: number): Arbitrary<{ from: number; to: number }> {
  return constantFrom(DAY, DAY, 60 * MINUTE, MINUTE, 1).chain((unit) => {
    const units = (days * DAY) / unit;
    return tuple(nat(units - 1), integer({ min: 1, max: units })).map(([first, count]) => ({
      from: start + first * unit,
      to: Math.min(start + days * DAY, start + (first + count) * unit),
    }));
  });
}

/** Questions about so many days from `start` (UTC ms) on. */
export function questions(start: number, days: number): Arbitrary<Question> {
  return record({
    range: stretch(start, days),
    interval: option(constantFrom(...QUESTION_INTERVALS), { nil: undefined }),
    timezone: constantFrom('UTC', ...Object.keys(OFFSETS)),
    groupBy: subarray<'region' | 'tier'>(['region', 'tier']),
    filters: array(filter, { maxLength: 2 }),
    measures: array(measure, { minLength: 1, maxLength: 3 }),
    totals: boolean(),
    policy: oneof(
      { weight: 5, arbitrary: constant<DataPolicy>({}) },
      {
        weight: 1,
        arbitrary: constantFrom<DataPolicy[]>({ region: ['emea'] }, { tier: ['gold'] }, { region: [] }),
      },
    ),
  }).map(({ range, interval, ...rest }) => ({ ...range, ...rest, ...(interval && { interval }) }));
}

/** The question as a client sends it. */
export function asMetricQuery(metric: string, question: Question): object {
  const { from, to, interval, timezone, groupBy, filters, measures, totals } = question;
  return {
    metrics: measures.map((each, index) => ({ metric, ...each, as: `c${index}` })),
    timeRange: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    ...(interval && { interval }),
    timezone,
    groupBy,
    filters,
    limit: 50_000,
    ...(totals && { totals }),
  };
}
