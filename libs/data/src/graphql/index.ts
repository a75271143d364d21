export { AggregationType, FilterOperator, GroupByType } from './enums';
export { DataGraphqlModule } from './data-graphql.module';
export { FilterInput, toFilters } from './filter.input';
export { FilterType } from './filter.type';
export { signalOf } from './signal-of';
export { TimeRangeInput, timeParameters } from './time-range.input';
