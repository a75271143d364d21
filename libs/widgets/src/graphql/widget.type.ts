import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, JsonScalar } from '@graphql/graphql';
import type { WidgetConfig } from '../config/widget-config';
import type { WidgetType as TypeName } from '../config/widget-type';

export const WidgetKind = {
  LINE: 'line',
  AREA: 'area',
  BAR: 'bar',
  PIE: 'pie',
  STAT: 'stat',
  TABLE: 'table',
  HEATMAP: 'heatmap',
  GAUGE: 'gauge',
  TEXT: 'text',
} as const satisfies Record<string, TypeName>;

registerEnumType(WidgetKind, {
  name: 'WidgetType',
  description: 'How a widget shows the answer of its query.',
});

@ObjectType('Widget', {
  description: 'A question and how its answer is shown; where it is, its dashboard’s layout says.',
})
export class WidgetType {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  dashboardId!: string;

  @Field(() => WidgetKind)
  type!: TypeName;

  @Field(() => String)
  title!: string;

  @Field(() => JsonScalar, { description: '`{ query, display }`, as the REST API has it.' })
  config!: WidgetConfig;

  @Field(() => DateTimeScalar)
  createdAt!: string;

  @Field(() => DateTimeScalar)
  updatedAt!: string;

  @Field(() => Int, { description: 'Counts its changes.' })
  version!: number;
}
