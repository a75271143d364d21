import { Allow } from 'class-validator';
import { ArgsType, Field, Float, Int } from '@nestjs/graphql';
import type { Aggregation } from '../query/metric-query';
import type { Parameters } from '../query/parsing/parse-parameters';
import { AggregationType, type GroupBy, GroupByType } from './enums';
import { FilterInput, toFilters } from './filter.input';
import { TimeRangeInput, timeParameters } from './time-range.input';

/** What the questions about metrics have in common. */
@ArgsType()
class QuestionArgs {
  @Allow()
  @Field(() => TimeRangeInput, { nullable: true })
  timeRange?: TimeRangeInput | null;

  @Allow()
  @Field(() => [FilterInput], { nullable: true, description: 'All must hold.' })
  filters?: FilterInput[] | null;

  @Allow()
  @Field(() => String, { nullable: true, description: 'IANA name; UTC unless given.' })
  timezone?: string | null;

  @Allow()
  @Field(() => Float, { nullable: true, description: 'With `PERCENTILE`: between 0 and 100.' })
  percentile?: number | null;

  @Allow()
  @Field(() => Int, { defaultValue: 1_000, description: 'Most rows.' })
  limit!: number;
}

@ArgsType()
export class MetricsArgs extends QuestionArgs {
  @Allow()
  @Field(() => AggregationType)
  aggregation!: Aggregation;

  @Allow()
  @Field(() => GroupByType)
  groupBy!: GroupBy;

  @Allow()
  @Field(() => String, {
    nullable: true,
    description: 'Needed with `DIMENSION`; splits the dates with `DATE`.',
  })
  dimension?: string | null;

  @Allow()
  @Field(() => [String], {
    nullable: true,
    description: 'Names of metrics; absent: all that you see, up to 100.',
  })
  metric?: string[] | null;

  @Allow()
  @Field(() => String, {
    nullable: true,
    description: 'With `DATE`: length of the buckets, such as `1h`; `1d` unless given.',
  })
  interval?: string | null;
}

@ArgsType()
export class AnalyticsArgs extends QuestionArgs {
  @Allow()
  @Field(() => String)
  metric!: string;

  @Allow()
  @Field(() => String)
  dimension!: string;

  @Allow()
  @Field(() => AggregationType, { nullable: true, description: "The metric's own unless given." })
  aggregation?: Aggregation | null;
}

/** The question as the parameters of `GET /data/metrics` and `GET /data/analytics` ask it. */
export function questionParameters(args: QuestionArgs & { aggregation?: Aggregation | null }): Parameters {
  const { timeRange, filters, timezone, percentile, limit, aggregation } = args;
  return {
    ...timeParameters(timeRange),
    filters: filters ? JSON.stringify(toFilters(filters)) : undefined,
    timezone: timezone ?? undefined,
    percentile: percentile === null || percentile === undefined ? undefined : String(percentile),
    limit: String(limit),
    aggregation: aggregation ?? undefined,
  };
}
