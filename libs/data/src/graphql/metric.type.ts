import { Field, Float, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar, JsonScalar } from '@graphql/graphql';
import type { Aggregation } from '../query/metric-query';
import { AggregationType } from './enums';

@ObjectType('Metric', { description: 'One aggregated value of a metric.' })
export class MetricType {
  @Field(() => String)
  name!: string;

  @Field(() => AggregationType)
  aggregation!: Aggregation;

  @Field(() => Float, { nullable: true, description: 'Null where there is none.' })
  value!: number | null;

  @Field(() => String, { nullable: true })
  unit?: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Begin of the bucket.' })
  time?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Value of the dimension that is grouped by.' })
  dimension?: string | null | undefined;

  @Field(() => JsonScalar, { description: 'Values of all dimensions that are grouped by, by their names.' })
  dimensions!: Record<string, string | null>;
}
