import { Field, Float, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '@graphql/graphql';

@ObjectType('AnalyticsRow')
export class AnalyticsRowType {
  @Field(() => String, { nullable: true, description: 'Value of the dimension; null for points without it.' })
  dimension!: string | null;

  @Field(() => Float, { nullable: true })
  value!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Part of the total sum or count; of the points, where values do not add up.',
  })
  share!: number | null;
}

@ObjectType('AnalyticsData', { description: 'A metric by the values of a dimension, the greatest first.' })
export class AnalyticsDataType {
  @Field(() => String)
  metric!: string;

  @Field(() => String)
  dimension!: string;

  @Field(() => String, { nullable: true })
  unit?: string | undefined;

  @Field(() => DateTimeScalar)
  from!: string;

  @Field(() => DateTimeScalar)
  to!: string;

  @Field(() => [AnalyticsRowType])
  rows!: AnalyticsRowType[];

  @Field(() => DateTimeScalar)
  computedAt!: string;

  @Field(() => Boolean, { description: 'Whether values are estimates.' })
  approximate!: boolean;

  @Field(() => Boolean, { description: 'Whether there were more rows than shown.' })
  truncated!: boolean;
}
