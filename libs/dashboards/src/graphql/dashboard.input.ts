import { Allow } from 'class-validator';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { FilterInput } from '@graphql/data';
import { Visibility } from './dashboard.type';

@InputType('LayoutItemInput')
class LayoutItemInput {
  @Allow()
  @Field(() => ID)
  widgetId!: string;

  @Allow()
  @Field(() => Int)
  x!: number;

  @Allow()
  @Field(() => Int)
  y!: number;

  @Allow()
  @Field(() => Int)
  w!: number;

  @Allow()
  @Field(() => Int)
  h!: number;
}

@InputType('LayoutInput')
class LayoutInput {
  @Allow()
  @Field(() => Int, { defaultValue: 12 })
  columns!: number;

  @Allow()
  @Field(() => [LayoutItemInput])
  items!: LayoutItemInput[];
}

/** What a dashboard is made of; the DTO of its route says what is allowed. */
@InputType('DashboardInput')
export class DashboardInput {
  @Allow()
  @Field(() => String)
  name!: string;

  @Allow()
  @Field(() => String, { nullable: true })
  description?: string | null;

  @Allow()
  @Field(() => LayoutInput, { nullable: true })
  layout?: LayoutInput | null;

  @Allow()
  @Field(() => [FilterInput], { nullable: true })
  filters?: FilterInput[] | null;

  @Allow()
  @Field(() => [String], { nullable: true })
  tags?: string[] | null;

  @Allow()
  @Field(() => Visibility, { nullable: true, description: '`PRIVATE` unless given.' })
  visibility?: string | null;
}
