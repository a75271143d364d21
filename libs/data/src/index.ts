export type {
  Aggregation,
  Cell,
  Column,
  DimensionFilter,
  Filter,
  Interval,
  MeasureSpec,
  MetricQuery,
  Operator,
  OrderBy,
  QueryAnswer,
  QueryData,
  QueryMeta,
  TimeRange,
} from './query/metric-query';
export { AGGREGATIONS, INTERVALS, OPERATORS } from './query/metric-query';
