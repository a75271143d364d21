import { Field, ObjectType } from '@nestjs/graphql';
import type { Operator } from '../query/metric-query';
import { FilterOperator } from './enums';

/** A filter of a MetricQuery: a condition, or a list of which one or all must hold. */
@ObjectType('Filter', {
  description: 'A condition on a dimension, or a list of which one (`or`) or all (`and`) must hold.',
})
export class FilterType {
  @Field(() => String, { nullable: true })
  dimension?: string;

  @Field(() => FilterOperator, { nullable: true })
  operator?: Operator;

  @Field(() => [String], { nullable: true })
  values?: string[];

  @Field(() => [FilterType], { nullable: true })
  or?: FilterType[];

  @Field(() => [FilterType], { nullable: true })
  and?: FilterType[];
}
