import { registerEnumType } from '@nestjs/graphql';
import type { Aggregation, Operator } from '../query/metric-query';

export const AggregationType = {
  SUM: 'sum',
  AVG: 'avg',
  COUNT: 'count',
  MIN: 'min',
  MAX: 'max',
  PERCENTILE: 'percentile',
  LAST: 'last',
  RATE: 'rate',
  COUNT_DISTINCT: 'countDistinct',
} as const satisfies Record<string, Aggregation>;

export const GroupByType = { DATE: 'date', DIMENSION: 'dimension' } as const;
export type GroupBy = (typeof GroupByType)[keyof typeof GroupByType];

export const FilterOperator = {
  EQ: 'eq',
  NE: 'ne',
  IN: 'in',
  NOT_IN: 'notIn',
  CONTAINS: 'contains',
  STARTS_WITH: 'startsWith',
  EXISTS: 'exists',
} as const satisfies Record<string, Operator>;

registerEnumType(AggregationType, {
  name: 'AggregationType',
  description: 'How the points of a bucket or group become one value.',
});
registerEnumType(GroupByType, {
  name: 'GroupByType',
  description: '`DATE`: a value per day, or per `interval`. `DIMENSION`: a value per value of `dimension`.',
});
registerEnumType(FilterOperator, { name: 'FilterOperator' });
