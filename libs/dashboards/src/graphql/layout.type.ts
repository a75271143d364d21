import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('LayoutItem', { description: 'Where a widget is, in cells of the grid.' })
export class LayoutItemType {
  @Field(() => ID)
  widgetId!: string;

  @Field(() => Int)
  x!: number;

  @Field(() => Int)
  y!: number;

  @Field(() => Int)
  w!: number;

  @Field(() => Int)
  h!: number;
}

@ObjectType('Layout', { description: 'Where the widgets are. One that it does not name is not placed.' })
export class LayoutType {
  @Field(() => Int)
  columns!: number;

  @Field(() => [LayoutItemType])
  items!: LayoutItemType[];
}
