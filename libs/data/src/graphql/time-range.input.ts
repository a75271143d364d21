import { Allow } from 'class-validator';
import { Field, InputType } from '@nestjs/graphql';
import { DateTimeScalar } from '@graphql/graphql';
import type { Parameters } from '../query/parsing/parse-parameters';

@InputType('TimeRange', {
  description: 'Either `last`, or `from` and `to`: half-open, `to` itself lies outside.',
})
export class TimeRangeInput {
  @Allow()
  @Field(() => String, { nullable: true, description: '`<n>(m|h|d|w|mo|y)` up to now, such as `30d`.' })
  last?: string | null;

  @Allow()
  @Field(() => DateTimeScalar, { nullable: true })
  from?: string | null;

  @Allow()
  @Field(() => DateTimeScalar, { nullable: true })
  to?: string | null;
}

/** The range as the parameters of a URL say it, which are read by the one parser that there is. */
export function timeParameters(range: TimeRangeInput | null | undefined): Parameters {
  const { last, from, to } = range ?? {};
  return { timerange: last ?? undefined, from: from ?? undefined, to: to ?? undefined };
}
