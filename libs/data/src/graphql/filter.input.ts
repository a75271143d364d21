import { Allow } from 'class-validator';
import { Field, InputType } from '@nestjs/graphql';
import type { Filter, Operator } from '../query/metric-query';
import { FilterOperator } from './enums';

@InputType('FilterInput', {
  description: 'A condition on a dimension, or one of `or` and `and` with a list.',
})
export class FilterInput {
  @Allow()
  @Field(() => String, { nullable: true })
  dimension?: string | null;

  @Allow()
  @Field(() => FilterOperator, { nullable: true, description: '`IN` unless given.' })
  operator?: Operator | null;

  @Allow()
  @Field(() => [String], { nullable: true })
  values?: string[] | null;

  @Allow()
  @Field(() => [FilterInput], { nullable: true })
  or?: FilterInput[] | null;

  @Allow()
  @Field(() => [FilterInput], { nullable: true })
  and?: FilterInput[] | null;
}

/** Filters as a MetricQuery has them; whether they are good is for its parser to say. */
export function toFilters(inputs: readonly FilterInput[]): Filter[] {
  return inputs.map(({ dimension, operator, values, or, and }) => {
    const members = {
      ...(dimension && { dimension, operator: operator ?? 'in' }),
      ...(!dimension && operator && { operator }),
      ...(values && { values }),
      ...(or && { or: toFilters(or) }),
      ...(and && { and: toFilters(and) }),
    };
    return members as Filter;
  });
}
